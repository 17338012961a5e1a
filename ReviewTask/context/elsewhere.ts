// Definitions outside of the change: looked up by name in the code base, with a bound on every step.
import pLimit from 'p-limit';
import type { CodeBase, SearchHit } from '../ports.ts';
import { type CalledName, candidatesFor, type Definitions, nearness } from './definitions.ts';
import type { SourceFile } from './enclosing.ts';
import { languageOf } from './language.ts';
import type { Structures } from './structures.ts';

/** The code base, and its files with their structure. */
export interface CodeSources {
  readonly codeBase: CodeBase;
  readonly structures: Structures;
}

export interface LookUpLimits {
  /** Names that are searched for. */
  readonly names: number;
  /** Files that are read. */
  readonly files: number;
}

const lookUpLimits: LookUpLimits = { names: 24, files: 20 };

/** Lines that one search may find; a name with more is everywhere. */
const mostHits = 300;
const filesOfOneName = 2;
const shortestName = 4;

/** Names of every language's own library: looking for them finds somebody else's. */
const everywhere = new Set(
  [
    'push pop map filter find reduce forEach some every join split slice splice concat includes indexOf keys values entries',
    'toString valueOf then catch finally resolve reject parse stringify log info warn error debug trace print println printf',
    'sprintf format replace trim append add remove delete clear contains close open read write start stop next set get has',
    'length size count min max round floor equals hashCode compareTo describe test expect assert require import super isinstance',
    'range enumerate sorted list dict tuple String Number Boolean Array Object Date Error Promise Exception Where Select First',
    'FirstOrDefault Any ToList ToArray ToString Equals Write WriteLine Dispose Invoke push_back size_t unwrap clone into iter collect',
    'make append panic recover echo cd rm mkdir grep sed cat test exit',
  ]
    .join(' ')
    .split(' '),
);

/** The files outside of the change that define what it calls. Never throws; what cannot be found is left out. */
export async function definitionsElsewhere(
  called: readonly CalledName[],
  known: Definitions,
  { codeBase, structures }: CodeSources,
  limits: LookUpLimits = lookUpLimits,
  changedPaths: ReadonlySet<string> = new Set(),
): Promise<readonly SourceFile[]> {
  const wanted = called.filter((one) => isWorthAsking(one, known)).slice(0, limits.names);
  const limit = pLimit(3);
  const search = (one: CalledName) => codeBase.search(one.name, mostHits).catch((): readonly SearchHit[] => []);
  const found = await Promise.all(
    wanted.map((one) => limit(async () => definingPaths(one, await search(one), changedPaths))),
  );
  return structures.read([...new Set(found.flat())].slice(0, limits.files));
}

function isWorthAsking(called: CalledName, known: Definitions): boolean {
  if (isEverywhere(called.name)) return false;
  return candidatesFor(called, known).length === 0 && !isDefinedHere(called, known);
}

/** True for names that are too short or too common to be looked for. */
export function isEverywhere(name: string): boolean {
  return name.length < shortestName || everywhere.has(name);
}

/** A call of the function that it stands in needs no look-up. */
function isDefinedHere({ name, path }: CalledName, known: Definitions): boolean {
  return (known.get(name) ?? []).some(({ file }) => file.path === path);
}

/** Paths whose hit looks like a definition, nearest to the caller first; none where there are too many to tell. */
function definingPaths(
  called: CalledName,
  hits: readonly SearchHit[],
  changedPaths: ReadonlySet<string>,
): readonly string[] {
  const language = languageOf(called.path);
  const isDefinition = definitionPattern(called.name);
  const paths = hits
    .filter((hit) => languageOf(hit.path) === language && !changedPaths.has(hit.path) && isDefinition(hit.text))
    .map((hit) => hit.path);
  return [...new Set(paths)]
    .toSorted((one, other) => nearness(called.path, other) - nearness(called.path, one) || (one < other ? -1 : 1))
    .slice(0, filesOfOneName);
}

/** Whether a line that holds the name seems to define it. */
function definitionPattern(name: string): (line: string) => boolean {
  const word = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const words =
    'function|filter|def|fn|func|fun|class|interface|struct|record|enum|trait|type|module|object|procedure|proc|view|macro_rules!';
  const named = new RegExp(`\\b(?:${words})\\s+(?:\\([^)]*\\)\\s*)?(?:[\\w.[\\]]+[.:]+)?\\[?${word}(?![\\w-])`, 'iu');
  const assigned = new RegExp(`\\b(?:const|let|var|val|static)\\s+${word}\\s*[:=]`, 'u');
  const typed = new RegExp(
    `^\\s*(?!(?:return|await|throw|new|yield|if|while|else|case)\\b)(?:[\\w<>[\\],.?*&:]+\\s+)+[*&]*(?:\\w+::)?${word}\\s*(?:<[^>]*>)?\\(`,
    'u',
  );
  const method = new RegExp(
    `^\\s+(?:async\\s+|static\\s+|get\\s+|set\\s+|\\*\\s*)*${word}\\s*(?:<[^>]*>)?\\(.*\\{\\s*$`,
    'u',
  );
  const shell = new RegExp(`^\\s*${word}\\s*\\(\\)`, 'u');
  const block = new RegExp(`^\\s*(?:variable|resource|data|module)\\s.*"${word}"`, 'u');
  const patterns = [named, assigned, typed, method, shell, block];
  return (line) => line.length <= 300 && patterns.some((pattern) => pattern.test(line));
}
