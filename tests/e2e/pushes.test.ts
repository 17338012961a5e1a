// The shipped task over several pushes: the state travels on the pull request alone, from one process to the next.
import assert from 'node:assert/strict';
import { type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { allDefects } from '../pushes/defects.ts';
import { rewordingOracle } from '../pushes/oracle.ts';
import { base, file, half, mean, rest } from '../pushes/shop.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene } from './scene.ts';

describe('the shipped task, push after push', function () {
  this.timeout(60_000);
  let scene: Scene;
  let model: ModelServer;

  beforeEach(async () => {
    model = await startModelServer({ script: rewordingOracle(allDefects) });
    scene = await openScene(base, half);
  });
  afterEach(async () => {
    await Promise.all([scene.close(), model.close()]);
  });

  async function review(options: ReviewOptions = {}) {
    const [requests, questions] = [scene.azureDevOps.requests.length, model.questions.length];
    const run = await scene.review({
      ...options,
      inputs: {
        ...{ modelProvider: 'compatible', modelUrl: model.url, model: 'oracle', modelApiKey: '$(KEY)' },
        ...options.inputs,
      },
      secretVariables: { KEY: testModelKey, ...options.secretVariables },
    });
    return {
      ...run,
      requests: scene.azureDevOps.requests.slice(requests),
      questions: model.questions.length - questions,
    };
  }

  const threads = () =>
    scene
      .findings()
      .map(({ status, threadContext, comments }) => `${threadContext?.filePath} ${status} ${comments.length}`)
      .sort();
  const push = (files: Parameters<typeof openScene>[1]) =>
    scene.repository.commit({ branch: 'feature', message: 'Push', files });

  it('says what is new, resolves what is gone, and rests where nothing is new', async () => {
    assert.equal((await review()).outputs['verdict'], 'FAIL');
    assert.deepEqual(threads(), ['/src/find.ts active 1', '/src/mean.ts active 1']);

    await push({ ...rest, 'src/find.ts': base['src/find.ts'] });
    const second = await review();
    assert.equal(second.result, 'Succeeded', second.lines.join('\n'));
    assert.deepEqual(threads(), [
      '/src/find.ts fixed 2',
      '/src/mean.ts active 1',
      '/src/render.ts active 1',
      '/src/save.ts active 1',
    ]);
    assert.equal(lastStatus(scene), 'AI review complete — 1 blocker, 2 warnings, 0 suggestions');
    const before = [threads(), scene.tracking(), scene.pullRequest.state().statuses.length];

    const third = await review();
    assert.equal(third.result, 'Succeeded');
    assert.deepEqual([third.requests.map(({ method }) => method), third.questions], [['GET', 'GET', 'GET'], 0]);
    assert.deepEqual([threads(), scene.tracking(), scene.pullRequest.state().statuses.length], before);
    assert.match(third.lines.join('\n'), /Nothing is new since iteration 2 was reviewed/);
  });

  it('goes on with the job token where a personal one began', async () => {
    const identity = scene.azureDevOps.addIdentity('Review Robot');
    const { value } = scene.azureDevOps.addToken({ identity, name: 'robot', scheme: 'pat' });
    const personal = { inputs: { azureDevOpsToken: '$(PAT)' }, secretVariables: { PAT: value } };
    await review(personal);
    await push({ 'src/mean.ts': file(['// First.', ...mean]) });
    await review();
    assert.deepEqual(threads(), ['/src/find.ts active 1', '/src/mean.ts active 1']);
    // The comment of the other identity stays as it was: nobody else may rewrite it.
    const newest = scene.pullRequest.state().threads.at(-1)?.comments[0]?.content ?? '';
    assert.match(newest, /because the last review was posted by another identity/);
    assert.equal((await review()).questions, 0);
  });
});
