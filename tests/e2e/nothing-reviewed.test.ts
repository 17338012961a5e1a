// A model that cannot be used: the same word everywhere, and its reason once, however many files wait for it.
import assert from 'node:assert/strict';
import { type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { lastStatus, openScene, type Scene, statusStates } from './scene.ts';

const paths = Array.from({ length: 12 }, (_, index) => `src/part-${index}/file.ts`);
const filesOf = (text: string) => Object.fromEntries(paths.map((path) => [path, text]));

describe('a review without an answer, end to end', function () {
  this.timeout(60_000);
  let scene: Scene;
  let model: ModelServer;
  before(async () => {
    scene = await openScene(filesOf('export {};\n'), filesOf('export const a = 1;\n'));
    model = await startModelServer({ key: 'another key' });
  });
  after(async () => {
    await scene.close();
    await model.close();
  });

  it('ends in ERROR on the pull request and in the pipeline, and says why once', async () => {
    const run = await scene.review({
      secretVariables: { KEY: testModelKey },
      inputs: {
        ...{ effort: 'quick', modelProvider: 'compatible', modelUrl: model.url, model: 'scripted' },
        modelApiKey: '$(KEY)',
      },
    });
    const log = run.lines.join('\n');
    assert.deepEqual(statusStates(scene), ['pending', 'error'], log);
    assert.match(lastStatus(scene), /^AI review encountered an error — /);
    assert.equal(run.outputs['verdict'], 'ERROR');
    assert.match(log, /ERROR, nothing was reviewed: 0 blockers/);
    assert.match(scene.tracking(), /^## Threadline review: ERROR — nothing was reviewed\n/);
    assert.match(
      scene.tracking(),
      /\*\*Not fully reviewed: 12 files with \d+ changed lines\*\* · the model gave no usable/,
    );
    const reason = /gave no usable answer: (.{20})/.exec(scene.tracking())?.[1] ?? '';
    assert.equal(scene.tracking().split(`answer: ${reason}`).length - 1, 1, scene.tracking());
    assert.match(scene.tracking(), /<summary>12 files<\/summary>/);
  });
});
