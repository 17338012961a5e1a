// The README tells the truth: its YAML fits the task, its commands exist, its links lead somewhere.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConnection } from '../../ReviewTask/config/connection.ts';
import { readConfigFile } from '../../ReviewTask/config/file.ts';
import { type InputName, inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { ConfigError } from '../../ReviewTask/errors.ts';
import { generatedFiles } from '../../scripts/generate/files.ts';
import { projectRoot } from '../project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8').replaceAll('\r\n', '\n');
const readme = read('README.md');
const scripts = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json'))).scripts;

/** Fenced blocks of a language, without the indentation of the list they may stand in. */
function blocks(language: string, text: string): readonly string[] {
  return [...text.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```/gm)]
    .filter((match) => match[2] === language)
    .map((match) => (match[3] ?? '').replaceAll(new RegExp(`^${match[1] ?? ''}`, 'gm'), ''));
}

const pipeline = z.looseObject({
  steps: z.array(
    z.looseObject({ task: z.string().optional(), inputs: z.record(z.string(), z.coerce.string()).optional() }),
  ),
});

const scheduledPipeline = pipeline.extend({
  trigger: z.string(),
  schedules: z.array(
    z.looseObject({ cron: z.string(), always: z.boolean(), branches: z.looseObject({ include: z.array(z.string()) }) }),
  ),
});

/** Of a build validation, and of any other build. */
const build: Readonly<Record<string, string>> = {
  'System.CollectionUri': 'https://dev.azure.com/acme/',
  'System.TeamProjectId': 'project-guid',
  'System.PullRequest.PullRequestId': '42',
  'Build.Repository.Provider': 'TfsGit',
  'Build.Repository.ID': 'repository-guid',
};

describe('the README', () => {
  it('begins with the two commands', () => {
    const [first] = blocks('sh', readme);
    assert.deepEqual(
      first
        ?.trim()
        .split('\n')
        .map((line) => line.split('#')[0]?.trim()),
      ['npm start', 'npm test'],
    );
  });

  const pages = [
    readme,
    read('scripts/package/overview.md'),
    ...['pushes-and-conversation', 'creating-a-token', 'job-token'].map((name) => read(`docs/${name}.md`)),
  ];
  const samples = pages.flatMap((text) => blocks('yaml', text));
  const pipelines = samples.filter((text) => text.includes('ThreadlineReview'));
  it('has samples of pipelines', () => assert.ok(pipelines.length >= 5));
  for (const [index, text] of pipelines.entries()) {
    it(`has a sample of a pipeline that the task accepts (${index + 1})`, () => {
      const step = pipeline.parse(parse(text)).steps.find((one) => one.task !== undefined);
      assert.equal(step?.task, 'ThreadlineReview@1');
      const inputs: Readonly<Record<string, string>> = step?.inputs ?? {};
      for (const name of Object.keys(inputs)) assert.ok(name in inputDefaults, `there is no input "${name}"`);
      // The agent expands variables; here any word will do.
      const value = (name: InputName) =>
        (inputs[name] ?? inputDefaults[name])
          .replace(/^\$\(\w+\)$/, 'expanded')
          .replace(/^\$\{\{ parameters\.\w+ \}\}$/, '42');
      assert.deepEqual(readInputs(value).problems, []);
      const connection = readConnection(value, (name) => build[name] ?? '', 'job-token');
      assert.ok(!(connection instanceof ConfigError), String(connection));
    });
  }

  it('has samples of a schedule that runs whether or not something was pushed', () => {
    const scheduled = pipelines.filter((text) => text.includes('schedules:'));
    assert.equal(scheduled.length, 2);
    for (const text of scheduled) {
      const { schedules, steps, trigger } = scheduledPipeline.parse(parse(text));
      assert.equal(trigger, 'none');
      for (const { always, branches, cron } of schedules) {
        assert.ok(always);
        assert.ok(branches.include.length > 0);
        assert.match(cron, /^([\d*/,-]+ ){4}[\d*/,-]+$/);
      }
      assert.deepEqual(
        steps.flatMap(({ inputs }) => inputs?.['mode'] ?? []),
        ['sweep'],
      );
    }
  });

  it('has a sample of the configuration file that is accepted', () => {
    const files = samples.filter((text) => !text.includes('steps:'));
    assert.ok(files.length > 0);
    for (const text of files) assert.equal(readConfigFile(text, '.threadline.yml').kind, 'settings', text);
  });

  it('names only commands that exist', () => {
    for (const [, name = ''] of readme.matchAll(/npm run ([\w:]+)/g)) assert.ok(name in scripts, `npm run ${name}`);
  });

  it('links only to what is there', () => {
    const targets = [...readme.matchAll(/\]\(([^)#]+)\)|src(?:set)?="([^"]+)"/g)].map(
      (match) => match[1] ?? match[2] ?? '',
    );
    for (const target of targets) assert.ok(existsSync(join(projectRoot, target)), target);
  });

  it('is what task.json and the code make it, like every generated file', () => {
    for (const { path, content } of generatedFiles()) assert.equal(read(path), content, `${path}: run npm run fix`);
  });
});
