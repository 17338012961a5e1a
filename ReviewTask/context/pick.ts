// Makes excerpts of picked line numbers: one for each run of lines, and none for blank lines alone.
import type { Excerpt } from '../model/excerpt.ts';
import type { Shown } from './shown.ts';

/** A symbol from which lines may be picked. */
export interface Source {
  readonly kind: Excerpt['kind'];
  readonly path: string;
  readonly symbol: string;
  /** All lines of the file. */
  readonly lines: readonly string[];
}

/** Longest line of an excerpt, in UTF-16 units; a longer one is cut. */
const longestLine = 300;

/**
 * Takes up to `budget` lines out of `wanted`, the most useful first, that are not shown yet, and marks them as shown.
 * `isCut` is true where the wanted ones did not all fit, or `isPart` says that the symbol goes on.
 */
export function pick(
  source: Source,
  wanted: readonly number[],
  budget: number,
  shown: Shown,
  isPart: boolean,
): readonly Excerpt[] {
  const isFresh = (line: number) => line >= 1 && line <= source.lines.length && !shown.has(source.path, line);
  const fresh = [...new Set(wanted)].filter(isFresh);
  const chosen = fresh.slice(0, Math.max(0, budget)).sort((one, other) => one - other);
  const runs = runsOf(chosen).flatMap((run) => withoutBlankEnds(run, source.lines));
  for (const line of runs.flat()) shown.add(source.path, line);
  const isCut = isPart || fresh.length > chosen.length;
  return runs.map((run) => ({
    kind: source.kind,
    path: source.path,
    startLine: run[0] ?? 1,
    lines: run.map((line) => (source.lines[line - 1] ?? '').slice(0, longestLine)),
    isCut,
    symbol: source.symbol,
  }));
}

function runsOf(lines: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const line of lines) {
    const open = runs.at(-1);
    if (open !== undefined && open.at(-1) === line - 1) open.push(line);
    else runs.push([line]);
  }
  return runs;
}

function withoutBlankEnds(run: readonly number[], lines: readonly string[]): readonly (readonly number[])[] {
  const isText = (line: number) => (lines[line - 1] ?? '').trim() !== '';
  const first = run.findIndex(isText);
  return first === -1 ? [] : [run.slice(first, run.findLastIndex(isText) + 1)];
}

/** How many lines the excerpts have together. */
export function lineCount(excerpts: readonly Excerpt[]): number {
  return excerpts.reduce((sum, excerpt) => sum + excerpt.lines.length, 0);
}
