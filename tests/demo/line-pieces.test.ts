// The pieces a line of code is cut into never lose, repeat or break a character.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { segmentsOf } from '../../scripts/demo/page/highlight.ts';
import { difference } from '../../scripts/demo/page/line-difference.ts';
import { drawTokens, grammarOf, tokensOf } from '../../scripts/demo/page/syntax.ts';
import { threadSaying } from './small-page.ts';

const line = fc.string({ unit: 'grapheme', maxLength: 40 });
const offset = fc.integer({ min: 1, max: 60 });

describe('a line of code', () => {
  it('is whole after the cuts of any ranges', () => {
    fc.assert(
      fc.property(line, fc.array(fc.tuple(offset, offset), { maxLength: 4 }), (text, ranges) => {
        const threads = ranges.map(([start, end], index) =>
          threadSaying('x', { id: index, start: { line: 3, offset: start }, end: { line: 3, offset: end } }),
        );
        const segments = segmentsOf(text, 3, threads);
        assert.equal(segments.map((segment) => segment.text).join(''), text);
        for (const segment of segments) assert.doesNotMatch(segment.text, /\p{Surrogate}/u);
      }),
    );
  });

  it('is whole after it was coloured', () => {
    fc.assert(
      fc.property(
        line,
        fc.constantFrom('a.cs', 'a.ts', 'a.py', 'a.sql', 'a.json', 'a.yml', 'a.bicep'),
        (text, path) => {
          const tokens = tokensOf(text, grammarOf(path));
          assert.equal(
            drawTokens({ text, from: 0 }, tokens, (part) => part),
            text,
          );
        },
      ),
    );
  });

  const colours = [
    { path: 'a.cs', given: 'var x = $"{y}"; // z', expect: ['keyword var', 'string $"{y}"', 'comment // z'] },
    { path: 'a.ts', given: "const url = 'http://x';", expect: ['keyword const', "string 'http://x'"] },
    { path: 'a.json', given: '"name": "value",', expect: ['string "value"'] },
    { path: 'a.yml', given: 'url: https://x/#y # z', expect: ['comment # z'] },
    { path: 'a.md', given: 'var if "x"', expect: [] },
    { path: 'constructor', given: 'var', expect: [] },
  ];
  for (const { path, given, expect } of colours) {
    it(`of ${path} is coloured: ${given}`, () => {
      const tokens = tokensOf(given, grammarOf(path));
      assert.deepEqual(
        tokens.map((token) => `${token.kind} ${given.slice(token.from, token.to)}`),
        expect,
      );
    });
  }

  it('differs from another in one stretch, and the rest is the same', () => {
    fc.assert(
      fc.property(line, line, (old, fresh) => {
        const { from, oldTo, freshTo } = difference(old, fresh);
        assert.equal(old.slice(0, from), fresh.slice(0, from));
        assert.equal(old.slice(oldTo), fresh.slice(freshTo));
      }),
    );
  });
});
