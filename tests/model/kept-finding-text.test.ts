// Kept findings as text: what comes back, what is cut, and what no text can do.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeKeptFinding, encodeKeptFinding, keptForm } from '../../ReviewTask/model/kept-finding-text.ts';
import { anyKeptFinding } from '../fakes/arbitrary-state.ts';
import { aKeptFinding } from '../fakes/kept-findings.ts';

describe('a kept finding as text', () => {
  it('comes back as it was', () => {
    assert.deepEqual(decodeKeptFinding(encodeKeptFinding(aKeptFinding())), aKeptFinding());
  });

  it('comes back as it is kept, whatever it was, on one line', () => {
    fc.assert(
      fc.property(anyKeptFinding, (finding) => {
        const text = encodeKeptFinding(finding);
        assert.deepEqual(decodeKeptFinding(text), keptForm(finding));
        assert.doesNotMatch(text, /[\r\n]/);
        assert.equal(encodeKeptFinding(keptForm(finding)), text);
      }),
      { numRuns: 60 },
    );
  });

  const cuts: readonly { name: string; given: Parameters<typeof aKeptFinding>[0]; expect: object }[] = [
    { name: 'a long failure', given: { failure: 'x'.repeat(601) }, expect: { failure: `${'x'.repeat(599)}…` } },
    { name: 'no failure that just fits', given: { failure: 'x'.repeat(600) }, expect: { failure: 'x'.repeat(600) } },
    {
      name: 'a character of two units as a whole',
      given: { failure: `${'x'.repeat(598)}😀😀` },
      expect: { failure: `${'x'.repeat(598)}…` },
    },
    {
      name: 'the twenty-first line of code',
      given: { code: Array.from({ length: 21 }, (_, index) => `line ${index}`) },
      expect: { code: Array.from({ length: 20 }, (_, index) => `line ${index}`) },
    },
    {
      name: 'code from the line on that is too long, and never in the middle of a line',
      given: { code: ['a', 'b'.repeat(1_999), 'c'] },
      expect: { code: ['a', 'b'.repeat(1_999)] },
    },
    {
      name: 'the code of a secret altogether',
      given: { source: { kind: 'secrets', rule: 'azure-key' }, code: ['key = "hunter2"'] },
      expect: { code: [] },
    },
  ];
  for (const { name, given, expect } of cuts) {
    it(`cuts ${name}`, () => {
      const read = decodeKeptFinding(encodeKeptFinding(aKeptFinding(given)));
      assert.deepEqual(read, { ...aKeptFinding(given), ...expect });
    });
  }

  it('keeps nothing but what its shape names', () => {
    const more = { ...aKeptFinding(), source: { kind: 'model' as const, question: 'why?' }, replacement: 'hunter2' };
    assert.doesNotMatch(encodeKeptFinding(more), /hunter2|why\?/);
  });

  const texts: readonly { name: string; given: string; isRead: boolean }[] = [
    { name: 'an unknown field', given: changed({ later: { a: 1 } }), isRead: true },
    { name: 'another version', given: changed({ version: 2 }), isRead: false },
    { name: 'no version', given: changed({ version: undefined }), isRead: false },
    { name: 'an unknown severity', given: changed({ severity: 'terrible' }), isRead: false },
    { name: 'an unknown source', given: changed({ source: { kind: 'sarif', tool: 'x' } }), isRead: false },
    {
      name: 'line 0',
      given: changed({ place: { kind: 'lines', side: 'right', start: { line: 0, offset: 1 } } }),
      isRead: false,
    },
    { name: 'no fingerprint', given: changed({ fingerprint: '' }), isRead: false },
    { name: 'its first half', given: encodeKeptFinding(aKeptFinding()).slice(0, 100), isRead: false },
    { name: 'nothing', given: '', isRead: false },
    { name: 'null', given: 'null', isRead: false },
  ];
  for (const { name, given, isRead } of texts) {
    it(`${isRead ? 'reads' : 'does not read'} one with ${name}`, () => {
      assert.deepEqual(decodeKeptFinding(given), isRead ? aKeptFinding() : undefined);
    });
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => void decodeKeptFinding(text)));
  });
});

function changed(fields: object): string {
  return JSON.stringify({ version: 1, ...aKeptFinding(), ...fields });
}
