// The context stage of a run: reads the structure of the changed files once, then picks the excerpts of every question.
import pLimit from 'p-limit';
import type { Effort } from '../model/config.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { AskedPlace, Excerpt, OutlineSymbol } from '../model/excerpt.ts';
import { type Chunk, type ChunkPart, isTextFile } from '../model/plan.ts';
import type { CodeBase, Log, Outliner } from '../ports.ts';
import { budgetOf, callerReachOf } from './budget.ts';
import { type CallSite, callerExcerpts, callSites } from './callers.ts';
import { contextFrom, sourceFiles } from './context-of.ts';
import { changedContracts } from './contracts.ts';
import { calledNames, type Definitions, definitionExcerpts, definitionsIn } from './definitions.ts';
import { type CodeSources, definitionsElsewhere } from './elsewhere.ts';
import type { SourceFile } from './enclosing.ts';
import { evidenceAt } from './evidence.ts';
import { lineCount } from './pick.ts';
import { shownIn } from './shown.ts';
import { openStructures } from './structures.ts';

/** Code beside the change, for those who find and for those who check. Excerpts are not redacted yet. */
export interface Context {
  /** What to show beside the hunks of one question. */
  readonly excerptsFor: (parts: readonly ChunkPart[]) => readonly Excerpt[];
  /** What settles a claim about a place. Never throws. */
  readonly evidenceFor: (place: AskedPlace) => Promise<readonly Excerpt[]>;
}

/** What the stage may ask. Without an outliner patterns have to do. */
export interface ContextSources {
  readonly outliner: Outliner | undefined;
  readonly codeBase: CodeBase;
  readonly log: Log;
}

/** Files whose structure is read; a question never holds more than a few of them. */
const mostFiles = 400;
/** Functions of one run whose callers are looked for. */
const mostContracts = 20;
/** Places that are looked into at the same time: each means several searches. */
const mostPlacesAtOnce = 3;

/** What has been read, ready to be picked from. */
interface Gathered {
  readonly changed: ReadonlyMap<string, SourceFile>;
  readonly elsewhere: Definitions;
  /** By the function that is called. */
  readonly sites: ReadonlyMap<OutlineSymbol, readonly CallSite[]>;
}

/**
 * Reads what the excerpts are picked from: the changed files, others that define what these call, and others that call what
 * changed in them. Never throws but for a bug; without chunks nothing is read or started.
 */
export async function gatherContext(
  chunks: readonly Chunk[],
  files: readonly ChangedFile[],
  { outliner, codeBase, log }: ContextSources,
  effort: Effort,
): Promise<Context> {
  if (chunks.length === 0) return { excerptsFor: () => [], evidenceFor: async () => [] };
  const changed = await readStructure(chunks, files, outliner);
  const definitions = definitionsIn([...changed.values()]);
  const sources = { codeBase, structures: openStructures(changed, codeBase, outliner) };
  const [others, sites] = await Promise.all([
    lookElsewhere(chunks, changed, definitions, sources),
    callerReachOf(effort) === undefined ? new Map() : lookForCallers(chunks, changed, sources),
  ]);
  const parsed = [...changed.values()].filter((file) => file.outline.by === 'tree-sitter').length;
  log.info(
    `Context: ${parsed} of ${changed.size} changed file(s) read with a parser, ${others.length} other file(s) looked up, callers of ${sites.size} changed function(s) looked for.`,
  );
  const limit = pLimit(mostPlacesAtOnce);
  const gathered = { changed, elsewhere: definitionsIn(others), sites };
  return {
    excerptsFor: (parts) => excerptsOf(parts, gathered, effort),
    evidenceFor: (place) => limit(() => evidenceAt(place, { ...sources, definitions })),
  };
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
  sources: CodeSources,
): Promise<readonly SourceFile[]> {
  const called = chunks.flatMap((chunk) => calledNames(chunk.parts, changed));
  const unique = [...new Map(called.map((one) => [`${one.path}\n${one.name}`, one])).values()];
  const paths = new Set(changed.keys());
  return definitionsElsewhere(unique, definitions, sources, undefined, paths);
}

async function lookForCallers(
  chunks: readonly Chunk[],
  changed: ReadonlyMap<string, SourceFile>,
  sources: CodeSources,
): Promise<ReadonlyMap<OutlineSymbol, readonly CallSite[]>> {
  const contracts = changedContracts(
    chunks.flatMap(({ parts }) => parts),
    changed,
  );
  const limit = pLimit(3);
  const found = contracts
    .slice(0, mostContracts)
    .map((callee) => limit(async () => [callee.symbol, await callSites(callee, sources)] as const));
  return new Map(await Promise.all(found));
}

function excerptsOf(
  parts: readonly ChunkPart[],
  { changed, elsewhere, sites }: Gathered,
  effort: Effort,
): readonly Excerpt[] {
  const budget = budgetOf(parts, effort);
  const shown = shownIn(parts);
  const reach = callerReachOf(effort);
  const near = contextFrom(parts, changed, budget, shown, (lines) => {
    const excerpts: Excerpt[] = [];
    for (const { symbol, name } of reach === undefined ? [] : changedContracts(parts, changed)) {
      const left = lines - lineCount(excerpts);
      if (reach !== undefined) excerpts.push(...callerExcerpts(name, sites.get(symbol) ?? [], left, reach, shown));
    }
    return excerpts;
  });
  const left = budget.linesPerChunk - lineCount(near);
  return [...near, ...definitionExcerpts(calledNames(parts, changed), elsewhere, left, shown)];
}
