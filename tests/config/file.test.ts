// The configuration file: what it may say, and every mistake with its line.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { configure } from '../../ReviewTask/config/configure.ts';
import { readConfigFile } from '../../ReviewTask/config/file.ts';
import { inputDefaults } from '../../ReviewTask/config/input-names.ts';
import { readInputs } from '../../ReviewTask/config/inputs.ts';
import { readConfig } from '../../ReviewTask/config/read.ts';
import { ConfigError } from '../../ReviewTask/errors.ts';

const noModel = readInputs((name) => (name === 'modelProvider' ? 'none' : inputDefaults[name]));

describe('readConfigFile', () => {
  it('reads every key', () => {
    const text = [
      'enabled: true',
      'reviewOnPush: false',
      'reviewDrafts: true',
      'targetBranches: [main, "release/*", "!release/0"]',
      'ignoreTitles: ["[WIP]", "chore(release)*"]',
      'autoPause: { pushes: 3, minutes: 15 }',
      'include: ["src/**"]',
      'exclude:',
      '  - docs/',
      'minSeverity: blocker',
      'maxComments: 3',
      'categories: [security, bug]',
      'language: German',
      'instructions: |',
      '  Mind the locks.',
      'guidelines: [docs/style.md, "docs/**/*.md"]',
      'rules:',
      '  - id: no-console',
      '    scope: file',
      '    paths: ["src/**/*.cs"]',
      '    severity: blocker',
      '    text: Use the logger.',
      '    good: log.Info(1);',
      '    bad: Console.Write(1);',
    ].join('\n');
    const reading = readConfigFile(text, '.threadline.yml');
    assert.equal(reading.kind, 'settings');
  });

  const refused: readonly { name: string; given: string; problem: RegExp; fix: RegExp }[] = [
    {
      name: 'an unknown key with its line and the nearest known one',
      given: 'enabled: true\nminSeverty: warning\n',
      problem: /line 2: there is no key "minSeverty"/,
      fix: /Did you mean "minSeverity"/,
    },
    {
      name: 'a number that is too big',
      given: 'maxComments: 1000\n',
      problem: /line 1: "maxComments" .*: use at most 100\.$/,
      fix: /README/,
    },
    {
      name: 'a number that is too small',
      given: 'autoPause: { pushes: 1, minutes: 5 }\n',
      problem: /line 1: "autoPause\.pushes" .*: use at least 2\.$/,
      fix: /README/,
    },
    {
      name: 'a short key that is near none, although few letters differ',
      given: 'rules:\n  - id: a\n    text: b\n    foo: c\n',
      problem: /line 4: there is no key "foo"/,
      fix: /Use one of: id, scope/,
    },
    {
      name: 'a key far from all',
      given: 'colour: red',
      problem: /line 1: there is no key "colour"/,
      fix: /Use one of: enabled/,
    },
    {
      name: 'a wrong value',
      given: '\n\nmaxComments: many\n',
      problem: /line 3: "maxComments" is not as it should be: give a whole number\.$/,
      fix: /README/,
    },
    {
      name: 'a wrong item of a list',
      given: 'categories:\n  - bug\n  - style\n',
      problem: /line 3: "categories\.1" .*: use one of: bug, security, /,
      fix: /README/,
    },
    {
      name: 'an unknown key of a rule',
      given: 'rules:\n  - id: a\n    text: b\n  - id: c\n    text: d\n    severty: warning\n',
      problem: /line 6: there is no key "severty"/,
      fix: /Did you mean "severity"/,
    },
    {
      name: 'an unknown key of autoPause',
      given: 'autoPause:\n  pushes: 3\n  minutes: 15\n  minuts: 15\n',
      problem: /line 4: there is no key "minuts"/,
      fix: /Did you mean "minutes"/,
    },
    {
      name: 'half of autoPause',
      given: 'enabled: true\nautoPause:\n  pushes: 3\n',
      problem: /line 2: "autoPause\.minutes" .*: it is missing\.$/,
      fix: /README/,
    },
    {
      name: 'a title that every pull request has',
      given: 'ignoreTitles:\n  - WIP\n  - "* *"\n',
      problem: /line 3: "ignoreTitles\.1" .*no \* and no blank/,
      fix: /README/,
    },
    {
      name: 'no target branch at all',
      given: 'targetBranches: []\n',
      problem: /line 1: "targetBranches" .*: it is empty\.$/,
      fix: /README/,
    },
    {
      name: 'a rule without a text',
      given: 'enabled: true\nrules:\n  - id: a\n    text: b\n  - id: c\n',
      problem: /line 5: "rules\.1\.text"/,
      fix: /README/,
    },
    {
      name: 'two rules of one id',
      given: 'rules:\n  - id: a\n    text: b\n  - id: A\n    text: d\n',
      problem: /line 4: "rules\.1\.id" .*another rule has this id/,
      fix: /README/,
    },
    {
      name: 'an id that cannot be shown',
      given: 'rules:\n  - id: "a b"\n    text: b\n',
      problem: /line 2: "rules\.0\.id" .*use letters, digits/,
      fix: /README/,
    },
    {
      name: 'an unknown severity of a rule',
      given: 'rules:\n  - id: a\n    text: b\n    severity: high\n',
      problem: /line 4: "rules\.0\.severity"/,
      fix: /README/,
    },
    {
      name: 'a glob whose bracket never closes',
      given: 'include:\n  - src/**\n  - "{a"\n',
      problem: /line 3: "include\.1" .*the glob "\{a" has an opening bracket without its "\}"/,
      fix: /./,
    },
    { name: 'globs without quotes', given: 'exclude:\n  - [a]\n', problem: /line 1: "exclude" .*in quotes/, fix: /./ },
    {
      name: 'a broken glob of a rule',
      given: 'rules:\n  - id: a\n    text: b\n    paths: ["["]\n',
      problem: /line 4: "rules\.0\.paths\.0" .*the glob "\["/,
      fix: /./,
    },
    {
      name: 'a list where a map was due',
      given: '- a\n- b\n',
      problem: /The file is not as it should be: give keys with their values\./,
      fix: /./,
    },
    {
      name: 'text that is no YAML',
      given: 'include: [a\nexclude: }',
      problem: /not the YAML it should be/,
      fix: /Correct the line/,
    },
    { name: 'a key twice', given: 'enabled: true\nenabled: false\n', problem: /line 2/, fix: /./ },
    { name: 'an unknown tag', given: 'language: !!python/object:os.system x\n', problem: /line 1/, fix: /./ },
    { name: 'aliases without end', given: bomb(), problem: /aliases/, fix: /anchors/ },
  ];
  for (const { name, given, problem, fix } of refused) {
    it(`refuses ${name}`, () => {
      const reading = readConfigFile(given, '.threadline.yml');
      assert.equal(reading.kind, 'problems');
      const [first] = reading.kind === 'problems' ? reading.problems : [];
      assert.match(first?.problem ?? '', problem);
      assert.match(first?.fix ?? '', fix);
    });
  }

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void readConfigFile(text, 'x')));
  });
});

