// What is new since the last review: only what somebody wrote or took away since, whatever else has moved.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TextContent } from '../../ReviewTask/model/diff.ts';
import { freshHunks } from '../../ReviewTask/snapshot/fresh.ts';
import { contentBetween, numbered, spliced } from './versions.ts';

const base = numbered(40);
/** The pull request at the iteration that was reviewed: one line replaced, two added, one removed. */
const first = spliced(spliced(spliced(base, 30, 1), 20, 0, 'added one', 'added two'), 5, 1, 'changed five');
const then = contentBetween(base, first);

const cases: readonly {
  readonly name: string;
  readonly now: TextContent;
  readonly reviewed?: TextContent | undefined;
  readonly right: readonly number[];
  readonly left?: readonly number[];
}[] = [
  { name: 'nothing, where nothing happened', now: then, right: [] },
  { name: 'everything, where there was no review', now: then, reviewed: undefined, right: [5, 20, 21], left: [5, 30] },
  { name: 'a line that was added', now: contentBetween(base, spliced(first, 38, 0, 'later')), right: [38] },
  {
    name: 'both halves of a base line that was replaced',
    now: contentBetween(base, spliced(first, 38, 1, 'later')),
    right: [38],
    left: [37],
  },
  {
    name: 'the new words of a line that had been changed before',
    now: contentBetween(base, spliced(first, 5, 1, 'changed again')),
    right: [5],
  },
  {
    name: 'nothing for lines shifted by a change above, but the change',
    now: contentBetween(base, spliced(first, 1, 0, 'top', 'of', 'file')),
    right: [1, 2, 3],
  },
  {
    name: 'nothing for a merge of the target above, between and below',
    now: contentBetween(
      spliced(spliced(['new top', ...base], 13, 1, 'target twelve', 'target more'), 40, 2),
      spliced(spliced(['new top', ...first], 13, 1, 'target twelve', 'target more'), 41, 2),
    ),
    right: [],
  },
  { name: 'nothing for a revert of one change', now: contentBetween(base, spliced(first, 5, 1, 'line 5')), right: [] },
  {
    name: 'nothing for a removed line that is back',
    now: contentBetween(base, spliced(first, 32, 0, 'line 30')),
    right: [],
  },
  {
    name: 'what stands beside a cut, where an added line was taken out again',
    now: contentBetween(base, spliced(first, 20, 1)),
    right: [20],
  },
  {
    name: 'what the target undid under our feet: a line that is ours alone now',
    now: contentBetween(spliced(base, 10, 1), first),
    right: [10],
  },
  {
    name: 'what was the same on both sides and is removed now',
    now: contentBetween(base, spliced(first, 10, 1)),
    right: [],
    left: [10],
  },
];

describe('freshHunks', () => {
  for (const { name, now, right, left = [], ...given } of cases) {
    it(`finds ${name}`, () => {
      const fresh = freshHunks(now, 'reviewed' in given ? given.reviewed : then);
      assert.deepEqual([[...fresh.right], [...fresh.left]], [right, left]);
      assert.equal(fresh.hunks.length > 0, right.length + left.length > 0);
      for (const line of fresh.right) assert.ok(holds(fresh, 'added', line));
      for (const line of fresh.left) assert.ok(holds(fresh, 'removed', line));
    });
  }

  it('takes a whole hunk along where old and new lines stand together', () => {
    const now = contentBetween(base, spliced(first, 22, 0, 'added three'));
    const { hunks, right } = freshHunks(now, then);
    assert.deepEqual([...right], [22]);
    assert.deepEqual(
      hunks.map(({ lines }) => lines.filter(({ kind }) => kind === 'added').map(({ text }) => text)),
      [['added one', 'added two', 'added three']],
    );
    assert.ok(hunks.every((hunk) => now.hunks.includes(hunk)));
  });

  it('cuts a long hunk down to the surroundings of what is new', () => {
    const whole = numbered(500);
    const now = contentBetween([], spliced(spliced(whole, 400, 1, 'new'), 100, 0, 'new too'));
    const { hunks, right } = freshHunks(now, contentBetween([], whole));
    assert.deepEqual([...right], [100, 401]);
    assert.deepEqual(
      hunks.map(({ lines }) => [lines[0]?.text, lines.length, lines.at(-1)?.text]),
      [
        ['line 85', 31, 'line 114'],
        ['line 385', 31, 'line 415'],
      ],
    );
  });

  const words = fc.array(fc.constantFrom('', '}', 'a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 30 });

  it('finds nothing new between a diff and itself, and no line that did not change', () => {
    fc.assert(
      fc.property(words, words, words, words, (left, right, leftThen, rightThen) => {
        const now = contentBetween(left, right);
        const itself = freshHunks(now, contentBetween([...left], [...right]));
        assert.deepEqual([itself.hunks, itself.right.size, itself.left.size], [[], 0, 0]);
        const fresh = freshHunks(now, contentBetween(leftThen, rightThen));
        const lines = now.hunks.flatMap((hunk) => hunk.lines);
        for (const number of fresh.right)
          assert.ok(lines.some((line) => line.kind === 'added' && line.right === number));
        for (const number of fresh.left)
          assert.ok(lines.some((line) => line.kind === 'removed' && line.left === number));
      }),
    );
  });

  it('finds nothing new in a merge of the target, wherever the two have changed', () => {
    // What each line of the base becomes: by the pull request, or by the target.
    const fates = fc.array(
      fc.tuple(fc.constantFrom('keep', 'keep', 'keep', 'replace', 'remove', 'add'), fc.boolean()),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    const become = (fate: string, line: string, by: string) =>
      ({ keep: [line], replace: [`${line} ${by}`], remove: [], add: [line, `after ${line} ${by}`] })[fate] ?? [];
    fc.assert(
      fc.property(fates, (given) => {
        const build = (ours: boolean, theirs: boolean) =>
          given.flatMap(([fate, isOurs], index) =>
            become((isOurs ? ours : theirs) ? fate : 'keep', `line ${index}`, isOurs ? 'ours' : 'theirs'),
          );
        const before = contentBetween(build(false, false), build(true, false));
        const merged = contentBetween(build(false, true), build(true, true));
        const fresh = freshHunks(merged, before);
        assert.deepEqual([[...fresh.right], [...fresh.left]], [[], []]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds every line written since: none slips through', () => {
    const edits = fc.array(fc.tuple(fc.nat(44), fc.nat(2)), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(edits, (given) => {
        let right = first;
        for (const [index, [at, count]] of given.entries()) {
          right = spliced(right, Math.min(at, right.length) + 1, count, `new ${index}`);
        }
        const { right: fresh } = freshHunks(contentBetween(base, right), then);
        const written = right.flatMap((line, index) => (line.startsWith('new ') ? [index + 1] : []));
        assert.ok(written.every((line) => fresh.has(line)));
      }),
    );
  });
});

function holds({ hunks }: ReturnType<typeof freshHunks>, kind: 'added' | 'removed', number: number): boolean {
  return hunks.some(({ lines }) =>
    lines.some(
      (line) => line.kind === kind && number === (line.kind === 'added' ? line.right : 'left' in line && line.left),
    ),
  );
}
