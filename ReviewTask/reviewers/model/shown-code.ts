// The code that one verification shows: the hunk of the finding first, then evidence, within a budget.
import type { ChangedFile, DiffLine, Hunk } from '../../model/diff.ts';
import type { Excerpt } from '../../model/excerpt.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import { hunkRows } from './hunks-text.ts';
import type { ShownLines } from './shown-lines.ts';
import { describeExcerpt, type ShownCode } from './verification-prompt.ts';

/** Lines of the hunk on each side of the finding. */
const around = 25;
/** In UTF-16 units, of all excerpts together. */
const mostCharacters = 6_000;

/** The pieces in the order in which they are shown. */
export function shownCode(
  finding: PlacedFinding,
  file: ChangedFile | undefined,
  shownLines: ShownLines,
  excerpts: readonly Excerpt[],
): readonly ShownCode[] {
  const change = file === undefined ? [] : changeOf(finding, file, shownLines);
  const seen = new Set(change.flatMap(({ numbers }) => numbers.map((number) => `${finding.path}:${number}`)));
  const pieces: ShownCode[] = change.map(({ rows }) => ({ path: finding.path, shows: 'the change', rows }));
  let left = mostCharacters;
  for (const excerpt of excerpts) {
    const rows = rowsOf(excerpt, seen);
    const size = rows.reduce((sum, row) => sum + row.length + 1, 0);
    if (rows.every((row) => row === '...') || size > left) continue;
    left -= size;
    pieces.push({ path: excerpt.path, shows: describeExcerpt(excerpt), rows });
  }
  return pieces;
}

/** The hunk that holds the finding, cut to its surroundings; the first ones of the file where it has no line. */
function changeOf(finding: PlacedFinding, file: ChangedFile, shownLines: ShownLines) {
  if (file.content.kind !== 'text') return [];
  const { anchor } = finding;
  const line = anchor.kind === 'lines' ? anchor.start.line : (finding.line ?? 1);
  const side = anchor.kind === 'lines' ? anchor.side : finding.side;
  const last = anchor.kind === 'lines' ? anchor.end.line : line;
  const isWanted = (one: DiffLine) => {
    const number = one.kind === 'context' ? one[side] : one.kind === 'added' ? one.right : one.left;
    const isOnSide = one.kind === 'context' || (one.kind === 'added') === (side === 'right');
    return isOnSide && number >= line && number <= last;
  };
  const hunk = file.content.hunks.find(({ lines }) => lines.some(isWanted)) ?? file.content.hunks[0];
  if (hunk === undefined) return [];
  const texts = shownLines({ path: file.path, originalPath: file.originalPath, hunks: [hunk] });
  const from = Math.max(0, hunk.lines.findIndex(isWanted) - around);
  const to = Math.max(hunk.lines.findLastIndex(isWanted), 0) + around + 1;
  const part: Hunk = { lines: hunk.lines.slice(from, to) };
  const rows = [
    ...(from > 0 ? ['...'] : []),
    ...hunkRows(part, texts.slice(from, to)),
    ...(to < hunk.lines.length ? ['...'] : []),
  ];
  return [{ rows, numbers: part.lines.flatMap((one) => (one.kind === 'removed' ? [] : [one.right])) }];
}

/** Numbered rows; what is shown already stands as one row of dots. */
function rowsOf({ path, startLine, lines }: Excerpt, seen: ReadonlySet<string>): readonly string[] {
  const rows = lines.map((text, index) => {
    const number = startLine + index;
    return seen.has(`${path}:${number}`) ? '...' : `${number}   ${text}`.trimEnd();
  });
  return rows.filter((row, index) => row !== '...' || rows[index - 1] !== '...');
}
