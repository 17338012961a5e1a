// doctor as people run it: the built command and the built task on the emulator, with everything that is printed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { policyTypes, type TokenOptions } from '../emulator/azure-devops.ts';
import { type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { assertGolden } from '../golden.ts';
import { projectRoot } from '../project-root.ts';
import { openScene, type Scene } from './scene.ts';

const program = join(projectRoot, 'dist', 'cli', 'threadline.cjs');
const base = { 'src/a.ts': 'export {};\n', '.threadline.yml': 'patExpiresOn: 2020-01-31\n' };
const head = { 'src/a.ts': 'export const a = 1;\n' };
const report = z.looseObject({
  exitCode: z.number(),
  probes: z.array(z.looseObject({ probe: z.string(), result: z.string(), code: z.string().optional() })),
});

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[], variables: Readonly<Record<string, string>>): Promise<Ended> {
  const env = { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, 'doctor', ...words], { env }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('doctor', () => {
  let scene: Scene;
  let model: ModelServer;
  let url: string;
  beforeEach(async () => {
    scene = await openScene(base, head);
    model = await startModelServer({ script: () => ({ kind: 'answer', object: { ok: true } }) });
    url = `${scene.azureDevOps.collectionUrl}shop/_git/web/pullrequest/${scene.pullRequest.id}`;
  });
  afterEach(() => Promise.all([scene.close(), model.close()]));

  function pat(options: Partial<TokenOptions>): string {
    const identity = scene.azureDevOps.addIdentity('Pat Owner');
    return scene.azureDevOps.addToken({
      identity,
      scopes: ['vso.code', 'vso.code_status', 'vso.threads_full'],
      ...options,
    }).value;
  }

  /** Without what differs from run to run. */
  const settled = (text: string) => text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');

  async function breakThings(): Promise<string> {
    const scope = [{ repositoryId: scene.repository.id, refName: 'refs/heads/main', matchKind: 'Exact' }];
    const add = (type: string, settings: object) =>
      fetch(`${scene.azureDevOps.collectionUrl}shop/_apis/policy/configurations?api-version=7.1`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${scene.jobToken.value}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          isEnabled: true,
          isBlocking: true,
          type: { id: type },
          settings: { ...settings, scope },
        }),
      });
    await add(policyTypes.status.id, { statusGenre: 'threadline', statusName: 'ai-pr-review' });
    await add(policyTypes.comments.id, {});
    return pat({ scopes: ['vso.code', 'vso.threads_full'], permissions: ['GenericRead'] });
  }

  it('finds nothing to mend, and leaves nothing behind', async () => {
    const before = JSON.stringify(scene.pullRequest.state());
    const { status, stderr, stdout } = await run([url, '--model', 'm', '--model-url', model.url], {
      THREADLINE_TOKEN: pat({}),
      THREADLINE_MODEL_KEY: testModelKey,
    });
    assert.equal(status, 0, stdout + stderr);
    assertGolden('e2e/golden/doctor-healthy.txt', settled(stdout));
    assert.equal(JSON.stringify(scene.pullRequest.state()), before);
  });

  it('names everything that is wrong, in the order in which it is mended', async () => {
    const token = await breakThings();
    const { status, stdout } = await run([url], { THREADLINE_TOKEN: token });
    assert.equal(status, 1);
    assertGolden('e2e/golden/doctor-broken.txt', settled(stdout));
    assert.ok(!stdout.includes(token));
  });

  it('says the same on the page of a run, and in the log', async () => {
    const token = await breakThings();
    const { lines, outputs, result, summaries } = await scene.review({
      inputs: { mode: 'doctor', azureDevOpsToken: '$(PAT)' },
      secretVariables: { PAT: token },
    });
    assert.equal(result, 'Failed');
    assert.equal(outputs['verdict'], 'EXAMINED');
    assertGolden('e2e/golden/doctor-broken.md', settled(summaries.join('')));
    assert.match(lines.join('\n'), /Your PAT is missing the "Code \(Status\)" scope\./);
  });

  it('prints JSON and nothing else', async () => {
    const { stdout } = await run([url, '--json'], { THREADLINE_TOKEN: await breakThings() });
    const { exitCode, probes } = report.parse(JSON.parse(stdout));
    assert.equal(exitCode, 1);
    assert.deepEqual(
      probes.filter(({ result }) => result === 'problem').map(({ code }) => code),
      ['pat-scope-missing', 'permission-missing'],
    );
  });

  it("examines the job's token in a build that no pull request started", async () => {
    const { lines, result } = await scene.review({
      inputs: { mode: 'doctor' },
      variables: {
        'Build.Reason': 'Manual',
        'System.PullRequest.PullRequestId': '',
        'Build.Repository.ID': scene.repository.id,
        'Build.SourceBranch': 'refs/heads/main',
      },
    });
    assert.equal(result, 'Succeeded', lines.join('\n'));
    assert.match(lines.join('\n'), /ok +Statuses can be posted/);
    assert.doesNotMatch(lines.join('\n'), /The pull request can be seen/);
  });

  const refused = [
    { name: 'no token', given: () => [url], variables: {}, says: /THREADLINE_TOKEN holds no token/ },
    {
      name: 'no address',
      given: () => ['42'],
      variables: { THREADLINE_TOKEN: 'x' },
      says: /not the address of a pull request/,
    },
  ];
  for (const { given, name, says, variables } of refused) {
    it(`refuses ${name} with what to do`, async () => {
      const { status, stderr } = await run(given(), variables);
      assert.equal(status, 2);
      assert.match(stderr, says);
    });
  }

  it('repeats no token that was given in the wrong place', async () => {
    const token = pat({});
    for (const words of [
      ['--token-env', token],
      [`--token=${token}`],
      [`--pat=${token}`],
      ['--token', token],
      [token],
    ]) {
      const { status, stderr, stdout } = await run([url, ...words], {});
      assert.notEqual(status, 0);
      assert.ok(!`${stdout}${stderr}`.includes(token), `${words[0]?.slice(0, 8)} is printed`);
    }
  });

  it('does not clear the rules of the organization where no request came through', async () => {
    const { stdout } = await run([url, '--json'], { THREADLINE_TOKEN: pat({ failure: 'ipRestricted' }) });
    const { probes } = report.parse(JSON.parse(stdout));
    const of = (name: string) => probes.find(({ probe }) => probe === name);
    assert.equal(of('organization-policies')?.result, 'unknown');
    assert.match(stdout, /Enable IP Conditional Access policy/);
    assert.match(stdout, /Inputs; the file was not looked at/);
  });

  it('proves no scope by an organization that is not there', async () => {
    const elsewhere = url.replace(new URL(url).pathname.split('/')[1] ?? '', 'elsewhere');
    const { status, stdout } = await run([elsewhere, '--json'], { THREADLINE_TOKEN: pat({}) });
    assert.equal(status, 1);
    const { probes } = report.parse(JSON.parse(stdout));
    const codes = probes.filter(({ result }) => result === 'problem').map(({ code }) => code);
    assert.deepEqual(codes, ['collection-not-found']);
    assert.equal(probes.find(({ probe }) => probe === 'code-status')?.result, 'unknown');
  });

  it('names what keeps it from the host as one problem', async () => {
    const { status, stdout } = await run([url.replace('http:', 'https:'), '--json'], { THREADLINE_TOKEN: pat({}) });
    const { probes } = report.parse(JSON.parse(stdout));
    assert.equal(status, 1, stdout);
    assert.equal(probes.filter(({ result }) => result === 'problem').length, 1, stdout);
  });

  it('ends with 2 where nothing could be found out', async () => {
    scene.azureDevOps.faults.add({ path: /./, action: { kind: 'answer', status: 400, body: {} } });
    const { status } = await run([url], { THREADLINE_TOKEN: pat({}) });
    assert.equal(status, 2);
  });
});
