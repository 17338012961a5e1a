// The marker: nobody sees it, it is found again, and it fits its own record alone.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { fitOf, fits, markerLine, readMarker, withMarker } from '../../ReviewTask/model/marker.ts';

const record = '{"version":1}';
const line = markerLine('finding', record);

describe('the marker', () => {
  it('is one line that names the kind and a digest', () => {
    assert.match(line, /^\[threadline\]: # "v1 finding [0-9a-f]{16}"$/);
  });

  const bodies: readonly { name: string; body: string }[] = [
    { name: 'a paragraph', body: "**Warning · It fails**\n\n*Bug · set to Won't fix to silence it*" },
    { name: 'a block of code', body: 'Text\n\n```suggestion\nconst a = 1;\n```' },
    { name: 'a list', body: '- one\n- two' },
    { name: 'a quote', body: '> said' },
    { name: 'a table of two lines and blanks after it', body: '| a |\n| --- |\n\n' },
  ];
  for (const { name, body } of bodies) {
    it(`renders as nothing after ${name}`, () => {
      const visible = (text: string) => micromark(text).trim();
      assert.equal(visible(withMarker(body, 'state', record)), visible(body));
    });
  }

  const read: readonly { name: string; body: string; expect: 'finding' | 'state' | undefined }[] = [
    { name: 'as written', body: withMarker('Body', 'finding', record), expect: 'finding' },
    { name: 'of the state', body: withMarker('Body', 'state', record), expect: 'state' },
    {
      name: 'with Windows line ends',
      body: withMarker('A\nB', 'finding', record).replaceAll('\n', '\r\n'),
      expect: 'finding',
    },
    {
      name: 'with old Macintosh line ends',
      body: withMarker('A\nB', 'finding', record).replaceAll('\n', '\r'),
      expect: 'finding',
    },
    { name: 'with blanks and lines after it', body: `Body\n\n${line}  \r\n\n `, expect: 'finding' },
    { name: 'alone', body: line, expect: 'finding' },
    { name: 'before other text', body: `${line}\n\nBody`, expect: undefined },
    { name: 'quoted', body: `> ${line}`, expect: undefined },
    { name: 'inside a line', body: `see ${line}`, expect: undefined },
    { name: 'of a later version', body: line.replace('v1', 'v2'), expect: undefined },
    { name: 'of an unknown kind', body: line.replace('finding', 'song'), expect: undefined },
    { name: 'with a short digest', body: `${line.slice(0, -3)}"`, expect: undefined },
    { name: 'missing', body: 'Body', expect: undefined },
    { name: 'of an empty comment', body: '', expect: undefined },
  ];
  for (const { name, body, expect } of read) {
    it(`is ${expect === undefined ? 'not found' : 'found'} ${name}`, () => {
      assert.equal(readMarker(body)?.kind, expect);
      assert.equal(fits(body, record), expect !== undefined);
    });
  }

  it('fits the record that the comment found as well, and tells the two apart', () => {
    const body = withMarker('Body', 'state', 'new', 'old');
    assert.deepEqual(
      ['new', 'old', 'older'].map((text) => fitOf(body, text)),
      ['exact', 'behind', 'none'],
    );
    assert.equal(withMarker('Body', 'state', 'new', 'new'), withMarker('Body', 'state', 'new'));
    assert.equal(micromark(body), '<p>Body</p>\n');
  });

  it('fits its record and no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        const body = withMarker('Body', 'finding', a);
        assert.ok(fits(body, a));
        assert.equal(fits(body, b), a === b);
      }),
    );
  });

  it('never throws, whatever the comment', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => assert.equal(fits(body, record), false)));
  });
});
