// Reads symbols and calls off a syntax tree, in one walk without recursion: hostile files nest deeper than a stack.
import type { Node, Tree, TreeCursor } from 'web-tree-sitter';
import { type GrammarRules, type NamePath, prefixes, type SymbolRule, wrappers } from './grammar-rules.ts';
import type { CallRow, SymbolRow } from './wire.ts';

/** Most entries of one file; more would be data rather than code. */
const most = { symbols: 2_000, calls: 10_000 };
const longestName = 100;

/** What the walk knows of one level of the tree. */
interface Level {
  readonly type: string;
  readonly row: number;
  /** First row of the decorators and attributes that came just before, on the level below. */
  prefixRow: number | undefined;
}

/** Symbols outer before inner, and calls, both from top to bottom. `source` is the text that was parsed. */
export function readTree(
  tree: Tree,
  source: string,
  rules: GrammarRules,
): { readonly symbols: readonly SymbolRow[]; readonly calls: readonly CallRow[] } {
  const symbols: SymbolRow[] = [];
  const calls: CallRow[] = [];
  const open: { readonly kind: string; readonly end: number }[] = [];
  const levels: Level[] = [];

  function takeSymbol(cursor: TreeCursor, rule: SymbolRule, above: Level | undefined): void {
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= cursor.startIndex) open.pop();
    const symbol = symbolOf(cursor.currentNode, rule, source, firstRow(cursor, above), open.at(-1)?.kind);
    if (symbol === undefined) return;
    symbols.push(symbol);
    open.push({ kind: symbol[1], end: cursor.endIndex });
  }

  walk(tree.walk(), (cursor, depth) => {
    const type = cursor.nodeType;
    const above = levels[depth - 1];
    levels.length = depth;
    levels.push({ type, row: cursor.startPosition.row, prefixRow: undefined });
    if (!cursor.nodeIsNamed) return;
    const rule = rules.symbols.get(type);
    if (rule !== undefined && symbols.length < most.symbols) takeSymbol(cursor, rule, above);
    const path = rules.calls.get(type);
    const call = path !== undefined && calls.length < most.calls ? callOf(cursor.currentNode, path, source) : undefined;
    if (call !== undefined) calls.push(call);
    if (above !== undefined) notePrefix(above, type, cursor.startPosition.row);
  });
  return { symbols, calls: calls.toSorted((one, other) => one[1] - other[1]) };
}

/** The row of the node, or of what belongs to it before it. */
function firstRow(cursor: TreeCursor, above: Level | undefined): number {
  const row = cursor.startPosition.row;
  if (above === undefined) return row;
  return Math.min(row, above.prefixRow ?? row, wrappers.has(above.type) ? above.row : row);
}

function notePrefix(above: Level, type: string, row: number): void {
  if (prefixes.has(type)) above.prefixRow ??= row;
  else if (!type.includes('comment')) above.prefixRow = undefined;
}

/** Visits every node, parents first. */
function walk(cursor: TreeCursor, visit: (cursor: TreeCursor, depth: number) => void): void {
  let depth = 0;
  for (;;) {
    visit(cursor, depth);
    if (cursor.gotoFirstChild()) {
      depth += 1;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return;
      }
      depth -= 1;
    }
  }
}

function symbolOf(
  node: Node,
  rule: SymbolRule,
  source: string,
  startRow: number,
  outerKind: string | undefined,
): SymbolRow | undefined {
  if (rule.only !== undefined) {
    const [field, ...types] = rule.only;
    if (!types.includes(node.childForFieldName(field)?.type ?? '')) return undefined;
  }
  const { row, column } = node.endPosition;
  const endRow = Math.max(startRow, lastRow(node, source, column === 0 ? row - 1 : row));
  // A block of one line is the line itself: nothing to show around it.
  if (rule.kind === 'block' && endRow === startRow) return undefined;
  const name = nameOf(node, rule.name, source);
  if (name === '') return undefined;
  const isMember = rule.kind === 'function' && (outerKind === 'class' || outerKind === 'interface');
  return [name, isMember ? 'method' : rule.kind, startRow + 1, endRow + 1];
}

/** Some grammars take the blank lines after a block for a part of it. */
function lastRow(node: Node, source: string, row: number): number {
  const tail = source.slice(Math.max(node.startIndex, node.endIndex - 2_000), node.endIndex);
  const blank = /\n[\s]*$/.exec(tail)?.[0] ?? '';
  const extra = blank.split('\n').length - 1;
  return extra > 0 && node.endPosition.column !== 0 ? row - extra : row - Math.max(0, extra - 1);
}

function callOf(node: Node, path: NamePath, source: string): CallRow | undefined {
  const callee = placeOf(node, path);
  if (callee === null) return undefined;
  // A chain of calls is one long callee; its name is at its end.
  const text = source.slice(Math.max(callee.startIndex, callee.endIndex - 200), callee.endIndex);
  const name = /([\p{L}_$][\p{L}\p{N}_$-]*[!?]?)\s*(?:(?:::)?<[^()]*>|\[[^()[\]]*\])?$/u.exec(text)?.[1];
  return name === undefined ? undefined : [name.slice(0, longestName), callee.endPosition.row + 1];
}

function nameOf(node: Node, path: NamePath, source: string): string {
  if (path === '@line') {
    const line = source.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + 400)).split('\n', 1)[0] ?? '';
    return line
      .replace(/^-\s+/, '')
      .replace(/\s*[{|>-]*\s*$/, '')
      .slice(0, longestName);
  }
  const place = placeOf(node, path);
  if (place === null) return '';
  const text = source.slice(place.startIndex, Math.min(place.endIndex, place.startIndex + longestName));
  return text.trim().split('\n', 1)[0] ?? '';
}

function placeOf(node: Node, path: NamePath): Node | null {
  if (path.startsWith('>')) return node.namedChildren.find((child) => child?.type === path.slice(1)) ?? null;
  if (!path.endsWith('*')) return node.childForFieldName(path);
  const field = path.slice(0, -1);
  let place = node.childForFieldName(field);
  for (let next = place; next !== null; next = next.childForFieldName(field) ?? soleReference(next)) place = next;
  return place;
}

/** C++ puts what a reference refers to in no field. */
function soleReference(node: Node): Node | null {
  return node.type === 'reference_declarator' ? node.namedChild(0) : null;
}
