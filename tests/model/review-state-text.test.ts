// The state as text: what comes back, what finds no room, and what no text can do.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReviewState } from '../../ReviewTask/model/review-state.ts';
import { decodeState, encodeState } from '../../ReviewTask/model/review-state-text.ts';
import { anyState } from '../fakes/arbitrary-state.ts';
import { aKeptFinding, aState } from '../fakes/kept-findings.ts';

const onThread = (threadId: number) =>
  ({ kind: 'thread', threadId, path: 'src/a.ts', place: { kind: 'file' } }) as const;
const listed = (fingerprint: string) =>
  ({ kind: 'listed', finding: aKeptFinding({ fingerprint }), reason: 'below-min-severity' }) as const;

describe('the state as text', () => {
  it('comes back as it was', () => {
    const state = aState({ findings: [onThread(7), listed('f1')], threads: [[7, 'active']], gaps: ['src/b.ts'] });
    assert.deepEqual(decodeState(encodeState(state)), { kind: 'state', state });
  });

  it('always fits, is always read again, and says how much it leaves out', () => {
    fc.assert(
      fc.property(anyState, (given) => {
        const text = encodeState(given);
        assert.ok(text.length <= 30_000, `${text.length} units`);
        assert.doesNotMatch(text, /[\r\n]/);
        const read = stateOf(text);
        assert.equal(read.leftOut - given.leftOut, entries(given) - entries(read));
        assert.deepEqual(
          { ...read, findings: [], gaps: [], threads: [], leftOut: 0 },
          { ...stateOf(encodeState({ ...given, findings: [], gaps: [], threads: [], leftOut: 0 })) },
        );
        assert.equal(encodeState(read), text);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves listed findings out first, the last ones first, and no more than it has to', () => {
    const findings = Array.from({ length: 120 }, (_, index) => [onThread(index + 1), listed(`f${index}`)]).flat();
    const text = encodeState(aState({ findings, gaps: ['src/b.ts'], threads: [[1, 'active']] }));
    const read = stateOf(text);
    const kept = read.findings.flatMap((one) => (one.kind === 'listed' ? [one.finding.fingerprint] : []));
    assert.equal(read.findings.length - kept.length, 120);
    assert.deepEqual(
      kept,
      Array.from({ length: kept.length }, (_, index) => `f${index}`),
    );
    assert.equal(read.leftOut, 120 - kept.length);
    assert.ok(text.length > 29_300, `${text.length} units: there was room for one more`);
    assert.deepEqual(read.gaps, ['src/b.ts']);
    assert.deepEqual(read.threads, [[1, 'active']]);
  });

  it('has room for some forty listed findings of the usual length', () => {
    const findings = Array.from({ length: 40 }, (_, index) => listed(`0123456789abcdef0123456${index}`));
    assert.equal(stateOf(encodeState(aState({ findings }))).leftOut, 0);
  });

  it('cuts the summary, and keeps the newest reviews', () => {
    const reviews = Array.from({ length: 25 }, (_, index) => ({ iterationId: index + 1, at: index }));
    const read = stateOf(encodeState(aState({ summary: 'x'.repeat(1_501), reviews })));
    assert.equal(read.summary, `${'x'.repeat(1_499)}…`);
    assert.deepEqual(read.reviews, reviews.slice(5));
  });

  it('holds no code of a secret', () => {
    const finding = aKeptFinding({ source: { kind: 'secrets', rule: 'r' }, code: ['hunter2'] });
    assert.doesNotMatch(encodeState(aState({ findings: [{ kind: 'listed', finding, reason: 'x' }] })), /hunter2/);
  });

  const texts: readonly { name: string; given: string; expect: 'state' | 'newer' | 'damaged' }[] = [
    { name: 'an unknown field', given: changed({ later: 1 }), expect: 'state' },
    { name: 'version 2', given: changed({ version: 2 }), expect: 'newer' },
    { name: 'version 2 of quite another shape', given: '{"version":2}', expect: 'newer' },
    { name: 'version 0', given: changed({ version: 0 }), expect: 'damaged' },
    { name: 'a version as text', given: changed({ version: '1' }), expect: 'damaged' },
    { name: 'no iteration', given: changed({ iterationId: undefined }), expect: 'damaged' },
    { name: 'iteration 1.5', given: changed({ iterationId: 1.5 }), expect: 'damaged' },
    { name: 'a finding of an unknown kind', given: changed({ findings: [{ kind: 'song' }] }), expect: 'damaged' },
    { name: 'its first half', given: encodeState(aState()).slice(0, 200), expect: 'damaged' },
    { name: 'nothing', given: '', expect: 'damaged' },
    { name: 'a list', given: '[1]', expect: 'damaged' },
    { name: 'a prototype', given: '{"__proto__":{"version":1}}', expect: 'damaged' },
  ];
  for (const { name, given, expect } of texts) {
    it(`is ${expect} with ${name}`, () => {
      assert.deepEqual(decodeState(given), expect === 'state' ? { kind: 'state', state: aState() } : { kind: expect });
    });
  }

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => void decodeState(text)));
  });
});

function entries({ findings, gaps, threads }: ReviewState): number {
  return findings.length + gaps.length + threads.length;
}

function stateOf(text: string): ReviewState {
  const read = decodeState(text);
  assert.equal(read.kind, 'state');
  return read.kind === 'state' ? read.state : aState();
}

function changed(fields: object): string {
  return JSON.stringify({ ...aState(), ...fields });
}
