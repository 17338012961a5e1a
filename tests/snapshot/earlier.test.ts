// The files of an earlier iteration: found again through renames, read in one question, and only where they differ.
import assert from 'node:assert/strict';
import type { ChangedFile, ChangeEntry } from '../../ReviewTask/model/diff.ts';
import { fileDeltas, freshPart } from '../../ReviewTask/snapshot/delta.ts';
import { readEarlier } from '../../ReviewTask/snapshot/earlier.ts';
import { fakeBlobs } from '../fakes/blobs.ts';
import { changeEntry, fakePullRequests, someIteration, somePullRequest } from '../fakes/pull-requests.ts';
import { contentBetween } from './versions.ts';

const since = { ...someIteration, id: 2 };

function aFile(entry: ChangeEntry, left: readonly string[] = ['old'], right: readonly string[] = ['new']): ChangedFile {
  return { ...entry, content: contentBetween(left, right) };
}

async function read(files: readonly ChangedFile[], changes: readonly ChangeEntry[], paths?: readonly string[]) {
  const blobs = fakeBlobs({ left: 'old\n', right: 'new\n', r1: 'first\n', r2: 'second\n', l1: 'below\n' });
  const pullRequests = fakePullRequests({ changes });
  const earlier = await readEarlier({ pullRequests, blobs }, somePullRequest, since, { files }, paths);
  return { earlier, asked: blobs.asked };
}

