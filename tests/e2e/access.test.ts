// The built task with tokens that lack something: everything is named at once, and no model is asked before.
import assert from 'node:assert/strict';
import { type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene } from './scene.ts';

const leastScopes = ['vso.code', 'vso.code_status', 'vso.threads_full'];
const without = (...scopes: readonly string[]) => leastScopes.filter((scope) => !scopes.includes(scope));
const base = { 'src/a.ts': 'export {};\n', '.threadline.yml': 'patExpiresOn: 2020-01-31\n' };
const head = { 'src/a.ts': 'export const a = get({ rejectUnauthorized: false });\n' };

const missing = (scope: string) =>
  new RegExp(`Your PAT is missing the "${scope.replaceAll(/[()&]/g, '\\$&')}" scope\\.`);
const statusMissing = missing('Code (Status)');
const threadsMissing = missing('PR threads (Read & write)');
const readMissing = missing('Code (Read)');

interface Case {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly mayOnlyRead?: boolean;
  readonly says: readonly RegExp[];
  readonly isOnPullRequest: boolean;
}

const cases: readonly Case[] = [
  { name: 'PR threads', scopes: without('vso.threads_full'), says: [threadsMissing], isOnPullRequest: true },
  { name: 'Code (Status)', scopes: without('vso.code_status'), says: [statusMissing], isOnPullRequest: false },
  {
    name: 'both scopes for writing',
    scopes: without('vso.code_status', 'vso.threads_full'),
    says: [statusMissing, threadsMissing],
    isOnPullRequest: false,
  },
  { name: 'Code (Read)', scopes: without('vso.code'), says: [readMissing], isOnPullRequest: false },
  {
    name: 'every scope',
    scopes: ['vso.build'],
    says: [readMissing, statusMissing, threadsMissing],
    isOnPullRequest: false,
  },
  {
    name: 'the permission',
    scopes: leastScopes,
    mayOnlyRead: true,
    says: [/"Pat Owner" \(pat\.owner@example\.com\) lacks the permission "Contribute to pull requests"/],
    isOnPullRequest: false,
  },
];

describe('access at the start of a review', () => {
  let scene: Scene;
  let model: ModelServer;
  beforeEach(async () => {
    scene = await openScene(base, head);
    model = await startModelServer();
  });
  afterEach(() => Promise.all([scene.close(), model.close()]));

  function reviewAs(scopes: readonly string[], more: { readonly mayOnlyRead?: boolean } & ReviewOptions = {}) {
    const identity = scene.azureDevOps.addIdentity('Pat Owner');
    const permissions = more.mayOnlyRead === true ? { permissions: ['GenericRead'] as const } : {};
    const pat = scene.azureDevOps.addToken({ identity, scopes, name: 'pat', ...permissions });
    const inputs = { modelProvider: 'compatible', modelUrl: model.url, model: 'm', modelApiKey: '$(KEY)' };
    const secretVariables = { KEY: testModelKey, PAT: pat.value };
    return {
      pat,
      run: () => scene.review({ secretVariables, inputs: { ...inputs, azureDevOpsToken: '$(PAT)', ...more.inputs } }),
    };
  }

  for (const { isOnPullRequest, mayOnlyRead = false, name, says, scopes } of cases) {
    it(`names what is missing (${name}) before a model is asked`, async () => {
      const { pat, run } = reviewAs(scopes, { mayOnlyRead });
      const { lines, result } = await run();
      const text = lines.join('\n');
      for (const one of says) assert.match(text, one);
      for (const one of [statusMissing, threadsMissing, readMissing]) {
        if (!says.includes(one)) assert.doesNotMatch(text, one);
      }
      assert.equal(model.requests.length, 0);
      assert.equal(result, isOnPullRequest ? 'SucceededWithIssues' : 'Failed');
      if (isOnPullRequest) assert.match(lastStatus(scene), says[0] ?? /x/);
      // The agent is told once what to mask.
      assert.ok(!lines.some((line) => line.includes(pat.value) && !line.startsWith('##vso[task.setsecret')));
      const left = scene.pullRequest.state().threads.filter(({ systemType }) => systemType === undefined);
      assert.equal(left.length, 0, 'a thread was left behind');
    });
  }

  it('costs one request more with a PAT, and none where nothing is new', async () => {
    const { run } = reviewAs(leastScopes, { inputs: { modelProvider: 'none' } });
    await run();
    const threads = scene.azureDevOps.requests.filter(({ method, path }) => method === 'POST' && /threads/.test(path));
    assert.equal(threads.filter(({ status }) => status === 400).length, 1);
    scene.azureDevOps.clearRequests();
    const { lines } = await run();
    assert.match(lines.join('\n'), /Nothing is new/);
    assert.equal(scene.azureDevOps.requests.length, 3);
  });

  it('warns of a PAT that is said to have expired, and not of a job that uses none', async () => {
    const { lines } = await reviewAs(leastScopes, { inputs: { modelProvider: 'none' } }).run();
    assert.match(lines.join('\n'), /type=warning;?\]patExpiresOn says that the PAT expired on 2020-01-31/);
    const job = await scene.review({});
    assert.doesNotMatch(job.lines.join('\n'), /patExpiresOn says/);
  });

  it('asks for nothing that cannot be in a dry run', async () => {
    await reviewAs(without('vso.threads_full'), { inputs: { modelProvider: 'none', dryRun: 'true' } }).run();
    const writes = scene.azureDevOps.requests.filter(({ path }) => /threads|statuses/.test(path));
    assert.ok(writes.every(({ method }) => method === 'GET'));
  });
});
