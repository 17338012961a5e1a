// Hunks in pieces: no changed line lost or twice, numbers unchanged, cut where a reader would.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiffLine, Hunk } from '../../ReviewTask/model/diff.ts';
import { halveHunk, splitHunk } from '../../ReviewTask/model/split-hunk.ts';

/** Lines by their signs: a space, a plus or a minus each, then the text. */
function hunkOf(...rows: readonly string[]): Hunk {
  let [left, right] = [10, 20];
  const lines = rows.map((row): DiffLine => {
    const text = row.slice(1);
    if (row.startsWith('+')) return { kind: 'added', right: right++, text };
    if (row.startsWith('-')) return { kind: 'removed', left: left++, text };
    return { kind: 'context', left: left++, right: right++, text };
  });
  return { lines };
}

const signs = { context: ' ', added: '+', removed: '-' } as const;
const rowsOf = ({ lines }: Hunk) => lines.map((line) => `${signs[line.kind]}${line.text}`);
const each = () => 1;

const anyHunk = fc
  .array(fc.tuple(fc.constantFrom(' ', '+', '-'), fc.constantFrom('', 'a', 'a long line')), {
    minLength: 1,
    maxLength: 60,
  })
  .map((rows) => hunkOf(...rows.map((row) => row.join(''))));
const changed = ({ lines }: Hunk) => lines.filter((line) => line.kind !== 'context');

describe('splitHunk', () => {
  const cases: readonly { name: string; given: Hunk; limit: number; expect: readonly (readonly string[])[] }[] = [
    { name: 'one that fits: as it is', given: hunkOf(' a', '+b'), limit: 2, expect: [[' a', '+b']] },
    {
      name: 'after a blank line',
      given: hunkOf('+a', '+b', '+c', '+', '+d', '+e'),
      limit: 5,
      expect: [
        ['+a', '+b', '+c', '+'],
        ['+d', '+e'],
      ],
    },
    {
      name: 'not inside of a replacement',
      given: hunkOf('+a', '+b', ' c', '-d', '+d', '+e'),
      limit: 4,
      expect: [
        ['+a', '+b', ' c'],
        ['-d', '+d', '+e'],
      ],
    },
    { name: 'without pieces that change nothing', given: hunkOf(' a', ' b', '+c'), limit: 1, expect: [['+c']] },
    {
      name: 'a line that is too large by itself',
      given: hunkOf('+a', '+b'),
      limit: 0,
      expect: [['+a'], ['+b']],
    },
  ];
  for (const { name, given, limit, expect } of cases) {
    it(name, () => assert.deepEqual(splitHunk(given, limit, each).map(rowsOf), expect));
  }

  it('puts each changed line into exactly one piece, with its number, and keeps the limit', () => {
    fc.assert(
      fc.property(anyHunk, fc.integer({ min: 1, max: 40 }), (hunk, limit) => {
        const sizeOf = (line: DiffLine) => 1 + line.text.length;
        const pieces = splitHunk(hunk, limit, sizeOf);
        assert.deepEqual(pieces.flatMap(changed), changed(hunk));
        for (const { lines } of pieces) {
          const size = lines.reduce((sum, line) => sum + sizeOf(line), 0);
          assert.ok(size <= limit || lines.length === 1);
          const [first] = lines;
          const at = first === undefined ? -1 : hunk.lines.indexOf(first);
          assert.deepEqual(lines, hunk.lines.slice(at, at + lines.length), 'consecutive lines of the hunk');
        }
      }),
    );
  });
});

describe('halveHunk', () => {
  it('makes two that both change something, or none', () => {
    fc.assert(
      fc.property(anyHunk, (hunk) => {
        const halves = halveHunk(hunk);
        assert.equal(halves === undefined, changed(hunk).length < 2);
        if (halves === undefined) return;
        assert.deepEqual(
          halves.flatMap(({ lines }) => lines),
          hunk.lines,
        );
        assert.ok(halves.every((half) => changed(half).length > 0));
      }),
    );
  });
});
