// What happens to the branches under a review: merges of the target, force pushes, renames, another target.
import assert from 'node:assert/strict';
import { assertIdle, assertReviewed, onlyNew, seen } from './seen.ts';
import { base, file, half, head, mean, rest } from './shop.ts';
import { openPushScene, type PushScene } from './world.ts';

const four = ['src/find.ts:7 active', 'src/mean.ts:7 active', 'src/render.ts:8 active', 'src/save.ts:8 active'];
const failed = 'failed: AI review complete — 2 blockers, 2 warnings, 0 suggestions';

describe('what happens to the branches', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  async function reviewed() {
    scene = await openPushScene({ base, head });
    await scene.run();
    assert.deepEqual(seen(scene), four);
  }

  it('a merge of the target adds nothing', async () => {
    await reviewed();
    const other = { 'src/other.ts': "export const bad = 'SELECT id FROM customers WHERE name = ' + name;\n" };
    await scene.repository.commit({ branch: 'main', message: 'Other', files: other });
    await scene.repository.merge({ from: 'main', into: 'feature' });
    const run = await scene.run();
    assertReviewed(run, onlyNew);
    assert.equal(run.modelCalls.length, 0);
    assert.deepEqual(seen(scene), four);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('a merge of the target into a file with a finding, and a push after it', async () => {
    const before = '// An old line.\n'.repeat(30);
    const old = { ...base, 'src/mean.ts': `${before}${base['src/mean.ts']}` };
    scene = await openPushScene({ base: old, head: { ...head, 'src/mean.ts': `${before}${head['src/mean.ts']}` } });
    await scene.run();
    const moved = four.map((line) => line.replace('mean.ts:7', 'mean.ts:37'));
    assert.deepEqual(seen(scene), moved);
    // The target changes the beginning of the file, which the merge brings in.
    const files = { 'src/mean.ts': `// A new line.\n${before}${base['src/mean.ts']}` };
    await scene.repository.commit({ branch: 'main', message: 'Other', files });
    await scene.repository.merge({ from: 'main', into: 'feature' });
    await scene.push({ 'src/more.ts': 'export const more = 1;\n' });
    const run = await scene.run();
    assertReviewed(run, onlyNew);
    assert.ok(run.modelCalls.every(({ user }) => !user.includes('=== src/mean.ts ===')));
    assert.deepEqual(seen(scene), moved);
    assert.match(scene.tracking(), /`src\/mean\.ts:38` · known from before/);
  });

  it('a force push with the same content', async () => {
    await reviewed();
    const main = await scene.repository.head('main');
    const again = { branch: 'feature', message: 'Again', files: head, parents: [main], force: true };
    await scene.repository.commit(again);
    const run = await scene.run();
    assertReviewed(run, /because the branch was force-pushed/);
    assert.deepEqual(seen(scene), four);
    assert.equal(scene.status(), failed);
    assert.match(scene.tracking(), /Everything was reviewed again, because the branch was force-pushed\./);
    assertIdle(await scene.run());
  });

  it('a force push that drops a commit', async () => {
    scene = await openPushScene({ base, head: half });
    const first = await scene.repository.head('feature');
    await scene.push(rest);
    await scene.run();
    assert.deepEqual(seen(scene), four);
    // The commit with `rest` is gone, another one is there.
    const files = { 'src/new.ts': 'export const one = 1;\n' };
    await scene.repository.commit({
      branch: 'feature',
      message: 'Instead',
      files,
      parents: [first],
      force: true,
    });
    const run = await scene.run();
    assertReviewed(run, /because the branch was force-pushed/);
    assert.deepEqual(seen(scene), [...four.slice(0, 2), 'src/render.ts:8 fixed +gone', 'src/save.ts:8 fixed +gone']);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
  });

  it('a rebase onto a newer target', async () => {
    await reviewed();
    await scene.repository.commit({ branch: 'main', message: 'Other', files: { 'README.md': 'The shop, open.\n' } });
    const main = await scene.repository.head('main');
    await scene.repository.commit({ branch: 'feature', message: 'Rebased', files: head, parents: [main], force: true });
    const run = await scene.run();
    assertReviewed(run, /because the branch was (?:force-pushed|rebased)/);
    assert.deepEqual(seen(scene), four);
    assertIdle(await scene.run());
  });

  it('a file with a finding is renamed, in the same push as an edit elsewhere in it', async () => {
    await reviewed();
    const edited = mean.map((line) => line.replace('The mean of all values.', 'The arithmetic mean.'));
    await scene.push({ 'src/mean.ts': null, 'src/average.ts': file(edited) });
    const run = await scene.run();
    assertReviewed(run, onlyNew);
    assert.deepEqual(seen(scene), four);
    assert.match(scene.tracking(), /`src\/average\.ts:7` · known from before/);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('another target branch', async () => {
    scene = await openPushScene({ base, head });
    await scene.repository.commit({ branch: 'release', message: 'Release', files: { 'README.md': 'Released.\n' } });
    await scene.run();
    await scene.pullRequest.retarget('release');
    const run = await scene.run();
    assertReviewed(run, /because the pull request got another target branch/);
    assert.deepEqual(seen(scene), four);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('another target branch that has part of the change already', async () => {
    scene = await openPushScene({ base, head: half });
    const parents = [await scene.repository.head('feature')];
    await scene.repository.commit({
      branch: 'release',
      message: 'Release',
      files: { 'README.md': 'Released.\n' },
      parents,
    });
    await scene.push(rest);
    await scene.run();
    await scene.pullRequest.retarget('release');
    await scene.run();
    assert.deepEqual(seen(scene), ['src/find.ts:7 fixed +gone', 'src/mean.ts:7 fixed +gone', ...four.slice(2)]);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
  });
});
