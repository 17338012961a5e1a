// The comparison of shapes, on small values.
import assert from 'node:assert/strict';
import { shapeDifferences } from './shape.ts';

const cases: { name: string; sample: unknown; actual: unknown; expect: readonly string[] }[] = [
  { name: 'other values of the same shape', sample: { a: 1, b: ['x'] }, actual: { a: 2, b: ['y', 'z'] }, expect: [] },
  { name: 'a missing member', sample: { a: { b: 1 } }, actual: { a: {} }, expect: ['/a: lacks b'] },
  { name: 'an added member', sample: { a: {} }, actual: { a: { b: 1 } }, expect: ['/a: adds b'] },
  { name: 'another type', sample: { a: 1 }, actual: { a: '1' }, expect: ['/a: is string instead of number'] },
  { name: 'null for an object', sample: { a: {} }, actual: { a: null }, expect: ['/a: is null instead of object'] },
  { name: 'an empty list proves nothing', sample: [{ a: 1 }], actual: [], expect: [': is an empty list'] },
  { name: 'a member that only some samples have', sample: [{ a: 1, b: 1 }, { a: 1 }], actual: [{ a: 1 }], expect: [] },
  { name: 'a member that all samples have', sample: [{ a: 1 }, { a: 1 }], actual: [{}, {}], expect: ['/*: lacks a'] },
  {
    name: 'names that are data',
    sample: { properties: { One: { $type: 's', $value: 1 } } },
    actual: { properties: { Two: { $type: 's', $value: 2 }, Three: { $type: 's' } } },
    expect: ['/properties/*: lacks $value'],
  },
];

describe('contract: shapes', () => {
  for (const { name, sample, actual, expect } of cases) {
    it(name, () => {
      assert.deepEqual(shapeDifferences(sample, actual), expect);
    });
  }
});