describe('readEarlier', () => {
  const a = changeEntry({ path: 'a.ts', changeTrackingId: 1 });
  const b = changeEntry({ path: 'b.ts', changeTrackingId: 2 });

  it('asks nothing for files whose blobs are the same', async () => {
    const files = [aFile(a), aFile(b)];
    const { earlier, asked } = await read(files, [a, b]);
    assert.deepEqual(asked, []);
    assert.equal(earlier.files.get('a.ts')?.content, files[0]?.content);
    assert.deepEqual(earlier.unreadable, []);
  });

  it('asks once for all that differ, each blob once', async () => {
    const { earlier, asked } = await read(
      [aFile(a), aFile(b)],
      [
        { ...a, rightBlob: 'r1' },
        { ...b, rightBlob: 'r2' },
      ],
    );
    assert.deepEqual(asked, [['left', 'r1', 'r2']]);
    const content = earlier.files.get('b.ts')?.content;
    assert.deepEqual(content?.kind === 'text' && content.right, ['second']);
  });

  it('reads the named files only', async () => {
    const { earlier, asked } = await read([aFile(a), aFile(b)], [{ ...a, rightBlob: 'r1' }, b], ['b.ts']);
    assert.deepEqual(asked, []);
    assert.deepEqual([...earlier.files.keys()], ['b.ts']);
  });

  it('names a file that cannot be read back, and leaves out one that was not there', async () => {
    const { earlier } = await read([aFile(a), aFile(b)], [{ ...a, rightBlob: 'lost' }]);
    assert.deepEqual([...earlier.files.keys(), ...earlier.unreadable], ['a.ts']);
    assert.deepEqual(earlier.unreadable, ['a.ts']);
  });

  const renames: readonly {
    readonly name: string;
    readonly now: readonly ChangeEntry[];
    readonly earlier: readonly ChangeEntry[];
    readonly expect: readonly (readonly [now: string, then: string])[];
  }[] = [
    {
      name: 'by its tracking id, whatever it is called',
      now: [changeEntry({ path: 'new.ts', changeTrackingId: 7 })],
      earlier: [changeEntry({ path: 'old.ts', changeTrackingId: 7, rightBlob: 'r1' })],
      expect: [['new.ts', 'old.ts']],
    },
    {
      name: 'by its path where the tracking ids say nothing',
      now: [changeEntry({ path: 'a.ts', changeTrackingId: undefined })],
      earlier: [changeEntry({ path: 'a.ts', changeTrackingId: 4, rightBlob: 'r1' })],
      expect: [['a.ts', 'a.ts']],
    },
    {
      name: 'by its path where all have one tracking id',
      now: [changeEntry({ path: 'a.ts' }), changeEntry({ path: 'b.ts' })],
      earlier: [changeEntry({ path: 'b.ts', rightBlob: 'r1' }), changeEntry({ path: 'a.ts', rightBlob: 'r2' })],
      expect: [
        ['a.ts', 'a.ts'],
        ['b.ts', 'b.ts'],
      ],
    },
    {
      name: 'by the name it has on the target branch',
      now: [changeEntry({ path: 'new.ts', originalPath: 'a.ts', isRenamed: true, changeTrackingId: 9 })],
      earlier: [changeEntry({ path: 'a.ts', changeTrackingId: 3, rightBlob: 'r1' })],
      expect: [['new.ts', 'a.ts']],
    },
    {
      name: 'by its content where it is new and was renamed',
      now: [changeEntry({ path: 'new.ts', isAdded: true, leftBlob: undefined, rightBlob: 'r1', changeTrackingId: 9 })],
      earlier: [
        changeEntry({ path: 'old.ts', isAdded: true, leftBlob: undefined, rightBlob: 'r1', changeTrackingId: 3 }),
      ],
      expect: [['new.ts', 'old.ts']],
    },
    {
      name: 'not where two files share what it has',
      now: [changeEntry({ path: 'new.ts', isAdded: true, leftBlob: undefined, rightBlob: 'r1', changeTrackingId: 9 })],
      earlier: ['one.ts', 'two.ts'].map((path) =>
        changeEntry({ path, isAdded: true, leftBlob: undefined, rightBlob: 'r1', changeTrackingId: 3 }),
      ),
      expect: [],
    },
    {
      name: 'beside its old name, which the service lists as deleted',
      now: [
        changeEntry({ path: 'new.ts', originalPath: 'a.ts', isRenamed: true, changeTrackingId: 9, rightBlob: 'r2' }),
      ],
      earlier: [
        changeEntry({ path: 'new.ts', originalPath: 'a.ts', isRenamed: true, changeTrackingId: 9, rightBlob: 'r1' }),
        changeEntry({ path: 'a.ts', isDeleted: true, rightBlob: undefined, changeTrackingId: 8 }),
      ],
      expect: [['new.ts', 'new.ts']],
    },
  ];
  for (const { name, now, earlier, expect } of renames) {
    it(`finds a file again ${name}`, async () => {
      const { earlier: found } = await read(
        now.map((entry) => aFile(entry)),
        earlier,
      );
      assert.deepEqual(
        [...found.files].map(([path, file]) => [path, file.path]),
        expect,
      );
    });
  }
});

describe('fileDeltas', () => {
  const now = aFile(changeEntry({ path: 'new.ts', rightBlob: 'r2' }), ['a', 'b'], ['a', 'x', 'b', 'y']);
  const then = aFile(changeEntry({ path: 'old.ts' }), ['a', 'b'], ['a', 'x', 'z', 'b']);
  const earlier = { files: new Map([['new.ts', then]]), unreadable: [] };

  it('say what is new, what is gone and where the rest went', () => {
    const [delta, ...others] = fileDeltas([now, aFile(changeEntry({ path: 'other.ts' }))], earlier);
    assert.deepEqual(others, []);
    assert.deepEqual([delta?.path, delta?.earlierPath], ['new.ts', 'old.ts']);
    assert.deepEqual([[...(delta?.fresh.right ?? [])], [...(delta?.lost.right ?? [])]], [[4, 2], [3]]);
    assert.deepEqual(
      [1, 2, 3, 4].map((line) => delta?.toNow.right(line)),
      [1, 2, undefined, 3],
    );
  });

  it('leave out of what is fresh a file of which some line was not reviewed', () => {
    const deltas = fileDeltas([now], earlier);
    assert.deepEqual([...freshPart(deltas, 2, []).files.keys()], ['new.ts']);
    assert.deepEqual([...freshPart(deltas, 2, ['old.ts']).files.keys()], []);
  });
});
