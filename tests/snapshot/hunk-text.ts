// Writes hunks the way git prints them, and plays them back: what the tests of the diff compare.
import assert from 'node:assert/strict';
import type { DiffLine, Hunk } from '../../ReviewTask/model/diff.ts';

const markers = { context: ' ', added: '+', removed: '-' } as const;

/** One string per line, marker first; hunks apart by `@@ left,right` with the first numbers they hold. */
export function printHunks(hunks: readonly Hunk[]): readonly string[] {
  return hunks.flatMap((hunk) => [headingOf(hunk), ...hunk.lines.map((line) => `${markers[line.kind]}${line.text}`)]);
}

function headingOf(hunk: Hunk): string {
  const left = hunk.lines.map(leftNumber).find((number) => number !== undefined);
  const right = hunk.lines.map(rightNumber).find((number) => number !== undefined);
  return `@@ ${left ?? '-'},${right ?? '-'}`;
}

export function leftNumber(line: DiffLine): number | undefined {
  return line.kind === 'added' ? undefined : line.left;
}

export function rightNumber(line: DiffLine): number | undefined {
  return line.kind === 'removed' ? undefined : line.right;
}

/** Applies hunks to the left lines; throws where a hunk does not fit. */
export function applyHunks(left: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === 'added') {
      // Unchanged lines before this one, when the hunk begins with an addition.
      while (result.length + 1 < line.right) result.push(left[at++] ?? assert.fail('The left side is too short.'));
      result.push(line.text);
      continue;
    }
    while (at + 1 < line.left) result.push(left[at++] ?? assert.fail('The left side is too short.'));
    assert.equal(left[at], line.text);
    if (line.kind === 'context') result.push(line.text);
    at += 1;
  }
  return [...result, ...left.slice(at)];
}

/** The hunks that undo the given ones. */
export function reverseHunks(hunks: readonly Hunk[]): readonly Hunk[] {
  return hunks.map((hunk) => ({ lines: hunk.lines.map(reverseLine) }));
}

function reverseLine(line: DiffLine): DiffLine {
  if (line.kind === 'added') return { kind: 'removed', left: line.right, text: line.text };
  if (line.kind === 'removed') return { kind: 'added', right: line.left, text: line.text };
  return { ...line, left: line.right, right: line.left };
}
