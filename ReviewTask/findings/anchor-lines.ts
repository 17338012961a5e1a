// The lines of a diff that a finding may hang on: those that a reader of the hunks sees, one side at a time.
import type { DiffLine, Hunk, Side } from '../model/diff.ts';

export interface SideLine {
  /** 1-based line on its side. */
  readonly number: number;
  readonly text: string;
  /** `text` with white space trimmed and collapsed: what is left of a line that somebody copied. */
  readonly plain: string;
  /** Added or removed, not context. */
  readonly isChanged: boolean;
}

/** The lines of one hunk on one side: consecutive numbers, at least one line. */
export type Run = readonly SideLine[];

/** What the hunks of a file show, one side at a time. */
type Runs = Readonly<Record<Side, readonly Run[]>>;

/** Hunks never change, and a file of many lines may have many findings: each is prepared once. */
const prepared = new WeakMap<readonly Hunk[], Runs>();

/** What the hunks show of each side, in file order; hunks with no line on a side are left out there. */
export function runsOf(hunks: readonly Hunk[]): Runs {
  const known = prepared.get(hunks);
  if (known !== undefined) return known;
  const runs = { left: runsOn('left', hunks), right: runsOn('right', hunks) };
  prepared.set(hunks, runs);
  return runs;
}

function runsOn(side: Side, hunks: readonly Hunk[]): readonly Run[] {
  return hunks
    .map((hunk) => hunk.lines.flatMap((line) => sideLine(line, side) ?? []))
    .filter((lines) => lines.length > 0);
}

/** White space trimmed and collapsed to single spaces. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function sideLine(line: DiffLine, side: Side): SideLine | undefined {
  const number = numberOn(line, side);
  if (number === undefined) return undefined;
  return { number, text: line.text, plain: plainText(line.text), isChanged: line.kind !== 'context' };
}

function numberOn(line: DiffLine, side: Side): number | undefined {
  if (line.kind === 'context') return line[side];
  if (line.kind === 'added') return side === 'right' ? line.right : undefined;
  return side === 'left' ? line.left : undefined;
}
