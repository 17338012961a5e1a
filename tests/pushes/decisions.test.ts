// What people decide on a thread holds: won't fix, opened again, closed.
import assert from 'node:assert/strict';
import { allDefects } from './defects.ts';
import { rewordingOracle } from './oracle.ts';
import { assertIdle, assertReviewed, onlyNew, seen, threadOn } from './seen.ts';
import { base, file, find, half, mean, rest } from './shop.ts';
import { openPushScene, type PushScene } from './world.ts';

const touched = (text: string) => file(find.map((line) => line.replace('database.all(query)', text)));

describe('what people decide', () => {
  let scene: PushScene;
  beforeEach(async () => {
    scene = await openPushScene({ base, head: half });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/find.ts:7 active', 'src/mean.ts:7 active']);
  });
  afterEach(() => scene.close());

  for (const status of ['wontFix', 'byDesign'] as const) {
    it(`${status}: the verdict is worked out anew without a question, and the finding is never raised again`, async () => {
      await scene.pullRequest.setThreadStatus(threadOn(scene, 'src/find.ts'), status);
      const next = await scene.run();
      assert.equal(next.modelCalls.length, 0);
      assert.equal(scene.status(), 'succeeded: AI review complete — 0 blockers, 1 warning, 0 suggestions');
      assertIdle(await scene.run());

      await scene.push({ 'src/find.ts': touched('database.all(query, 10)') });
      assertReviewed(await scene.run(), onlyNew);
      await scene.push({ 'src/find.ts': file(['// First.', ...find]), ...rest });
      assertReviewed(await scene.run(), onlyNew);
      assert.deepEqual(seen(scene), [
        `src/find.ts:7 ${status}`,
        'src/mean.ts:7 active',
        'src/render.ts:8 active',
        'src/save.ts:8 active',
      ]);
      assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 2 warnings, 0 suggestions');
    });
  }

  it("another defect on a line that is set to won't fix is raised all the same", async () => {
    await scene.pullRequest.setThreadStatus(threadOn(scene, 'src/mean.ts'), 'wontFix');
    const overflow = {
      name: 'overflow',
      fragment: 'values.length | 0',
      severity: 'blocker' as const,
      question: 'Can the total exceed 32 bits?',
      tellings: [
        {
          title: 'Bitwise or truncates large totals',
          failure: 'A total above two billion wraps around to a negative number, so invoices show nonsense amounts.',
          category: 'bug' as const,
        },
      ],
    };
    scene.model.script(rewordingOracle([overflow, ...allDefects]));
    const text = file(mean.map((line) => line.replace('values.length', 'values.length | 0')));
    await scene.push({ 'src/mean.ts': text });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/find.ts:7 active', 'src/mean.ts:7 active', 'src/mean.ts:7 wontFix']);
    assert.equal(scene.status(), 'failed: AI review complete — 2 blockers, 0 warnings, 0 suggestions');
  });

  it('a resolved thread that a person opens again stays open over two more pushes', async () => {
    const [find7, mean7] = seen(scene);
    await scene.push({ 'src/mean.ts': file(mean.filter((line) => !line.includes('sum'))) });
    await scene.run();
    assert.deepEqual(seen(scene), [find7, 'src/mean.ts:7 fixed +gone']);
    await scene.pullRequest.setThreadStatus(threadOn(scene, 'src/mean.ts'), 'active');
    const reopened = await scene.run();
    assert.equal(reopened.modelCalls.length, 0);
    const open = [find7, `${mean7} +gone`];
    assert.deepEqual(seen(scene), open);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());

    await scene.push(rest);
    await scene.run();
    assert.deepEqual(seen(scene).slice(0, 2), open);
    await scene.push({ 'src/mean.ts': 'export const version = 2;\n' });
    await scene.run();
    assert.deepEqual(seen(scene).slice(0, 2), open);
    assertIdle(await scene.run());
  });

  it('a thread that a person closes while the code is there is left alone and counts', async () => {
    await scene.pullRequest.setThreadStatus(threadOn(scene, 'src/find.ts'), 'closed');
    const next = await scene.run();
    assert.equal(next.modelCalls.length, 0);
    const closed = ['src/find.ts:7 closed', 'src/mean.ts:7 active'];
    assert.deepEqual(seen(scene), closed);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
    await scene.push({ 'src/find.ts': touched('database.all(query, 10)') });
    await scene.run();
    assert.deepEqual(seen(scene), closed);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
    await scene.push({ 'src/find.ts': base['src/find.ts'] });
    await scene.run();
    assert.deepEqual(seen(scene), closed);
    assert.equal(scene.status(), 'succeeded: AI review complete — 0 blockers, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
  });

  it('a person deletes a finding: it comes back once with the next full review, and only then', async () => {
    await scene.pullRequest.deleteComment(threadOn(scene, 'src/mean.ts'), 1);
    const next = await scene.run();
    assert.equal(next.outcome.kind, 'reviewed');
    assert.equal(next.modelCalls.length, 0);
    assert.deepEqual(seen(scene).length, 1);
    assertIdle(await scene.run());
  });
});
