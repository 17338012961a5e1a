// Blanks comments and strings of a file, so that rules read code only. Columns stay where they are.
import type { Region, Syntax } from './syntax.ts';

export interface MaskedLines {
  /** Comments blank. */
  readonly code: readonly string[];
  /** Comments and the contents of strings blank; the quotes stay. */
  readonly bare: readonly string[];
}

/** Where the reader is: in a region, or in the code inside a template string, with the braces open there. */
type Place =
  | { readonly kind: 'region'; readonly region: Region; readonly hides: boolean }
  | { readonly kind: 'code'; braces: number };

/** A run of the current line and in which of the two texts it is blank. */
interface Run {
  readonly length: number;
  readonly blankCode: boolean;
  readonly blankBare: boolean;
}

const shown = (length: number): Run => ({ length, blankCode: false, blankBare: false });
const inString = (length: number): Run => ({ length, blankCode: false, blankBare: true });
const hidden = (length: number): Run => ({ length, blankCode: true, blankBare: true });

/** Length of what follows a position up to the next character that may mean something; at least 1. */
function plainLength(line: string, at: number, meaningful: string): number {
  let index = at + 1;
  while (index < line.length && !meaningful.includes(line.charAt(index))) index++;
  return index - at;
}

function startsComment(line: string, at: number, { lineComments, commentNeedsBlank }: Syntax): boolean {
  if (!lineComments.some((mark) => line.startsWith(mark, at))) return false;
  return !commentNeedsBlank || at === 0 || /\s/.test(line.charAt(at - 1));
}

/** Length of the pattern literal at a slash; 0 where the slash divides. */
function patternLength(line: string, at: number): number {
  const before = line.slice(Math.max(0, at - 12), at).trimEnd();
  if (before !== '' && !/[(,=:[!&|?{};+\-*%<>~^]$|(?:^|\W)(?:return|typeof|case|in|of|do|else)$/.test(before)) return 0;
  let inClass = false;
  for (let index = at + 1; index < line.length; index++) {
    const character = line.charAt(index);
    if (character === '\\') index++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return index + 1 - at;
  }
  return 0;
}

function readCode(line: string, at: number, places: Place[], syntax: Syntax): Run {
  if (startsComment(line, at, syntax)) return hidden(line.length - at);
  const region = syntax.regions.find(({ open }) => line.startsWith(open, at));
  if (region !== undefined) {
    const documents = region.documents === true && line.slice(0, at).trim() === '';
    const hides = region.kind === 'comment' || documents;
    places.push({ kind: 'region', region, hides });
    return hides ? hidden(region.open.length) : shown(region.open.length);
  }
  const character = line.charAt(at);
  if (syntax.hasPatterns && character === '/') {
    const length = patternLength(line, at);
    if (length > 0) return inString(length);
  }
  const place = places.at(-1);
  if (place?.kind === 'code') {
    if (character === '{') place.braces++;
    else if (character === '}' && place.braces-- === 0) places.pop();
  }
  // What follows a brace may be read in another place.
  return shown(character === '{' || character === '}' ? 1 : plainLength(line, at, syntax.meaningful));
}

function meaningfulIn({ close, escape: mark, hasCode }: Region): string {
  return close.charAt(0) + (mark === undefined || mark === 'doubled' ? '' : mark) + (hasCode === true ? '$' : '');
}

function readRegion(line: string, at: number, places: Place[], region: Region, hides: boolean): Run {
  const run = hides ? hidden : inString;
  if (region.escape !== undefined && region.escape !== 'doubled' && line.startsWith(region.escape, at)) return run(2);
  if (region.hasCode === true && line.startsWith('${', at)) {
    places.push({ kind: 'code', braces: 0 });
    return shown(2);
  }
  if (!line.startsWith(region.close, at)) return run(plainLength(line, at, meaningfulIn(region)));
  if (region.escape === 'doubled' && line.startsWith(region.close + region.close, at)) return run(2);
  places.pop();
  return hides ? hidden(region.close.length) : shown(region.close.length);
}

/** What is still open when the next line begins: a string that ends with its line is not. */
function endLine(places: Place[]): void {
  const place = places.at(-1);
  if (place?.kind === 'region' && !place.region.spansLines) places.pop();
}

function maskLine(line: string, places: Place[], syntax: Syntax): { code: string; bare: string } {
  let code = '';
  let bare = '';
  for (let at = 0; at < line.length; ) {
    const place = places.at(-1);
    const run =
      place?.kind === 'region'
        ? readRegion(line, at, places, place.region, place.hides)
        : readCode(line, at, places, syntax);
    const text = line.slice(at, at + run.length);
    const blank = ' '.repeat(text.length);
    code += run.blankCode ? blank : text;
    bare += run.blankBare ? blank : text;
    at += run.length;
  }
  endLine(places);
  return { code, bare };
}

/** Both masked texts of a file's lines. One pass, linear in their length. */
export function maskLines(lines: readonly string[], syntax: Syntax): MaskedLines {
  if (syntax.lineComments.length === 0 && syntax.regions.length === 0) return { code: lines, bare: lines };
  const places: Place[] = [];
  const masked = lines.map((line) => maskLine(line, places, syntax));
  return { code: masked.map((line) => line.code), bare: masked.map((line) => line.bare) };
}
