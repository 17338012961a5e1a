// One pull request over a week of pushes: each of them reviewed once, nothing said twice, nothing forgotten.
import assert from 'node:assert/strict';
import { assertIdle, assertReviewed, onlyNew, seen } from './seen.ts';
import { base, file, find, half, head, mean, render, rest, save } from './shop.ts';
import { openPushScene, type PushScene } from './world.ts';

/** With lines before the first, so that everything below moves. */
const shifted = (lines: readonly string[]) => ['// The shop, told anew.', '// It has two lines more.', ...lines];
/** Cured by a line before the wrong one, which stays as it is. */
const cured = mean.flatMap((line) =>
  line.includes('let sum') ? ['  if (values.length === 0) return 0;', line] : [line],
);

describe('push after push', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  it('a pull request that grows, shifts and is mended', async () => {
    scene = await openPushScene({ base, head: half });

    assertReviewed(await scene.run(), /this is the first review/);
    assert.deepEqual(seen(scene), ['src/find.ts:7 active', 'src/mean.ts:7 active']);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');

    await scene.push(rest);
    const second = await scene.run();
    assertReviewed(second, onlyNew);
    const four = ['src/find.ts:7 active', 'src/mean.ts:7 active', 'src/render.ts:8 active', 'src/save.ts:8 active'];
    assert.deepEqual(seen(scene), four);
    assert.equal(scene.status(), 'failed: AI review complete — 2 blockers, 2 warnings, 0 suggestions');
    assert.match(
      scene.tracking(),
      /2 files the same since the last review\. Of 35 changed lines: 20 reviewed, 15 reviewed before\./,
    );
    assert.ok(
      second.modelCalls.every(({ user }) => !user.includes('values.length')),
      'old code is not paid for again',
    );

    await scene.push({ 'src/mean.ts': file(shifted(mean)), 'src/find.ts': file(shifted(find)) });
    const third = await scene.run();
    assertReviewed(third, onlyNew);
    assert.deepEqual(seen(scene), four);
    assert.match(scene.tracking(), /`src\/find\.ts:9` · known from before/);
    assert.match(scene.tracking(), /`src\/mean\.ts:9` · known from before/);
    assert.equal(scene.status(), 'failed: AI review complete — 2 blockers, 2 warnings, 0 suggestions');

    await scene.push({
      'src/mean.ts': file(shifted(cured)),
      'src/render.ts': file(render.filter((_, index) => index < 7 || index > 9)),
    });
    const fourth = await scene.run();
    assertReviewed(fourth, onlyNew);
    assert.deepEqual(seen(scene), [
      'src/find.ts:7 active',
      'src/mean.ts:7 fixed +fixed',
      'src/render.ts:8 fixed +gone',
      'src/save.ts:8 active',
    ]);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    const [, note] =
      scene.findings().find(({ threadContext }) => threadContext?.filePath === '/src/mean.ts')?.comments ?? [];
    assert.match(
      note?.content ?? '',
      /fixed in iteration 4 \(`[0-9a-f]{8}`\): The line `if \(values\.length === 0\) return 0;` rules it out\./,
    );

    assertIdle(await scene.run());

    await scene.push({
      'src/find.ts': base['src/find.ts'],
      'src/save.ts': file(save.filter((line) => !line.includes('saveAll(orders)'))),
    });
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), [
      'src/find.ts:7 fixed +gone',
      'src/mean.ts:7 fixed +fixed',
      'src/render.ts:8 fixed +gone',
      'src/save.ts:8 fixed +gone',
    ]);
    assert.equal(scene.status(), 'succeeded: AI review complete — 0 blockers, 0 warnings, 0 suggestions');
    assert.equal(scene.trackings().length, 1);
    assert.equal(scene.trackings()[0]?.status, 'closed');
    assertIdle(await scene.run());
  });

  it('the revert of a fix: the thread is opened again, with one reply', async () => {
    scene = await openPushScene({ base, head });
    await scene.run();
    const whole = file(render);
    const fixes = [file(render.filter((_, index) => index < 7 || index > 9)), whole.replace('<= pages', '< pages')];
    for (const [round, fix] of fixes.entries()) {
      await scene.push({ 'src/render.ts': fix });
      await scene.run();
      const soFar = round === 0 ? '' : ' +gone +back';
      assert.match(
        seen(scene).find((line) => line.includes('render')) ?? '',
        new RegExp(`fixed${soFar.replaceAll('+', '\\+')} \\+(gone|fixed)$`),
      );
      await scene.push({ 'src/render.ts': whole });
      const run = await scene.run();
      assertReviewed(run, onlyNew);
      assert.equal(seen(scene).length, 4, seen(scene).join('\n'));
      assert.match(seen(scene).find((line) => line.includes('render')) ?? '', /active.* \+back$/);
      assert.equal(scene.status(), 'failed: AI review complete — 2 blockers, 2 warnings, 0 suggestions');
      assertIdle(await scene.run());
    }
  });

  it('the same iteration again, where the status of the run before was lost', async () => {
    scene = await openPushScene({ base, head: half });
    scene.azureDevOps.faults.add({
      method: 'POST',
      path: /\/statuses/,
      nth: 2,
      times: 20,
      action: { kind: 'answer', status: 400, body: { message: 'no' } },
    });
    const first = await scene.run();
    assert.equal(first.outcome.kind === 'reviewed' && first.outcome.isStatusPosted, false, first.log.join('\n'));
    scene.azureDevOps.faults.clear();
    assert.match(scene.status(), /^pending/);
    const again = await scene.run();
    assert.equal(again.outcome.kind, 'unchanged');
    assert.deepEqual([again.writes.length, again.modelCalls.length], [1, 0]);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
  });
});
