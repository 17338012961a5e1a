// Iterations and changes of the emulator over real histories: pushes, rewrites, retargets, renames, odd entries.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { at, lines, openScene, type Scene } from './azure-devops/testing/scene.ts';
import type { Toggles } from './azure-devops.ts';

const run = promisify(execFile);

interface Entry {
  readonly changeTrackingId: number;
  readonly changeId: number;
  readonly changeType: string;
  readonly originalPath?: string;
  readonly item: {
    readonly path?: string;
    readonly objectId?: string;
    readonly originalObjectId?: string;
    readonly gitObjectType?: string;
  };
}

interface Changes {
  readonly changeEntries: readonly Entry[];
  readonly nextSkip?: number;
  readonly nextTop?: number;
}

async function changes({ ask, path }: Scene, iteration: number, query = ''): Promise<Changes> {
  const { body, status } = await ask(`${path}/iterations/${iteration}/changes${query}`);
  assert.equal(status, 200);
  return body as Changes;
}

const brief = ({ changeEntries }: Changes) =>
  changeEntries.map(({ changeType, item, originalPath }) =>
    [changeType, item.path, originalPath].filter((part) => part !== undefined).join(' '),
  );

describe('azure devops emulator: iterations', () => {
  let scene: Scene;

  async function open(toggles: Partial<Toggles> = {}): Promise<Scene> {
    scene = await openScene({ toggles });
    return scene;
  }

  afterEach(() => scene.emulator.close());

  it('makes one per push, with the merge base of that moment', async () => {
    const { repository, pullRequest } = await open();
    const base = await repository.head('main');
    const second = await repository.commit({ branch: 'feature', message: 'Again', files: { 'x.txt': 'x\n' } });
    const found = pullRequest.state().iterations;
    assert.deepEqual(
      found.map(({ id, reason, common }) => [id, reason, common]),
      [
        [1, 'push', base],
        [2, 'push', base],
      ],
    );
    assert.equal(found[1]?.source, second);
  });

  it('makes none when the target moves, but merges again', async () => {
    const { repository, pullRequest } = await open();
    const before = pullRequest.state().mergeCommit;
    const tip = await repository.commit({ branch: 'main', message: 'Elsewhere', files: { 'y.txt': 'y\n' } });
    const after = pullRequest.state();
    assert.equal(after.iterations.length, 1);
    assert.notEqual(after.mergeCommit, before);
    const parents = await run('git', ['rev-parse', `${after.mergeCommit}^1`, `${after.mergeCommit}^2`], {
      cwd: repository.folder,
    });
    assert.deepEqual(parents.stdout.trim().split('\n'), [tip, await repository.head('feature')]);
    const ref = await run('git', ['rev-parse', 'refs/pull/1/merge'], { cwd: repository.folder });
    assert.equal(ref.stdout.trim(), after.mergeCommit);
  });

  it('says forcePush when commits are dropped', async () => {
    const { repository, pullRequest } = await open();
    const main = await repository.head('main');
    await repository.commit({
      branch: 'feature',
      message: 'Anew',
      files: { 'z.txt': 'z\n' },
      parents: [main],
      force: true,
    });
    assert.deepEqual(
      pullRequest.state().iterations.map(({ reason }) => reason),
      ['push', 'forcePush'],
    );
  });

  it('refuses to drop commits without force', async () => {
    const { repository } = await open();
    const main = await repository.head('main');
    const commit = repository.commit({ branch: 'feature', message: 'Anew', files: { z: 'z\n' }, parents: [main] });
    await assert.rejects(commit, /fast-import/);
  });

  it('tells a rebase from a force push where the switch is set', async () => {
    const { repository, pullRequest } = await open({ rebasedPushReason: 'rebase' });
    const tip = await repository.commit({ branch: 'main', message: 'Elsewhere', files: { 'y.txt': 'y\n' } });
    await repository.commit({
      branch: 'feature',
      message: 'Replayed',
      files: { 'z.txt': 'z\n' },
      parents: [tip],
      force: true,
    });
    const last = pullRequest.state().iterations.at(-1);
    assert.equal(last?.reason, 'rebase');
    assert.equal(last?.common, tip);
  });

  it('makes one when the target is changed', async () => {
    const { repository, pullRequest, ask, path } = await open();
    await repository.commit({ branch: 'release', message: 'Release', files: { 'r.txt': 'r\n' } });
    const reply = await ask(path, { method: 'PATCH', body: { targetRefName: 'refs/heads/release' } });
    assert.equal(reply.status, 200);
    const iteration = (await ask(`${path}/iterations/2`)).body;
    assert.equal(at(iteration, 'reason'), 'retarget');
    assert.equal(at(iteration, 'oldTargetRefName'), 'refs/heads/main');
    assert.equal(at(iteration, 'newTargetRefName'), 'refs/heads/release');
    assert.equal(at(iteration, 'targetRefCommit.commitId'), await repository.head('release'));
    assert.ok(pullRequest.state().threads.some(({ systemType }) => systemType === 'TargetChanged'));
  });

  it('notices a push straight into the bare repository', async () => {
    const { repository, ask, path } = await open();
    const tree = await run('git', ['rev-parse', 'feature^{tree}'], { cwd: repository.folder });
    const author = {
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    const env = { ...process.env, ...author };
    const commit = await run('git', ['commit-tree', tree.stdout.trim(), '-p', 'feature', '-m', 'Outside'], {
      cwd: repository.folder,
      env,
    });
    await run('git', ['update-ref', 'refs/heads/feature', commit.stdout.trim()], { cwd: repository.folder });
    const { body } = await ask(`${path}/iterations`);
    assert.equal(at(body, 'count'), 2);
    assert.equal(at(body, 'value.1.sourceRefCommit.commitId'), commit.stdout.trim());
  });

  it('reports a conflict without a merge commit', async () => {
    const { repository, ask, path } = await open();
    await repository.commit({
      branch: 'main',
      message: 'Mine',
      files: { 'src/a.txt': lines(20).replace('line 5\n', 'mine\n') },
    });
    const { body } = await ask(path);
    assert.equal(at(body, 'mergeStatus'), 'conflicts');
    assert.equal(at(body, 'lastMergeCommit'), undefined);
    await assert.rejects(
      run('git', ['rev-parse', '--verify', '--quiet', 'refs/pull/1/merge'], { cwd: repository.folder }),
    );
  });

  it('says when there are several merge bases', async () => {
    const { repository, ask, path } = await open();
    const [main, feature] = [await repository.head('main'), await repository.head('feature')];
    const left = await repository.commit({ branch: 'main', message: 'Left', files: { l: 'l\n' } });
    await repository.commit({ branch: 'main', message: 'Cross', files: {}, parents: [left, feature] });
    const right = await repository.commit({ branch: 'feature', message: 'Right', files: { r: 'r\n' } });
    await repository.commit({ branch: 'feature', message: 'Cross back', files: {}, parents: [right, left] });
    assert.notEqual(main, left);
    assert.equal(at((await ask(path)).body, 'hasMultipleMergeBases'), true);
  });

  it('lists edits, additions, deletions, renames, modes and submodules', async () => {
    const { repository, path } = await open();
    const submodule = 'a'.repeat(40);
    await repository.commit({
      branch: 'feature',
      message: 'All kinds',
      files: {
        'src/b.txt': null,
        'lib/moved.txt': lines(20, 'other'),
        'README.md': { content: '# Shop\n', mode: '100755' },
        'weird "näme" *.txt': 'x\n',
        vendor: { content: submodule, mode: '160000' },
        link: { content: 'README.md', mode: '120000' },
      },
    });
    const all = await changes(scene, 2);
    assert.deepEqual(brief(all), [
      'edit /README.md',
      'rename /lib/moved.txt /src/b.txt',
      'add /link',
      'edit /src/a.txt',
      'add /vendor',
      'add /weird "näme" *.txt',
    ]);
    const [mode, rename, , , module] = all.changeEntries;
    assert.equal(mode?.item.objectId, mode?.item.originalObjectId);
    assert.equal(rename?.item.objectId, rename?.item.originalObjectId);
    assert.deepEqual([module?.item.objectId, module?.item.gitObjectType], [submodule, 'commit']);
    assert.ok(path.length > 0);
  });

  it('says "edit, rename" when a renamed file changed too', async () => {
    const { repository } = await open();
    await repository.commit({
      branch: 'feature',
      message: 'Move and edit',
      files: { 'src/b.txt': null, 'src/c.txt': `${lines(20, 'other')}more\n` },
    });
    assert.deepEqual(brief(await changes(scene, 2)), ['edit /src/a.txt', 'edit, rename /src/c.txt /src/b.txt']);
  });

  const deletions: readonly { name: string; toggles: Partial<Toggles>; expect: readonly string[] }[] = [
    { name: 'with the path', toggles: {}, expect: ['edit /src/a.txt', 'delete /src/b.txt /src/b.txt'] },
    {
      name: 'without the path',
      toggles: { itemPathOnDelete: false },
      expect: ['edit /src/a.txt', 'delete /src/b.txt'],
    },
  ];
  for (const { name, toggles, expect } of deletions) {
    it(`lists a deletion ${name}`, async () => {
      const { repository } = await open(toggles);
      await repository.commit({ branch: 'feature', message: 'Gone', files: { 'src/b.txt': null } });
      const found = await changes(scene, 2);
      assert.deepEqual(brief(found), expect);
      const item = found.changeEntries[1]?.item;
      assert.equal(item?.objectId, undefined);
      assert.equal(typeof item?.originalObjectId, 'string');
      assert.equal(found.changeEntries[1]?.originalPath, '/src/b.txt');
    });
  }

  it('lists the old path of a rename too where the switch is set', async () => {
    const { repository } = await open({ sourceRenameEntries: true });
    await repository.commit({
      branch: 'feature',
      message: 'Move',
      files: { 'src/b.txt': null, 'src/c.txt': lines(20, 'other') },
    });
    const found = brief(await changes(scene, 2));
    assert.ok(found.includes('delete, sourceRename /src/b.txt /src/b.txt'));
  });

  it('keeps the tracking number through edits, renames and a return', async () => {
    const { repository } = await open();
    const numbers = async (iteration: number) =>
      Object.fromEntries(
        (await changes(scene, iteration)).changeEntries.map(({ item, changeTrackingId }) => [
          item.path,
          changeTrackingId,
        ]),
      );
    const edited = lines(20).replace('line 5\n', 'LINE 5\n');
    await repository.commit({ branch: 'feature', message: 'Two', files: { 'aa.txt': 'new\n' } });
    await repository.commit({
      branch: 'feature',
      message: 'Move',
      files: { 'src/a.txt': null, 'src/renamed.txt': edited },
    });
    await repository.commit({ branch: 'feature', message: 'Without', files: { 'aa.txt': null } });
    await repository.commit({ branch: 'feature', message: 'Back', files: { 'aa.txt': 'again\n', 'first.txt': 'f\n' } });
    assert.deepEqual(await numbers(1), { '/src/a.txt': 1 });
    assert.deepEqual(await numbers(2), { '/aa.txt': 2, '/src/a.txt': 1 });
    assert.deepEqual(await numbers(3), { '/aa.txt': 2, '/src/renamed.txt': 1 });
    assert.deepEqual(await numbers(5), { '/aa.txt': 2, '/first.txt': 3, '/src/renamed.txt': 1 });
  });

  it('keeps the tracking number of a new file that is renamed later', async () => {
    const { repository } = await open();
    const files = { 'aaa.txt': lines(9, 'fresh') };
    await repository.commit({ branch: 'feature', message: 'Add', files });
    const moved = { 'aaa.txt': null, 'zzz.txt': `${lines(9, 'fresh')}more\n` };
    await repository.commit({ branch: 'feature', message: 'Rename', files: moved });
    const found = (await changes(scene, 3)).changeEntries;
    assert.deepEqual(
      found.map(({ item, changeType, changeTrackingId }) => [item.path, changeType, changeTrackingId]),
      [
        ['/src/a.txt', 'edit', 1],
        ['/zzz.txt', 'add', 2],
      ],
    );
  });

  it('compares iterations with each other', async () => {
    const { repository } = await open();
    await repository.commit({ branch: 'feature', message: 'Two', files: { 'aa.txt': 'new\n' } });
    assert.deepEqual(brief(await changes(scene, 2, '?$compareTo=1')), ['add /aa.txt']);
    assert.deepEqual(brief(await changes(scene, 2, '?$compareTo=2')), []);
    assert.deepEqual(brief(await changes(scene, 2, '?$compareTo=0')), ['add /aa.txt', 'edit /src/a.txt']);
    assert.equal((await scene.ask(`${scene.path}/iterations/2/changes?$compareTo=9`)).status, 404);
  });

  it('pages with 100 by default and 2000 at most', async () => {
    const { repository } = await open();
    const files = Object.fromEntries(
      Array.from({ length: 2100 }, (_, index) => [`many/${String(index).padStart(4, '0')}.txt`, `${index}\n`]),
    );
    await repository.commit({ branch: 'feature', message: 'Many', files });
    const first = await changes(scene, 2);
    assert.deepEqual([first.changeEntries.length, first.nextSkip, first.nextTop], [100, 100, 100]);
    const large = await changes(scene, 2, '?$top=5000');
    assert.deepEqual([large.changeEntries.length, large.nextSkip, large.nextTop], [2000, 2000, 101]);
    const last = await changes(scene, 2, `?$top=${large.nextTop}&$skip=${large.nextSkip}`);
    assert.deepEqual([last.changeEntries.length, last.nextSkip, last.nextTop], [101, 0, 0]);
    assert.equal(last.changeEntries[0]?.changeId, 2001);
  });

  it('leaves the paging members out at the end where the switch is set', async () => {
    await open({ nextSkip: 'absent' });
    assert.deepEqual(Object.keys(await changes(scene, 1)), ['changeEntries']);
  });

  it('makes one iteration of a push however many ask at once', async () => {
    const { repository, pullRequest, ask, path } = await open();
    const push = repository.commit({ branch: 'feature', message: 'More', files: { 'n.txt': 'n\n' } });
    const asked = Array.from({ length: 8 }, () => ask(`${path}/iterations`));
    const replies = await Promise.all(asked);
    await push;
    assert.ok(replies.every(({ status }) => status === 200));
    assert.deepEqual(
      pullRequest.state().iterations.map(({ id }) => id),
      [1, 2],
    );
  });

  it('says a deleted source branch cannot be re-activated, and leaves the rest readable', async () => {
    const { repository, pullRequest, ask, path } = await open();
    await pullRequest.abandon();
    await repository.deleteBranch('feature');
    const { status, body } = await ask(path, { method: 'PATCH', body: { status: 'active' } });
    assert.equal(status, 400);
    assert.match(String(at(body, 'message')), /^TF401398/);
    assert.deepEqual(brief(await changes(scene, 1)), ['edit /src/a.txt']);
  });

  it('opens a pull request from a fork and follows its pushes', async () => {
    const { repository, author, ask, project } = await open();
    await repository.commit({ branch: 'idea', message: 'Idea', files: { 'idea.txt': 'i\n' } });
    const forked = await repository.createPullRequest({
      title: 'Fork',
      source: 'idea',
      target: 'main',
      author,
      fork: true,
    });
    await forked.sourceRepository.commit({ branch: 'idea', message: 'More', files: { 'idea2.txt': 'i\n' } });
    const { body } = await ask(`${project.id}/_apis/git/pullRequests/${forked.id}`);
    assert.equal(at(body, 'forkSource.repository.id'), forked.sourceRepository.id);
    assert.equal(at(body, 'mergeStatus'), 'succeeded');
    assert.deepEqual(
      forked.state().iterations.map(({ id }) => id),
      [1, 2],
    );
    assert.notEqual(forked.sourceRepository.folder, repository.folder);
  });
});

describe('azure devops emulator: its folder', () => {
  const names: readonly { name: string; given: boolean }[] = [
    { name: 'removes the folder that it made', given: false },
    { name: 'keeps the folder that it was given', given: true },
  ];
  for (const { name, given } of names) {
    it(name, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'emulator-test-'));
      const scene = await openScene(given ? { folder } : {});
      await scene.emulator.close();
      assert.equal(existsSync(scene.repository.folder), given);
      await rm(folder, { recursive: true, force: true });
    });
  }
});
