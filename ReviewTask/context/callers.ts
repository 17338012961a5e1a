// Who calls a function: found by name in the code base, told from mere mentions by the outline of each file.
import type { Excerpt, OutlineSymbol } from '../model/excerpt.ts';
import { isTestPath } from '../model/test-path.ts';
import type { SearchHit } from '../ports.ts';
import { nearness } from './definitions.ts';
import { type CodeSources, isEverywhere } from './elsewhere.ts';
import { functionAround, type SourceFile } from './enclosing.ts';
import { languageOf } from './language.ts';
import { lineCount, pick } from './pick.ts';
import type { Shown } from './shown.ts';
import { signatureEnd } from './signature.ts';

/** A function that is called by this name. */
export interface Callee {
  readonly name: string;
  readonly file: SourceFile;
  readonly symbol: OutlineSymbol;
}

/** A line that calls it, or at least hands it on. */
export interface CallSite {
  readonly file: SourceFile;
  /** 1-based. */
  readonly line: number;
  readonly isCall: boolean;
}

/** How much of each caller is shown. */
export interface CallerReach {
  readonly sites: number;
  /** Lines on each side of the call. */
  readonly around: number;
  /** True where the signature of the calling function is shown, too. */
  readonly withSignature: boolean;
}

const mostHits = 200;
const mostFiles = 6;
/** Of these, files that are tests. */
const mostTests = 2;
const longestLine = 300;

/** The places that use it, best first: calls before mentions, tests last, near ones before far ones. Never throws. */
export async function callSites(callee: Callee, { codeBase, structures }: CodeSources): Promise<readonly CallSite[]> {
  if (isEverywhere(callee.name)) return [];
  const found = await codeBase.search(callee.name, mostHits).catch((): readonly SearchHit[] => []);
  const isUse = usePattern(callee.name);
  const hits = found.filter((hit) => isUse(hit.text) && mayCall(hit, callee));
  const files = await structures.read(pathsToRead(hits, callee.file.path));
  return files
    .flatMap((file) =>
      sitesIn(file, callee.name, new Set(hits.flatMap((hit) => (hit.path === file.path ? hit.line : [])))),
    )
    .toSorted(
      (one, other) =>
        Number(isTestPath(one.file.path)) - Number(isTestPath(other.file.path)) ||
        Number(other.isCall) - Number(one.isCall),
    );
}

function usePattern(name: string): (line: string) => boolean {
  const word = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const edge = name.includes('-') ? '[\\w$-]' : '[\\w$]';
  const use = new RegExp(`(?<!${edge})${word}(?!${edge})`, 'i');
  return (line) =>
    line.length <= longestLine &&
    use.test(line) &&
    !/^\s*(?:import|from|using|export\s+(?:\*|\{)|#include|require|use|\/\/|\/?\*|#(?!\[)|--)/.test(line);
}

function mayCall(hit: SearchHit, { file, symbol }: Callee): boolean {
  const isOwn = hit.path === file.path && hit.line >= symbol.startLine && hit.line <= symbol.endLine;
  return !isOwn && languageOf(hit.path) === languageOf(file.path);
}

/** Nearest first, with some room kept for tests. */
function pathsToRead(hits: readonly SearchHit[], from: string): readonly string[] {
  const paths = [...new Set(hits.map((hit) => hit.path))].toSorted(
    (one, other) => nearness(from, other) - nearness(from, one) || (one < other ? -1 : 1),
  );
  const tests = paths.filter(isTestPath).slice(0, mostTests);
  const others = paths.filter((path) => !isTestPath(path)).slice(0, mostFiles - tests.length);
  return [...others, ...tests];
}

/** Where the outline knows calls of this name, they are the uses that count. */
function sitesIn(file: SourceFile, name: string, lines: ReadonlySet<number>): readonly CallSite[] {
  const calls = new Set(file.outline.calls.flatMap((call) => (call.name === name ? call.line : [])));
  const called = [...lines].filter((line) => calls.has(line));
  const isDefinition = (line: number) =>
    file.outline.symbols.some((one) => one.startLine === line && one.name === name);
  const chosen = called.length > 0 ? called : [...lines].filter((line) => !isDefinition(line));
  return chosen.map((line) => ({ file, line, isCall: calls.has(line) }));
}

/** At most `budget` lines around the best of these places; one of them is a test where there is any. */
export function callerExcerpts(
  name: string,
  sites: readonly CallSite[],
  budget: number,
  { sites: most, around, withSignature }: CallerReach,
  shown: Shown,
): readonly Excerpt[] {
  const excerpts: Excerpt[] = [];
  let taken = 0;
  for (const { file, line } of sites) {
    const left = budget - lineCount(excerpts);
    if (taken >= most || left <= 0) break;
    if (shown.has(file.path, line)) continue;
    const near = Array.from({ length: around }, (_, index) => [line + index + 1, line - index - 1]).flat();
    const signature = withSignature ? signatureLines(line, file) : [];
    const source = { kind: 'caller' as const, path: file.path, symbol: name, lines: file.lines };
    excerpts.push(...pick(source, [line, ...near, ...signature], left, shown, true));
    taken += 1;
  }
  return excerpts;
}

function signatureLines(line: number, file: SourceFile): readonly number[] {
  const symbol = functionAround(line, file);
  if (symbol === undefined) return [];
  const length = signatureEnd(symbol, file.lines) - symbol.startLine + 1;
  return Array.from({ length }, (_, index) => symbol.startLine + index);
}
