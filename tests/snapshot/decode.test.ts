// Bytes to text: encodings, byte order marks, and what counts as binary.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../ReviewTask/snapshot/decode.ts';

const cases: readonly { name: string; given: Uint8Array; expect: string | undefined }[] = [
  { name: 'nothing', given: Buffer.of(), expect: '' },
  { name: 'UTF-8', given: Buffer.from('naïve 😀\n'), expect: 'naïve 😀\n' },
  { name: 'UTF-8 with a byte order mark', given: Buffer.from('\ufeffa\n'), expect: 'a\n' },
  { name: 'UTF-16 little endian', given: Buffer.from('\ufeffé\r\n', 'utf16le'), expect: 'é\r\n' },
  { name: 'UTF-16 big endian', given: Buffer.from('\ufeffé\r\n', 'utf16le').swap16(), expect: 'é\r\n' },
  { name: 'UTF-16 cut in the middle of a character', given: Buffer.of(0xff, 0xfe, 0x61, 0, 0x62), expect: 'a\ufffd' },
  { name: 'UTF-16 without a byte order mark', given: Buffer.from('abc', 'utf16le'), expect: undefined },
  { name: 'UTF-32', given: Buffer.of(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), expect: undefined },
  { name: 'Windows-1252, as invalid UTF-8', given: Buffer.of(0x63, 0x61, 0x66, 0xe9, 0x0a), expect: 'café\n' },
  { name: 'curly quotes of Windows-1252', given: Buffer.of(0x93, 0x80, 0xe9, 0x94, 0x9f), expect: '“€é”Ÿ' },
  { name: 'a NUL near the start', given: Buffer.from('PK\u0003\u0004\0\0'), expect: undefined },
  { name: 'a NUL as byte 8,000', given: Buffer.from(`${'a'.repeat(7999)}\0`), expect: undefined },
  { name: 'a NUL as byte 8,001', given: Buffer.from(`${'a'.repeat(8000)}\0`), expect: `${'a'.repeat(8000)}\0` },
];

describe('decodeText', () => {
  for (const { name, given, expect } of cases) {
    it(name, () => assert.equal(decodeText(given), expect));
  }

  it('reads any bytes without a NUL as text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 1 }), (bytes) => {
        assert.equal(typeof decodeText(bytes), 'string');
      }),
    );
  });
});
