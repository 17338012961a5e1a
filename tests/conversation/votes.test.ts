// Likes, counted by finding.
import assert from 'node:assert/strict';
import { countVotes, type LikesOf } from '../../ReviewTask/conversation/votes.ts';
import { ServiceError } from '../../ReviewTask/errors.ts';
import type { Identity, ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import { aFindingThread, ann, aTrackingThread, ben, me, otherBot, ownerOf } from './threads.ts';

const liked = (id: number, likedBy: readonly Identity[], of = 0): ReviewThread => {
  const thread = aFindingThread(id, [[ann, 'x']]);
  return { ...thread, comments: thread.comments.map((one, index) => (index === of ? { ...one, likedBy } : one)) };
};
const deleted = (thread: ReviewThread): ReviewThread => ({
  ...thread,
  comments: thread.comments.map((one) => ({ ...one, isDeleted: true })),
});
const failure = new ServiceError({ code: 'x', problem: 'Away.', fix: 'Wait.' });

interface Case {
  readonly name: string;
  readonly threads: readonly ReviewThread[];
  /** Who likes what, where the list does not tell. */
  readonly likes?: Readonly<Record<number, readonly Identity[] | Error>>;
  readonly expect: Readonly<Record<string, number>>;
  readonly asked?: readonly number[];
}

const many = Array.from({ length: 14 }, (_, index) => aFindingThread(index + 1, []));
const cases: readonly Case[] = [
  { name: 'nothing', threads: [], likes: {}, expect: {}, asked: [] },
  { name: 'people', threads: [liked(1, [ann, ben]), liked(2, [])], expect: { 'fingerprint-1': 2 } },
  { name: 'once each', threads: [liked(1, [ann, ann])], expect: { 'fingerprint-1': 1 } },
  { name: 'no programs, and not ourselves', threads: [liked(1, [otherBot, me])], expect: {} },
  { name: 'no other comment', threads: [liked(1, [ann], 1)], expect: {} },
  { name: 'no deleted comment', threads: [deleted(liked(1, [ann]))], expect: {} },
  { name: 'no deleted thread', threads: [{ ...liked(1, [ann]), isDeleted: true }], expect: {} },
  { name: 'no tracking thread', threads: [aTrackingThread(1, [])], likes: { 1: [ann] }, expect: {}, asked: [] },
  {
    name: 'the list tells',
    threads: [liked(1, [ann]), liked(2, [])],
    likes: { 2: [ann] },
    expect: { 'fingerprint-1': 1 },
    asked: [],
  },
  {
    name: 'the list tells nothing',
    threads: [liked(1, []), liked(2, [])],
    likes: { 1: [ann, otherBot] },
    expect: { 'fingerprint-1': 1 },
    asked: [2, 1],
  },
  {
    name: 'the ten newest are asked about',
    threads: many,
    likes: { 14: [ann], 3: [ann] },
    expect: { 'fingerprint-14': 1 },
    asked: [14, 13, 12, 11, 10, 9, 8, 7, 6, 5],
  },
  {
    name: 'what cannot be told counts as none',
    threads: many.slice(0, 3),
    likes: { 3: [ann], 2: failure, 1: [ann] },
    expect: { 'fingerprint-3': 1 },
    asked: [3, 2],
  },
];

describe('countVotes', () => {
  for (const { name, threads, likes, expect, asked = [] } of cases) {
    it(name, async () => {
      const seen: number[] = [];
      const ask: LikesOf = async (threadId, commentId) => {
        seen.push(threadId);
        assert.equal(commentId, 1);
        const told = likes?.[threadId] ?? [];
        if (told instanceof Error) throw told;
        return told;
      };
      const votes = await countVotes(threads, ownerOf, me, likes === undefined ? undefined : ask);
      assert.deepEqual(Object.fromEntries(votes), expect);
      assert.deepEqual(seen, asked);
    });
  }
});
