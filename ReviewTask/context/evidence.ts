// What settles a claim about a place: the rest of the function, what it calls, its types, who calls it, and its tests.
import type { AskedPlace, Excerpt } from '../model/excerpt.ts';
import { isTestPath } from '../model/test-path.ts';
import { type CallerReach, callerExcerpts, callSites } from './callers.ts';
import { calledAs } from './contracts.ts';
import { type CalledName, type Definitions, definitionExcerpts, definitionsIn } from './definitions.ts';
import { type CodeSources, definitionsElsewhere } from './elsewhere.ts';
import { enclosingOf, functionAround, type SourceFile } from './enclosing.ts';
import { type Shown, shownAs } from './shown.ts';
import { signatureEnd } from './signature.ts';

/** The code base, and what the changed files define. */
export interface EvidenceSources extends CodeSources {
  readonly definitions: Definitions;
}

/** Lines of each kind at most. */
const mostLines = { enclosing: 60, definitions: 40, callers: 30, tests: 9 } as const;
const lookUps = { names: 10, files: 6 } as const;
const mostTypes = 4;
/** Lines after the place whose calls count as its own. */
const linesAfter = 2;
const callers: CallerReach = { sites: 3, around: 3, withSignature: true };
const tests: CallerReach = { sites: 1, around: 3, withSignature: true };

/** Excerpts for one place, the most telling first; none of a line that is seen already. Never throws. */
export async function evidenceAt(place: AskedPlace, sources: EvidenceSources): Promise<readonly Excerpt[]> {
  const shown = shownAs(place.seen);
  const [file] = await sources.structures.read([place.path]);
  const lines = Array.from({ length: place.endLine - place.startLine + 1 }, (_, index) => place.startLine + index);
  const enclosing = file === undefined ? [] : enclosingOf(lines, file, mostLines.enclosing, shown);
  const called = [
    ...namedBy(place),
    ...(file === undefined ? [] : [...calledBy(place, file), ...typesOf(place, file)]),
  ];
  const definitions = await definitionsOf(called, sources);
  return [
    ...enclosing,
    ...definitionExcerpts(called, definitions, mostLines.definitions, shown),
    ...(file === undefined ? [] : await usesOf(place, file, sources, shown)),
  ];
}

function namedBy({ names, path, startLine }: AskedPlace): readonly CalledName[] {
  return names.map((name) => ({ name, path, line: startLine }));
}

function calledBy({ path, startLine, endLine }: AskedPlace, file: SourceFile): readonly CalledName[] {
  return file.outline.calls
    .filter(({ line }) => line >= startLine && line <= endLine + linesAfter)
    .map(({ name, line }) => ({ name, path, line }));
}

/** Names with a capital in the signature of the function and in the lines themselves. */
function typesOf({ path, startLine, endLine }: AskedPlace, file: SourceFile): readonly CalledName[] {
  const symbol = functionAround(startLine, file);
  const signature =
    symbol === undefined ? [] : file.lines.slice(symbol.startLine - 1, signatureEnd(symbol, file.lines));
  const text = [...file.lines.slice(startLine - 1, endLine), ...signature].join('\n');
  const names = new Set(text.match(/(?<![\w$"'])\p{Lu}[\p{L}\p{N}_]{3,}/gu) ?? []);
  return [...names].slice(0, mostTypes).map((name) => ({ name, path, line: startLine }));
}

/** Of the changed files first, then of the rest of the code base; each name with all that it may mean. */
async function definitionsOf(called: readonly CalledName[], sources: EvidenceSources): Promise<Definitions> {
  const { definitions } = sources;
  const elsewhere = definitionsIn(await definitionsElsewhere(called, definitions, sources, lookUps));
  return new Map(
    called.map(({ name }) => {
      const known = definitions.get(name) ?? [];
      const paths = new Set(known.map(({ file }) => file.path));
      return [name, [...known, ...(elsewhere.get(name) ?? []).filter(({ file }) => !paths.has(file.path))]];
    }),
  );
}

/** Callers of the function around the place, then its tests. */
async function usesOf(
  place: AskedPlace,
  file: SourceFile,
  sources: EvidenceSources,
  shown: Shown,
): Promise<readonly Excerpt[]> {
  const symbol = functionAround(place.startLine, file);
  if (symbol === undefined) return [];
  const name = calledAs(symbol, file);
  const sites = await callSites({ name, file, symbol }, sources);
  const inTests = sites.filter((site) => isTestPath(site.file.path));
  const inCode = sites.filter((site) => !isTestPath(site.file.path));
  return [
    ...callerExcerpts(name, inCode, mostLines.callers, callers, shown),
    ...callerExcerpts(name, inTests, mostLines.tests, tests, shown),
  ];
}
