// Tells whether a line of code is another one after an edit.

/** Words of code: names, numbers and keywords. */
function wordsOf(line: string): ReadonlySet<string> {
  return new Set(line.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** True for a line that says something: not blank, and not brackets alone. */
export function hasWords(line: string): boolean {
  return /[\p{L}\p{N}_]/u.test(line);
}

/** How many of the words of the poorer line stand in the other, 0 to 1; 0 where one of them has none. */
export function lineLikeness(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const least = Math.min(a.size, b.size);
  return least === 0 ? 0 : [...a].filter((word) => b.has(word)).length / least;
}
