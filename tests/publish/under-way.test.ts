// Whether another run is at work on an iteration at this moment, as its statuses tell.
import assert from 'node:assert/strict';
import type { PostedStatus } from '../../ReviewTask/model/publication.ts';
import { isUnderWay } from '../../ReviewTask/publish/overtaken.ts';

const us = { genre: 'threadline', name: 'ai-pr-review', run: 'us' };

function posted(id: number, given: Partial<PostedStatus>): PostedStatus {
  const author = { id: 'bot', displayName: 'Bot' };
  return { ...us, id, state: 'pending', description: '', author, run: 'other', createdAt: 1_000, ...given };
}

describe('isUnderWay', () => {
  const cases: readonly { name: string; given: readonly Partial<PostedStatus>[]; expect: boolean }[] = [
    { name: 'no status', given: [], expect: false },
    { name: 'one that has begun', given: [{}], expect: true },
    { name: 'one that is done', given: [{}, { state: 'succeeded' }], expect: false },
    { name: 'one that began too long ago', given: [{ createdAt: 499 }], expect: false },
    { name: 'one that began just in time', given: [{ createdAt: 500 }], expect: true },
    { name: 'one of which nobody knows when', given: [{ createdAt: undefined }], expect: false },
    { name: 'ourselves', given: [{ run: 'us' }], expect: false },
    { name: 'another check', given: [{ name: 'lint' }], expect: false },
    { name: 'one that is done and one that is not', given: [{}, { state: 'failed' }, { run: 'third' }], expect: true },
  ];
  for (const { name, given, expect } of cases) {
    it(`is ${expect} with ${name}`, () => {
      const statuses = given.map((one, index) => posted(index + 1, one));
      assert.equal(isUnderWay(statuses, us, 500), expect);
    });
  }
});
