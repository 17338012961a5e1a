// What people write in threads of ours, and commands anywhere: answered once, on the next run.
import assert from 'node:assert/strict';
import { assertIdle, assertReviewed, seen, threadOn } from './seen.ts';
import { base, half } from './shop.ts';
import { openPushScene, type PushScene } from './world.ts';

const two = ['src/find.ts:7 active', 'src/mean.ts:7 active'];

describe('conversation over runs', () => {
  let scene: PushScene;
  afterEach(() => scene.close());

  async function reviewed(options: Parameters<typeof openPushScene>[1] = {}) {
    scene = await openPushScene({ base, head: half }, options);
    await scene.run();
    assert.deepEqual(seen(scene), two);
  }

  /** Comments of the thread of a file, without the first one. */
  const said = (path: string) => {
    const id = threadOn(scene, path);
    const thread = scene.pullRequest.state().threads.find((one) => one.id === id);
    return (thread?.comments ?? []).slice(1).map(({ content = '' }) => content);
  };

  for (const replyParents of ['kept', 'first'] as const) {
    it(`a reply is answered once, with parents that are ${replyParents}`, async () => {
      await reviewed({ toggles: { replyParents } });
      const id = threadOn(scene, 'src/mean.ts');
      await scene.pullRequest.reply(id, scene.author, 'Can it really be empty? The form asks for one value at least.');
      const run = await scene.run();
      assert.equal(run.modelCalls.length, 1);
      assert.match(run.modelCalls[0]?.user ?? '', /The form asks for one value at least/);
      assert.match(run.modelCalls[0]?.user ?? '', /return sum \/ values\.length/);
      assert.match(run.modelCalls[0]?.user ?? '', /Division by zero|Mean of an empty list|No guard/);
      const [question, answer, ...others] = said('src/mean.ts');
      assert.match(question ?? '', /^Can it really/);
      assert.match(answer ?? '', /^\*\*Threadline:\*\* As I read the code, the finding stands/);
      assert.deepEqual(others, []);
      assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 active +person +answer']);
      assertIdle(await scene.run());

      await scene.pullRequest.reply(id, scene.reviewer, 'But an import has no form.', 2);
      const next = await scene.run();
      assert.equal(next.modelCalls.length, 1);
      assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 active +person +answer +person +answer']);
      assertIdle(await scene.run());
      await scene.push({ 'src/a.ts': 'export const a = 1;\n' });
      await scene.run();
      assert.deepEqual(seen(scene), [two[0], 'src/mean.ts:7 active +person +answer +person +answer']);
    });
  }

  it('/threadline ignore', async () => {
    await reviewed();
    await scene.pullRequest.reply(
      threadOn(scene, 'src/find.ts'),
      scene.reviewer,
      '/threadline ignore: names are checked',
    );
    const run = await scene.run();
    assert.equal(run.modelCalls.length, 0);
    assert.deepEqual(seen(scene), ['src/find.ts:7 wontFix +person +answer', two[1]]);
    assert.match(said('src/find.ts')[1] ?? '', /Your reason stays here/);
    assert.equal(scene.status(), 'succeeded: AI review complete — 0 blockers, 1 warning, 0 suggestions');
    assertIdle(await scene.run());
  });

  it('/threadline resolve', async () => {
    await reviewed();
    await scene.pullRequest.reply(threadOn(scene, 'src/find.ts'), scene.author, '/threadline resolve');
    const run = await scene.run();
    assert.equal(run.modelCalls.length, 0);
    assert.deepEqual(seen(scene), ['src/find.ts:7 fixed +person +answer', two[1]]);
    assertIdle(await scene.run());
    await scene.push({ 'src/find.ts': half['src/find.ts'].replace('all(query)', 'all(query, 10)') });
    await scene.run();
    assert.deepEqual(seen(scene), ['src/find.ts:7 fixed +person +answer', two[1]]);
  });

  it('/threadline full', async () => {
    await reviewed();
    await scene.pullRequest.openThread({ identity: scene.author, text: '/threadline full' });
    const run = await scene.run();
    assertReviewed(run, /because somebody asked for a full review/);
    assert.deepEqual(seen(scene), two);
    const asked = scene.pullRequest.state().threads.at(-1);
    assert.equal(asked?.comments.length, 2);
    assertIdle(await scene.run());
  });

  it('/threadline review with nothing new', async () => {
    await reviewed();
    await scene.pullRequest.openThread({ identity: scene.author, text: '/threadline review' });
    const run = await scene.run();
    assertReviewed(run, /Nothing is new since iteration 1 was reviewed\./);
    assert.equal(run.modelCalls.length, 0);
    assert.deepEqual(seen(scene), two);
    assertIdle(await scene.run());
  });

  it('/threadline explain', async () => {
    await reviewed();
    await scene.pullRequest.reply(threadOn(scene, 'src/find.ts'), scene.author, '/threadline explain');
    const run = await scene.run();
    assert.equal(run.modelCalls.length, 1);
    assert.match(said('src/find.ts')[1] ?? '', /As I read the code/);
    assertIdle(await scene.run());
  });

  for (const text of ['/threadline help', '/threadline revew', '/threadline']) {
    it(`${text}`, async () => {
      await reviewed();
      const id = await scene.pullRequest.openThread({ identity: scene.author, text });
      const run = await scene.run();
      assert.equal(run.modelCalls.length, 0);
      const thread = scene.pullRequest.state().threads.find((one) => one.id === id);
      assert.equal(thread?.comments.length, 2);
      const reply = thread?.comments[1]?.content ?? '';
      for (const name of ['review', 'full', 'resolve', 'ignore', 'explain', 'help'])
        assert.ok(reply.includes(name), reply);
      assertIdle(await scene.run());
    });
  }

  it('a comment of a program, and talk among people, are no questions to us', async () => {
    await reviewed();
    const robot = scene.azureDevOps.addIdentity('Build Robot', { kind: 'service' });
    await scene.pullRequest.reply(threadOn(scene, 'src/find.ts'), robot, '/threadline ignore');
    await scene.pullRequest.openThread({ identity: scene.author, text: 'What do you all think?' });
    assertIdle(await scene.run());
    assert.deepEqual(seen(scene), ['src/find.ts:7 active +person', two[1]]);
  });

  it('an answer in a run that reviews a push, too', async () => {
    await reviewed();
    await scene.pullRequest.reply(threadOn(scene, 'src/mean.ts'), scene.author, 'Fixed in the next push.');
    await scene.pullRequest.reply(threadOn(scene, 'src/find.ts'), scene.author, '/threadline ignore');
    await scene.push({ 'src/mean.ts': base['src/mean.ts'] });
    await scene.run();
    assert.equal(seen(scene)[0], 'src/find.ts:7 wontFix +person +answer');
    assert.match(seen(scene)[1] ?? '', /^src\/mean\.ts:7 fixed \+person .*\+gone/);
    assert.equal(scene.status(), 'succeeded: AI review complete — 0 blockers, 0 warnings, 0 suggestions');
    assertIdle(await scene.run());
  });
});
