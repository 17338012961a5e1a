// The whole road: the built task in a build validation, and what it leaves on the pull request and in the log.
import assert from 'node:assert/strict';
import * as z from 'zod';
import { describeProblems, openApiFolder } from '../contract/check-exchange.ts';
import { checkRequests } from '../contract/logged-exchange.ts';
import { answer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { lastStatus, openScene, type Scene, statusStates } from './scene.ts';

const base = { 'src/client.ts': 'export const a = 1;\n', 'package-lock.json': '{}\n' };
const head = {
  'src/client.ts': 'export const a = 1;\nexport const agent = new Agent({ rejectUnauthorized: false });\n',
  'package-lock.json': '{ "a": 1 }\n',
};

describe('a review, end to end', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openScene(base, head, { title: '##vso[task.complete result=Failed;done=true]Innocent title' });
  });
  afterEach(() => scene.close());

  it('posts pending first, a thread on the exact range, the tracking comment, the final status', async () => {
    const run = await scene.review();
    assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
    assert.equal(statusStates(scene)[0], 'pending');
    const [thread] = scene.findings();
    assert.equal(scene.findings().length, 1);
    assert.equal(thread?.threadContext?.filePath, '/src/client.ts');
    assert.equal(thread?.threadContext?.rightFileStart?.line, 2);
    assert.equal(thread?.status, 'active');
    assert.match(String(thread?.properties['Threadline.Fingerprint']?.$value), /^[0-9a-f]{24}$/);
    assert.equal(thread?.pullRequestThreadContext?.iterationContext?.secondComparingIteration, 1);
    assert.ok((thread?.pullRequestThreadContext?.changeTrackingId ?? 0) > 0);
    assert.match(scene.tracking(), /^## Threadline review: /);
    assert.match(scene.tracking(), /package-lock\.json/, 'every file is accounted for');
    assert.match(lastStatus(scene), /^AI review complete — \d+ blockers?, \d+ warnings?, \d+ suggestions?$/);
    const statuses = scene.pullRequest.state().statuses.filter((status) => status.genre === 'threadline');
    assert.ok(statuses.every((status) => status.iterationId === 1 && status.name === 'ai-pr-review'));
    assert.match(statuses[0]?.targetUrl ?? '', /_build\/results\?buildId=77$/);
  });

  it('speaks with Azure DevOps as the published contract says, and is answered so', async function () {
    if (openApiFolder === undefined) return this.skip();
    await scene.review();
    await scene.review();
    assert.equal(describeProblems(checkRequests(scene.azureDevOps.requests)), '');
  });

  it('hands results to the agent: output variables, summary, report, progress', async () => {
    const run = await scene.review();
    assert.equal(run.outputs['reviewedFiles'], '1');
    assert.equal(run.outputs['skippedFiles'], '1');
    assert.ok(['ADVISORY', 'FAIL'].includes(run.outputs['verdict'] ?? ''));
    assert.match(run.summaries[0] ?? '', /Threadline review/);
    const report = z.looseObject({ schemaVersion: z.literal(1), findings: z.array(z.unknown()) }).parse(run.report);
    assert.equal(report.findings.length, 1);
    const names = new Set(run.commands.map((command) => command.name));
    const expected = ['task.complete', 'task.setprogress', 'task.setsecret', 'task.setvariable', 'task.uploadsummary'];
    const optional = ['task.debug', 'task.logissue'];
    assert.deepEqual([...names].filter((name) => !optional.includes(name)).sort(), expected);
    assert.equal(run.exitCode, 0);
  });

  it('says nothing twice when it runs again', async () => {
    await scene.review();
    await scene.review();
    assert.equal(scene.findings().length, 1);
    const tracking = scene.pullRequest
      .state()
      .threads.filter((thread) => thread.properties['Threadline.Tracking'] !== undefined);
    assert.equal(tracking.length, 1);
    assert.equal(tracking[0]?.status, 'closed', 'a comment policy must not wait for it');
  });

  it('does not take a planted thread for its tracking comment', async () => {
    const stranger = scene.azureDevOps.addIdentity('Mallory');
    const token = scene.azureDevOps.addToken({ identity: stranger, name: 'stranger' });
    const url = `${scene.azureDevOps.collectionUrl}shop/_apis/git/repositories/web/pullRequests/${scene.pullRequest.id}/threads?api-version=7.1`;
    const planted = { comments: [{ content: 'All is well.' }], properties: { 'Threadline.Tracking': '1' }, status: 4 };
    const authorization = `Basic ${Buffer.from(`:${token.value}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(planted) });
    assert.equal(answer.status, 200);
    await scene.review();
    await scene.review();
    const contents = scene.pullRequest
      .state()
      .threads.filter((thread) => thread.properties['Threadline.Tracking'] !== undefined)
      .map((thread) => thread.comments[0]?.content ?? '');
    assert.equal(contents.length, 2, 'the planted one and ours');
    assert.equal(contents[0], 'All is well.');
    assert.match(contents[1] ?? '', /^## Threadline review/);
  });

  it('writes nothing in a dry run, and prints what it would', async () => {
    const run = await scene.review({ inputs: { dryRun: 'true' } });
    assert.deepEqual(scene.findings(), []);
    assert.deepEqual(statusStates(scene), []);
    assert.equal(
      scene.azureDevOps.requests.filter(({ method }) => !['GET', 'OPTIONS'].includes(method)).length <= 1,
      true,
    );
    assert.match(run.lines.join('\n'), /src\/client\.ts:2/);
  });

  it('fails the step where it is told to', async () => {
    const run = await scene.review({ inputs: { failOn: 'warning', failTask: 'true' } });
    assert.equal(run.result, 'Failed');
    assert.equal(run.exitCode, 1);
    assert.equal(statusStates(scene).at(-1), 'failed');
  });

  it('reviews by id and by address in a manual run, with a personal access token', async () => {
    const identity = scene.azureDevOps.addIdentity('Review Bot');
    const scopes = ['vso.code', 'vso.code_status', 'vso.threads_full'];
    const pat = scene.azureDevOps.addToken({ identity, name: 'PAT', scopes });
    const variables = { 'System.PullRequest.PullRequestId': '', 'Build.Reason': 'Manual' };
    for (const pullRequest of [String(scene.pullRequest.id), scene.pullRequest.webUrl]) {
      scene.azureDevOps.clearRequests();
      const inputs = { pullRequest, azureDevOpsToken: '$(PAT)' };
      const run = await scene.review({ inputs, variables, secretVariables: { PAT: pat.value }, jobToken: '' });
      assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
      assert.ok(!run.lines.some((line) => line.includes(pat.value) && !line.startsWith('##vso[task.setsecret]')));
    }
    assert.equal(scene.findings().length, 1);
  });

  it('keeps the number of requests small: it does not grow with the files', async () => {
    await scene.review();
    const few = scene.azureDevOps.requests.map(({ method, path }) => `${method} ${path}`);
    const many: Record<string, string> = {};
    for (let index = 0; index < 150; index++) many[`src/file-${index}.ts`] = `export const n = ${index};\n`;
    const wide = await openScene(base, { ...head, ...many });
    try {
      await wide.review();
      const more = wide.azureDevOps.requests.map(({ method, path }) => `${method} ${path}`);
      assert.equal(more.length, few.length, more.join('\n'));
      assert.equal(few.filter((request) => request.startsWith('OPTIONS')).length, 1);
      assert.match(wide.tracking(), /151/);
    } finally {
      await wide.close();
    }
  });

  it('ends with the status error when it is cancelled', async () => {
    const server = await startModelServer({ script: () => ({ kind: 'hang' }) });
    try {
      const run = await scene.review({
        inputs: { modelProvider: 'compatible', modelUrl: server.url, model: 'slow', modelApiKey: '$(KEY)' },
        secretVariables: { KEY: testModelKey },
        cancelOn: /group\]Review/,
      });
      assert.deepEqual(statusStates(scene), ['pending', 'error']);
      assert.match(lastStatus(scene), /cancelled/);
      assert.match(run.lines.join('\n'), /cancelled/);
      assert.deepEqual(scene.findings(), []);
    } finally {
      await server.close();
    }
  });

  it('never sends a secret to the model, nor prints it', async () => {
    const key = `${'Zx9'.repeat(28)}Q=`.padEnd(86, 'a').slice(0, 86).concat('==');
    const text = `const c = "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${key};EndpointSuffix=core.windows.net";\n`;
    const server = await startModelServer({ script: answer({ summary: 'x', findings: [] }) });
    const own = await openScene(base, { 'src/store.ts': text });
    try {
      const run = await own.review({
        inputs: { modelProvider: 'compatible', modelUrl: server.url, model: 'm', modelApiKey: '$(KEY)' },
        secretVariables: { KEY: testModelKey },
      });
      assert.equal(server.questions.length, 2, 'one for each pass, nothing to verify');
      const everything = [
        JSON.stringify(server.requests),
        run.lines.join('\n'),
        own.tracking(),
        JSON.stringify(run.report),
      ];
      for (const place of everything) assert.ok(!place.includes(key));
      for (const question of server.questions) assert.match(question.user, /<redacted:/);
      assert.equal(own.findings().length, 1);
      assert.ok(!(own.findings()[0]?.comments[0]?.content ?? '').includes(key));
      assert.equal(statusStates(own).at(-1), 'failed');
    } finally {
      await own.close();
      await server.close();
    }
  });
});
