// A chunk in two: nothing lost, nothing twice, about the same size; and what comes back joined.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Hunk } from '../../../ReviewTask/model/diff.ts';
import type { RawFinding } from '../../../ReviewTask/model/finding.ts';
import type { Chunk } from '../../../ReviewTask/model/plan.ts';
import { halvesOf, joinSalvaged } from '../../../ReviewTask/reviewers/model/halves.ts';

const hunk = (from: number, lines: number): Hunk => ({
  lines: Array.from({ length: lines }, (_, index) => ({ kind: 'added', right: from + index, text: 'x' })),
});
const chunk = (...sizes: readonly (readonly number[])[]): Chunk => ({
  parts: sizes.map((hunks, file) => ({
    path: `f${file}`,
    originalPath: `f${file}`,
    hunks: hunks.map((lines, index) => hunk(index * 1000 + 1, lines)),
  })),
  estimatedTokens: 1000,
});
const shape = (one: Chunk) => one.parts.map((part) => [part.path, ...part.hunks.map((each) => each.lines.length)]);

describe('halvesOf', () => {
  const cases: readonly { name: string; given: Chunk; expect: readonly unknown[] | undefined }[] = [
    { name: 'two files', given: chunk([5], [5]), expect: [[['f0', 5]], [['f1', 5]]] },
    { name: 'one file', given: chunk([5, 3, 4]), expect: [[['f0', 5]], [['f0', 3, 4]]] },
    {
      name: 'a file across the middle',
      given: chunk([1, 4], [1]),
      expect: [
        [['f0', 1]],
        [
          ['f0', 4],
          ['f1', 1],
        ],
      ],
    },
    { name: 'a single hunk', given: chunk([8]), expect: [[['f0', 4]], [['f0', 4]]] },
    { name: 'a single line: no halves', given: chunk([1]), expect: undefined },
  ];
  for (const { name, given, expect } of cases) it(name, () => assert.deepEqual(halvesOf(given)?.map(shape), expect));

  it('holds every line once and in order, and every hunk whole where there are several', () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(sizes, (given) => {
        const whole = chunk(...given);
        const halves = halvesOf(whole);
        const hunksOf = (one: Chunk) =>
          one.parts.flatMap((part) => part.hunks.map((each) => ({ path: part.path, each })));
        const linesOf = (one: Chunk) =>
          hunksOf(one).flatMap(({ path, each }) => each.lines.map((line) => ({ path, line })));
        assert.equal(halves === undefined, linesOf(whole).length === 1);
        if (halves === undefined) return;
        assert.deepEqual(halves.flatMap(linesOf), linesOf(whole));
        if (hunksOf(whole).length > 1) assert.deepEqual(halves.flatMap(hunksOf), hunksOf(whole));
        assert.ok(halves.every((half) => half.parts.length > 0));
      }),
    );
  });
});

describe('joinSalvaged', () => {
  const finding = (over: Partial<RawFinding>): RawFinding => ({
    path: 'a',
    side: 'right',
    line: 3,
    endLine: 4,
    quote: '',
    title: 't',
    failure: '',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    source: { kind: 'model', question: '', passes: [1] },
    ...over,
  });
  const ruled = { source: { kind: 'rule', rule: 'r', scope: 'file', question: '', passes: [1] } } as const;
  const cases: readonly { name: string; salvaged: Partial<RawFinding>; fresh: Partial<RawFinding>; expect: number }[] =
    [
      { name: 'the same lines: once', salvaged: {}, fresh: { line: 4, endLine: 4 }, expect: 1 },
      { name: 'other lines: both', salvaged: {}, fresh: { line: 5, endLine: 5 }, expect: 2 },
      { name: 'another file: both', salvaged: {}, fresh: { path: 'b' }, expect: 2 },
      { name: 'the other side: both', salvaged: {}, fresh: { side: 'left' }, expect: 2 },
      { name: 'the same lines, of a rule that the half does not name: both', salvaged: ruled, fresh: {}, expect: 2 },
      { name: 'the same lines, of one rule: once', salvaged: ruled, fresh: ruled, expect: 1 },
      { name: 'the same lines, another defect: both', salvaged: {}, fresh: { category: 'testing' }, expect: 2 },
      { name: 'the same lines, a milder word: both', salvaged: {}, fresh: { severity: 'suggestion' }, expect: 2 },
      { name: 'no line, same title: once', salvaged: { line: undefined, endLine: undefined }, fresh: {}, expect: 1 },
    ];
  for (const { name, salvaged, fresh, expect } of cases) {
    it(name, () => assert.equal(joinSalvaged([finding(salvaged)], [finding(fresh)]).length, expect));
  }
});
