// Ordered trouble: what is hit, when, and whether the request has taken effect.
import assert from 'node:assert/strict';
import { at, openScene, type Scene } from './azure-devops/testing/scene.ts';
import { type FaultAction, throttlingHeaders } from './azure-devops.ts';

const thread = { comments: [{ content: 'x' }], status: 1 };

describe('azure devops emulator: faults', () => {
  let scene: Scene;
  let earlier = 0;

  const all = () => scene.pullRequest.state().threads.filter(({ systemType }) => systemType === undefined).length;
  /** Threads made by this test. */
  const threads = () => all() - earlier;

  before(async () => {
    scene = await openScene();
  });

  beforeEach(() => {
    earlier = all();
  });

  afterEach(() => scene.emulator.faults.clear());
  after(() => scene.emulator.close());

  const order = (action: FaultAction, more: { nth?: number; times?: number; method?: string } = {}) =>
    scene.emulator.faults.add({ path: /\/threads/, action, ...more });
  const post = () => scene.ask(`${scene.path}/threads`, { method: 'POST', body: thread });

  it('drops the connection before the write took effect', async () => {
    order({ kind: 'dropBefore' });
    await assert.rejects(post());
    assert.equal(threads(), 0);
    assert.equal(scene.emulator.requests.at(-1)?.status, 0);
  });

  it('drops the connection after the write took effect', async () => {
    order({ kind: 'dropAfter' });
    await assert.rejects(post());
    assert.equal(threads(), 1);
    assert.equal(scene.emulator.requests.at(-1)?.fault, 'dropAfter');
  });

  it('answers in place of the service', async () => {
    order({ kind: 'answer', status: 503, body: { message: 'busy' }, headers: { 'Retry-After': '2' } });
    const reply = await post();
    assert.deepEqual([reply.status, reply.headers.get('retry-after'), at(reply.body, 'message')], [503, '2', 'busy']);
    assert.equal(threads(), 0);
  });

  it('hits the nth request alone, or as many as told', async () => {
    order({ kind: 'answer', status: 500 }, { nth: 2 });
    assert.deepEqual([(await post()).status, (await post()).status, (await post()).status], [200, 500, 200]);
    scene.emulator.faults.clear();
    order({ kind: 'answer', status: 429 }, { times: 2 });
    assert.deepEqual([(await post()).status, (await post()).status, (await post()).status], [429, 429, 200]);
  });

  it('leaves other methods and paths alone', async () => {
    order({ kind: 'answer', status: 500 }, { method: 'GET' });
    assert.equal((await post()).status, 200);
    assert.equal((await scene.ask(scene.path)).status, 200);
    assert.equal((await scene.ask(`${scene.path}/threads`)).status, 500);
  });

  it('adds throttling headers to an answer that succeeded', async () => {
    order({ kind: 'headers', headers: throttlingHeaders(3, 1.5) });
    const { status, headers } = await post();
    assert.equal(status, 200);
    assert.deepEqual([headers.get('retry-after'), headers.get('x-ratelimit-delay')], ['3', '1.500']);
    assert.equal(threads(), 1);
  });

  it('sends a page instead of JSON', async () => {
    order({ kind: 'html', status: 203 });
    const { status, headers, body } = await post();
    assert.equal(status, 203);
    assert.match(headers.get('content-type') ?? '', /text\/html/);
    assert.equal(body, undefined);
  });

  it('cuts the JSON short', async () => {
    order({ kind: 'truncate' });
    const { status, text, body } = await post();
    assert.equal(status, 200);
    assert.ok(text.startsWith('{'));
    assert.equal(body, undefined);
  });

  it('breaks the connection in the middle of the answer', async () => {
    order({ kind: 'truncate', bytes: 20, abort: true });
    await assert.rejects(post());
    assert.equal(threads(), 1);
  });

  it('drips the whole answer', async () => {
    order({ kind: 'drip', bytes: 200, milliseconds: 1 });
    assert.equal(at((await post()).body, 'status'), 'active');
  });

  it('waits', async () => {
    order({ kind: 'delay', milliseconds: 60 });
    const before = performance.now();
    await post();
    assert.ok(performance.now() - before >= 55);
  });
});
