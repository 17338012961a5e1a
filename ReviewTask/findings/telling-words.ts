// Compares what two findings say by the words that carry meaning, across rewording.
import type { PlacedFinding } from '../model/finding.ts';

/** Words that every finding has. */
const common = new Set(
  'a all an and any are as at be but by can every for from has have in into is it its may never no not of on one or out so than that the then this to was when where which who will with'.split(
    ' ',
  ),
);

/** Letters by which words are compared: `await`, `awaited` and `awaiting` are one. */
const stem = 5;

/** How many of the words of the shorter telling stand in the other, 0 to 1; words inside `camelCase` count by themselves. */
export function sharedMeaning(one: PlacedFinding, other: PlacedFinding): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const least = Math.min(a.size, b.size);
  return least === 0 ? 0 : [...a].filter((word) => b.has(word)).length / least;
}

function wordsOf({ title, failure }: PlacedFinding): ReadonlySet<string> {
  const text = `${title} ${failure}`.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  const words = (text.match(/[\p{L}\p{N}]{2,}/gu) ?? []).filter((word) => !common.has(word));
  return new Set(words.map((word) => word.slice(0, stem)));
}
