// Bad input ends in a clear message, the right status where one can be posted, and never in silence.
import assert from 'node:assert/strict';
import { answer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene, statusStates } from './scene.ts';

interface Case {
  readonly name: string;
  readonly given?: ReviewOptions;
  readonly prepare?: (scene: Scene) => Promise<unknown> | unknown;
  readonly base?: Readonly<Record<string, string>>;
  readonly head?: Readonly<Record<string, string>>;
  readonly result: 'Succeeded' | 'SucceededWithIssues' | 'Failed';
  readonly says: RegExp;
  readonly states: readonly string[];
  readonly status?: RegExp;
}

const model = { modelProvider: 'openai', model: 'gpt-5', modelApiKey: 'k' };

const cases: readonly Case[] = [
  {
    name: 'a key that is an unexpanded variable',
    given: { inputs: { ...model, modelApiKey: '$(MODEL_KEY)' } },
    result: 'SucceededWithIssues',
    says: /no variable named "MODEL_KEY"/,
    states: ['error'],
    status: /AI review encountered an error — The input "modelApiKey" still reads \$\(MODEL_KEY\)/,
  },
  {
    name: 'no model',
    given: { inputs: { ...model, model: '' } },
    result: 'SucceededWithIssues',
    says: /The input "model" is empty/,
    states: ['error'],
  },
  {
    name: 'an unknown choice',
    given: { inputs: { failOn: 'sometimes' } },
    result: 'SucceededWithIssues',
    says: /"failOn" is "sometimes".*\n?.*Use one of: none, warning, blocker/s,
    states: ['error'],
  },
  {
    name: 'an error where the step is to fail too',
    given: { inputs: { failOn: 'sometimes', failTask: 'true' } },
    result: 'Failed',
    says: /"failOn"/,
    states: ['error'],
  },
  {
    name: 'a configuration file that is no YAML',
    base: { 'a.ts': 'x\n', '.threadline.yml': 'include: [a\nexclude: }\n' },
    head: { 'a.ts': 'y\n' },
    result: 'SucceededWithIssues',
    says: /\.threadline\.yml.*not the YAML it should be/,
    states: ['error'],
    status: /\.threadline\.yml/,
  },
  {
    name: 'a configuration file with an unknown key',
    base: { 'a.ts': 'x\n', '.threadline.yml': 'minSeverty: warning\n' },
    head: { 'a.ts': 'y\n' },
    result: 'SucceededWithIssues',
    says: /line 1: there is no key "minSeverty".*Did you mean "minSeverity"/s,
    states: ['error'],
  },
  {
    name: 'a review that the configuration switches off',
    base: { 'a.ts': 'x\n', '.threadline.yml': 'enabled: false\n' },
    head: { 'a.ts': 'y\n' },
    result: 'Succeeded',
    says: /enabled: false/,
    states: ['notApplicable'],
  },
  {
    name: 'a configuration of the source branch: not obeyed',
    head: { 'a.ts': 'y\n', '.threadline.yml': 'enabled: false\n' },
    result: 'Succeeded',
    says: /PASS/,
    states: ['pending', 'succeeded'],
  },
  {
    name: 'a collection that does not answer',
    given: { collectionUrl: 'http://127.0.0.1:9/acme/' },
    result: 'Failed',
    says: /127\.0\.0\.1:9/,
    states: [],
  },
  {
    name: 'a build that no pull request started',
    given: { variables: { 'System.PullRequest.PullRequestId': '', 'Build.Reason': 'Manual' } },
    result: 'Failed',
    says: /not started by a pull request \(Build\.Reason is Manual\)/,
    states: [],
  },
  {
    name: 'a pull request that is not there',
    given: { inputs: { pullRequest: '4711' } },
    result: 'Failed',
    says: /4711/,
    states: [],
  },
  {
    name: 'no token',
    given: { jobToken: '' },
    result: 'Failed',
    says: /There is no token/,
    states: [],
  },
  {
    name: 'a closed pull request',
    prepare: (scene) => scene.pullRequest.abandon(),
    result: 'Succeeded',
    says: /The pull request is abandoned/,
    states: [],
  },
  {
    name: 'an empty diff',
    head: { 'a.ts': 'x\n' },
    result: 'Succeeded',
    says: /no reviewable changes/,
    states: ['pending', 'succeeded'],
    status: /^AI review skipped — no reviewable changes$/,
  },
  {
    name: 'a diff that is wholly excluded',
    head: { 'package-lock.json': '{}\n', 'web/app.min.js': 'x' },
    result: 'Succeeded',
    says: /all files excluded/,
    states: ['pending', 'succeeded'],
    status: /^AI review skipped — all files excluded$/,
  },
];

describe('bad input, end to end', () => {
  for (const one of cases) {
    it(one.name, async () => {
      const scene = await openScene(one.base ?? { 'a.ts': 'x\n' }, one.head ?? { 'a.ts': 'y\n' });
      try {
        await one.prepare?.(scene);
        const run = await scene.review(one.given);
        assert.match(run.lines.join('\n'), one.says);
        assert.equal(run.result, one.result);
        assert.equal(run.exitCode, one.result === 'Failed' ? 1 : 0);
        assert.deepEqual(statusStates(scene), one.states);
        if (one.status !== undefined) assert.match(lastStatus(scene), one.status);
        assert.deepEqual(scene.findings(), []);
      } finally {
        await scene.close();
      }
    });
  }

  const answers: readonly { name: string; given: Parameters<typeof answer>; says: RegExp }[] = [
    {
      name: 'an answer that is not JSON',
      given: ['I found no problems.'],
      says: /not the JSON object it was asked for/,
    },
    { name: 'an answer cut off', given: ['{"summary":"x","findings":[', { finishReason: 'length' }], says: /cut off/ },
    { name: 'a refusal', given: [null, { refusal: 'I cannot help with that.' }], says: /refused to review/ },
    { name: 'a content filter', given: ['', { finishReason: 'content_filter' }], says: /content filter/ },
  ];
  for (const { name, given, says } of answers) {
    it(`${name}: status error, and the built-in checks' findings all the same`, async () => {
      const server = await startModelServer({ script: answer(...given) });
      const scene = await openScene(
        { 'a.ts': 'x\n' },
        { 'a.ts': 'const a = https.get(u, { rejectUnauthorized: false });\n' },
      );
      try {
        const inputs = { modelProvider: 'compatible', modelUrl: server.url, model: 'm', modelApiKey: '$(KEY)' };
        const run = await scene.review({ inputs, secretVariables: { KEY: testModelKey } });
        assert.match(run.lines.join('\n'), says);
        assert.deepEqual(statusStates(scene), ['pending', 'error']);
        assert.equal(scene.findings().length, 1);
        assert.match(scene.tracking(), /ERROR — nothing was reviewed/);
        const neutral = await scene.review({
          inputs: { ...inputs, onModelFailure: 'neutral' },
          secretVariables: { KEY: testModelKey },
        });
        assert.equal(neutral.result, 'SucceededWithIssues');
        assert.equal(statusStates(scene).at(-1), 'notApplicable');
        assert.equal(scene.findings().length, 1, 'nothing is said twice');
      } finally {
        await scene.close();
        await server.close();
      }
    });
  }
});
