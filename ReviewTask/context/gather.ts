// The context stage of a run: reads the structure of the changed files once, then picks the excerpts of every question.
import type { ChangedFile } from '../model/diff.ts';
import type { Excerpt } from '../model/excerpt.ts';
import { type Chunk, isTextFile } from '../model/plan.ts';
import { noContext, type ReviewContext } from '../model/review-context.ts';
import type { CodeBase, Log, Outliner } from '../ports.ts';
import { budgetOf, type Generosity } from './budget.ts';
import { contextFrom, sourceFiles } from './context-of.ts';
import { calledNames, type Definitions, definitionExcerpts, definitionsIn } from './definitions.ts';
import { definitionsElsewhere } from './elsewhere.ts';
import type { SourceFile } from './enclosing.ts';
import { lineCount } from './pick.ts';
import { shownIn } from './shown.ts';

/** What the stage may ask. Both may be missing: patterns and the changed files are always there. */
export interface ContextSources {
  readonly outliner: Outliner | undefined;
  readonly codeBase: CodeBase | undefined;
  readonly log: Log;
}

/** Files whose structure is read; a question never holds more than a few of them. */
const mostFiles = 400;

/** Excerpts for every chunk. Never throws but for a bug; without chunks nothing is read or started. */
export async function gatherContext(
  chunks: readonly Chunk[],
  files: readonly ChangedFile[],
  { outliner, codeBase, log }: ContextSources,
  generosity: Generosity,
): Promise<ReviewContext> {
  if (chunks.length === 0) return noContext;
  const changed = await readStructure(chunks, files, outliner);
  const definitions = definitionsIn([...changed.values()]);
  const others =
    codeBase === undefined ? [] : await lookElsewhere(chunks, changed, definitions, { outliner, codeBase });
  const elsewhere = definitionsIn(others);
  const excerpts = new Map(chunks.map((chunk) => [chunk, excerptsOf(chunk, changed, elsewhere, generosity)] as const));
  log.info(describe(excerpts, changed, others));
  return { excerpts, others: new Map(others.map((file) => [file.path, file.lines])) };
}

async function readStructure(
  chunks: readonly Chunk[],
  files: readonly ChangedFile[],
  outliner: Outliner | undefined,
): Promise<ReadonlyMap<string, SourceFile>> {
  const asked = new Set(chunks.flatMap((chunk) => chunk.parts.map((part) => part.path)));
  const first = files.filter((file) => asked.has(file.path));
  const all = [...first, ...files.filter((file) => !asked.has(file.path))].filter((file) => !file.isDeleted);
  const readable = all.filter(isTextFile).slice(0, mostFiles);
  const outlines = await outliner?.outline(readable.map(({ path, content }) => ({ path, lines: content.right })));
  return sourceFiles(readable, outlines ?? new Map());
}

function lookElsewhere(
  chunks: readonly Chunk[],
  changed: ReadonlyMap<string, SourceFile>,
  definitions: Definitions,
  { outliner, codeBase }: { readonly outliner: Outliner | undefined; readonly codeBase: CodeBase },
): Promise<readonly SourceFile[]> {
  const called = chunks.flatMap((chunk) => calledNames(chunk.parts, changed));
  const unique = [...new Map(called.map((one) => [`${one.path}\n${one.name}`, one])).values()];
  const paths = new Set(changed.keys());
  return definitionsElsewhere(unique, definitions, codeBase, outliner, undefined, paths);
}

function excerptsOf(
  { parts, ...chunk }: Chunk,
  changed: ReadonlyMap<string, SourceFile>,
  elsewhere: Definitions,
  generosity: Generosity,
): readonly Excerpt[] {
  const budget = budgetOf({ parts, ...chunk }, generosity);
  const shown = shownIn(parts);
  const near = contextFrom(parts, changed, budget, shown);
  const left = budget.linesPerChunk - lineCount(near);
  return [...near, ...definitionExcerpts(calledNames(parts, changed), elsewhere, left, shown)];
}

function describe(
  excerpts: ReadonlyMap<Chunk, readonly Excerpt[]>,
  changed: ReadonlyMap<string, SourceFile>,
  others: readonly SourceFile[],
): string {
  const all = [...excerpts.values()].flat();
  const parsed = [...changed.values()].filter((file) => file.outline.by === 'tree-sitter').length;
  return `Context: ${lineCount(all)} line(s) beside the hunks; ${parsed} of ${changed.size} changed file(s) read with a parser, ${others.length} other file(s) looked up.`;
}
