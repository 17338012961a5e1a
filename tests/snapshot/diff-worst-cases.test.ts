// The comparison stays fast and right where an exact one would take minutes.
import assert from 'node:assert/strict';
import { hunksBetween } from '../../ReviewTask/snapshot/hunks.ts';
import { applyHunks } from './hunk-text.ts';

/** Far more than any case needs: machines that run tests are slow, and the failure guarded against takes minutes. */
const MANY_MILLISECONDS = 5000;

/** The same numbers on every run, from 0 (inclusive) to 1 (exclusive). */
function steadyRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
}

const random = steadyRandom(20);
const make = (count: number, line: (index: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, index) => line(index));
const braces = (): string => (random() < 0.5 ? '}' : '');
const code = (index: number): string =>
  random() < 0.35 ? braces() : `  call${Math.floor(random() * 1_000_000_000)}(${index});`;
const edited = (lines: readonly string[], share: number): readonly string[] =>
  lines.map((line, index) => (random() < share ? code(index) : line));
/** Blocks that are too different to compare, between lines that tie them together: the effort runs out. */
const separated = (count: number): readonly string[] =>
  make(count, (index) => (index % 900 === 0 ? `separator ${index}` : braces()));

const long = make(50_000, code);
const veryLong = make(200_000, code);

const cases: readonly { name: string; given: { left: readonly string[]; right: readonly string[] } }[] = [
  {
    name: '20,000 lines with nothing in common',
    given: { left: make(20_000, (index) => `old ${index}`), right: make(20_000, (index) => `new ${index}`) },
  },
  { name: '20,000 lines of braces and blanks', given: { left: make(20_000, braces), right: make(20_000, braces) } },
  { name: '50,000 lines, 30% scattered edits', given: { left: long, right: edited(long, 0.3) } },
  { name: '50,000 lines in the opposite order', given: { left: long, right: long.toReversed() } },
  { name: '200,000 lines with some 200 edits', given: { left: veryLong, right: edited(veryLong, 0.001) } },
  { name: '100,000 lines that use up the effort', given: { left: separated(100_000), right: separated(100_000) } },
  { name: 'a line of a million characters', given: { left: ['x'.repeat(1_000_000)], right: ['y'.repeat(1_000_000)] } },
];

describe('hunksBetween in its worst cases', () => {
  for (const { name, given } of cases) {
    it(name, () => {
      const start = performance.now();
      const hunks = hunksBetween(given.left, given.right);
      const milliseconds = performance.now() - start;
      assert.deepEqual(applyHunks(given.left, hunks), given.right);
      assert.ok(milliseconds < MANY_MILLISECONDS, `took ${Math.round(milliseconds)} ms`);
    });
  }
});
