// The definitions of what changed lines call: the signature and the first lines of each.
import type { Excerpt, OutlineSymbol } from '../model/excerpt.ts';
import type { ChunkPart } from '../model/plan.ts';
import type { SourceFile } from './enclosing.ts';
import { languageOf } from './language.ts';
import { lineCount, pick } from './pick.ts';
import { addedLines, type Shown } from './shown.ts';

/** Lines of one definition at most. */
const longestDefinition = 12;
/** Definitions of one name at most; a name with more is one that everybody has. */
const mostOfOneName = 2;
const tooCommon = 6;

/** A name that a changed line calls. */
export interface CalledName {
  readonly name: string;
  /** The file that calls. */
  readonly path: string;
  /** 1-based right line of the first call. */
  readonly line: number;
}

export interface Definition {
  readonly file: SourceFile;
  readonly symbol: OutlineSymbol;
}

/** Definitions by name. */
export type Definitions = ReadonlyMap<string, readonly Definition[]>;

/** Every symbol of the files, by its own name and by the last part of a qualified one. */
export function definitionsIn(files: readonly SourceFile[]): Definitions {
  const byName = new Map<string, Definition[]>();
  for (const file of files) {
    for (const symbol of file.outline.symbols) {
      if (symbol.kind === 'block' && !isNamedBlock(symbol, file)) continue;
      const name = lastName(symbol.name);
      byName.set(name, [...(byName.get(name) ?? []), { file, symbol }]);
    }
  }
  return byName;
}

/** The blocks of Terraform that other places refer to; blocks of YAML are nobody's definition. */
function isNamedBlock({ name }: OutlineSymbol, { path }: SourceFile): boolean {
  return languageOf(path) === 'hcl' && /^(?:variable|resource|data|module)\s/.test(name);
}

/** `Store::load` and `dbo.FindOrder` are called by their last part. */
function lastName(name: string): string {
  return /([^\s.:[\]"]+)[\]"]?$/.exec(name)?.[1] ?? name;
}

/** The names that added lines of a question call, each once, in the order of the parts and lines. */
export function calledNames(
  parts: readonly ChunkPart[],
  files: ReadonlyMap<string, SourceFile>,
): readonly CalledName[] {
  const found = new Map<string, CalledName>();
  for (const part of parts) {
    const added = new Set(part.hunks.flatMap(addedLines));
    for (const { name, line } of files.get(part.path)?.outline.calls ?? []) {
      const key = `${languageOf(part.path)} ${name}`;
      if (added.has(line) && !found.has(key)) found.set(key, { name, path: part.path, line });
    }
  }
  return [...found.values()];
}

/** The definitions that a call may mean, the likeliest first. */
export function candidatesFor(called: CalledName, definitions: Definitions): readonly Definition[] {
  const language = languageOf(called.path);
  const all = (definitions.get(called.name) ?? []).filter(({ file }) => languageOf(file.path) === language);
  const elsewhere = all.filter(({ file, symbol }) => !isAround(file, symbol, called));
  if (elsewhere.length > tooCommon) return elsewhere.filter(({ file }) => file.path === called.path).slice(0, 1);
  return elsewhere
    .toSorted((one, other) => nearness(called.path, other.file.path) - nearness(called.path, one.file.path))
    .slice(0, mostOfOneName);
}

function isAround(file: SourceFile, symbol: OutlineSymbol, called: CalledName): boolean {
  return file.path === called.path && symbol.startLine <= called.line && called.line <= symbol.endLine;
}

/** How many folders two paths share from the top; the same file is nearest. */
export function nearness(one: string, other: string): number {
  if (one === other) return Number.POSITIVE_INFINITY;
  const parts = other.split('/');
  const folders = one.split('/').slice(0, -1);
  const apart = folders.findIndex((folder, index) => folder !== parts[index]);
  return apart === -1 ? folders.length : apart;
}

/** At most `budget` lines of the definitions of these names, in their order. */
export function definitionExcerpts(
  called: readonly CalledName[],
  definitions: Definitions,
  budget: number,
  shown: Shown,
): readonly Excerpt[] {
  const excerpts: Excerpt[] = [];
  for (const name of called) {
    for (const { file, symbol } of candidatesFor(name, definitions)) {
      const left = budget - lineCount(excerpts);
      if (left <= 0) return excerpts;
      const length = Math.min(symbol.endLine - symbol.startLine + 1, longestDefinition);
      const wanted = Array.from({ length }, (_, index) => symbol.startLine + index);
      const source = { kind: 'definition' as const, path: file.path, symbol: symbol.name, lines: file.lines };
      const goesOn = symbol.endLine - symbol.startLine + 1 > length;
      excerpts.push(...pick(source, wanted, left, shown, goesOn));
    }
  }
  return excerpts;
}
