// The context stage for one question: what the hunks leave out of the functions they change, and what they call.
import type { ChangedFile } from '../model/diff.ts';
import type { Excerpt, Outline } from '../model/excerpt.ts';
import { type ChunkPart, isTextFile } from '../model/plan.ts';
import { calledNames, definitionExcerpts, definitionsIn } from './definitions.ts';
import { enclosingOf, type SourceFile } from './enclosing.ts';
import { fallbackOutline } from './fallback-outline.ts';
import { lineCount } from './pick.ts';
import { changedLines, type Shown, shownIn } from './shown.ts';

/** Lines to show beside the hunks. */
export interface ContextBudget {
  /** Around one hunk at most. */
  readonly linesPerHunk: number;
  /** In one question at most, definitions included. */
  readonly linesPerChunk: number;
}

/** Part of a question's budget that goes to the surroundings of hunks; definitions have the rest, and what is left over. */
const shareOfSurroundings = 2 / 3;

/** Part of it that callers may take at most. */
const shareOfCallers = 1 / 4;

/**
 * Excerpts for one question, from the changed files alone: first around the hunks in their order, then definitions in the
 * order of the calls. No line twice, none that a hunk shows, never more than the budget. A file without an outline is read
 * without a parser.
 */
export function contextOf(
  parts: readonly ChunkPart[],
  files: readonly ChangedFile[],
  outlines: ReadonlyMap<string, Outline>,
  budget: ContextBudget,
): readonly Excerpt[] {
  return contextFrom(parts, sourceFiles(files, outlines), budget, shownIn(parts));
}

/** The same from files that have been prepared, with callers before definitions; what it picks is marked in `shown`. */
export function contextFrom(
  parts: readonly ChunkPart[],
  files: ReadonlyMap<string, SourceFile>,
  budget: ContextBudget,
  shown: Shown,
  callersWithin: (lines: number) => readonly Excerpt[] = () => [],
): readonly Excerpt[] {
  const around = surroundings(parts, files, budget, shown);
  const rest = budget.linesPerChunk - lineCount(around);
  const callers = callersWithin(Math.min(rest, Math.floor(budget.linesPerChunk * shareOfCallers)));
  const called = calledNames(parts, files);
  const definitions = definitionsIn([...files.values()]);
  return [...around, ...callers, ...definitionExcerpts(called, definitions, rest - lineCount(callers), shown)];
}

function surroundings(
  parts: readonly ChunkPart[],
  files: ReadonlyMap<string, SourceFile>,
  budget: ContextBudget,
  shown: Shown,
): readonly Excerpt[] {
  const most = Math.floor(budget.linesPerChunk * shareOfSurroundings);
  const excerpts: Excerpt[] = [];
  for (const part of parts) {
    const file = files.get(part.path);
    if (file === undefined) continue;
    for (const hunk of part.hunks) {
      const left = Math.min(budget.linesPerHunk, most - lineCount(excerpts));
      if (left > 0) excerpts.push(...enclosingOf(changedLines(hunk), file, left, shown));
    }
  }
  return excerpts;
}

/** The right sides of the files with their outlines, by path. */
export function sourceFiles(
  files: readonly ChangedFile[],
  outlines: ReadonlyMap<string, Outline>,
): ReadonlyMap<string, SourceFile> {
  return new Map(
    files.filter(isTextFile).map(({ path, content }) => {
      const lines = content.right;
      return [path, { path, lines, outline: outlines.get(path) ?? fallbackOutline(path, lines) }];
    }),
  );
}
