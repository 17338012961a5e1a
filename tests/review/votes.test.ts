// Likes reach the report: from the list of threads where it tells, else by asking, but not for ever.
import assert from 'node:assert/strict';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import type { Identity, ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import { readTalk } from '../../ReviewTask/review/talk.ts';
import { withVotes } from '../../ReviewTask/review/votes.ts';
import { fakePullRequests, somePullRequest } from '../fakes/pull-requests.ts';
import { report } from '../publish/sample-report.ts';

const us: Identity = { id: '3b5f0c34-4aec-4bf4-8708-1d36f0dbc468', displayName: 'Build Service', isService: true };
const ada: Identity = { id: 'ada', displayName: 'Ada' };

function thread(id: number, likedBy: readonly Identity[]): ReviewThread {
  return {
    ...{ id, status: 'active', isDeleted: false, path: 'a.ts' },
    comments: [{ id: 1, author: us, content: 'A finding', isDeleted: false, likedBy }],
    properties: new Map([[propertyKeys.fingerprint, id.toString(16).padStart(24, '0')]]),
  };
}

describe('withVotes', () => {
  const cases: readonly { name: string; threads: readonly ReviewThread[]; expect: readonly number[]; asked: number }[] =
    [
      { name: 'no thread of ours', threads: [], expect: [], asked: 0 },
      { name: 'a list that tells', threads: [thread(1, [ada]), thread(2, [])], expect: [1], asked: 0 },
      { name: 'a list without likes', threads: [thread(1, []), thread(2, [])], expect: [1], asked: 2 },
      {
        name: 'a list without likes of many threads: the ten newest are asked about',
        threads: Array.from({ length: 14 }, (_, index) => thread(index + 1, [])),
        expect: [],
        asked: 10,
      },
    ];
  for (const { name, threads, expect, asked } of cases) {
    it(`counts with ${name}`, async () => {
      let count = 0;
      const reader = fakePullRequests({ threads, likes: { '1/1': [ada] } });
      const pullRequests: typeof reader = {
        ...reader,
        likes: (...given) => {
          count += 1;
          return reader.likes(...given);
        },
      };
      const talk = await readTalk(pullRequests, somePullRequest, true);
      const { votes } = await withVotes({ pullRequests }, { pullRequest: somePullRequest, talk }, report());
      assert.deepEqual([...(votes?.values() ?? [])], expect);
      assert.equal(count, asked);
    });
  }
});
