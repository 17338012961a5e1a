// Reads the structure of a file without a parser: what looks like the beginning of a symbol, and indentation.
import type { Outline, OutlineCall, OutlineSymbol } from '../model/excerpt.ts';
import { blockEnd } from './block-end.ts';
import { type Language, languageOf } from './language.ts';
import { patternsOf, type SymbolPattern } from './symbol-patterns.ts';

/** Longer lines are data; a pattern is not tried on them. In UTF-16 units. */
const longestLine = 300;
const most = { symbols: 2_000, calls: 10_000 };
const longestName = 100;

const keywords = new Set(
  [
    'if for foreach while switch catch return else do try using lock new throw await yield case when with function class super',
    'this sizeof typeof assert elif in is and or not delete def fn func fun lambda print select from where values insert into',
    'exists nameof default void async param base const let var val match loop unless until end sub begin declare cast convert count sum max min',
  ]
    .join(' ')
    .split(' '),
);

/** Works for any text in any language, roughly. Never throws. */
export function fallbackOutline(path: string, lines: readonly string[]): Outline {
  const language = languageOf(path);
  const symbols = symbolsIn(lines, language);
  const starts = new Map(symbols.map((symbol) => [symbol.startLine, symbol.name]));
  return { by: 'indentation', symbols, calls: callsIn(lines, language, starts) };
}

function symbolsIn(lines: readonly string[], language: Language): readonly OutlineSymbol[] {
  const patterns = patternsOf(language);
  const found: OutlineSymbol[] = [];
  const open: OutlineSymbol[] = [];
  for (const [index, line] of lines.entries()) {
    if (found.length >= most.symbols) break;
    const begun = line.length > longestLine ? undefined : beginningIn(line, patterns);
    if (begun === undefined) continue;
    const startLine = index + 1;
    const endLine = language === 'sql' ? statementEnd(lines, startLine) : blockEnd(lines, startLine);
    if (endLine === startLine && begun.isGuess) continue;
    while ((open.at(-1)?.endLine ?? Number.POSITIVE_INFINITY) < startLine) open.pop();
    const outer = open.at(-1)?.kind;
    const isMember = begun.kind === 'function' && (outer === 'class' || outer === 'interface');
    const kind = isMember ? 'method' : begun.kind;
    const symbol: OutlineSymbol = { name: begun.name, kind, startLine, endLine };
    found.push(symbol);
    open.push(symbol);
  }
  return found;
}

function beginningIn(
  line: string,
  patterns: readonly SymbolPattern[],
): (Pick<OutlineSymbol, 'name' | 'kind'> & Pick<SymbolPattern, 'isGuess'>) | undefined {
  for (const { kind, pattern, isGuess } of patterns) {
    const groups = pattern.exec(line)?.groups;
    const name = (groups?.['name'] ?? groups?.['named'] ?? '').trim().replace(/^-\s+/, '').slice(0, longestName);
    if (name !== '' && !keywords.has(name)) return { name, kind, isGuess };
  }
  return undefined;
}

/** A statement of SQL that creates something goes on to the next one, or to what ends a batch. */
function statementEnd(lines: readonly string[], start: number): number {
  for (let at = start + 1; at <= lines.length; at += 1) {
    const line = lines[at - 1] ?? '';
    if (/^\s*(?:go|\/)\s*$/i.test(line)) return at - 1;
    if (
      /^\s*(?:create|alter)\s+(?:or\s+\w+\s+)?(?:procedure|proc|function|trigger|view|table|type|index)\b/i.test(line)
    ) {
      return lastText(lines, start, at - 1);
    }
  }
  return lastText(lines, start, lines.length);
}

function lastText(lines: readonly string[], start: number, end: number): number {
  let last = end;
  while (last > start && (lines[last - 1] ?? '').trim() === '') last -= 1;
  return last;
}

function callsIn(
  lines: readonly string[],
  language: Language,
  starts: ReadonlyMap<number, string>,
): readonly OutlineCall[] {
  if (language === 'yaml') return [];
  const calls: OutlineCall[] = [];
  for (const [index, text] of lines.entries()) {
    if (text.length > longestLine || calls.length >= most.calls) continue;
    const line = index + 1;
    for (const name of namesCalled(text, language)) {
      if (!keywords.has(name.toLowerCase()) && starts.get(line) !== name) calls.push({ name, line });
    }
  }
  return calls;
}

function namesCalled(line: string, language: Language): readonly string[] {
  const code = /^\s*(?:\/\/|#(?!\[)|--|\*)/.test(line) ? '' : line;
  const called = [...code.matchAll(/([\p{L}_$][\p{L}\p{N}_$]*)(?:<[\w, ]*>)?\s?\(/gu)].map((match) => match[1] ?? '');
  const worded = wordedCalls[language];
  const others = worded === undefined ? [] : [...code.matchAll(worded)].map((match) => match[1] ?? '');
  return [...called, ...others].filter((name) => name !== '');
}

/** Calls that are written without parentheses, and what leads to a definition in languages without calls. */
const wordedCalls: Partial<Record<Language, RegExp>> = {
  hcl: /\b(?:var|module|[a-z]+_\w+)\.(\w+)/g,
  powershell: /\b([A-Z]\w+-\w+)/g,
  sql: /\bexec(?:ute)?\s+(?:\[?\w+\]?\.)?\[?(\w+)/gi,
};
