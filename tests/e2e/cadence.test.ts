// Pushes that are not reviewed, and what people like: what the built task says of both.
import assert from 'node:assert/strict';
import * as z from 'zod';
import { lastStatus, openScene, type Scene, statusStates } from './scene.ts';

const base = { 'src/client.ts': 'export const a = 1;\n' };
const unsafe = 'export const a = 1;\nexport const agent = new Agent({ rejectUnauthorized: false });\n';

describe('cadence, end to end', function () {
  this.timeout(60_000);
  let scene: Scene;
  afterEach(() => scene.close());

  const open = async (settings: string, text = unsafe) => {
    scene = await openScene({ ...base, '.threadline.yml': settings }, { 'src/client.ts': text });
  };
  const push = (text: string) =>
    scene.repository.commit({ branch: 'feature', message: 'Push', files: { 'src/other.ts': text } });
  const strict = { failOn: 'warning' };

  it('gives a failed verdict again where pushes are not reviewed, until somebody asks', async () => {
    await open('reviewOnPush: false\n');
    await scene.review({ inputs: strict });
    await push('export const b = 2;\n');
    const left = await scene.review({ inputs: strict });
    assert.equal(left.result, 'Succeeded', left.lines.join('\n'));
    assert.deepEqual(statusStates(scene), ['pending', 'failed', 'failed']);
    assert.match(
      lastStatus(scene),
      /^AI review skipped — iteration 1 ended in "failed", which stands: reviewOnPush is false; comment/,
    );
    assert.equal(scene.pullRequest.state().statuses.at(-1)?.iterationId, 2);
    const told = await scene.review({ inputs: { ...strict, failTask: 'true' } });
    assert.equal(told.result, 'Failed', 'failTask holds for a verdict that stands');
    assert.equal(statusStates(scene).length, 3, 'what is said is not said again');
    const author = scene.azureDevOps.addIdentity('Robin Reviewer');
    await scene.repository.commit({ branch: 'feature', message: 'Fix', files: base });
    await scene.pullRequest.openThread({ identity: author, text: '/threadline review' });
    await scene.review({ inputs: strict });
    assert.equal(statusStates(scene).at(-1), 'succeeded', lastStatus(scene));
  });

  it('lets a push pass as not applicable after a review without objections', async () => {
    await open('reviewOnPush: false\n', 'export const a = 2;\n');
    await scene.review({ inputs: strict });
    await push('export const b = 2;\n');
    await scene.review({ inputs: strict });
    assert.deepEqual(statusStates(scene), ['pending', 'succeeded', 'notApplicable']);
  });

  it('gives a failed verdict again in a burst of pushes', async () => {
    await open('autoPause:\n  pushes: 2\n  minutes: 60\n');
    await scene.review({ inputs: strict });
    await push('export const b = 2;\n');
    await scene.review({ inputs: strict });
    assert.match(
      lastStatus(scene),
      /^AI review skipped — iteration 1 ended in "failed", which stands: paused: 2 pushes/,
    );
    assert.equal(statusStates(scene).at(-1), 'failed');
  });

  it('counts likes in the report and the tracking comment, and asks for none where nothing is new', async () => {
    await open('', unsafe);
    const first = await scene.review();
    assert.deepEqual(z.looseObject({ votes: z.record(z.string(), z.number()) }).parse(first.report).votes, {});
    assert.doesNotMatch(scene.tracking(), /\blikes?\b/);
    const [thread] = scene.findings();
    for (const name of ['Ada', 'Grace']) {
      await scene.pullRequest.like(thread?.id ?? 0, 1, scene.azureDevOps.addIdentity(name));
    }
    scene.azureDevOps.clearRequests();
    const quick = await scene.review();
    assert.equal(quick.outputs['verdict'], 'UNCHANGED');
    assert.ok(!scene.azureDevOps.requests.some(({ path }) => path.includes('/likes')));
    assert.equal(scene.azureDevOps.requests.length, 3);
    await push('export const b = 2;\n');
    const next = await scene.review();
    const fingerprint = String(thread?.properties['Threadline.Fingerprint']?.$value);
    const { votes } = z.looseObject({ votes: z.record(z.string(), z.number()) }).parse(next.report);
    assert.deepEqual(votes, { [fingerprint]: 2 });
    assert.match(scene.tracking(), /^2 likes on 1 finding\.$/m);
  });
});
