// The shipped file: small, quick to its first request, and able to start on every Node that agents have.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { otherNode } from '../../scripts/other-node.ts';
import { runTask } from '../emulator/agent.ts';
import { buildVariables, taskFolder } from './scene.ts';

const bundle = join(taskFolder, 'main.cjs');

describe('the bundle of the task', () => {
  it('is at most 1.5 MB and needs nothing beside it', () => {
    assert.ok(statSync(bundle).size <= 1.5 * 1024 * 1024, `${statSync(bundle).size} bytes`);
    assert.doesNotMatch(readFileSync(bundle, 'utf8').slice(0, 200), /^\s*import /);
  });

  it('holds each package once: a second copy of the task library would find no inputs', () => {
    const text = readFileSync(bundle, 'utf8');
    assert.equal(text.split('.taskkey').length - 1, 1);
  });

  for (const major of [20, 24] as const) {
    it(`starts on Node ${major} from a folder of its own and asks for the pull request within its budget`, async function () {
      this.timeout(180_000);
      const node = otherNode(major);
      if (node === undefined) {
        this.test?.emit('skipped');
        console.log(`      Node ${major} could not be fetched; skipped`);
        return this.skip();
      }
      const folder = mkdtempSync(join(tmpdir(), 'task-'));
      try {
        for (const file of ['main.cjs', 'task.json']) copyFileSync(join(taskFolder, file), join(folder, file));
        const times = [
          await timeToFirstRequest(folder, node),
          await timeToFirstRequest(folder, node),
          await timeToFirstRequest(folder, node),
        ];
        const bare = timeOfEmptyProcess(node);
        // 0.4 s on an idle machine of this kind, where an empty process takes 0.04 s: told as a ratio, with a margin.
        assert.ok(
          Math.min(...times) < Math.max(400, bare * 14),
          `${Math.min(...times)} ms against ${bare} ms of an empty process`,
        );
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    });
  }
});

/** Milliseconds from the start of the process to its first request. */
async function timeToFirstRequest(folder: string, node: string): Promise<number> {
  let first = 0;
  const server = createServer((_request, response) => {
    first ||= performance.now();
    response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const start = performance.now();
  await runTask({
    taskFolder: folder,
    node,
    inputs: { modelProvider: 'none' },
    variables: buildVariables({ id: 'p', name: 'p', lastUpdateTime: '' }, 1),
    jobToken: 'job-token-of-a-test',
    collectionUrl: `http://127.0.0.1:${port}/acme/`,
  });
  server.closeAllConnections();
  server.close();
  assert.ok(first > 0, 'no request was made');
  return first - start;
}

function timeOfEmptyProcess(node: string): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    execFileSync(node, ['-e', '0']);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('the folder of the task', () => {
  it('has what task.json and the agent need', () => {
    for (const file of ['task.json', 'main.cjs', 'icon.png']) assert.ok(existsSync(join(taskFolder, file)), file);
  });
});
