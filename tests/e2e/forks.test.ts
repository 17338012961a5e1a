// Builds of forks: no secrets, and a token that may only read. Nothing stops without a word, and nobody is asked to open secrets.
import assert from 'node:assert/strict';
import type { EmulatedToken } from '../emulator/azure-devops.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene, statusStates } from './scene.ts';

const base = { 'src/a.ts': 'export {};\n' };
const head = { 'src/a.ts': 'export const a = get({ rejectUnauthorized: false });\n' };
const model = { modelProvider: 'openai', model: 'm', modelApiKey: '$(MODEL_KEY)' };

describe('builds of forks', () => {
  let scene: Scene;
  let readOnly: EmulatedToken;
  beforeEach(async () => {
    scene = await openScene(base, head, { fork: true });
    const { identity } = scene.jobToken;
    const permissions = ['GenericRead'] as const;
    readOnly = scene.azureDevOps.addToken({ identity, scheme: 'bearer', name: 'restricted job token', permissions });
  });
  afterEach(() => scene.close());

  const build = (options: ReviewOptions) =>
    scene.review({ ...options, variables: { 'System.PullRequest.IsFork': 'True', ...options.variables } });
  const ours = () => scene.pullRequest.state().threads.filter(({ systemType }) => systemType === undefined);

  const table: readonly {
    readonly name: string;
    readonly inputs: Readonly<Record<string, string>>;
    readonly mayWrite: boolean;
    readonly why: RegExp;
    readonly statuses: readonly string[];
  }[] = [
    {
      name: 'no key and a token that writes',
      inputs: model,
      mayWrite: true,
      why: /has no secrets/,
      statuses: ['error'],
    },
    { name: 'no key and a token that reads', inputs: model, mayWrite: false, why: /has no secrets/, statuses: [] },
    {
      name: 'an empty key',
      inputs: { ...model, modelApiKey: '' },
      mayWrite: true,
      why: /has no secrets/,
      statuses: ['error'],
    },
    {
      name: 'no model and a token that reads',
      inputs: { modelProvider: 'none' },
      mayWrite: false,
      why: /token of a fork build may only read/,
      statuses: [],
    },
    {
      name: 'a PAT that did not come along and a token that reads',
      inputs: { modelProvider: 'none', azureDevOpsToken: '$(PAT)' },
      mayWrite: false,
      why: /token of a fork build may only read/,
      statuses: [],
    },
  ];
  for (const { inputs, mayWrite, name, statuses, why } of table) {
    it(`log what the built-in checks find, and say who can run the review: ${name}`, async () => {
      const { lines, outputs, result } = await build({
        inputs,
        jobToken: (mayWrite ? scene.jobToken : readOnly).value,
      });
      const text = lines.join('\n');
      assert.equal(result, 'Succeeded', text);
      assert.equal(outputs['verdict'], 'SKIPPED');
      assert.match(text, why);
      assert.match(text, /--- src\/a\.ts:1/);
      assert.match(
        text,
        /A maintainer who has looked at the change can start the pipeline by hand with "pullRequest" set to 1/,
      );
      assert.doesNotMatch(text, /make secrets available|allow.*secret|grant.*secret/i);
      assert.deepEqual(statusStates(scene), statuses);
      assert.equal(ours().length, 0);
    });
  }

  it('review as ever where nothing is kept from them', async () => {
    const { result } = await build({ inputs: { modelProvider: 'none' } });
    assert.equal(result, 'Succeeded');
    assert.equal(scene.findings().length, 1);
  });

  it('leave the status that a maintainer brought', async () => {
    await scene.review({ inputs: { modelProvider: 'none' }, variables: { 'Build.Reason': 'Manual' } });
    const before = lastStatus(scene);
    await build({ inputs: model });
    assert.equal(lastStatus(scene), before);
  });

  it('leave out what a filter leaves out, with the status that it has', async () => {
    await scene.repository.commit({
      branch: 'main',
      message: 'Filter',
      files: { '.threadline.yml': 'targetBranches: [release/*]\n' },
    });
    await build({ inputs: model });
    assert.deepEqual(statusStates(scene), ['notApplicable']);
  });

  it('stop for a key that is missing in any other build', async () => {
    const { result } = await scene.review({ inputs: model });
    assert.equal(result, 'SucceededWithIssues');
    assert.match(lastStatus(scene), /MODEL_KEY/);
  });
});
