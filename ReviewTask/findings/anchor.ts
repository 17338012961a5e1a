// Resolves where a finding is shown: the reviewer's line is a claim, the lines of the diff are the proof.
import type { ChangedFile, Hunk, Side } from '../model/diff.ts';
import type { Anchor, RawFinding } from '../model/finding.ts';
import { findFile } from './anchor-file.ts';
import { type Run, runsOf, type SideLine } from './anchor-lines.ts';
import { type Place, type Search, type Strictness, searchQuote } from './anchor-quote.ts';

type LinesAnchor = Extract<Anchor, { kind: 'lines' }>;

/** A place on the diff, and what it rests on. */
interface Hit {
  readonly side: Side;
  readonly how: LinesAnchor['how'];
  readonly place: Place;
}

/**
 * Where a finding belongs, and the path of its file as the pull request has it. Never fails: a finding whose place is
 * not proven is shown on its file, and one whose file is not in the pull request, on the pull request.
 *
 * A quote decides alone; the claimed line only chooses between its occurrences. Without a quote the claimed line is
 * used, if the diff shows it. A line anchor stays within one hunk and on one side.
 */
export function anchorFinding(
  finding: RawFinding,
  files: readonly ChangedFile[],
): { readonly path: string; readonly anchor: Anchor } {
  const file = findFile(finding.path, files);
  if (file === undefined) return { path: finding.path, anchor: { kind: 'pull-request' } };
  const hunks = file.content.kind === 'text' ? file.content.hunks : [];
  const hit = finding.quote.trim() === '' ? claimedLine(finding, hunks) : quotedLines(finding, hunks);
  return { path: file.path, anchor: hit === undefined ? { kind: 'file' } : anchorAt(hit, finding) };
}

function claimedLine(finding: RawFinding, hunks: readonly Hunk[]): Hit | undefined {
  for (const run of runsOf(hunks)[finding.side]) {
    const index = run.findIndex((line) => line.number === finding.line);
    if (index >= 0) return { side: finding.side, how: 'exact-line', place: { run, index, count: 1 } };
  }
  return undefined;
}

/** Whole lines before pieces of lines, and the claimed side before the other: a reviewer may mix up removed and added. */
function quotedLines(finding: RawFinding, hunks: readonly Hunk[]): Hit | undefined {
  const other = finding.side === 'left' ? 'right' : 'left';
  const runs = runsOf(hunks);
  const line = finding.line !== undefined && Number.isSafeInteger(finding.line) ? finding.line : undefined;
  const search = (side: Side, strictness: Strictness): readonly [Side, Search] => [
    side,
    searchQuote(finding.quote, side, runs[side], line, strictness),
  ];
  const piece = search(finding.side, 'pieces');
  const steps: readonly (() => readonly [Side, Search])[] = [
    () => search(finding.side, 'lines'),
    () => (isAtLine(piece[1]) ? piece : [finding.side, undefined]),
    () => search(other, 'lines'),
    () => piece,
    () => search(other, 'pieces'),
  ];
  for (const step of steps) {
    const [side, found] = step();
    if (found === 'ambiguous') return undefined;
    if (found !== undefined) return { side, ...found };
  }
  return undefined;
}

function isAtLine(search: Search): boolean {
  return typeof search === 'object' && search.how === 'quote-at-line';
}

function anchorAt(hit: Hit, finding: RawFinding): Anchor {
  const { run, index, count } = hit.place;
  const isAsClaimed = hit.side === finding.side && run[index]?.number === finding.line;
  const first = run[index];
  const last = lastLine(run, index + count - 1, isAsClaimed ? finding.endLine : undefined);
  if (first === undefined || last === undefined) return { kind: 'file' };
  const columns = isAsClaimed && first === last ? columnsWithin(first.text, finding) : undefined;
  return {
    kind: 'lines',
    side: hit.side,
    start: { line: first.number, offset: columns?.start ?? 1 },
    end: { line: last.number, offset: columns?.end ?? last.text.length + 1 },
    how: hit.how,
  };
}

/** Most lines that a claimed end adds: nobody finds a defect in more, and the thread would cover the file. */
const mostLinesAdded = 100;

/** The line at `index`, or the claimed last line where that is further down; at most the end of the hunk. */
function lastLine(run: Run, index: number, claimed: number | undefined): SideLine | undefined {
  const last = run[index];
  if (last === undefined || claimed === undefined || !(claimed > last.number)) return last;
  return run[Math.min(index + Math.min(claimed - last.number, mostLinesAdded), run.length - 1)];
}

/** Columns that lie within a line and hold at least one character; anything else means the whole line. */
function columnsWithin(text: string, finding: RawFinding): RawFinding['columns'] {
  const { columns } = finding;
  if (columns === undefined || !Number.isInteger(columns.start) || !Number.isInteger(columns.end)) return undefined;
  const isWithin = columns.start >= 1 && columns.end > columns.start && columns.end <= text.length + 1;
  return isWithin ? columns : undefined;
}
