// Inputs: every type, every kind of bad value, and all problems told at once.
import assert from 'node:assert/strict';
import type { InputName } from '../../ReviewTask/config/input-names.ts';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';

type Given = Partial<Record<InputName, string>>;

const azure = { modelProvider: 'azureOpenAI', modelUrl: 'https://shop.openai.azure.com/openai/v1/' };
const good: Given = { modelProvider: 'openai', model: 'gpt-5', modelApiKey: 'key-1' };
const texts = (given: Given) => (name: InputName) => ({ ...inputDefaults, ...good, ...given })[name];

describe('readInputs', () => {
  it('reads a complete set without problems', () => {
    const { inputs, problems } = readInputs(texts({}));
    assert.deepEqual(problems, []);
    assert.deepEqual(inputs.model, {
      provider: 'openai',
      name: 'gpt-5',
      baseUrl: undefined,
      apiKey: 'key-1',
      serviceConnection: '',
    });
    assert.equal(inputs.timeoutMinutes, 15);
    assert.equal(inputs.minSeverity, undefined, 'a value at its default counts as not given');
  });

  const accepted: readonly {
    name: string;
    given: Given;
    pick: keyof ReturnType<typeof readInputs>['inputs'];
    expect: unknown;
  }[] = [
    { name: 'a choice in another letter case', given: { failOn: 'Warning' }, pick: 'failOn', expect: 'warning' },
    { name: 'a flag as the agent writes it', given: { dryRun: 'True' }, pick: 'dryRun', expect: true },
    {
      name: 'lines with blanks and comments',
      given: { exclude: '\n docs/** \r\n# why\n!docs/a.md\n' },
      pick: 'exclude',
      expect: ['docs/**', '!docs/a.md'],
    },
    {
      name: 'a glob with the brackets of a folder of Next.js',
      given: { include: 'app/[[...slug]]/*.tsx\napp/[id]/**' },
      pick: 'include',
      expect: ['app/[[...slug]]/*.tsx', 'app/[id]/**'],
    },
    {
      name: 'a configuration file with backslashes',
      given: { configFile: '.\\build\\review.yml' },
      pick: 'configFile',
      expect: 'build/review.yml',
    },
    { name: 'a number given', given: { maxComments: '3' }, pick: 'maxComments', expect: 3 },
    {
      name: 'no model',
      given: { modelProvider: 'none', model: '', modelApiKey: '' },
      pick: 'model',
      expect: { provider: 'none' },
    },
    {
      name: 'a compatible server without a key',
      given: { modelProvider: 'compatible', modelUrl: 'http://localhost:11434/v1', modelApiKey: '' },
      pick: 'model',
      expect: {
        provider: 'compatible',
        name: 'gpt-5',
        baseUrl: 'http://localhost:11434/v1',
        apiKey: '',
        serviceConnection: '',
      },
    },
    {
      name: 'Azure with a service connection and no key',
      given: { ...azure, modelApiKey: '', azureSubscription: 'id-1' },
      pick: 'model',
      expect: {
        provider: 'azureOpenAI',
        name: 'gpt-5',
        baseUrl: azure.modelUrl,
        apiKey: '',
        serviceConnection: 'id-1',
      },
    },
  ];
  for (const { name, given, pick, expect } of accepted) {
    it(`accepts ${name}`, () => {
      const { inputs, problems } = readInputs(texts(given));
      assert.deepEqual(problems, []);
      assert.deepEqual(inputs[pick], expect);
    });
  }

  const refused: readonly { name: string; given: Given; problem: RegExp; fix: RegExp }[] = [
    {
      name: 'an unexpanded key',
      given: { modelApiKey: '$(MODEL_KEY)' },
      problem: /"modelApiKey" still reads \$\(MODEL_KEY\)/,
      fix: /Define the variable "MODEL_KEY"/,
    },
    { name: 'an unexpanded model', given: { model: '$(MODEL)' }, problem: /no variable named "MODEL"/, fix: /MODEL/ },
    {
      name: 'an unexpanded number',
      given: { maxTokens: '$(LIMIT)' },
      problem: /"maxTokens" still reads/,
      fix: /LIMIT/,
    },
    {
      name: 'a glob whose bracket never closes',
      given: { include: 'src/**\n[' },
      problem: /"include" has the glob "\[", which has an opening bracket without its "\]"/,
      fix: /Correct the line in "include"/,
    },
    {
      name: 'a glob whose brace never closes',
      given: { exclude: '!{a' },
      problem: /"exclude" has the glob "!\{a", which has an opening bracket without its "\}"/,
      fix: /"exclude"/,
    },
    { name: 'a range turned round', given: { include: '[z-a]*' }, problem: /range/, fix: /"include"/ },
    { name: 'a glob that names nothing', given: { exclude: '!/' }, problem: /names no file/, fix: /"exclude"/ },
    {
      name: 'a configuration file outside of the repository',
      given: { configFile: 'rules/../../x.yml' },
      problem: /"configFile" is "rules\/\.\.\/\.\.\/x\.yml", which is not inside the repository/,
      fix: /from the top of the repository, such as \.threadline\.yml/,
    },
    {
      name: 'a configuration file on a disk',
      given: { configFile: 'C:\\agent\\x.yml' },
      problem: /not inside the repository/,
      fix: /not from the disk/,
    },
    { name: 'a folder', given: { configFile: 'build/' }, problem: /names a folder/, fix: /path of a file/ },
    { name: 'no model name', given: { model: '' }, problem: /"model" is empty/, fix: /modelProvider: none/ },
    { name: 'no key', given: { modelApiKey: '' }, problem: /"modelApiKey" is empty/, fix: /secret variable/ },
    {
      name: 'a misspelled provider',
      given: { modelProvider: 'azureOpnAI' },
      problem: /"azureOpnAI", which it does not know/,
      fix: /Did you mean "azureOpenAI"/,
    },
    {
      name: 'a misspelled choice',
      given: { minSeverity: 'warnings' },
      problem: /"minSeverity" is "warnings"/,
      fix: /Did you mean "warning"\? Use one of: suggestion, warning, blocker/,
    },
    {
      name: 'Azure without an address',
      given: { modelProvider: 'azureOpenAI' },
      problem: /"modelUrl" is empty/,
      fix: /openai\.azure\.com/,
    },
    {
      name: 'Azure with neither key nor connection',
      given: { ...azure, modelApiKey: '' },
      problem: /"modelApiKey" is empty/,
      fix: /"azureSubscription"/,
    },
    {
      name: 'a key and a connection',
      given: { ...azure, azureSubscription: 'id-1' },
      problem: /"modelApiKey" and "azureSubscription" are both set/,
      fix: /Leave "modelApiKey" out/,
    },
    {
      name: 'a connection for a server that is not on Azure',
      given: { modelApiKey: '', azureSubscription: 'id-1' },
      problem: /"azureSubscription" is set, and the provider "openai"/,
      fix: /modelProvider: azureOpenAI/,
    },
    {
      name: 'a connection that was not expanded',
      given: { ...azure, modelApiKey: '', azureSubscription: '$(CONNECTION)' },
      problem: /"azureSubscription" still reads/,
      fix: /CONNECTION/,
    },
    {
      name: 'an address with a password',
      given: { modelProvider: 'compatible', modelUrl: 'https://u:p@host/v1' },
      problem: /without user and password/,
      fix: /modelApiKey/,
    },
    {
      name: 'an address that is none',
      given: { modelProvider: 'compatible', modelUrl: 'file:///etc/passwd' },
      problem: /not an http or https address/,
      fix: /base URL/,
    },
    { name: 'a flag that is none', given: { dryRun: 'yes' }, problem: /"dryRun" is "yes"/, fix: /true or false/ },
    {
      name: 'a number out of range',
      given: { timeoutMinutes: '0' },
      problem: /"0", which is not a whole number from 1 to 360/,
      fix: /leave it out for 15/,
    },
    {
      name: 'a number with letters',
      given: { maxComments: '1e1' },
      problem: /not a whole number from 0 to 100/,
      fix: /0 to 100/,
    },
  ];
  for (const { name, given, problem, fix } of refused) {
    it(`refuses ${name}, with one problem`, () => {
      const { problems } = readInputs(texts(given));
      assert.equal(problems.length, 1, JSON.stringify(problems));
      assert.match(problems[0]?.problem ?? '', problem);
      assert.match(problems[0]?.fix ?? '', fix);
    });
  }

  it("refuses a server of one's own with the provider that would not ask it", () => {
    const { problems } = readInputs(texts({ modelUrl: 'https://models.internal/v1' }));
    assert.match(problems[0]?.problem ?? '', /always asks OpenAI itself/);
  });

  it('takes an unreadable dry run for a dry run', () => {
    assert.equal(readInputs(texts({ dryRun: 'yes' })).inputs.dryRun, true);
    assert.equal(readInputs(texts({ failTask: 'yes' })).inputs.failTask, false);
  });

  it('does not tell people to define variables that only the agent can set', () => {
    const { problems } = readInputs(texts({ model: '$(System.PullRequest.PullRequestId)' }));
    assert.doesNotMatch(problems[0]?.fix ?? '', /Define the variable/);
  });

  it('tells all problems at once', () => {
    const { problems } = readInputs(texts({ model: '', modelApiKey: '$(K)', failOn: 'x', dryRun: 'maybe' }));
    assert.equal(problems.length, 4);
  });
});
