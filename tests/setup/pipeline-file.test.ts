// The YAML that setup writes is one that the task accepts, and files that are there are known for what they are.
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import * as z from 'zod';
import { type InputName, inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import type { ModelWish } from '../../ReviewTask/setup/facts.ts';
import { judgePipelineFile, pipelineYaml, usualStatus } from '../../ReviewTask/setup/pipeline-file.ts';

const document = z.looseObject({
  trigger: z.literal('none'),
  pool: z.looseObject({ name: z.string().optional(), vmImage: z.string().optional() }),
  steps: z.tuple([
    z.looseObject({ checkout: z.literal('self') }),
    z.looseObject({ task: z.literal('ThreadlineReview@1'), inputs: z.record(z.string(), z.string()) }),
  ]),
});

const models: readonly ModelWish[] = [
  { provider: 'none', name: '', url: '', keyVariable: '' },
  { provider: 'openai', name: 'gpt-5', url: '', keyVariable: 'MODEL_KEY' },
  {
    provider: 'azureOpenAI',
    name: 'my: #deployment',
    url: 'https://n.openai.azure.com/openai/v1/',
    keyVariable: 'AOAI',
  },
  { provider: 'compatible', name: '4.0', url: 'http://models:11434/v1', keyVariable: '' },
];

describe('the YAML of a pipeline', () => {
  for (const model of models) {
    it(`is accepted by the task (${model.provider})`, () => {
      const text = pipelineYaml({ model, pool: '' });
      const [, step] = document.parse(parse(text)).steps;
      const inputs: Readonly<Record<string, string>> = step.inputs;
      for (const name of Object.keys(inputs)) assert.ok(name in inputDefaults, name);
      assert.equal(inputs['model'] ?? '', model.name);
      assert.equal(inputs['modelApiKey'] ?? '', model.keyVariable === '' ? '' : `$(${model.keyVariable})`);
      const value = (name: InputName) => (inputs[name] ?? inputDefaults[name]).replace(/^\$\(\w+\)$/, 'expanded');
      assert.deepEqual(readInputs(value).problems, []);
      assert.deepEqual(judgePipelineFile(text), { kind: 'reviews', status: usualStatus });
    });
  }

  it("names a pool of one's own, whatever its name", () => {
    const read = document.parse(parse(pipelineYaml({ model: models[0] as ModelWish, pool: 'a: "b" #c' })));
    assert.equal(read.pool.name, 'a: "b" #c');
    assert.equal(read.pool.vmImage, undefined);
  });
});

const step = '- task: ThreadlineReview@1\n  inputs:\n    statusName: mine';
const indent = (text: string, by: number) => text.replaceAll(/^/gm, ' '.repeat(by));

const files: readonly { readonly name: string; readonly given: string | undefined; readonly expect: object }[] = [
  { name: 'no file', given: undefined, expect: { kind: 'absent' } },
  { name: 'an empty file', given: '', expect: { kind: 'other' } },
  { name: 'another pipeline', given: 'steps:\n  - script: echo', expect: { kind: 'other' } },
  { name: 'no YAML at all', given: '{ [', expect: { kind: 'other' } },
  { name: 'a comment that names the task', given: '# task: ThreadlineReview@1\nsteps: []', expect: { kind: 'other' } },
  {
    name: 'steps alone',
    given: `steps:\n${indent(step, 2)}`,
    expect: { kind: 'reviews', status: { genre: 'threadline', name: 'mine' } },
  },
  {
    name: 'stages and jobs',
    given: `stages:\n  - jobs:\n      - job: a\n        steps:\n${indent(step, 10)}`,
    expect: { kind: 'reviews', status: { genre: 'threadline', name: 'mine' } },
  },
  {
    name: 'the task by its full name, with a status that a variable holds',
    given: 'steps:\n  - task: acme.threadline.ThreadlineReview@1\n    inputs: { statusName: $(NAME) }',
    expect: { kind: 'reviews', status: usualStatus },
  },
  {
    name: 'the task without inputs',
    given: 'steps: [{ task: ThreadlineReview@1 }]',
    expect: { kind: 'reviews', status: usualStatus },
  },
];

describe('a file that is there', () => {
  for (const { name, given, expect } of files) {
    it(`is known: ${name}`, () => assert.deepEqual(judgePipelineFile(given), expect));
  }

  it('of aliases without end is no pipeline of ours, and takes no time', () => {
    const bomb = Array.from({ length: 30 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`,
    );
    const start = performance.now();
    assert.deepEqual(judgePipelineFile(bomb.join('\n')), { kind: 'other' });
    assert.ok(performance.now() - start < 1000);
  });
});
