// Excluded files: counted from a checkout, never asked of the service, and nothing fails without one.
import assert from 'node:assert/strict';
import type { Snapshot } from '../../ReviewTask/model/snapshot.ts';
import type { Blobs, ReadingBounds } from '../../ReviewTask/ports.ts';
import { countUnread } from '../../ReviewTask/snapshot/count.ts';
import { fakeBlobs } from '../fakes/blobs.ts';
import { silentLog } from '../fakes/log.ts';
import { changeEntry, someIteration, somePullRequest } from '../fakes/pull-requests.ts';

const snapshot: Snapshot = {
  ...{ pullRequest: somePullRequest, iteration: someIteration, files: [], threads: [] },
  unread: [
    changeEntry({ path: 'a.lock', leftBlob: 'l1', rightBlob: 'r1' }),
    changeEntry({ path: 'b.png', leftBlob: 'l2', rightBlob: 'r2' }),
    changeEntry({ path: 'gone.lock', leftBlob: 'l1', rightBlob: 'not here' }),
  ],
  me: { id: 'me', displayName: 'Me' },
};
const contents = { l1: 'a\nb\n', r1: 'a\nc\n', l2: new Uint8Array([0, 1]), r2: new Uint8Array([0, 2]) };

describe('countUnread', () => {
  it('reads what the checkout has, within bounds, and leaves out what it has not', async () => {
    const seen: (ReadingBounds | undefined)[] = [];
    const blobs = fakeBlobs(contents);
    const checkout: Blobs = {
      read: (pullRequest, ids, bounds) => {
        seen.push(bounds);
        return blobs.read(pullRequest, ids);
      },
    };
    const { counted, files, unread } = await countUnread(snapshot, checkout, silentLog);
    assert.deepEqual(
      counted?.map(({ path, content }) => [path, content.kind]),
      [
        ['a.lock', 'text'],
        ['b.png', 'none'],
      ],
    );
    assert.deepEqual([files, unread], [[], snapshot.unread]);
    assert.ok(seen[0] !== undefined && seen[0].total < 100_000_000);
    assert.equal(seen.length, 1);
  });

  it('changes nothing without a checkout, or where it cannot be read', async () => {
    assert.equal(await countUnread(snapshot, undefined, silentLog), snapshot);
    const broken: Blobs = { read: () => Promise.reject(new Error('shallow')) };
    assert.equal(await countUnread(snapshot, broken, silentLog), snapshot);
  });
});
