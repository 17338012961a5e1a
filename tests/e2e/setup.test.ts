// setup, unattended, from the built command: makes what is missing, recognises what is there, never loosens, tells no secret.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeProblems, openApiFolder } from '../contract/check-exchange.ts';
import { checkRequests } from '../contract/logged-exchange.ts';
import { projectRoot } from '../project-root.ts';
import { openSetupScene, runProgram, type SetupRun, type SetupScene } from './setup-scene.ts';

const quick = ['--yes', '--review', 'none'];
const definitions = 'POST /build/definitions';
const policy = 'POST /policy/configurations';

describe('setup, unattended', () => {
  let scene: SetupScene;
  const outputs: string[] = [];
  const run = async (words: readonly string[], given?: Parameters<SetupScene['run']>[1]): Promise<SetupRun> => {
    const result = await scene.run(words, given);
    outputs.push(result.output);
    return result;
  };
  const yaml = () => join(scene.clone, 'azure-pipelines-review.yml');
  const policiesOf = async () => {
    const answer = await fetch(`${scene.azureDevOps.collectionUrl}${scene.project.id}/_apis/policy/configurations`, {
      headers: { Authorization: `Basic ${Buffer.from(`:${scene.token.value}`).toString('base64')}` },
    });
    const { value } = (await answer.json()) as { value: readonly Record<string, unknown>[] };
    return value;
  };

  beforeEach(async () => {
    scene = await openSetupScene();
  });
  afterEach(async () => {
    for (const output of outputs.splice(0)) {
      assert.ok(!output.includes(scene.token.value), 'the token is printed');
      assert.doesNotMatch(output, /\n {4}at /, 'a stack trace is printed');
    }
    await scene.close();
  });

  it('shows the plan and the review in a dry run, and sends no request that writes', async () => {
    const { exitCode, output, writes } = await run(['--yes', '--dry-run', '--policies-now']);
    assert.equal(exitCode, 0, output);
    assert.deepEqual(writes, []);
    assert.equal(existsSync(yaml()), false);
    assert.match(output, /✓ /);
    assert.match(output, /\+ azure-pipelines-review\.yml: will be written/);
    assert.match(output, /\+ pipeline "web review": will be created/);
    assert.match(output, /\+ build validation of main: will be created, optional/);
    assert.match(output, /This is a dry run: nothing is written\./);
    assert.match(output, /First review \(nothing is posted\)[\s\S]*Node\.js accepts every server certificate/);
  });

  it('writes the file and makes the pipeline, and changes nothing when it is run again', async () => {
    const first = await run(quick);
    assert.equal(first.exitCode, 0, first.output);
    assert.deepEqual(first.writes, [definitions]);
    assert.match(first.output, /build validation of main: waits until azure-pipelines-review\.yml is on main/);
    assert.match(first.output, /git push -u origin threadline/);
    const text = readFileSync(yaml(), 'utf8');
    const state = execFileSync('git', ['-C', scene.clone, 'status', '--porcelain'], { encoding: 'utf8' });
    assert.equal(state.trim(), '?? azure-pipelines-review.yml', 'nothing is staged or committed');

    const again = await run(quick);
    assert.equal(again.exitCode, 0, again.output);
    assert.deepEqual(again.writes, []);
    assert.match(again.output, /Nothing is to be made\./);
    assert.equal(readFileSync(yaml(), 'utf8'), text);
  });

  it('goes on with the policies when the file is merged', async () => {
    await run(quick);
    await scene.merge(readFileSync(yaml(), 'utf8'));
    const { exitCode, output, writes } = await run([...quick, '--policies', 'require']);
    assert.equal(exitCode, 0, output);
    assert.deepEqual(writes, [policy, policy]);
    const [build, status] = await policiesOf();
    assert.deepEqual([build?.['isBlocking'], status?.['isBlocking']], [true, true]);
    const settings = status?.['settings'] as Record<string, unknown>;
    assert.deepEqual([settings['statusGenre'], settings['statusName']], ['threadline', 'ai-pr-review']);

    const again = await run([...quick, '--policies', 'require']);
    assert.deepEqual(again.writes, []);
    assert.match(again.output, /Nothing is to be made\./);
  });

  it('asks as the specification has it', async () => {
    if (openApiFolder === undefined) return;
    await scene.run([...quick, '--policies-now']);
    const made = [...scene.azureDevOps.requests];
    await scene.run([...quick, '--policies-now', '--policies', 'require']);
    const changed = [...scene.azureDevOps.requests];
    const ours = [...made, ...changed].filter(({ path }) => /definitions|policy|permissions/i.test(path));
    assert.equal(ours.filter(({ method }) => method === 'PUT').length, 2);
    assert.equal(describeProblems(checkRequests(ours)), '');
  });

  it('makes an optional policy required where asked, and never the other way', async () => {
    await run([...quick, '--policies-now']);
    const stricter = await run([...quick, '--policies-now', '--policies', 'require']);
    assert.deepEqual(
      stricter.writes.map((line) => line.replace(/\d+$/, 'N')),
      ['PUT /policy/configurations/N', 'PUT /policy/configurations/N'],
    );
    const before = await policiesOf();
    const looser = await run([...quick, '--policies-now', '--policies', 'advise']);
    assert.deepEqual(looser.writes, []);
    assert.match(looser.output, /it is required and stays so: setup loosens nothing/);
    assert.deepEqual(await policiesOf(), before);
  });

  it('shows the clicks for what the token may not do, and says so with its exit code', async () => {
    const reader = scene.addToken({ scopes: ['vso.code'] });
    const { exitCode, output, writes } = await run([...quick, '--policies-now'], { token: reader });
    assert.equal(exitCode, 1, output);
    assert.deepEqual(writes, []);
    assert.match(output, /! pipeline "web review": by hand, Your PAT is missing the "Build \(Read\)" scope/);
    assert.match(output, /choose New pipeline, Azure Repos Git, web/);
    assert.ok(existsSync(yaml()), 'what can be made is made');
    assert.ok(!output.includes(reader.value));
  });

  it('shows the clicks where creating is refused, and goes on with the rest', async () => {
    const builder = scene.addToken({ scopes: ['vso.code', 'vso.build'] });
    const { exitCode, output, writes } = await run([...quick, '--policies-now'], { token: builder });
    assert.equal(exitCode, 1, output);
    assert.deepEqual(writes, [definitions]);
    assert.match(output, /! pipeline "web review": by hand, Your PAT is missing the "Build \(Read & execute\)" scope/);
  });

  it('names the permission on pipelines that is missing', async () => {
    scene.azureDevOps.faults.add({
      method: 'POST',
      path: /build\/definitions/,
      action: {
        kind: 'answer',
        status: 403,
        body: {
          message: 'Access denied. Kim Author needs Edit build pipeline permissions to perform the action.',
          typeKey: 'AccessDeniedException',
        },
      },
    });
    const { exitCode, output } = await run(quick);
    assert.equal(exitCode, 1, output);
    assert.match(output, /the permission "Edit build pipeline" on the pipelines of the project "My Shop"/);
    assert.match(output, /choose New pipeline, Azure Repos Git, web/);
  });

  it('names the permission that is missing for policies, before it tries', async () => {
    const member = scene.addToken({ permissions: ['GenericRead', 'PullRequestContribute'] });
    const { exitCode, output, writes } = await run([...quick, '--policies-now'], { token: member });
    assert.equal(exitCode, 1, output);
    assert.deepEqual(writes, [definitions]);
    assert.match(output, /lacks the permission "Edit policies" on the repository "web"/);
    assert.match(output, /Under Build Validation choose \+/);
  });

  it('prints what the README shows', async () => {
    const words = ['--yes', '--policies', 'require', '--review', 'none'];
    const { output } = await run(words);
    const shown = output
      .slice(output.indexOf('Access\n'), output.indexOf('\nWhat is left to do'))
      .replaceAll(scene.azureDevOps.collectionUrl, 'https://dev.azure.com/contoso/')
      .replaceAll(/\S+\bsetup-\w+/g, '/home/kim/web');
    const file = join(projectRoot, 'README.md');
    const readme = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    const sample = `<!-- sample: setup -->\n\n\`\`\`text\n${shown}\`\`\`\n\n<!-- end: setup -->`;
    const updated = readme.replace(/<!-- sample: setup -->[\s\S]*<!-- end: setup -->/, () => sample);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, updated);
    else assert.equal(readme, updated, 'UPDATE_GOLDEN=1 writes the sample anew');
  });

  it('never writes over a file that does something else, unless told to', async () => {
    writeFileSync(yaml(), 'steps:\n  - script: echo mine\n');
    const kept = await run(quick);
    assert.equal(readFileSync(yaml(), 'utf8'), 'steps:\n  - script: echo mine\n');
    assert.match(kept.output, /written OVER the file/);
    await run([...quick, '--overwrite']);
    assert.match(readFileSync(yaml(), 'utf8'), /ThreadlineReview@1/);
  });

  it('writes nowhere but into a clone of the repository, or the folder that is named', async () => {
    const other = mkdtempSync(join(tmpdir(), 'setup-other-'));
    try {
      const { output } = await run(quick, { folder: other });
      assert.match(output, /no clone of the repository here/);
      assert.match(output, /task: ThreadlineReview@1/, 'the text is shown instead');
      assert.equal(existsSync(join(other, 'azure-pipelines-review.yml')), false);
      await run([...quick, '--folder', other], { folder: other });
      assert.ok(existsSync(join(other, 'azure-pipelines-review.yml')));
    } finally {
      rmSync(other, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('recognises a review that runs from a file of another name, and no sweep as one', async () => {
    const sweep = 'steps:\n  - task: ThreadlineReview@1\n    inputs:\n      mode: sweep\n';
    await scene.repository.commit({ branch: 'main', message: 'Sweep', files: { 'ci/a-sweep.yml': sweep } });
    await run([...quick, '--yaml', 'ci/review.yml']);
    const text = readFileSync(join(scene.clone, 'ci', 'review.yml'), 'utf8');
    await scene.repository.commit({ branch: 'main', message: 'Review', files: { 'ci/review.yml': text } });
    await run([...quick, '--yaml', 'ci/review.yml']);
    const wrongFile = await run([...quick, '--yaml', 'ci/a-sweep.yml', '--policies', 'none', '--dry-run']);
    assert.match(wrongFile.output, /main has a file of this name that does something else/);
    const again = await run(quick);
    assert.match(again.output, /✓ ci\/review\.yml: on main, and runs the review/);
    assert.deepEqual(again.writes, []);
  });

  const wrong: readonly { readonly name: string; readonly given: readonly string[]; readonly says: RegExp }[] = [
    {
      name: 'a password in the address of the model',
      given: ['--model-provider', 'compatible', '--model', 'm', '--model-url', 'http://kim:hidden-word@host/v1'],
      says: /must not hold a user or a password/,
    },
    { name: 'a review that it does not know', given: ['--review', 'maybe'], says: /--review is "maybe"/ },
  ];
  for (const { given, name, says } of wrong) {
    it(`makes nothing with ${name}`, async () => {
      const { exitCode, output, writes } = await run([...quick, ...given]);
      assert.equal(exitCode, 1, output);
      assert.match(output, says);
      assert.doesNotMatch(output, /hidden-word/);
      assert.deepEqual(writes, []);
      assert.equal(existsSync(yaml()), false);
    });
  }

  it('sets up no repository but the one that the address names', async () => {
    const address = scene.pullRequestUrl.replace('/_git/web/', '/_git/api/');
    const { exitCode, output, writes } = await run([...quick, '--pull-request', address]);
    assert.equal(exitCode, 1, output);
    assert.match(output, /Pull request 1 is one of the repository "web", and its address names "api"/);
    assert.deepEqual(writes, []);
  });

  it('posts the first review where asked', async () => {
    await run([...quick, '--policies', 'none']);
    const { output } = await run(['--yes', '--policies', 'none', '--review', 'post']);
    assert.match(output, /ADVISORY: 0 blockers, 1 warning/);
    const { threads, statuses } = scene.pullRequest.state();
    assert.ok(threads.some(({ threadContext }) => threadContext?.filePath === '/a.ts'));
    assert.equal(statuses.at(-1)?.state, 'succeeded');
  });

  it('goes on after an interruption between two writes, and makes nothing twice', async () => {
    const made: string[] = [];
    for (const expected of ['definitions', 'configurations', 'configurations']) {
      const kill = new AbortController();
      const remove = scene.azureDevOps.onRequest({
        after({ method, path }) {
          const what = method === 'POST' ? /definitions|configurations/.exec(path)?.[0] : undefined;
          if (what === undefined) return undefined;
          made.push(what);
          kill.abort();
          // The answer comes too late for a program that was told to stop.
          return new Promise<void>((resolve) => setTimeout(resolve, 300));
        },
      });
      const stopped = await run([...quick, '--policies-now'], { kill: kill.signal });
      remove();
      assert.equal(stopped.exitCode, 130, stopped.output);
      assert.match(stopped.output, /Stopped\. What was made so far is whole and stays\./);
      assert.equal(made.at(-1), expected);
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    assert.deepEqual(made, ['definitions', 'configurations', 'configurations']);
    const last = await run([...quick, '--policies-now']);
    assert.equal(last.exitCode, 0, last.output);
    assert.deepEqual(last.writes, [], 'the three runs made one thing each');
    assert.equal((await policiesOf()).length, 2);
  });

  it('looks before it repeats a creation whose answer was lost', async () => {
    let dropped = 0;
    const remove = scene.azureDevOps.onRequest({
      after({ method, path }) {
        if (method !== 'POST' || !/definitions|configurations/.test(path)) return undefined;
        dropped += 1;
        return 'drop';
      },
    });
    const { exitCode, output, writes } = await run([...quick, '--policies-now']);
    remove();
    assert.equal(exitCode, 0, output);
    assert.equal(dropped, 3);
    assert.deepEqual(writes, [definitions, policy, policy]);
  });
});

describe('setup without somebody to ask', () => {
  const folder = tmpdir();
  const secret = 'x'.repeat(84);
  const refused: readonly { readonly name: string; readonly given: readonly string[]; readonly says: RegExp }[] = [
    { name: 'no terminal and no --yes', given: [], says: /There is no terminal/ },
    { name: 'no token', given: ['--yes'], says: /--token-env NAME/ },
    {
      name: 'a token on the command line',
      given: ['--yes', '--token', secret],
      says: /not taken from the command line/,
    },
    { name: 'a token on the command line, tied on', given: ['--yes', `--token=${secret}`], says: /revoke it/ },
    { name: 'a token in place of a name', given: ['--yes', '--token-env', secret], says: /not the token itself/ },
    { name: 'no address', given: ['--yes', '--token-env', 'SECRET'], says: /--pull-request is not given/ },
    {
      name: 'an address that is none',
      given: ['--yes', '--token-env', 'SECRET', '--pull-request', 'https://dev.azure.com/acme'],
      says: /not the address of a pull request/,
    },
  ];
  for (const { name, given, says } of refused) {
    it(`refuses ${name}, with what to do`, async () => {
      const { exitCode, output } = await runProgram(['setup', ...given], folder, { SECRET: secret });
      assert.equal(exitCode, 1, output);
      assert.match(output, says);
      assert.ok(!output.includes(secret), output);
      assert.doesNotMatch(output, /\n {4}at /);
    });
  }

  it('says in its help why the token is no flag', async () => {
    const { output } = await runProgram(['setup', '--help'], folder, {});
    assert.match(output, /The token is never a flag/);
    assert.match(output, /--token-env <name>/);
  });
});

describe('the prompt library', () => {
  it('is in the command line and not in the task', () => {
    const bundles = JSON.parse(readFileSync(join(projectRoot, 'dist', 'bundles.json'), 'utf8')) as readonly {
      readonly output: string;
      readonly packages: readonly { readonly name: string }[];
    }[];
    for (const { output, packages } of bundles) {
      const has = packages.some(({ name }) => name.startsWith('@clack/'));
      assert.equal(has, output === 'dist/cli/threadline.cjs', output);
    }
  });
});
