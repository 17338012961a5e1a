// Standing in the way of requests: what has taken effect while one is held back, and what is lost when one is cut.
import assert from 'node:assert/strict';
import { at, openScene, type Scene, suiteScenes } from './azure-devops/testing/scene.ts';
import type { PassingRequest } from './azure-devops.ts';

const thread = { comments: [{ content: 'x' }], status: 1 };

/** A promise to wait for, and what ends the wait. */
function door() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('azure devops emulator: hooks', () => {
  let scene: Scene;
  let remove = () => {};
  let earlier = 0;

  const all = () => scene.pullRequest.state().threads.filter(({ systemType }) => systemType === undefined).length;
  const post = () => scene.ask(`${scene.path}/threads`, { method: 'POST', body: thread });

  before(async () => {
    scene = await openScene();
  });
  beforeEach(() => {
    earlier = all();
    scene.emulator.clearRequests();
  });
  afterEach(() => remove());
  after(() => scene.emulator.close());

  it('serves others while one request is held back', async () => {
    const [arrived, released] = [door(), door()];
    remove = scene.emulator.onRequest({
      async before({ number }) {
        if (number !== 1) return;
        arrived.open();
        await released.opened;
      },
    });
    const held = post();
    await arrived.opened;
    await Promise.all([post(), post()]);
    assert.equal(all() - earlier, 2);
    released.open();
    await held;
    assert.equal(all() - earlier, 3);
  });

  it('loses the request or its answer', async () => {
    for (const [moment, expect] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      const start = all();
      remove = scene.emulator.onRequest({ [moment]: () => 'drop' });
      await assert.rejects(post());
      remove();
      assert.equal(all() - start, expect, moment);
      assert.equal(scene.emulator.requests.at(-1)?.status, 0);
    }
  });

  it('tells what passes, numbered anew after the log was cleared', async () => {
    const seen: PassingRequest[] = [];
    remove = scene.emulator.onRequest({
      after: (request) => {
        seen.push(request);
      },
    });
    await post();
    await scene.ask(`${scene.path}/threads`);
    scene.emulator.clearRequests();
    await scene.ask(scene.path);
    assert.deepEqual(
      seen.map(({ number, method, token }) => [number, method, token]),
      [
        [1, 'POST', 'bot'],
        [2, 'GET', 'bot'],
        [1, 'GET', 'bot'],
      ],
    );
    assert.deepEqual(seen[0]?.body, thread);
    assert.ok(seen[0]?.path.endsWith('/threads'));
  });

  it('answers many readers and writers at once, each with a whole answer', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 4 === 0 ? post() : scene.ask(`${scene.path}/iterations`))),
    );
    assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([200]));
    assert.equal(all() - earlier, 5);
    const ids = scene.pullRequest.state().threads.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });
});

describe('azure devops emulator: switches for later runs', () => {
  const { own } = suiteScenes();

  it('names the identity in a header, or nobody, or somebody else', async () => {
    for (const userDataHeader of ['identity', 'absent', 'other'] as const) {
      const { ask, path, bot } = await own({ toggles: { userDataHeader } });
      const header = (await ask(path)).headers.get('x-vss-userdata');
      if (userDataHeader === 'absent') assert.equal(header, null);
      else assert.equal(header?.startsWith(`${bot.id}:`), userDataHeader === 'identity');
    }
  });

  it('lists every status of an iteration, or the latest of each name where the switch is set', async () => {
    for (const [statusLists, expect] of [
      ['all', ['one pending', 'two pending', 'one succeeded']],
      ['latest', ['two pending', 'one succeeded']],
    ] as const) {
      const { ask, path } = await own({ toggles: { statusLists } });
      for (const [name, state] of [
        ['one', 'pending'],
        ['two', 'pending'],
        ['one', 'succeeded'],
      ] as const) {
        const body = { state, context: { genre: 'g', name }, properties: { 'My.Run': 'r' } };
        await ask(`${path}/iterations/1/statuses`, { method: 'POST', body });
      }
      const { body } = await ask(`${path}/iterations/1/statuses`);
      const listed = at(body, 'value') as { state: string; context: { name: string } }[];
      assert.deepEqual(
        listed.map(({ state, context }) => `${context.name} ${state}`),
        expect,
      );
      assert.deepEqual(at(body, 'value.0.properties'), { 'My.Run': { $type: 'System.String', $value: 'r' } });
    }
  });

  it('cuts pages of pull requests to the length that the switch says', async () => {
    const { ask, project } = await own({ toggles: { longestPullRequestPage: 0 } });
    const { body } = await ask(`${project.id}/_apis/git/pullrequests?$top=10`);
    assert.equal(at(body, 'count'), 0);
  });
});
