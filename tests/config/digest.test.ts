// The digests of inputs and configuration: what changes them, and what must not.
import assert from 'node:assert/strict';
import { configDigest, inputsDigest } from '../../ReviewTask/config/digest.ts';
import { type InputName, inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { readConfig } from '../../ReviewTask/config/read.ts';

const base: Partial<Record<InputName, string>> = {
  modelProvider: 'compatible',
  model: 'm',
  modelUrl: 'http://localhost:1/v1',
  modelApiKey: 'key-1',
};

function reading(given: Partial<Record<InputName, string>> = {}) {
  const read = readInputs((name) => given[name] ?? base[name] ?? inputDefaults[name]);
  assert.deepEqual(read.problems, []);
  return read;
}

const digestsOf = (given: Partial<Record<InputName, string>>, file = '') => [
  inputsDigest(reading(given)),
  configDigest(readConfig(reading(given), file)),
];

describe('the digest of the inputs', () => {
  const changes: readonly { given: Partial<Record<InputName, string>>; isOther: boolean; onlyInputs?: boolean }[] = [
    { given: { model: 'n' }, isOther: true },
    { given: { modelUrl: 'http://localhost:2/v1' }, isOther: true },
    { given: { effort: 'deep' }, isOther: true },
    { given: { include: 'src/**' }, isOther: true },
    { given: { exclude: 'docs/' }, isOther: true },
    { given: { instructions: 'Mind the locks.' }, isOther: true },
    { given: { minSeverity: 'blocker' }, isOther: true },
    { given: { maxComments: '3' }, isOther: true },
    { given: { threadStatus: 'closed' }, isOther: true },
    { given: { maxTokens: '9' }, isOther: true },
    { given: { maxChangedLines: '9' }, isOther: true },
    { given: { failOn: 'warning' }, isOther: true },
    { given: { onModelFailure: 'neutral' }, isOther: true },
    { given: { configFile: 'other.yml' }, isOther: true, onlyInputs: true },
    { given: { modelApiKey: 'key-2' }, isOther: false },
    { given: { azureDevOpsToken: 'token' }, isOther: false },
    { given: { pullRequest: '7' }, isOther: false },
    { given: { mode: 'sweep' }, isOther: false },
    { given: { sweepScope: 'project' }, isOther: false },
    { given: { dryRun: 'true' }, isOther: false },
    { given: { timeoutMinutes: '3' }, isOther: false },
    { given: { statusGenre: 'x' }, isOther: false },
    { given: { statusName: 'x' }, isOther: false },
    { given: { failTask: 'true' }, isOther: false },
  ];
  for (const { given, isOther, onlyInputs = false } of changes) {
    it(`is ${isOther ? 'another' : 'the same'} with ${JSON.stringify(given)}`, () => {
      const [inputs, config] = digestsOf({});
      const [inputsNow, configNow] = digestsOf(given);
      assert.equal(inputsNow !== inputs, isOther);
      assert.equal(configNow !== config, isOther && !onlyInputs);
    });
  }

  it('knows of every input', () => {
    const elsewhere = ['modelProvider', 'azureSubscription'];
    const named = changes.flatMap(({ given }) => Object.keys(given));
    assert.deepEqual([...named, ...elsewhere].sort(), Object.keys(inputDefaults).sort());
  });

  it('does not depend on the service connection that stands in for a key', () => {
    const azure = { modelProvider: 'azureOpenAI', modelUrl: 'https://x.openai.azure.com/openai/v1/' };
    const withKey = inputsDigest(reading(azure));
    assert.equal(inputsDigest(reading({ ...azure, modelApiKey: '', azureSubscription: 'id' })), withKey);
    assert.notEqual(withKey, inputsDigest(reading({ modelProvider: 'none' })));
  });
});

describe('the digest of the configuration', () => {
  const files: readonly { file: string; isOther: boolean }[] = [
    { file: 'include: [src/**]', isOther: true },
    { file: 'minSeverity: blocker', isOther: true },
    { file: 'maxComments: 3', isOther: true },
    { file: 'categories: [bug]', isOther: true },
    { file: 'language: German', isOther: true },
    { file: 'instructions: Mind the locks.', isOther: true },
    { file: 'guidelines: [x.md]', isOther: true },
    { file: 'rules: [{ id: a, text: b }]', isOther: true },
    { file: 'reviewOnPush: false', isOther: false },
    { file: 'reviewDrafts: true', isOther: false },
    { file: 'targetBranches: [main]', isOther: false },
    { file: 'ignoreTitles: [wip]', isOther: false },
    { file: 'autoPause: { pushes: 3, minutes: 5 }', isOther: false },
    { file: 'enabled: false', isOther: false },
    { file: '# nothing', isOther: false },
  ];
  for (const { file, isOther } of files) {
    it(`is ${isOther ? 'another' : 'the same'} with ${file}`, () => {
      assert.equal(digestsOf({}, file)[1] !== digestsOf({})[1], isOther);
    });
  }

  it('is the same wherever a value comes from', () => {
    assert.equal(
      digestsOf({}, 'exclude: [docs/]\nmaxComments: 3')[1],
      digestsOf({ exclude: 'docs/', maxComments: '3' })[1],
    );
  });

  it('is another with each part of a rule', () => {
    const parts = ['paths: [a]', 'severity: blocker', 'good: g', 'bad: b', 'scope: pull-request'];
    const digests = ['scope: file', ...parts].map((part) => digestsOf({}, `rules: [{ id: a, text: b, ${part} }]`)[1]);
    assert.equal(new Set(digests).size, parts.length + 1);
  });
});
