// Reads a quote in every way in which a reviewer may have copied lines from a diff.
import type { Side } from '../model/diff.ts';

/** `12`, `12:`, `12 |` or two numbers in front of a line, as diffs and editors number lines. */
const NUMBER_PREFIX = /^\s*\d+(?:\s+\d+)?(?:\s*[|:]|(?=\s|$))/;
const MARKER = /^\s*([+-])/;
const ELLIPSIS = /^\s*(?:\.{3}|…)\s*$/;

/**
 * Lines of a quote that are looked for. It was asked for one; a longer copy of a file that repeats itself would be compared
 * without end.
 */
const mostLines = 50;

/**
 * The quote as lines: as it stands first, then without code fences, quotation marks and ellipses around it, then without
 * line numbers, then without diff markers and without the lines that the markers put on the other side. Each reading
 * has at least one line and neither begins nor ends with a blank one; a blank quote has no readings.
 */
export function readingsOf(quote: string, side: Side): readonly (readonly string[])[] {
  const verbatim = withoutBlankEnds(quote.split(/\r\n|\n|\r/).slice(0, mostLines));
  const bare = withoutBlankEnds(unwrap(verbatim));
  const unnumbered = withoutBlankEnds(bare.map((line) => line.replace(NUMBER_PREFIX, '')));
  const unmarked = withoutBlankEnds(onSide(unnumbered, side));
  const readings = [verbatim, bare, unnumbered, unmarked].filter((lines) => lines.length > 0);
  return [...new Map(readings.map((lines) => [lines.join('\n'), lines])).values()];
}

/** Up to the first line that stands for left-out ones: what follows it need not follow in the file. */
function unwrap(lines: readonly string[]): readonly string[] {
  const inside = lines.filter((line) => !/^\s*(?:```|~~~)/.test(line));
  const start = inside.findIndex((line) => !ELLIPSIS.test(line));
  const rest = inside.slice(Math.max(start, 0));
  const end = rest.findIndex((line) => ELLIPSIS.test(line));
  const text = (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
  const quotation = /^(["'`]{1,3})(.*)\1$/s.exec(text)?.[2] ?? text;
  return withoutEllipses(quotation.trim()).split('\n');
}

function withoutEllipses(text: string): string {
  const start = /^(?:\.{3}|…)\s*/.exec(text)?.[0].length ?? 0;
  const end = /(?:\.{3}|…)$/.exec(text)?.index ?? text.length;
  return text.slice(start, Math.max(start, end));
}

function onSide(lines: readonly string[], side: Side): readonly string[] {
  const foreign = side === 'right' ? '-' : '+';
  return lines.filter((line) => MARKER.exec(line)?.[1] !== foreign).map((line) => line.replace(MARKER, ''));
}

function withoutBlankEnds(lines: readonly string[]): readonly string[] {
  const isText = (line: string): boolean => line.trim() !== '';
  return lines.slice(Math.max(lines.findIndex(isText), 0), lines.findLastIndex(isText) + 1);
}
