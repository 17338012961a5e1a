// setup with somebody to ask: the answers of a script, on the emulator, broken off at every question.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtAccess } from '../../ReviewTask/cli/setup/access.ts';
import type { SetupFlags, SetupWorld } from '../../ReviewTask/cli/setup/world.ts';
import { type SetupEnding, setUp } from '../../ReviewTask/cli/setup.ts';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { systemClock } from '../../ReviewTask/edges/clock.ts';
import { openPipelineFolder } from '../../ReviewTask/edges/pipeline-folder.ts';
import { secretFreeOutput } from '../../ReviewTask/edges/secret-free-output.ts';
import { terminalLog } from '../../ReviewTask/edges/terminal.ts';
import { explanationOf } from '../../ReviewTask/errors.ts';
import { openSetupScene, type SetupScene, writesOf } from '../e2e/setup-scene.ts';
import { type Script, scriptedPrompter } from '../fakes/prompter.ts';

interface Run {
  readonly ending: SetupEnding | undefined;
  /** Code of the error that ended it. */
  readonly error: string | undefined;
  readonly questions: readonly string[];
  readonly output: string;
  readonly writes: readonly string[];
  /** Whether the review was to be posted; `undefined` where none was asked for. */
  readonly isPosted: boolean | undefined;
}

interface Given {
  readonly script?: Script;
  readonly flags?: Partial<SetupFlags>;
  readonly breakOffAt?: number;
}

const noFlags: SetupFlags = { policiesNow: false, overwrite: false, yes: false, dryRun: false };

async function run(scene: SetupScene, { script = [], flags = {}, breakOffAt }: Given): Promise<Run> {
  scene.azureDevOps.clearRequests();
  const printed: string[] = [];
  const output = secretFreeOutput({ write: (text) => printed.push(text) });
  const log = terminalLog(output, false);
  const always: Script = [
    [/access token/, scene.token.value],
    [/Address of a pull request/, scene.pullRequestUrl],
    [/token will be sent to/, true],
  ];
  const prompter = scriptedPrompter([...script, ...always], breakOffAt);
  const cancelled = new AbortController().signal;
  let isPosted: boolean | undefined;
  const world: SetupWorld = {
    ...{ prompter, log, cancelled, isUnattended: false, keepSecret: output.keepSecret },
    flags: { ...noFlags, ...flags },
    environment: () => '',
    connect(address, token) {
      const { collectionUrl } = address;
      const options = { collectionUrl, token, log, clock: systemClock, signal: cancelled, userAgent: 'test' };
      const azureDevOps = connectAzureDevOps(options);
      return {
        pullRequests: azureDevOps.pullRequests,
        provisioning: azureDevOps.provisioning,
        access: () => lookAtAccess(azureDevOps, address, token),
        async review(_pullRequest, _model, isPosting) {
          isPosted = isPosting;
          return { kind: 'skipped', reason: 'Nothing to review here.', skippedFiles: 0 };
        },
      };
    },
    openFolder: (path) => openPipelineFolder(path === '.' ? scene.clone : path, cancelled),
  };
  const ending = await setUp(world).catch((error: unknown) => {
    const code = explanationOf(error)?.code;
    if (code === undefined) throw error;
    return code;
  });
  const text = printed.join('');
  assert.ok(!text.includes(scene.token.value), 'the token is printed');
  return {
    ending: typeof ending === 'string' ? undefined : ending,
    error: typeof ending === 'string' ? ending : undefined,
    questions: prompter.questions,
    output: text,
    writes: writesOf(scene.azureDevOps),
    isPosted,
  };
}

const fileOf = (scene: SetupScene) => readFileSync(join(scene.clone, 'azure-pipelines-review.yml'), 'utf8');

