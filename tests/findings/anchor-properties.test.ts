// What holds for every anchor, whatever a reviewer claims.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorFinding } from '../../ReviewTask/findings/anchor.ts';
import { anchoredText } from '../../ReviewTask/model/anchored-text.ts';
import type { ChangedFile, Side } from '../../ReviewTask/model/diff.ts';
import type { Anchor, RawFinding } from '../../ReviewTask/model/finding.ts';
import { changedFile, rawFinding } from './anchor-examples.ts';

const anyLine = fc.constantFrom(
  '',
  '}',
  '  }',
  'return null;',
  '\treturn null;',
  'call(😀);',
  '+ plus',
  '- item',
  '12 + 3',
);
const anyText = fc.array(anyLine, { maxLength: 40 }).map((lines) => lines.map((line) => `${line}\r\n`).join(''));
const anyFile = fc.tuple(anyText, anyText).map(([left, right]) => changedFile('src/basket.ts', left, right));
const anyNumber = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: -2, max: 60 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1.5, Number.MAX_SAFE_INTEGER),
);
const anyQuote = fc.oneof(
  fc.constant(''),
  fc.array(anyLine, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
  fc.string(),
  fc
    .array(fc.constantFrom('`', '"', '…', '...', '```', '\n', '+', '-', '7 ', '|', '<redacted:', '>', '}'))
    .map((parts) => parts.join('')),
);
const anyFinding: fc.Arbitrary<RawFinding> = fc
  .record({
    path: fc.oneof({ weight: 8, arbitrary: fc.constantFrom('src/basket.ts', 'basket.ts') }, fc.string()),
    side: fc.constantFrom<Side>('left', 'right'),
    line: anyNumber,
    endLine: anyNumber,
    quote: anyQuote,
    columns: fc.record({ start: fc.integer({ min: -1, max: 20 }), end: fc.integer({ min: -1, max: 20 }) }),
  })
  .map(rawFinding);

/** Numbers of the lines that each hunk shows on a side. */
function shownLines(file: ChangedFile, side: Side): readonly (readonly number[])[] {
  if (file.content.kind !== 'text') return [];
  return file.content.hunks.map((hunk) =>
    hunk.lines.flatMap((line) => {
      if (line.kind === 'context') return [line[side]];
      if (line.kind === 'added') return side === 'right' ? [line.right] : [];
      return side === 'left' ? [line.left] : [];
    }),
  );
}

function assertSound(file: ChangedFile, anchor: Anchor): void {
  if (anchor.kind !== 'lines') return;
  const { side, start, end } = anchor;
  assert.ok(
    shownLines(file, side).some((numbers) => numbers.includes(start.line) && numbers.includes(end.line)),
    'the anchor is within one hunk',
  );
  assert.ok(start.line < end.line || (start.line === end.line && start.offset <= end.offset), 'the end is not first');
  const text = anchoredText(file, anchor);
  assert.equal(text.length, end.line - start.line + 1);
  assert.ok(start.offset >= 1 && start.offset <= (text[0] ?? '').length + 1, 'the start is within its line');
  assert.ok(end.offset >= 1 && end.offset <= (text.at(-1) ?? '').length + 1, 'the end is within its line');
}

describe('anchorFinding, for any claim', () => {
  it('never throws, and never leaves the hunk, the side or the line', () => {
    fc.assert(
      fc.property(anyFile, anyFinding, (file, finding) => {
        assertSound(file, anchorFinding(finding, [file]).anchor);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds every shown line again by its number and its text', () => {
    fc.assert(
      fc.property(anyFile, fc.constantFrom<Side>('left', 'right'), (file, side) => {
        for (const line of shownLines(file, side).flat()) {
          const quote = file.content.kind === 'text' ? (file.content[side][line - 1] ?? '') : '';
          const { anchor } = anchorFinding(rawFinding({ side, line, quote }), [file]);
          assert.ok(anchor.kind === 'lines');
          assert.deepEqual([anchor.side, anchor.start.line, anchor.end.line], [side, line, line]);
          assert.equal(anchor.how, quote === '' ? 'exact-line' : 'quote-at-line');
        }
      }),
    );
  });

  it('uses no line for a quote that nothing on the diff holds', () => {
    fc.assert(
      fc.property(anyFile, fc.integer({ min: 1, max: 40 }), (file, line) => {
        const { anchor } = anchorFinding(rawFinding({ line, quote: 'throw new RangeError("nothing like it");' }), [
          file,
        ]);
        assert.deepEqual(anchor, { kind: 'file' });
      }),
    );
  });
});
