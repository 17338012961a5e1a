// The code that one verification shows: the change as the finder had it, or the hunk alone where that is long; then evidence.
import type { ChangedFile, DiffLine, Hunk } from '../../model/diff.ts';
import type { Excerpt } from '../../model/excerpt.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import type { Chunk } from '../../model/plan.ts';
import { showWithin } from './fit.ts';
import { hunkRows } from './hunks-text.ts';
import type { ModelReview } from './session.ts';
import { shownPath } from './shown-path.ts';
import { describeExcerpt, type ShownCode, textOf } from './verification-prompt.ts';

/** Lines of the hunk on each side of the finding. */
const around = 25;
/** In UTF-16 units, of the hunk: a finding may span lines without end. */
const mostOfHunk = 24_000;
/** In UTF-16 units, of all excerpts together. */
const mostCharacters = 5_000;

/** The change as a verification shows it. */
export interface ShownChange {
  /** As `chunkTexts` writes it. */
  readonly texts: readonly string[];
  /** Lines of the new side that are in it, as `path:number`. */
  readonly seen: ReadonlySet<string>;
}

/** The part of the change that the finder had in one question, to the letter. */
export async function wholeChange(chunk: Chunk, review: ModelReview): Promise<ShownChange> {
  const { texts, excerpts } = await showWithin(chunk, review);
  const seen = [
    ...chunk.parts.flatMap(({ path, hunks }) =>
      hunks.flatMap((hunk) => rightNumbers(hunk).map((one) => `${path}:${one}`)),
    ),
    ...excerpts.flatMap(({ path, startLine, lines }) => lines.map((_, index) => `${path}:${startLine + index}`)),
  ];
  return { texts, seen: new Set(seen) };
}

/** The hunk that holds the finding, cut to its surroundings; the first one of the file where it has no line. */
export function hunkAround(finding: PlacedFinding, file: ChangedFile | undefined, review: ModelReview): ShownChange {
  if (file?.content.kind !== 'text') return { texts: [], seen: new Set() };
  const { hunks } = file.content;
  const isWanted = linesOf(finding);
  const hunk = hunks.find(({ lines }) => lines.some(isWanted)) ?? hunks[0];
  if (hunk === undefined) return { texts: [], seen: new Set() };
  const shown = review.shownLines({ path: file.path, originalPath: file.originalPath, hunks: [hunk] });
  const [from, to] = windowOf(
    hunk.lines.findIndex(isWanted),
    hunk.lines.findLastIndex(isWanted),
    shown.map((text) => text.length + 8),
  );
  const part: Hunk = { lines: hunk.lines.slice(from, to) };
  const rows = [
    ...(from > 0 ? ['...'] : []),
    ...hunkRows(part, shown.slice(from, to)),
    ...(to < hunk.lines.length ? ['...'] : []),
  ];
  return {
    texts: [`=== ${shownPath(file.path)} ===\n${rows.join('\n')}`],
    seen: new Set(rightNumbers(part).map((number) => `${file.path}:${number}`)),
  };
}

/** Indexes of the rows to show, the second exclusive: the finding and its surroundings, the ends given up where they are too long. */
function windowOf(first: number, last: number, sizes: readonly number[]): readonly [number, number] {
  let [from, to] = [Math.max(0, first - around), Math.min(sizes.length, Math.max(last, 0) + around + 1)];
  let size = sizes.slice(from, to).reduce((sum, one) => sum + one, 0);
  while (size > mostOfHunk && to - from > 1) {
    // Above the finding first, then from its end: what it begins with stays.
    if (from < first && first - from >= to - 1 - last) {
      size -= sizes[from] ?? 0;
      from += 1;
    } else {
      to -= 1;
      size -= sizes[to] ?? 0;
    }
  }
  return [from, to];
}

/** Excerpts as pieces, most telling first, within the budget; what belongs to one symbol of one file stands in one piece. */
export function evidencePieces(excerpts: readonly Excerpt[]): readonly ShownCode[] {
  const pieces: ShownCode[] = [];
  let left = mostCharacters;
  for (const run of joined(excerpts)) {
    const [first] = run;
    if (first === undefined) continue;
    const isCut = run.some((excerpt) => excerpt.isCut);
    const piece = { path: first.path, shows: describeExcerpt({ ...first, isCut }), rows: rowsOf(run) };
    const size = textOf(piece).length;
    if (size > left) continue;
    left -= size;
    pieces.push(piece);
  }
  return pieces;
}

/** Neighbours that show the same symbol of the same file. */
function joined(excerpts: readonly Excerpt[]): readonly (readonly Excerpt[])[] {
  const runs: Excerpt[][] = [];
  for (const excerpt of excerpts) {
    const open = runs.at(-1);
    const before = open?.at(-1);
    const isSame = before?.kind === excerpt.kind && before.path === excerpt.path && before.symbol === excerpt.symbol;
    if (open !== undefined && isSame) open.push(excerpt);
    else runs.push([excerpt]);
  }
  return runs;
}

function linesOf({ anchor, line: claimed, side: claimedSide }: PlacedFinding): (line: DiffLine) => boolean {
  const side = anchor.kind === 'lines' ? anchor.side : claimedSide;
  const first = anchor.kind === 'lines' ? anchor.start.line : (claimed ?? 1);
  const last = anchor.kind === 'lines' ? anchor.end.line : first;
  return (line) => {
    const number = line.kind === 'context' ? line[side] : line.kind === 'added' ? line.right : line.left;
    const isOnSide = line.kind === 'context' || (line.kind === 'added') === (side === 'right');
    return isOnSide && number >= first && number <= last;
  };
}

function rightNumbers({ lines }: Hunk): readonly number[] {
  return lines.flatMap((line) => (line.kind === 'removed' ? [] : [line.right]));
}

/** Numbered rows from top to bottom; a row of dots stands for lines between them. */
function rowsOf(run: readonly Excerpt[]): readonly string[] {
  return run
    .toSorted((one, other) => one.startLine - other.startLine)
    .flatMap(({ startLine, lines }, index) => [
      ...(index > 0 ? ['...'] : []),
      ...lines.map((text, at) => `${startLine + at}   ${text}`.trimEnd()),
    ]);
}
