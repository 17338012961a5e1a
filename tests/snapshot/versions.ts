// A file of a pull request from its two sides, for tests that look at it at two iterations.
import type { TextContent } from '../../ReviewTask/model/diff.ts';
import { hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';

/** The diff between two lists of lines. */
export function contentBetween(left: readonly string[], right: readonly string[]): TextContent {
  return { kind: 'text', hunks: hunksBetween(left, right), left, right };
}

/** `line 1` to `line 30`, or other words in front. */
export function numbered(count: number, word = 'line'): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
}

/** The lines with `count` of them from the 1-based `at` on replaced. */
export function spliced(
  lines: readonly string[],
  at: number,
  count: number,
  ...instead: readonly string[]
): readonly string[] {
  return [...lines.slice(0, at - 1), ...instead, ...lines.slice(at - 1 + count)];
}
