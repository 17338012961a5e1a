// Text to lines: what ends a line, and what does not.
import assert from 'node:assert/strict';
import { splitLines } from '../../ReviewTask/snapshot/lines.ts';

const cases: readonly { name: string; given: string; expect: readonly string[] }[] = [
  { name: 'an empty text has no lines', given: '', expect: [] },
  { name: 'a newline alone is one empty line', given: '\n', expect: [''] },
  { name: 'a final newline makes no further line', given: 'a\nb\n', expect: ['a', 'b'] },
  { name: 'no final newline', given: 'a\nb', expect: ['a', 'b'] },
  { name: 'blank lines at the end stay', given: 'a\n\n\n', expect: ['a', '', ''] },
  { name: 'carriage returns go with the newline', given: 'a\r\nb\r\n', expect: ['a', 'b'] },
  { name: 'mixed endings', given: 'a\r\nb\nc\r', expect: ['a', 'b', 'c'] },
  { name: 'only one carriage return goes', given: 'a\r\r\n', expect: ['a\r'] },
  { name: 'a carriage return alone ends nothing', given: 'a\rb\n', expect: ['a\rb'] },
  { name: 'other separators end nothing', given: 'a\u2028b\u0085c\fd\n', expect: ['a\u2028b\u0085c\fd'] },
];

describe('splitLines', () => {
  for (const { name, given, expect } of cases) {
    it(name, () => assert.deepEqual(splitLines(given), expect));
  }
});
