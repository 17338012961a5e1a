// setup on a real terminal: keys go in, prompts come out, the token is not shown, Ctrl-C ends it at any prompt.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { type Dialogue, hasPseudoTerminal, keys, runOnTerminal } from './pseudo-terminal.ts';
import { openSetupScene, type SetupScene, writesOf } from './setup-scene.ts';

const program = join(projectRoot, 'dist', 'cli', 'threadline.cjs');

if (hasPseudoTerminal) {
  describe('setup on a terminal', () => {
    let scene: SetupScene;
    beforeEach(async () => {
      scene = await openSetupScene();
    });
    afterEach(() => scene.close());

    const dialogue = (): Dialogue => [
      [/Personal access token/, scene.token.value + keys.enter],
      [/Address of a pull request/, scene.pullRequestUrl + keys.enter],
      [/token will be sent to/, `y`],
      [/Repository to review/, keys.enter],
      [/Branch whose/, keys.enter],
      [/Path of the pipeline/, keys.enter],
      [/Model/, keys.enter],
      [/Where builds run/, keys.enter],
      [/Branch policies/, keys.enter],
      [/will be written to/, 'y'],
      [/pipeline "web review" will be created/, 'y'],
      [/First review of/, keys.down + keys.down + keys.enter],
    ];
    const run = (given: Dialogue) =>
      runOnTerminal([process.execPath, program, 'setup'], { folder: scene.clone, environment: {}, dialogue: given });

    it('takes every answer, and shows no letter of the token', async () => {
      const { exitCode, output } = await run(dialogue());
      assert.equal(exitCode, 0, output);
      assert.ok(!output.includes(scene.token.value.slice(0, 8)), 'the token is shown');
      assert.match(output, /✓ pipeline "web review": created/);
      assert.ok(existsSync(join(scene.clone, 'azure-pipelines-review.yml')));
      assert.deepEqual(writesOf(scene.azureDevOps), ['POST /build/definitions']);
    });

    it('ends at Ctrl-C with a word on how to go on, wherever it comes', async () => {
      for (const count of [1, 3, 10, 11]) {
        const given = dialogue().slice(0, count);
        const [last] = given.slice(-1);
        const { exitCode, output } = await run([...given.slice(0, -1), [last?.[0] ?? /./, keys.interrupt]]);
        assert.equal(exitCode, 130, output);
        assert.match(output, /Run the same command again: it finds what is there/);
        assert.doesNotMatch(output, /\n {4}at /);
      }
      assert.deepEqual(writesOf(scene.azureDevOps), []);
    });
  });
}
