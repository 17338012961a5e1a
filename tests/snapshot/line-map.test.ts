// Line maps: where each line of one text stands in another, against a walk over the hunks and against the laws of a map.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';
import { lineMaps, turnedMaps } from '../../ReviewTask/snapshot/line-map.ts';

const text = fc.array(fc.constantFrom('', '}', 'a', 'b', 'c', 'd', 'e'), { maxLength: 40 });

/** Edits scattered over a common stem, and two texts that have nothing to do with each other. */
const versions = fc.oneof(
  fc.record({ earlier: text, now: text }),
  fc.array(fc.tuple(fc.constantFrom('', '}', 'a', 'b', 'c', 'd'), fc.nat(9)), { maxLength: 60 }).map((stem) => ({
    earlier: stem.filter(([, fate]) => fate !== 0).map(([line]) => line),
    now: stem.filter(([, fate]) => fate !== 1).map(([line, fate]) => (fate === 2 ? `${line}!` : line)),
  })),
);

/** By counting: every removed line moves what follows it up, every added one down. */
function byWalking(earlier: readonly string[], now: readonly string[]): readonly (number | undefined)[] {
  const lines = hunksBetween(earlier, now).flatMap((hunk) => hunk.lines);
  const removed = new Set(lines.flatMap((line) => (line.kind === 'removed' ? [line.left] : [])));
  const added = new Set(lines.flatMap((line) => (line.kind === 'added' ? [line.right] : [])));
  const kept = now.map((_, index) => index + 1).filter((line) => !added.has(line));
  return earlier.map((_, index) => (removed.has(index + 1) ? undefined : kept.shift()));
}

describe('lineMaps', () => {
  it('say of every line where it is, as a walk over the hunks does', () => {
    fc.assert(
      fc.property(versions, ({ earlier, now }) => {
        const { toNow } = lineMaps(earlier, now);
        assert.deepEqual(
          earlier.map((_, index) => toNow(index + 1)),
          byWalking(earlier, now),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('lead to the same text, in the same order, and back', () => {
    fc.assert(
      fc.property(versions, ({ earlier, now }) => {
        const { toNow, toEarlier } = lineMaps(earlier, now);
        let last = 0;
        for (const [index, line] of earlier.entries()) {
          const there = toNow(index + 1);
          if (there === undefined) continue;
          assert.equal(now[there - 1], line);
          assert.ok(there > last);
          assert.equal(toEarlier(there), index + 1);
          last = there;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are the same from the other side when turned', () => {
    fc.assert(
      fc.property(versions, ({ earlier, now }) => {
        const turned = turnedMaps(lineMaps(earlier, now));
        for (const [index, line] of now.entries()) {
          const there = turned.toNow(index + 1);
          if (there !== undefined) assert.equal(earlier[there - 1], line);
        }
        assert.deepEqual(turnedMaps(turned).changes, lineMaps(earlier, now).changes);
      }),
    );
  });

  it('know nothing of lines that are not there', () => {
    const { toNow } = lineMaps(['a', 'b'], ['x', 'a', 'b']);
    assert.deepEqual([-1, 0, 1, 2, 3, 1.5].map(toNow), [undefined, undefined, 2, 3, undefined, undefined]);
  });
});
