// A scheduled sweep: the built task over the open pull requests of a repository and of a project, on the emulator.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { describeProblems, openApiFolder } from '../contract/check-exchange.ts';
import { checkRequests } from '../contract/logged-exchange.ts';
import { runTask, type TaskRun, type TaskRunOptions } from '../emulator/agent.ts';
import {
  type AzureDevOps,
  type EmulatedIdentity,
  type EmulatedPullRequest,
  type EmulatedToken,
  type Project,
  type Repository,
  startAzureDevOps,
} from '../emulator/azure-devops.ts';
import { answer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { buildVariables, taskFolder } from './scene.ts';

const base = { 'src/client.ts': 'export const a = 1;\n' };
const unsafe = {
  'src/client.ts': 'export const a = 1;\nexport const agent = new Agent({ rejectUnauthorized: false });\n',
};

describe('a sweep, end to end', function () {
  this.timeout(60_000);
  let azureDevOps: AzureDevOps;
  let project: Project;
  let web: Repository;
  let author: EmulatedIdentity;
  let jobToken: EmulatedToken;

  beforeEach(async () => {
    azureDevOps = await startAzureDevOps();
    project = azureDevOps.addProject('shop');
    web = await addRepository('web');
    author = azureDevOps.addIdentity('Kim Author');
    const identity = azureDevOps.addIdentity('shop Build Service (acme)', { kind: 'build' });
    jobToken = azureDevOps.addToken({ identity, name: 'job token', scheme: 'bearer' });
  });
  afterEach(() => azureDevOps.close());

  async function addRepository(name: string): Promise<Repository> {
    const repository = await azureDevOps.addRepository(project, name);
    await repository.commit({ branch: 'main', message: 'Base', files: base });
    return repository;
  }

  async function open(
    repository: Repository,
    name: string,
    given: { readonly isDraft?: boolean; readonly files?: Readonly<Record<string, string>> } = {},
  ): Promise<EmulatedPullRequest> {
    const { files = unsafe, ...options } = given;
    await repository.commit({ branch: name, message: name, files });
    return repository.createPullRequest({ title: `Change ${name}`, source: name, target: 'main', author, ...options });
  }

  const run = (variables: Readonly<Record<string, string>>, given: Partial<TaskRunOptions> = {}): Promise<TaskRun> =>
    runTask({
      ...{ taskFolder, jobToken: jobToken.value, collectionUrl: azureDevOps.collectionUrl },
      ...given,
      inputs: { modelProvider: 'none', ...given.inputs },
      variables: { ...variables, ...given.variables },
    });
  const review = ({ id }: EmulatedPullRequest, given: Partial<TaskRunOptions> = {}) =>
    run(buildVariables(project, id), given);
  const sweep = (given: Partial<TaskRunOptions> = {}) =>
    run(
      {
        ...buildVariables(project, 0),
        'Build.Reason': 'Schedule',
        'Build.Repository.ID': web.id,
        'Build.SourceBranch': 'refs/heads/main',
        'System.PullRequest.PullRequestId': '',
      },
      { ...given, inputs: { mode: 'sweep', ...given.inputs } },
    );

  const asked = (pullRequest: EmulatedPullRequest) =>
    azureDevOps.requests.filter(({ path }) => new RegExp(`/pullRequests/${pullRequest.id}(/|\\?|$)`, 'i').test(path));
  const states = (pullRequest: EmulatedPullRequest) => pullRequest.state().statuses.map(({ state }) => state);
  const findings = (pullRequest: EmulatedPullRequest) =>
    pullRequest.state().threads.filter(({ threadContext }) => threadContext?.filePath !== undefined);
  const list = (report: unknown) =>
    z
      .looseObject({
        pullRequests: z.array(z.looseObject({ pullRequestId: z.number(), fate: z.string(), reportPath: z.string() })),
      })
      .parse(report).pullRequests;

  it('reviews what is unreviewed, answers who waits, and leaves the rest alone at three requests', async () => {
    const unchanged = await open(web, 'unchanged');
    const waiting = await open(web, 'waiting');
    await review(unchanged);
    await review(waiting);
    const [thread] = findings(waiting);
    await waiting.reply(thread?.id ?? 0, author, '/threadline ignore It is a test server.');
    const unreviewed = await open(web, 'unreviewed');
    const draft = await open(web, 'draft', { isDraft: true });
    azureDevOps.clearRequests();

    const swept = await sweep();
    const text = swept.lines.join('\n');
    assert.equal(swept.result, 'Succeeded', text);
    assert.equal(
      asked(unchanged).length,
      3,
      asked(unchanged)
        .map(({ path }) => path)
        .join('\n'),
    );
    assert.equal(states(unreviewed).at(-1), states(unchanged).at(-1));
    assert.equal(findings(unreviewed).length, 1);
    const answered = findings(waiting)[0];
    assert.equal(answered?.status, 'wontFix');
    assert.match(answered?.comments.at(-1)?.content ?? '', /Won't fix/);
    assert.deepEqual(states(draft), ['notApplicable']);
    assert.deepEqual(findings(draft), []);

    const { openPullRequests, reviewedPullRequests, unchangedPullRequests, skippedPullRequests } = swept.outputs;
    assert.deepEqual(
      [openPullRequests, reviewedPullRequests, unchangedPullRequests, skippedPullRequests],
      ['4', '2', '1', '1'],
    );
    assert.equal(swept.outputs['failedPullRequests'], '0');
    assert.equal(swept.outputs['verdict'], 'SWEPT');
    assert.deepEqual(
      list(swept.report).map(({ fate, pullRequestId }) => [pullRequestId, fate]),
      [
        [unchanged.id, 'unchanged'],
        [waiting.id, 'reviewed'],
        [unreviewed.id, 'reviewed'],
        [draft.id, 'skipped'],
      ],
    );
    assert.ok(list(swept.report).every(({ fate, reportPath }) => (fate === 'reviewed') === (reportPath !== '')));
    assert.match(text, /^#\d+ +web +skipped: AI review skipped — this is a draft/m);
    assert.equal(swept.summaries.length, 1);
    assert.match(swept.summaries[0] ?? '', /4 open pull requests: 2 reviewed, 1 unchanged, 1 skipped\./);
    assert.match(swept.summaries[0] ?? '', new RegExp(`\\[${unreviewed.id}\\]\\(.+/pullrequest/${unreviewed.id}\\)`));

    azureDevOps.clearRequests();
    const again = await sweep();
    assert.equal(again.outputs['unchangedPullRequests'], '3');
    const writes = azureDevOps.requests.filter(({ method }) => !['GET', 'OPTIONS'].includes(method));
    assert.deepEqual(writes, [], 'a second sweep has nothing to write');
  });

  it('keeps the lines of each pull request together', async () => {
    const all = [await open(web, 'one'), await open(web, 'two'), await open(web, 'three'), await open(web, 'four')];
    const { lines } = await sweep();
    const marks = lines.filter((line) => /^##\[(end)?group\]/.test(line));
    assert.deepEqual(
      marks.map((line) => line.startsWith('##[group]Pull request')),
      all.flatMap(() => [true, false]),
      marks.join('\n'),
    );
    for (const { id } of all) {
      const start = lines.findIndex((line) => line.startsWith(`##[group]Pull request ${id}: reviewed`));
      const section = lines.slice(start, lines.indexOf('##[endgroup]', start));
      assert.ok(start >= 0 && section.some((line) => line.includes(`pullrequest/${id}`)), String(id));
      for (const other of all) if (other.id !== id) assert.ok(!section.join('\n').includes(`pullrequest/${other.id}`));
    }
  });

  it('goes on where one pull request fails, and says which', async () => {
    const before = await open(web, 'before');
    const broken = await open(web, 'broken');
    const after = await open(web, 'after');
    const path = new RegExp(`pullRequests/${broken.id}/iterations`);
    const body = {
      message: 'TF401027: You need the Git GenericRead permission.',
      typeKey: 'GitNeedsPermissionException',
    };
    azureDevOps.faults.add({ path, action: { kind: 'answer', status: 403, body } });
    const swept = await sweep();
    assert.equal(swept.result, 'SucceededWithIssues', swept.lines.join('\n'));
    assert.equal(findings(before).length, 1);
    assert.equal(findings(after).length, 1);
    assert.equal(findings(broken).length, 0);
    assert.equal(swept.outputs['failedPullRequests'], '1');
    assert.match(swept.summaries[0] ?? '', new RegExp(`\\| \\[${broken.id}\\].*\\| failed: `));
    assert.match(swept.lines.join('\n'), new RegExp(`^#${broken.id} +web +failed: `, 'm'));
    const strict = await sweep({ inputs: { failTask: 'true' } });
    assert.equal(strict.result, 'Failed');
  });

  it('fails a pull request whose model gives no answer, and no other', async () => {
    const reviewed = await open(web, 'reviewed');
    const server = await startModelServer({ script: answer({ summary: 'x', findings: [] }) });
    const model = {
      modelProvider: 'compatible',
      modelUrl: server.url,
      model: 'm',
      modelApiKey: '$(KEY)',
      effort: 'quick',
    };
    const given = { inputs: model, secretVariables: { KEY: testModelKey } };
    try {
      await review(reviewed, given);
      const unanswered = await open(web, 'unanswered');
      server.script(() => ({ kind: 'status', status: 401, body: { error: { message: 'no' } } }));
      const swept = await sweep(given);
      assert.equal(swept.result, 'SucceededWithIssues', swept.lines.join('\n'));
      assert.equal(swept.outputs['unchangedPullRequests'], '1');
      assert.equal(swept.outputs['failedPullRequests'], '1');
      assert.equal(states(unanswered).at(-1), 'error');
      assert.equal(findings(unanswered).length, 1, 'the built-in checks need no model');
    } finally {
      await server.close();
    }
  });

  it('says an error on a pull request once, however often it comes by', async () => {
    await web.commit({ branch: 'main', message: 'Settings', files: { '.threadline.yml': 'maxComments: many\n' } });
    const pullRequest = await open(web, 'change');
    for (let round = 0; round < 2; round++) {
      const swept = await sweep();
      assert.equal(swept.result, 'SucceededWithIssues', swept.lines.join('\n'));
      assert.match(swept.summaries[0] ?? '', /failed: .+maxComments/);
    }
    assert.deepEqual(states(pullRequest), ['error']);
  });

  it('leaves a pull request to the build validation that is reviewing it', async () => {
    const busy = await open(web, 'busy');
    const kill = new AbortController();
    await review(busy, { kill: kill.signal, onLine: (line) => line.includes('group]Review') && kill.abort() });
    assert.deepEqual(states(busy), ['pending']);
    const swept = await sweep();
    assert.deepEqual(states(busy), ['pending']);
    assert.equal(swept.outputs['skippedPullRequests'], '1');
    assert.match(swept.lines.join('\n'), /another run is reviewing this iteration at this moment/);
  });

  it('goes over the project, and takes no file of one repository for that of another', async () => {
    const api = await addRepository('api');
    const guideline = (name: string) => ({
      'AGENTS.md': `Guideline of ${name}.\n`,
      'src/lib.ts': `export const ${name}Lib = 1;\n`,
    });
    for (const one of [web, api])
      await one.commit({ branch: 'main', message: 'Guideline', files: guideline(one.name) });
    const inWeb = await open(web, 'change');
    const inApi = await open(api, 'change');
    const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
    const git = (...words: readonly string[]) => execFileSync('git', ['-C', folder, ...words], { stdio: 'pipe' });
    git('init', '--quiet');
    git('fetch', '--quiet', web.folder, 'main', 'change');
    const server = await startModelServer({ script: answer({ summary: 'x', findings: [] }) });
    const model = {
      modelProvider: 'compatible',
      modelUrl: server.url,
      model: 'm',
      modelApiKey: '$(KEY)',
      effort: 'quick',
    };
    try {
      const swept = await sweep({
        inputs: { ...model, sweepScope: 'project' },
        secretVariables: { KEY: testModelKey },
        variables: { 'Build.SourcesDirectory': folder },
      });
      assert.equal(swept.result, 'Succeeded', swept.lines.join('\n'));
      assert.equal(swept.outputs['reviewedPullRequests'], '2');
      const prompts = server.questions.map((question) => JSON.stringify(question));
      assert.equal(prompts.filter((text) => text.includes('Guideline of web')).length, 1);
      assert.equal(prompts.filter((text) => text.includes('Guideline of api')).length, 1);
      assert.ok(!prompts.some((text) => text.includes('Guideline of web') && text.includes('Guideline of api')));
      for (const one of [inWeb, inApi]) assert.equal(findings(one).length, 1);
      const runs = [inWeb, inApi].map((one) => one.state().statuses[0]?.properties ?? {});
      assert.notDeepEqual(runs[0], runs[1], 'each review is a run of its own');
    } finally {
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
    azureDevOps.clearRequests();
    const own = await sweep();
    assert.equal(own.outputs['openPullRequests'], '1', 'the repository alone unless told');
    assert.equal(asked(inApi).length, 0);
  });

  it('has nothing to do where nothing is open', async () => {
    const swept = await sweep();
    assert.equal(swept.result, 'Succeeded', swept.lines.join('\n'));
    assert.equal(swept.outputs['openPullRequests'], '0');
    assert.match(swept.lines.join('\n'), /No pull request is open/);
    assert.ok(azureDevOps.requests.length <= 2);
  });

  it('fails where the list is refused, and where an input is wrong, before any status is posted', async () => {
    const pullRequest = await open(web, 'change');
    const wrong = await sweep({ inputs: { maxComments: 'many' } });
    assert.equal(wrong.result, 'Failed');
    assert.match(wrong.lines.join('\n'), /"maxComments" is "many"/);
    assert.equal(wrong.outputs['verdict'], 'ERROR');
    const refused = await sweep({ variables: { 'Build.Repository.ID': '00000000-0000-4000-8000-000000000000' } });
    assert.equal(refused.result, 'Failed');
    assert.match(refused.summaries[0] ?? '', /Threadline sweep/);
    const both = await sweep({ inputs: { pullRequest: String(pullRequest.id) } });
    assert.equal(both.result, 'Failed');
    assert.match(both.lines.join('\n'), /"mode" is sweep, which reviews every open pull request/);
    assert.deepEqual(states(pullRequest), []);
  });

  it('prints and posts nothing in a dry run', async () => {
    const one = await open(web, 'one');
    const two = await open(web, 'two');
    const swept = await sweep({ inputs: { dryRun: 'true' } });
    assert.deepEqual([states(one), states(two)], [[], []]);
    const { lines } = swept;
    for (const { id } of [one, two]) {
      const start = lines.findIndex((line) => line.startsWith(`##[group]Pull request ${id}`));
      const section = lines.slice(start, lines.indexOf('##[endgroup]', start)).join('\n');
      assert.match(section, /src\/client\.ts:2/);
    }
  });

  it('ends when it is cancelled: begun ones get their status, the rest is left out', async () => {
    const server = await startModelServer({ script: () => ({ kind: 'hang' }) });
    const all: EmulatedPullRequest[] = [];
    for (const name of ['a', 'b', 'c', 'd']) all.push(await open(web, name));
    try {
      const model = {
        modelProvider: 'compatible',
        modelUrl: server.url,
        model: 'm',
        modelApiKey: '$(KEY)',
        effort: 'quick',
      };
      const swept = await sweep({
        inputs: model,
        secretVariables: { KEY: testModelKey },
        cancelOn: /Pull request 3 begins/,
      });
      const text = swept.lines.join('\n');
      assert.equal(states(all[3] ?? assert.fail()).length, 0, text);
      assert.match(text, /not begun: the run was cancelled/);
      assert.equal(swept.outputs['leftOutPullRequests'], '1');
      for (const one of all.slice(0, 3)) assert.notEqual(states(one).at(-1), 'pending');
    } finally {
      await server.close();
    }
  });

  it('speaks with Azure DevOps as the published contract says, and is answered so', async function () {
    if (openApiFolder === undefined) return this.skip();
    await open(web, 'change');
    await sweep();
    assert.equal(describeProblems(checkRequests(azureDevOps.requests)), '');
  });
});
