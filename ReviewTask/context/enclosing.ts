// The function or class around changed lines: its signature, and as much of its body as the budget allows, nearest first.
import type { Excerpt, Outline, OutlineSymbol } from '../model/excerpt.ts';
import { lineCount, pick } from './pick.ts';
import type { Shown } from './shown.ts';
import { signatureEnd } from './signature.ts';

/** A file to take lines from. */
export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly outline: Outline;
}

/** Lines that are looked around at each end of the given ones; where there are more, a hunk shows what is between them. */
const mostPlaces = 200;

/** At most `budget` lines around these, which are 1-based and go upwards. */
export function enclosingOf(
  all: readonly number[],
  file: SourceFile,
  budget: number,
  shown: Shown,
): readonly Excerpt[] {
  const excerpts: Excerpt[] = [];
  const changed = all.length <= 2 * mostPlaces ? all : [...all.slice(0, mostPlaces), ...all.slice(-mostPlaces)];
  for (const symbol of symbolsAround(changed, file, budget, shown)) {
    const inside = changed.filter((line) => isIn(symbol, line));
    const source = { kind: 'enclosing' as const, path: file.path, symbol: symbol.name, lines: file.lines };
    const wanted = isBody(symbol) ? bodyLines(symbol, inside, file.lines) : signatureLines(symbol, file.lines);
    excerpts.push(...pick(source, wanted, budget - lineCount(excerpts), shown, !isBody(symbol)));
  }
  return excerpts.sort((one, other) => one.startLine - other.startLine);
}

/**
 * For each changed line the largest function or block around it that still fits, else the smallest function; and the class
 * that these stand in. Outer before inner.
 */
function symbolsAround(
  changed: readonly number[],
  file: SourceFile,
  budget: number,
  shown: Shown,
): readonly OutlineSymbol[] {
  const found = new Set<OutlineSymbol>();
  for (const line of changed) {
    const around = file.outline.symbols.filter((symbol) => isIn(symbol, line));
    const bodies = around.filter(isBody);
    const body = bodies.find((symbol) => unshownLines(symbol, file.path, shown) <= budget) ?? smallestBody(bodies);
    const classes = around.filter((symbol) => symbol.kind === 'class' || symbol.kind === 'interface');
    const holder = classes.findLast((symbol) => body === undefined || holds(symbol, body));
    if (holder !== undefined) found.add(holder);
    if (body !== undefined) found.add(body);
  }
  return [...found];
}

/** The innermost function around a line; `undefined` at the top level of a file. */
export function functionAround(line: number, { outline }: SourceFile): OutlineSymbol | undefined {
  return outline.symbols.findLast((symbol) => isFunction(symbol) && isIn(symbol, line));
}

function isFunction({ kind }: OutlineSymbol): boolean {
  return kind === 'function' || kind === 'method';
}

/** The innermost class around a symbol; `undefined` for one that stands by itself. */
export function classAround(symbol: OutlineSymbol, { outline }: SourceFile): OutlineSymbol | undefined {
  return outline.symbols.findLast((outer) => outer.kind === 'class' && holds(outer, symbol));
}

function smallestBody(bodies: readonly OutlineSymbol[]): OutlineSymbol | undefined {
  return bodies.findLast((symbol) => symbol.kind !== 'block') ?? bodies.at(-1);
}

function isBody(symbol: OutlineSymbol): boolean {
  return isFunction(symbol) || symbol.kind === 'block';
}

function isIn(symbol: OutlineSymbol, line: number): boolean {
  return symbol.startLine <= line && line <= symbol.endLine;
}

function holds(outer: OutlineSymbol, inner: OutlineSymbol): boolean {
  return outer !== inner && outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

function unshownLines(symbol: OutlineSymbol, path: string, shown: Shown): number {
  return range(symbol.startLine, symbol.endLine).filter((line) => !shown.has(path, line)).length;
}

/** The signature first, then outwards from the changed lines; of two at the same distance the upper one. */
function bodyLines(symbol: OutlineSymbol, changed: readonly number[], lines: readonly string[]): readonly number[] {
  const signature = signatureLines(symbol, lines);
  const distances = distancesFrom(changed, symbol);
  const rest = range(symbol.startLine, symbol.endLine).sort(
    (one, other) => (distances.get(one) ?? 0) - (distances.get(other) ?? 0) || one - other,
  );
  return [...signature, ...rest];
}

/** To the nearest changed line, for every line of the symbol; in two sweeps, as either list may be long. */
function distancesFrom(changed: readonly number[], symbol: OutlineSymbol): ReadonlyMap<number, number> {
  const targets = new Set(changed);
  const distances = new Map<number, number>();
  const sweep = (lines: readonly number[]) => {
    let distance = Number.POSITIVE_INFINITY;
    for (const line of lines) {
      distance = targets.has(line) ? 0 : distance + 1;
      distances.set(line, Math.min(distance, distances.get(line) ?? Number.POSITIVE_INFINITY));
    }
  };
  const lines = range(symbol.startLine, symbol.endLine);
  sweep(lines);
  sweep(lines.toReversed());
  return distances;
}

function signatureLines(symbol: OutlineSymbol, lines: readonly string[]): readonly number[] {
  return range(symbol.startLine, signatureEnd(symbol, lines));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
