// The lines in which a symbol says what it is, before its body begins.
import type { OutlineSymbol } from '../model/excerpt.ts';

/** Most lines of a signature, decorators and attributes included. */
const longest = 8;

/** Last line of the signature, 1-based; the first line of the symbol where no body can be seen to begin. */
export function signatureEnd(symbol: OutlineSymbol, lines: readonly string[]): number {
  const last = Math.min(symbol.endLine, symbol.startLine + longest - 1);
  for (let at = symbol.startLine; at <= last; at += 1) {
    const text = (lines[at - 1] ?? '').trim();
    if (text.startsWith('@') || text.startsWith('[') || text.startsWith('#[')) continue;
    if (/(?:[{:]|=>|\bdo|\bAS|\bBEGIN)\s*$/i.test(text)) return at;
    if (/^\{/.test((lines[at] ?? '').trim())) return Math.min(at + 1, symbol.endLine);
  }
  return firstWords(symbol, lines, last);
}

/** Past the decorators, to the line with the name. */
function firstWords(symbol: OutlineSymbol, lines: readonly string[], last: number): number {
  for (let at = symbol.startLine; at <= last; at += 1) {
    if (!/^\s*(?:@|\[|#\[)/.test(lines[at - 1] ?? '')) return at;
  }
  return symbol.startLine;
}
