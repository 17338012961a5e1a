// What else changes between pushes: the configuration, the identity, the state itself, and what filters say.
import assert from 'node:assert/strict';
import { allDefects, meanOfNothing, sqlFromInput } from './defects.ts';
import { rewordingOracle } from './oracle.ts';
import { assertIdle, assertReviewed, onlyNew, seen, threadOn } from './seen.ts';
import { base, half, head, rest } from './shop.ts';
import { openPushScene, type PushScene, type PushSceneOptions } from './world.ts';

const two = ['src/find.ts:7 active', 'src/mean.ts:7 active'];
const four = [...two, 'src/render.ts:8 active', 'src/save.ts:8 active'];
const failed = 'failed: AI review complete — 1 blocker, 1 warning, 0 suggestions';
const stateKey = 'Threadline.State';

describe('what else changes', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  async function reviewed() {
    scene = await openPushScene({ base, head: half });
    await scene.run();
    assert.deepEqual(seen(scene), two);
  }

  const configure = (text: string) =>
    scene.repository.commit({ branch: 'main', message: 'Configure', files: { '.threadline.yml': text } });

  const trackingId = () => scene.trackings()[0]?.id ?? 0;

  it('the configuration on the target: a full review without anything said twice', async () => {
    await reviewed();
    await configure('instructions: Mind the gap.\n');
    const run = await scene.run();
    assertReviewed(run, /because the configuration of the review changed/);
    assert.ok(run.modelCalls.length > 0);
    assert.deepEqual(seen(scene), two);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('a commit on the target that changes no configuration: nothing is asked', async () => {
    await reviewed();
    await scene.repository.commit({ branch: 'main', message: 'Other', files: { 'README.md': 'Open.\n' } });
    const run = await scene.run();
    assert.equal(run.modelCalls.length, 0, run.log.join('\n'));
    assert.deepEqual(seen(scene), two);
    assert.equal(scene.status(), failed);
    assertIdle(await scene.run());
  });

  it('the identity, from a personal token to the job: reviewed in full, nothing said twice', async () => {
    scene = await openPushScene({ base, head: half });
    const robot = scene.azureDevOps.addIdentity('Review Robot');
    const token = scene.azureDevOps.addToken({ identity: robot, name: 'robot', scheme: 'pat' });
    await scene.run({ token });
    assert.deepEqual(seen(scene), two);
    await scene.pullRequest.setThreadStatus(threadOn(scene, 'src/find.ts'), 'wontFix');
    await scene.push(rest);
    const run = await scene.run();
    assertReviewed(run, /because the last review was posted by another identity/);
    assert.match(scene.tracking(), /because the last review was posted by another identity/);
    assert.deepEqual(seen(scene), ['src/find.ts:7 wontFix', ...four.slice(1)]);
    assert.equal(scene.status(), 'failed: AI review complete — 1 blocker, 2 warnings, 0 suggestions');
    assertIdle(await scene.run());
  });

  const damages: readonly { name: string; state: (text: string) => unknown; because: RegExp }[] = [
    { name: 'deleted', state: () => null, because: /could not be read any more/ },
    { name: 'damaged', state: (text) => text.slice(0, 100), because: /could not be read any more/ },
    {
      name: 'of a later version',
      state: () => '{"version":2}',
      because: /a newer version of Threadline made the last review/,
    },
    {
      name: 'edited by hand',
      state: (text) => text.replace('"state":"failed"', '"state":"succeeded"'),
      because: /was changed by somebody else/,
    },
  ];
  for (const { name, state, because } of damages) {
    it(`the state is ${name}: everything is reviewed, nothing said twice, and the state is whole again`, async () => {
      await reviewed();
      const text = String(scene.trackings()[0]?.properties[stateKey]?.$value);
      assert.match(text, /"version":1/);
      await scene.pullRequest.editProperties(trackingId(), { [stateKey]: state(text) });
      const run = await scene.run();
      assertReviewed(run, because);
      assert.match(scene.tracking(), because);
      assert.deepEqual(seen(scene), two);
      assert.equal(scene.status(), failed);
      assertIdle(await scene.run());
    });
  }

  it('the record of a finding is edited by hand: it is known again by its code and category', async () => {
    const defects = [meanOfNothing, sqlFromInput].map((defect) => ({
      ...defect,
      tellings: defect.tellings.map((telling) => ({ ...telling, category: 'security' as const })),
    }));
    scene = await openPushScene({ base, head: half }, { defects });
    await scene.run();
    await scene.pullRequest.editProperties(threadOn(scene, 'src/find.ts'), { 'Threadline.Finding': '{}' });
    await configure('instructions: Mind the gap.\n');
    await scene.run();
    assert.deepEqual(seen(scene), two);
    assert.equal(scene.status(), failed);
  });

  it('the tracking comment is deleted: a first review again, with nothing said twice', async () => {
    await reviewed();
    await scene.pullRequest.deleteComment(trackingId(), 1);
    const run = await scene.run();
    assert.equal(run.outcome.kind, 'reviewed');
    assert.deepEqual(seen(scene), two);
    assert.equal(scene.status(), failed);
    assert.equal(scene.trackings().filter(({ comments }) => comments[0]?.isDeleted === false).length, 1);
    assertIdle(await scene.run());
  });

  it('a service that replaces properties in place of merging them', async () => {
    scene = await openPushScene({ base, head: half }, { toggles: { threadProperties: 'replace' } });
    await scene.run();
    await scene.push(rest);
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), four);
    assertIdle(await scene.run());
  });

  it('a review with a gap, which the next run closes', async () => {
    await reviewed();
    await scene.push(rest);
    // Room for one question, so that the rest stays unread.
    const first = await scene.run({ inputs: { maxTokens: '10' } });
    assert.equal(first.outcome.kind, 'reviewed');
    assert.match(scene.tracking(), /PARTIAL/);
    assert.deepEqual(seen(scene), two);
    const second = await scene.run({ inputs: { maxTokens: '0' } });
    assert.equal(second.outcome.kind, 'reviewed', second.log.join('\n'));
    assert.doesNotMatch(scene.tracking(), /PARTIAL/);
    assert.deepEqual(seen(scene), four);
    assertIdle(await scene.run({ inputs: { maxTokens: '0' } }));
  });

  it('a model that failed on the way: the next run of the same iteration reads what is missing', async () => {
    await reviewed();
    await scene.push(rest);
    scene.model.script(() => ({ kind: 'status', status: 400, body: { error: { message: 'broken' } } }));
    await scene.run();
    assert.match(scene.tracking(), /PARTIAL/);
    assert.match(scene.status(), /^failed: .* \(PARTIAL: 2 files not fully reviewed\)$/);
    scene.model.script(rewordingOracle(allDefects));
    const run = await scene.run();
    assertReviewed(run, /Only what an earlier review of iteration 2 had left open was reviewed\./);
    assert.ok(run.modelCalls.every(({ user }) => !user.includes('=== src/mean.ts ===')));
    assert.deepEqual(seen(scene), four);
    assert.doesNotMatch(scene.tracking(), /PARTIAL/);
    assertIdle(await scene.run());
  });

  for (const threadStatus of ['closed', 'pending'] as const) {
    it(`threadStatus ${threadStatus}: fixes and reverts`, async () => {
      const inputs = { threadStatus };
      scene = await openPushScene({ base, head: half });
      await scene.run({ inputs });
      const initial = [`src/find.ts:7 ${threadStatus}`, `src/mean.ts:7 ${threadStatus}`];
      assert.deepEqual(seen(scene), initial);
      assert.equal(scene.status(), failed);
      assertIdle(await scene.run({ inputs }));
      await scene.push({ 'src/mean.ts': base['src/mean.ts'] });
      await scene.run({ inputs });
      assert.deepEqual(seen(scene), [initial[0], 'src/mean.ts:7 fixed +gone']);
      assertIdle(await scene.run({ inputs }));
      await scene.push({ 'src/mean.ts': half['src/mean.ts'] });
      await scene.run({ inputs });
      assert.deepEqual(seen(scene), [initial[0], `src/mean.ts:7 ${threadStatus} +gone +back`]);
      assert.equal(scene.status(), failed);
      assertIdle(await scene.run({ inputs }));
    });
  }

  const filters: readonly { name: string; options?: PushSceneOptions; config?: string; status: string }[] = [
    {
      name: 'a draft',
      options: { isDraft: true },
      status: 'notApplicable: AI review skipped — this is a draft; it is reviewed once it is published',
    },
    {
      name: 'a title',
      options: { title: '[WIP] Change' },
      config: 'ignoreTitles: ["[WIP]"]\n',
      status: 'notApplicable: AI review skipped — the title matches "[WIP]" of ignoreTitles',
    },
    {
      name: 'a target branch',
      config: 'targetBranches: [release/**]\n',
      status: 'notApplicable: AI review skipped — the target branch main is not among targetBranches',
    },
    {
      name: 'enabled: false',
      config: 'enabled: false\n',
      status: 'notApplicable: AI review skipped — .threadline.yml says enabled: false',
    },
  ];
  for (const { name, options, config, status } of filters) {
    it(`a filter: ${name}`, async () => {
      scene = await openPushScene(
        { base: { ...base, ...(config === undefined ? {} : { '.threadline.yml': config }) }, head },
        options,
      );
      const run = await scene.run();
      assert.equal(run.outcome.kind, 'skipped');
      assert.equal(scene.status(), status);
      assert.deepEqual([run.writes.length, run.modelCalls.length, seen(scene).length], [1, 0, 0]);
      const again = await scene.run();
      assert.deepEqual([again.outcome.kind, again.writes.length], ['skipped', 0]);
      if (options?.isDraft !== true) return;
      await scene.pullRequest.setDraft(false);
      await scene.run();
      assert.deepEqual(seen(scene), four);
    });
  }

  it('reviewOnPush: false, then a command', async () => {
    scene = await openPushScene({ base: { ...base, '.threadline.yml': 'reviewOnPush: false\n' }, head: half });
    await scene.run();
    assert.deepEqual(seen(scene), two);
    await scene.push(rest);
    const skipped = await scene.run();
    assert.equal(skipped.outcome.kind, 'skipped');
    assert.equal(
      scene.status(),
      'failed: AI review skipped — iteration 1 ended in "failed", which stands: reviewOnPush is false; comment "/threadline review" to ask for one',
    );
    await scene.pullRequest.reply(trackingId(), scene.author, '/threadline review');
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), four);
    assert.equal(scene.trackings()[0]?.comments.length, 3);
    assertIdle(await scene.run());
  });

  it('a burst of pushes', async () => {
    const config = 'autoPause:\n  pushes: 3\n  minutes: 60\n';
    scene = await openPushScene({ base: { ...base, '.threadline.yml': config }, head: half });
    await scene.run();
    await scene.push({ 'src/a.ts': 'export const a = 1;\n' });
    assert.equal((await scene.run()).outcome.kind, 'reviewed');
    await scene.push(rest);
    const paused = await scene.run();
    assert.equal(paused.outcome.kind, 'skipped');
    assert.equal(
      scene.status(),
      'failed: AI review skipped — iteration 2 ended in "failed", which stands: paused: 3 pushes within 60 minutes; comment "/threadline review" to ask for one',
    );
    assert.deepEqual(seen(scene), two);
    await scene.pullRequest.openThread({ identity: scene.reviewer, text: '/threadline review' });
    assertReviewed(await scene.run(), onlyNew);
    assert.deepEqual(seen(scene), four);
    assertIdle(await scene.run());
  });
});
