// Recording, replaying and a real endpoint, each through the whole task: what comes out is what the scripted model said.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { benchModel } from '../../scripts/bench-review/bench.ts';
import type { BenchCase } from '../../scripts/bench-review/bench-case.ts';
import { loadCases } from '../../scripts/bench-review/load-cases.ts';
import { generous } from '../../scripts/bench-review/models/generous.ts';
import { type Ledger, scriptOf } from '../../scripts/bench-review/scripted.ts';
import type { Measured } from '../../scripts/bench-review/targets.ts';
import { startModelServer, testModelKey } from '../emulator/model-server.ts';
import { projectRoot } from '../project-root.ts';

/** What a reader would get, and for how many calls. */
const outcome = ({ runs, metrics }: Measured) => ({
  posted: runs.map(({ posted }) => posted.map(({ title, path, lines }) => ({ title, path, lines }))),
  calls: metrics.calls,
});

describe('the bench on the whole task', function () {
  this.timeout(120_000);
  let folder: string;
  let bench: BenchCase;
  let scripted: Measured;

  before(async () => {
    const found = (await loadCases(['typescript-cart'])).cases[0];
    assert.ok(found);
    folder = await mkdtemp(join(tmpdir(), 'recorded-case-'));
    await cp(found.folder, folder, { recursive: true });
    bench = { ...found, folder };
    scripted = await benchModel('generous', [bench], { effort: 'standard', isRecording: true });
    assert.ok((scripted.runs[0]?.posted.length ?? 0) > 1);
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('replays what it recorded, to the same threads', async () => {
    const { model, answers } = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8'));
    assert.equal(model, 'generous');
    assert.equal(answers.length, scripted.metrics.calls);
    const replayed = await benchModel('replay', [bench], { effort: 'standard' });
    assert.deepEqual(outcome(replayed), outcome(scripted));
  });

  it('has nothing to replay where nothing was recorded', async () => {
    const { runs } = await benchModel('replay', [{ ...bench, folder: join(folder, 'base') }], { effort: 'standard' });
    assert.deepEqual(runs, []);
  });

  it('asks an endpoint over HTTP and gets the same review', async () => {
    const ledger: Ledger = new Map();
    const server = await startModelServer({ script: scriptOf(generous(bench), ledger) });
    const environment = {
      THREADLINE_MODEL_URL: server.url,
      THREADLINE_MODEL_KEY: testModelKey,
      THREADLINE_MODEL: 'any-name',
    };
    try {
      const asked = await benchModel('live', [bench], { effort: 'standard', environment });
      assert.deepEqual(outcome(asked), outcome(scripted));
      assert.equal(server.questions.length, scripted.metrics.calls);
      assert.ok(server.questions.every(({ model, schema }) => model === 'any-name' && schema?.name === 'review'));
    } finally {
      await server.close();
    }
  });

  it('runs nothing without an endpoint, and says what to set', async () => {
    const { runs } = await benchModel('live', [bench], { effort: 'standard', environment: {} });
    assert.deepEqual(runs, []);
    const program = join(projectRoot, '.build', 'scripts', 'bench-review.js');
    const env = { ...process.env, THREADLINE_MODEL_URL: '' };
    const ended = promisify(execFile)(process.execPath, [program, '--model', 'live', '--case', 'clean-yaml'], { env });
    await assert.rejects(ended, {
      code: 1,
      stderr: /no endpoint[\s\S]*THREADLINE_MODEL_URL[\s\S]*THREADLINE_MODEL_KEY/,
    });
  });
});
