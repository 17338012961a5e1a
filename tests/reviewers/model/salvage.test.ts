// What is left of an answer that was cut off anywhere.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readCutAnswer } from '../../../ReviewTask/reviewers/model/answer.ts';
import { salvageObject } from '../../../ReviewTask/reviewers/model/salvage.ts';

describe('salvageObject', () => {
  const cases: readonly { name: string; given: string; expect: unknown }[] = [
    { name: 'nothing', given: '', expect: undefined },
    { name: 'no object', given: 'I am sorry.', expect: undefined },
    { name: 'an object with nothing whole in it', given: '{"a": "b', expect: undefined },
    { name: 'a whole member', given: '{"a": "b", "c', expect: { a: 'b' } },
    { name: 'a list that has just begun', given: '{"a": 1, "list": [', expect: { a: 1, list: [] } },
    { name: 'whole items', given: '{"list": [{"x": 1}, {"x": 2}, {"x": 3', expect: { list: [{ x: 1 }, { x: 2 }] } },
    { name: 'a bracket in a text', given: '{"list": [{"x": "]}\\""}, {"x": "}', expect: { list: [{ x: ']}"' }] } },
    { name: 'lists in items', given: '{"list": [{"x": [1, 2]}, {"x": [1', expect: { list: [{ x: [1, 2] }] } },
    { name: 'plain items', given: '{"list": [1, 2, 3', expect: { list: [1, 2] } },
    { name: 'words and a fence before it', given: 'Sure:\n```json\n{"a": 1, "b', expect: { a: 1 } },
    { name: 'a whole object', given: '{"a": 1} and more', expect: { a: 1 } },
  ];
  for (const { name, given, expect } of cases) it(name, () => assert.deepEqual(salvageObject(given), expect));

  it('is done at once with a nest of brackets that never ends', () => {
    const start = performance.now();
    salvageObject(`{"findings":${'['.repeat(400_000)}`);
    salvageObject('{"a":'.repeat(200_000));
    assert.ok(performance.now() - start < 5_000);
  });

  it('keeps a beginning of the list wherever the answer is cut, and never a broken item', () => {
    const item = fc.record({
      path: fc.string({ minLength: 1 }),
      title: fc.string({ minLength: 1 }),
      quote: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), fc.boolean(), fc.nat(), (findings, pretty, at) => {
        const text = JSON.stringify({ summary: 'x', findings }, null, pretty ? 2 : 0);
        const cut = text.slice(0, at % (text.length + 1));
        const kept = readCutAnswer(cut)?.findings ?? [];
        assert.deepEqual(
          kept.map(({ title, quote }) => ({ title, quote })),
          findings.slice(0, kept.length).map(({ title, quote }) => ({ title: title.slice(0, 300), quote })),
        );
        const whole = findings.filter((_, index) => cut.length > endOf(findings, index, pretty)).length;
        assert.ok(kept.length >= whole, `${kept.length} of ${whole} whole items in ${cut}`);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (given) => void salvageObject(given)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\1a') }), (given) => void salvageObject(given)),
    );
  });
});

/** Offset of the end of an item in the text of an answer. */
function endOf(findings: readonly object[], index: number, pretty: boolean): number {
  const text = JSON.stringify({ summary: 'x', findings: findings.slice(0, index + 1) }, null, pretty ? 2 : 0);
  return text.length - (pretty ? '\n  ]\n}'.length : ']}'.length);
}