describe('setup, asking', () => {
  let scene: SetupScene;
  beforeEach(async () => {
    scene = await openSetupScene();
  });
  afterEach(() => scene.close());

  it('asks one thing after the other, and writes only after a yes', async () => {
    const { ending, questions, writes, isPosted, output } = await run(scene, { flags: { policiesNow: true } });
    assert.deepEqual(ending, { isWhole: true }, output);
    assert.deepEqual(
      questions.map((question) => question.replace(/127\.0\.0\.1:\d+|\/\S*setup-\S+/g, '*')),
      [
        'Personal access token',
        'Address of a pull request',
        'The token will be sent to *. Is that your Azure DevOps Server?',
        'Repository to review',
        'Branch whose pull requests are reviewed',
        "Path of the pipeline's YAML in the repository",
        'Model',
        'Where builds run',
        'Branch policies',
        'azure-pipelines-review.yml will be written to * Go ahead?',
        'pipeline "web review" will be created from azure-pipelines-review.yml, on the pool "Azure Pipelines". Go ahead?',
        'build validation of main will be created, optional. Go ahead?',
        'status policy threadline/ai-pr-review of main will be created, optional. Go ahead?',
        'First review of pull request 1',
      ],
    );
    assert.equal(writes.length, 3);
    assert.equal(isPosted, false);
  });

  it('asks for the rest of a model, and writes the answers into the YAML', async () => {
    await run(scene, {
      script: [
        [/^Model$/, 'azureOpenAI'],
        [/Name of the model/, 'my-deployment'],
        [/Base URL/, 'https://n.openai.azure.com/openai/v1/'],
        [/secret pipeline variable/, 'AZURE_KEY'],
        [/Where builds run/, 'own'],
        [/Name of the agent pool/, 'Linux'],
      ],
    });
    const text = fileOf(scene);
    assert.match(text, /name: Linux/);
    assert.match(
      text,
      /modelProvider: azureOpenAI\n +modelUrl: https:\/\/n\.openai\.azure\.com\/openai\/v1\/\n +model: my-deployment\n +modelApiKey: \$\(AZURE_KEY\)/,
    );
  });

  it('sets up another repository of the project, of which the folder is no clone', async () => {
    const script: Script = [
      [/Repository to review/, 'api'],
      [/no clone of api/, '-'],
    ];
    const { error, output } = await run(scene, { script });
    assert.equal(error, 'setup-no-branches', output);
  });

  it('makes nothing after a no, and says what was left out', async () => {
    const { output, writes } = await run(scene, { script: [[/Go ahead/, false]], flags: { policiesNow: true } });
    assert.deepEqual(writes, []);
    assert.throws(() => fileOf(scene));
    assert.match(
      output,
      /- pipeline "web review": left out\n- build validation of main: left out with what it builds on/,
    );
  });

  it('does not send the token to a host that the person does not know', async () => {
    const { error, writes } = await run(scene, { script: [[/token will be sent to/, false]] });
    assert.equal(error, 'setup-interrupted');
    assert.deepEqual(writes, []);
    assert.equal(scene.azureDevOps.requests.length, 0);
  });

  it('posts the first review only where asked, and never in a dry run', async () => {
    const script: Script = [[/First review/, 'post']];
    assert.equal((await run(scene, { script })).isPosted, true);
    const dry = await run(scene, { script, flags: { dryRun: true } });
    assert.equal(dry.isPosted, false);
    assert.deepEqual(dry.writes, []);
    assert.equal((await run(scene, { script: [[/First review/, 'none']] })).isPosted, undefined);
  });
});

describe('setup, broken off', () => {
  const flags = { policiesNow: true };
  let scene: SetupScene;
  beforeEach(async () => {
    scene = await openSetupScene();
  });
  afterEach(() => scene.close());

  async function breakOff(question: number): Promise<Run> {
    const stopped = await run(scene, { flags, breakOffAt: question });
    assert.equal(stopped.error, 'setup-interrupted');
    assert.equal(stopped.questions.length, question);
    return stopped;
  }

  it('at any of the first ten questions has made nothing', async () => {
    for (let question = 1; question <= 10; question++) {
      assert.deepEqual((await breakOff(question)).writes, []);
      assert.throws(() => fileOf(scene));
    }
  });

  for (const question of [11, 12, 13, 14]) {
    it(`at question ${question} leaves what a second run goes on from`, async () => {
      const stopped = await breakOff(question);
      assert.equal(stopped.writes.length, question - 11);
      const second = await run(scene, { flags });
      assert.deepEqual(second.ending, { isWhole: true });
      assert.equal(second.writes.length, 14 - question, 'each thing is made once');
      assert.match(fileOf(scene), /ThreadlineReview@1/);
    });
  }
});
