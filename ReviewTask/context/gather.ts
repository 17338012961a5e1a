// The context stage of a run: reads the structure of the changed files once, then picks the excerpts of every question.
import type { Effort } from '../model/config.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { Excerpt } from '../model/excerpt.ts';
import { type Chunk, type ChunkPart, isTextFile } from '../model/plan.ts';
import type { CodeBase, Log, Outliner } from '../ports.ts';
import { budgetOf } from './budget.ts';
import { contextFrom, sourceFiles } from './context-of.ts';
import { calledNames, type Definitions, definitionExcerpts, definitionsIn } from './definitions.ts';
import { definitionsElsewhere } from './elsewhere.ts';
import type { SourceFile } from './enclosing.ts';
import { lineCount } from './pick.ts';
import { shownIn } from './shown.ts';

/** The excerpts to show beside the hunks of one question. */
export type ExcerptsFor = (parts: readonly ChunkPart[]) => readonly Excerpt[];

/** What the stage may ask. Both may be missing: patterns and the changed files are always there. */
export interface ContextSources {
  readonly outliner: Outliner | undefined;
  readonly codeBase: CodeBase | undefined;
  readonly log: Log;
}

/** Files whose structure is read; a question never holds more than a few of them. */
const mostFiles = 400;

/**
 * Reads what the excerpts are picked from: the changed files, and others that define what these call. Never throws but for a
 * bug; without chunks nothing is read or started.
 */
export async function gatherContext(
  chunks: readonly Chunk[],
  files: readonly ChangedFile[],
  { outliner, codeBase, log }: ContextSources,
  effort: Effort,
): Promise<ExcerptsFor> {
  if (chunks.length === 0) return () => [];
  const changed = await readStructure(chunks, files, outliner);
  const definitions = definitionsIn([...changed.values()]);
  const others =
    codeBase === undefined ? [] : await lookElsewhere(chunks, changed, definitions, { outliner, codeBase });
  const elsewhere = definitionsIn(others);
  const parsed = [...changed.values()].filter((file) => file.outline.by === 'tree-sitter').length;
  log.info(
    `Context: ${parsed} of ${changed.size} changed file(s) read with a parser, ${others.length} other file(s) looked up.`,
  );
  return (parts) => excerptsOf(parts, changed, elsewhere, effort);
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
  parts: readonly ChunkPart[],
  changed: ReadonlyMap<string, SourceFile>,
  elsewhere: Definitions,
  effort: Effort,
): readonly Excerpt[] {
  const budget = budgetOf(parts, effort);
  const shown = shownIn(parts);
  const near = contextFrom(parts, changed, budget, shown);
  const left = budget.linesPerChunk - lineCount(near);
  return [...near, ...definitionExcerpts(calledNames(parts, changed), elsewhere, left, shown)];
}
