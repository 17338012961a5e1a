// The built task as a process that is killed like a machine that goes down: the next run makes the pull request whole.
import assert from 'node:assert/strict';
import { openScene } from '../e2e/scene.ts';
import { finalState } from './final-state.ts';
import { isWrite } from './lives.ts';

const key = `ghp_${'aZ3k9Q'.repeat(6)}`;
const base = { 'src/a.ts': 'export const a = 1;\n' };
const head = { 'src/a.ts': `export const a = 1;\nexport const key = '${key}';\n` };

describe('the task as a process that is killed', function () {
  this.timeout(60_000);

  for (const write of [2, 3]) {
    it(`after its write ${write} took effect leaves nothing double and nothing missing`, async () => {
      const [undisturbed, scene] = [await openScene(base, head), await openScene(base, head)];
      try {
        await undisturbed.review();
        const kill = new AbortController();
        let writes = 0;
        const remove = scene.azureDevOps.onRequest({
          before: () => (kill.signal.aborted ? 'drop' : undefined),
          after(request) {
            if (isWrite(request)) writes += 1;
            if (writes < write) return undefined;
            kill.abort();
            return 'drop';
          },
        });
        const dead = await scene.review({ kill: kill.signal });
        assert.equal(dead.exitCode, null);
        remove();
        const next = await scene.review();
        assert.equal(next.result, 'Succeeded', next.lines.join('\n'));
        assert.equal(finalState(undisturbed.pullRequest).threads.length, 1);
        // Of a secret no code is kept: without a state its finding is known again, but not its line.
        const [left, expected] = [scene, undisturbed].map(({ pullRequest }) => finalState(pullRequest));
        assert.deepEqual({ ...left, tracking: left?.tracking.length }, { ...expected, tracking: 1 });
      } finally {
        await Promise.all([undisturbed.close(), scene.close()]);
      }
    });
  }
});
