// Hunks: numbers, context, grouping, where blocks are put, and the laws that hold for any two files.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Hunk } from '../../ReviewTask/model/diff.ts';
import { changedLineCount } from '../../ReviewTask/model/diff.ts';
import { CONTEXT_LINES, hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';
import { applyHunks, leftNumber, printHunks, reverseHunks, rightNumber } from './hunk-text.ts';

const numbered = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

const cases: readonly {
  name: string;
  given: { left: readonly string[]; right: readonly string[] };
  expect: readonly string[];
}[] = [
  { name: 'the same lines make no hunk', given: { left: ['a'], right: ['a'] }, expect: [] },
  { name: 'an added file', given: { left: [], right: ['a', 'b'] }, expect: ['@@ -,1', '+a', '+b'] },
  { name: 'a deleted file', given: { left: ['a', 'b'], right: [] }, expect: ['@@ 1,-', '-a', '-b'] },
  {
    name: 'removed lines come before added ones',
    given: { left: ['a', 'b', 'c', 'd'], right: ['a', 'x', 'y', 'd'] },
    expect: ['@@ 1,1', ' a', '-b', '-c', '+x', '+y', ' d'],
  },
  {
    name: 'three lines of context',
    given: { left: numbered(1, 9), right: [...numbered(1, 4), 'new', ...numbered(6, 9)] },
    expect: ['@@ 2,2', ' line 2', ' line 3', ' line 4', '-line 5', '+new', ' line 6', ' line 7', ' line 8'],
  },
  {
    name: 'six equal lines between two changes keep one hunk',
    given: { left: ['a', ...numbered(1, 6), 'b'], right: ['A', ...numbered(1, 6), 'B'] },
    expect: ['@@ 1,1', '-a', '+A', ...numbered(1, 6).map((line) => ` ${line}`), '-b', '+B'],
  },
  {
    name: 'seven equal lines between two changes make two hunks',
    given: { left: ['a', ...numbered(1, 7), 'b'], right: ['A', ...numbered(1, 7), 'B'] },
    expect: [
      ...['@@ 1,1', '-a', '+A', ' line 1', ' line 2', ' line 3'],
      ...['@@ 6,6', ' line 5', ' line 6', ' line 7', '-b', '+B'],
    ],
  },
  {
    name: 'a function added after a similar one is added whole',
    given: {
      left: ['function a() {', '  go();', '}'],
      right: ['function a() {', '  go();', '}', '', 'function b() {', '  go();', '}'],
    },
    expect: ['@@ 1,1', ' function a() {', '   go();', ' }', '+', '+function b() {', '+  go();', '+}'],
  },
  {
    name: 'a function added before a similar one takes the blank line after it along',
    given: {
      left: ['start', '', 'function b() {', '\tgo();', '}'],
      right: ['start', '', 'function a() {', '\tgo();', '}', '', 'function b() {', '\tgo();', '}'],
    },
    expect: [
      ...['@@ 1,1', ' start', ' ', '+function a() {', '+\tgo();', '+}', '+'],
      ...[' function b() {', ' \tgo();', ' }'],
    ],
  },
  {
    name: 'a removed branch begins at its condition, not at the brace before it',
    given: {
      left: ['  if (x) {', '    go();', '  }', '  if (y) {', '    go();', '  }', 'end'],
      right: ['  if (x) {', '    go();', '  }', 'end'],
    },
    expect: ['@@ 1,1', '   if (x) {', '     go();', '   }', '-  if (y) {', '-    go();', '-  }', ' end'],
  },
  {
    name: 'a line like those around it is the last of them',
    given: { left: ['a', 'a', 'b'], right: ['a', 'a', 'a', 'b'] },
    expect: ['@@ 1,1', ' a', ' a', '+a', ' b'],
  },
  {
    name: 'a branch added before a similar one does not begin at the brace of another',
    given: {
      left: ['x', 'if (a) {', '  go();', '} else {', '  stop();', '}'],
      right: ['x', 'if (a) {', '  go();', '}', 'if (a) {', '  go();', '} else {', '  stop();', '}'],
    },
    expect: ['@@ 1,1', ' x', '+if (a) {', '+  go();', '+}', ' if (a) {', '   go();', ' } else {'],
  },
  {
    name: 'a moved line is removed in one place and added in the other',
    given: { left: ['import z', ...numbered(1, 3)], right: [...numbered(1, 3), 'import z'] },
    expect: ['@@ 1,1', '-import z', ' line 1', ' line 2', ' line 3', '+import z'],
  },
];

/** Few distinct lines, so that everything repeats, mixed with any strings at all. */
const fileLines = fc.array(fc.oneof(fc.constantFrom('', '}', '  }', 'a', 'b', 'c', '\tif'), fc.string()), {
  maxLength: 60,
});

/** Two versions of one file: scattered edits over a common stem. */
const versions = fc
  .array(fc.tuple(fc.constantFrom('', '}', 'a', 'b', 'c', 'd'), fc.nat(9)), { maxLength: 80 })
  .map((stem) => ({
    left: stem.filter(([, fate]) => fate !== 0).map(([line]) => line),
    right: stem.filter(([, fate]) => fate !== 1).map(([line, fate]) => (fate === 2 ? `${line}!` : line)),
  }));

const anyTwo = fc.oneof(fc.record({ left: fileLines, right: fileLines }), versions);

function assertRising(numbers: readonly (number | undefined)[]): void {
  const present = numbers.filter((number) => number !== undefined);
  assert.ok(present.every((number, index) => number > (present[index - 1] ?? 0)));
}

function contextRuns(hunk: Hunk): readonly number[] {
  const runs = hunk.lines.map((line) => (line.kind === 'context' ? 'c' : '|')).join('');
  return runs.split('|').map((run) => run.length);
}

describe('hunksBetween', () => {
  for (const { name, given, expect } of cases) {
    it(name, () => assert.deepEqual(printHunks(hunksBetween(given.left, given.right)), expect));
  }

  it('gives hunks that turn the left side into the right, and back', () => {
    fc.assert(
      fc.property(anyTwo, ({ left, right }) => {
        const hunks = hunksBetween(left, right);
        assert.deepEqual(applyHunks(left, hunks), right);
        assert.deepEqual(applyHunks(right, reverseHunks(hunks)), left);
      }),
      { numRuns: 500 },
    );
  });

  it('numbers every line by its place in the file', () => {
    fc.assert(
      fc.property(anyTwo, ({ left, right }) => {
        const lines = hunksBetween(left, right).flatMap((hunk) => hunk.lines);
        assertRising(lines.map(leftNumber));
        assertRising(lines.map(rightNumber));
        for (const line of lines) {
          const [onLeft, onRight] = [leftNumber(line), rightNumber(line)];
          if (onLeft !== undefined) assert.equal(left[onLeft - 1], line.text);
          if (onRight !== undefined) assert.equal(right[onRight - 1], line.text);
        }
      }),
    );
  });

  it('leaves no hunk without a change, and no more context than it should', () => {
    fc.assert(
      fc.property(anyTwo, ({ left, right }) => {
        for (const hunk of hunksBetween(left, right)) {
          assert.ok(changedLineCount([hunk]) > 0);
          const runs = contextRuns(hunk);
          const [first = 0, last = 0] = [runs[0], runs.at(-1)];
          assert.ok(first <= CONTEXT_LINES && last <= CONTEXT_LINES);
          assert.ok(runs.every((run) => run <= 2 * CONTEXT_LINES));
        }
      }),
    );
  });

  it('puts removed lines before added ones in each change', () => {
    fc.assert(
      fc.property(anyTwo, ({ left, right }) => {
        for (const hunk of hunksBetween(left, right)) {
          const kinds = hunk.lines.map((line) => line.kind);
          assert.ok(kinds.every((kind, index) => !(kind === 'removed' && kinds[index - 1] === 'added')));
        }
      }),
    );
  });
});