function bomb(): string {
  const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level++) {
    rows.push(`a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`);
  }
  return rows.join('\n');
}

describe('readConfig', () => {
  it('lets an input go before the file, and the file before the default', () => {
    const given = readInputs((name) =>
      name === 'modelProvider' ? 'none' : name === 'maxComments' ? '4' : inputDefaults[name],
    );
    const config = readConfig(given, 'maxComments: 3\nminSeverity: blocker\n');
    assert.equal(config.maxComments, 4);
    assert.equal(config.minSeverity, 'blocker');
    assert.deepEqual(
      config.origins.map((origin) => [origin.name, origin.from]),
      [
        ['effort', 'default'],
        ['minSeverity', 'file'],
        ['maxComments', 'input'],
        ['categories', 'default'],
        ['reviewOnPush', 'default'],
        ['reviewDrafts', 'default'],
        ['targetBranches', 'default'],
        ['ignoreTitles', 'default'],
        ['autoPause', 'default'],
      ],
    );
  });

  it('has defaults without a file', () => {
    const config = readConfig(noModel, undefined);
    assert.equal(config.minSeverity, 'warning');
    assert.equal(config.maxComments, 10);
    assert.equal(config.failOn, 'blocker');
    assert.ok(Object.isFrozen(config));
  });

  it('adds instructions up, the file first', () => {
    const config = configure(
      { ...noModel.inputs, instructions: 'From the input.' },
      { instructions: 'From the file.' },
    );
    assert.equal(config.instructions, 'From the file.\n\nFrom the input.');
  });

  it('fills in what a rule leaves out', () => {
    const { rules, guidelines } = readConfig(noModel, 'rules:\n  - id: a\n    text: b\nguidelines: [x.md]\n');
    const from = '.threadline.yml';
    assert.deepEqual(rules, [
      { id: 'a', scope: 'file', paths: [], severity: 'warning', text: 'b', good: '', bad: '', from },
    ]);
    assert.deepEqual(guidelines, ['x.md']);
  });

  it('throws one error that names every problem of the file', () => {
    assert.throws(
      () => readConfig(noModel, 'minSeverty: x\nexlude: []\n'),
      (error: unknown) =>
        error instanceof ConfigError &&
        /2 problems: \(1\).*\(2\)/.test(error.problem) &&
        error.code === 'config-file-invalid',
    );
  });
});
