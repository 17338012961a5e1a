// The snapshot as a whole: what is asked of the world, and what comes back.
import assert from 'node:assert/strict';
import { ServiceError } from '../../ReviewTask/errors.ts';
import type { ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import { takeSnapshot } from '../../ReviewTask/snapshot/take.ts';
import { fakeBlobs } from '../fakes/blobs.ts';
import { changeEntry, fakePullRequests, someIteration, somePullRequest } from '../fakes/pull-requests.ts';

const thread: ReviewThread = {
  id: 7,
  status: 'active',
  isDeleted: false,
  path: 'a.ts',
  comments: [],
  properties: new Map(),
};

/** What was read before. */
const said = { threads: [thread], me: { id: 'me', displayName: 'Build Service' } };

describe('takeSnapshot', () => {
  it('brings files sorted by path, and the threads', async () => {
    const changes = [
      changeEntry({ path: 'b.ts' }),
      changeEntry({ path: 'Z.ts' }),
      changeEntry({ path: 'a.ts', isSubmodule: true }),
    ];
    const pullRequests = fakePullRequests({ changes, threads: [thread] });
    const blobs = fakeBlobs({ left: 'old\n', right: 'new\n' });
    const snapshot = await takeSnapshot({ pullRequests, blobs }, somePullRequest, someIteration, said);
    assert.deepEqual(
      snapshot.files.map((file) => [file.path, file.content.kind]),
      [
        ['Z.ts', 'text'],
        ['a.ts', 'none'],
        ['b.ts', 'text'],
      ],
    );
    assert.deepEqual(snapshot.threads, [thread]);
    assert.deepEqual(snapshot.unread, []);
    assert.equal(snapshot.pullRequest, somePullRequest);
    assert.equal(snapshot.iteration, someIteration);
  });

  it('asks once for every blob that it needs, and for each only once', async () => {
    const changes = [
      changeEntry({ path: 'a.ts', leftBlob: 'one', rightBlob: 'two' }),
      changeEntry({ path: 'b.ts', leftBlob: 'two', rightBlob: 'one' }),
      changeEntry({ path: 'c.ts', leftBlob: 'same', rightBlob: 'same' }),
      changeEntry({ path: 'lib', leftBlob: 'commit', rightBlob: 'other', isSubmodule: true }),
    ];
    const blobs = fakeBlobs({ one: '1', two: '2' });
    await takeSnapshot({ pullRequests: fakePullRequests({ changes }), blobs }, somePullRequest, someIteration, said);
    assert.deepEqual(blobs.asked, [['one', 'two']]);
  });

  it('lists what was not selected without reading it', async () => {
    const lock = changeEntry({ path: 'package-lock.json', leftBlob: 'l1', rightBlob: 'l2' });
    const code = changeEntry({ path: 'a.ts', leftBlob: 'c1', rightBlob: 'c2' });
    const blobs = fakeBlobs({ c1: 'old', c2: 'new' });
    const snapshot = await takeSnapshot(
      { pullRequests: fakePullRequests({ changes: [lock, code] }), blobs },
      somePullRequest,
      someIteration,
      said,
      (entries) => entries.filter((entry) => entry.path.endsWith('.ts')),
    );
    assert.deepEqual(blobs.asked, [['c1', 'c2']]);
    assert.deepEqual(snapshot.unread, [lock]);
    assert.deepEqual(
      snapshot.files.map((file) => file.path),
      ['a.ts'],
    );
  });

  it('asks nothing when there is nothing to read', async () => {
    const blobs = fakeBlobs({});
    const changes = [changeEntry({ isRenamed: true, originalPath: 'old.md', leftBlob: 'right' })];
    await takeSnapshot({ pullRequests: fakePullRequests({ changes }), blobs }, somePullRequest, someIteration, said);
    assert.deepEqual(blobs.asked, []);
  });

  it('shows a renamed file once, where the service also lists its old name as deleted', async () => {
    const renamed = changeEntry({ path: 'new.ts', originalPath: 'old.ts', isRenamed: true });
    const source = changeEntry({ path: 'old.ts', isDeleted: true, rightBlob: undefined });
    const other = changeEntry({ path: 'gone.ts', isDeleted: true, rightBlob: undefined });
    const snapshot = await takeSnapshot(
      { pullRequests: fakePullRequests({ changes: [renamed, source, other] }), blobs: fakeBlobs({}) },
      somePullRequest,
      someIteration,
      said,
    );
    assert.deepEqual(
      snapshot.files.map((file) => file.path),
      ['gone.ts', 'new.ts'],
    );
  });

  it('lets the errors of the service through', async () => {
    const error = new ServiceError({ code: 'unavailable', problem: 'The service is down.', fix: 'Try again later.' });
    const pullRequests = { ...fakePullRequests(), changes: () => Promise.reject(error) };
    await assert.rejects(
      takeSnapshot({ pullRequests, blobs: fakeBlobs({}) }, somePullRequest, someIteration, said),
      error,
    );
  });
});
