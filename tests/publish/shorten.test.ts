// Shortened Markdown is within its limit, still whole, and says that it was shortened.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutText } from '../../ReviewTask/publish/clean-characters.ts';
import { cleanBlock } from '../../ReviewTask/publish/clean-markdown.ts';
import { shorten } from '../../ReviewTask/publish/shorten.ts';
import { dangersIn, nodesOf } from './markdown-parts.ts';

const text =
  'First a **bold claim** and `code`.\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\n- one\n- two\n- three and a half';

const cases = [
  { name: 'nothing when it fits', limit: 200, expect: text },
  {
    name: 'the last items of a list',
    limit: 95,
    expect: 'First a **bold claim** and `code`.\n\n```ts\nconst a = 1;\nconst b = 2;\n```\n\n- one\n\n*(shortened)*',
  },
  {
    name: 'whole lines of code',
    limit: 75,
    expect: 'First a **bold claim** and `code`.\n\n```ts\nconst a = 1;\n```\n\n*(shortened)*',
  },
  { name: 'emphasis that has no room for a word', limit: 27, expect: 'First a\n\n*(shortened)*' },
  { name: 'words inside emphasis', limit: 32, expect: 'First a **bold**\n\n*(shortened)*' },
  { name: 'all', limit: 13, expect: '*(shortened)*' },
  { name: 'even the note', limit: 5, expect: '' },
];

describe('shortening', () => {
  for (const { name, limit, expect } of cases) {
    it(`cuts ${name}`, () => assert.equal(shorten(text, limit), expect));
  }

  it('keeps to the limit, to words and to what is allowed', () => {
    const piece = fc.oneof(
      fc.lorem(),
      fc.constantFrom('```\ncode 👩‍💻\n```', '> quote', '- item', '**bold**', '|a|b|\n|-|-|\n|1|2|', '👩‍💻'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 0, max: 200 }), (pieces, limit) => {
        const clean = cleanBlock(pieces.join('\n\n'), { linkHosts: [] });
        const short = shorten(clean, limit);
        assert.ok(short.length <= limit || short === clean);
        assert.deepEqual(dangersIn(short, []), []);
        assert.doesNotMatch(short, /&#x20;|\\$/);
        const fences = nodesOf(short).filter((node) => node.type === 'code');
        assert.equal(short.split('```').length - 1, fences.length * 2);
        if (short !== clean && short !== '') assert.ok(short.endsWith('*(shortened)*'));
      }),
      { numRuns: 200 },
    );
  });

  it('cuts a line between words, never in a surrogate pair', () => {
    assert.equal(cutText('one two three', 9), 'one two…');
    assert.equal(cutText('👩👩👩', 4), '👩…');
    assert.equal(cutText('short', 5), 'short');
    assert.equal(cutText('short', 0), '');
  });
});
