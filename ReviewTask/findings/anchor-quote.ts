// Looks for a quote on one side of a diff, and says which of its occurrences is meant.
import type { Side } from '../model/diff.ts';
import { cutMark } from '../model/long-line.ts';
import { plainText, type Run } from './anchor-lines.ts';
import { readingsOf } from './anchor-readings.ts';

/** What stands in a question where something of the diff does not. */
const leftOut = new RegExp(`<redacted:[^<>]*>|${cutMark.source}`);

/** A shorter piece of a line is found in too many lines to prove anything. */
const MIN_PIECE_CHARACTERS = 8;
/** What must be left of a quote beside the secrets that were taken out of it. */
const MIN_UNREDACTED_CHARACTERS = 4;

/** Lines of one run that hold a quote. */
export interface Place {
  readonly run: Run;
  /** Index in the run of the first line. */
  readonly index: number;
  /** Number of lines, at least 1. */
  readonly count: number;
}

/** `ambiguous` where the quote stands in several places and nothing tells which is meant. */
export type Search =
  | { readonly how: 'quote-at-line' | 'unique-quote' | 'nearest-quote'; readonly place: Place }
  | 'ambiguous'
  | undefined;

/** Whether the lines of a run from `index` on hold a quote. */
type Test = (run: Run, index: number) => boolean;

/** A way to compare a quote with lines; `undefined` where the quote is not fit for it. */
type Comparison = (quote: readonly string[]) => Test | undefined;

/** `lines`: the quote is whole lines. `pieces`: it may begin and end within a line. */
export type Strictness = 'lines' | 'pieces';

const comparisons: Readonly<Record<Strictness, readonly Comparison[]>> = {
  lines: [verbatim, plainly, aroundRedactions],
  pieces: [inPieces],
};

/**
 * Looks for the quote on a side. At the claimed line any reading of it counts; elsewhere the most literal reading that
 * is found decides, and of its several occurrences the one nearest to the claimed line.
 */
export function searchQuote(
  quote: string,
  side: Side,
  runs: readonly Run[],
  line: number | undefined,
  strictness: Strictness,
): Search {
  const attempts = readingsOf(quote, side)
    .flatMap((reading) => comparisons[strictness].map((compare) => occurrences(reading, runs, compare)))
    .filter((places) => places.length > 0);
  const atLine = attempts.flat().find((place) => firstNumber(place) === line);
  if (atLine !== undefined) return { how: 'quote-at-line', place: atLine };
  const [places] = attempts;
  const place = places?.[0];
  if (places === undefined || place === undefined) return undefined;
  if (places.length === 1) return { how: 'unique-quote', place };
  return line === undefined ? 'ambiguous' : { how: 'nearest-quote', place: nearest(places, place, line) };
}

function occurrences(reading: readonly string[], runs: readonly Run[], compare: Comparison): readonly Place[] {
  const isHeld = compare(reading);
  if (isHeld === undefined) return [];
  const places: Place[] = [];
  for (const run of runs) {
    for (let index = 0; index + reading.length <= run.length; index += 1) {
      if (isHeld(run, index)) places.push({ run, index, count: reading.length });
    }
  }
  return places;
}

function verbatim(quote: readonly string[]): Test {
  return (run, index) => quote.every((text, ahead) => run[index + ahead]?.text === text);
}

function plainly(quote: readonly string[]): Test {
  const wanted = quote.map(plainText);
  return (run, index) => wanted.every((plain, ahead) => run[index + ahead]?.plain === plain);
}

/** A quote that begins at the end of a line, goes on over whole ones, and ends at the start of one; or a part of one. */
function inPieces(quote: readonly string[]): Test | undefined {
  const wanted = quote.map(plainText);
  if (lengthOf(wanted) < MIN_PIECE_CHARACTERS) return undefined;
  const last = wanted.length - 1;
  return (run, index) =>
    wanted.every((plain, ahead) => {
      const found = run[index + ahead]?.plain ?? '';
      if (last === 0) return found.includes(plain);
      if (ahead === 0) return found.endsWith(plain);
      return ahead === last ? found.startsWith(plain) : found === plain;
    });
}

/** The model saw secrets as `<redacted:…>`, and the end of a long line as a mark: there, the diff may hold anything. */
function aroundRedactions(quote: readonly string[]): Test | undefined {
  const wanted = quote.map((text) => plainText(text).split(leftOut));
  if (wanted.every((parts) => parts.length === 1)) return undefined;
  if (lengthOf(wanted.flat()) < MIN_UNREDACTED_CHARACTERS) return undefined;
  return (run, index) => wanted.every((parts, ahead) => holdsInOrder(parts, run[index + ahead]?.plain ?? ''));
}

/** True for a text that begins with the first part, ends with the last, and has the others between them in order. */
function holdsInOrder(parts: readonly string[], text: string): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.startsWith(first) && text.endsWith(last) && text.length - last.length >= at;
}

function lengthOf(parts: readonly string[]): number {
  return parts.reduce((sum, part) => sum + part.trim().length, 0);
}

/** At the same distance a changed line is meant rather than an unchanged one, and the earlier of two. */
function nearest(places: readonly Place[], first: Place, line: number): Place {
  const rank = (place: Place): number => {
    const isChanged = place.run[place.index]?.isChanged === true;
    return Math.abs(firstNumber(place) - line) + (isChanged ? 0 : 0.5);
  };
  return places.reduce((best, place) => (rank(place) < rank(best) ? place : best), first);
}

function firstNumber(place: Place): number {
  return place.run[place.index]?.number ?? 0;
}
