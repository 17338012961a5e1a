// Rules and guidelines by convention: where they are found, how far each applies, and how few requests it takes.
import assert from 'node:assert/strict';
import { AccessError } from '../../ReviewTask/errors.ts';
import { findRules } from '../../ReviewTask/guidance/find.ts';
import { longestGuideline, longestTogether } from '../../ReviewTask/guidance/limits.ts';
import { type Guideline, guidelineScope, type Rule, type RuleBook } from '../../ReviewTask/model/rules.ts';
import { fakeRepository } from '../fakes/folders.ts';
import { somePullRequest } from '../fakes/pull-requests.ts';

const nothing = { rules: [], guidelines: [] };

async function find(
  files: Readonly<Record<string, string>>,
  changed: readonly string[],
  wishes: { readonly rules: readonly Rule[]; readonly guidelines: readonly string[] } = nothing,
): Promise<{ readonly book: RuleBook; readonly requests: readonly string[] }> {
  const repository = fakeRepository(files);
  const book = await findRules(repository, somePullRequest, changed, wishes);
  return { book, requests: repository.requests };
}

/** Path, folder and globs, as far as they say something. */
const shown = ({ path, folder, globs }: Guideline) => [path, folder, ...globs].filter(Boolean).join(' | ');

describe('findRules', () => {
  const changed = ['src/orders/find.cs', 'web/app.ts'];
  const places: readonly { name: string; files: Record<string, string>; expect: readonly string[] }[] = [
    { name: 'AGENTS.md at the top', files: { 'AGENTS.md': 'x' }, expect: ['AGENTS.md'] },
    { name: 'CLAUDE.md in another case', files: { 'Claude.md': 'x' }, expect: ['Claude.md'] },
    {
      name: 'instructions for Copilot on GitHub and on Azure DevOps',
      files: { '.github/copilot-instructions.md': 'x', '.azuredevops/copilot-instructions.md': 'x' },
      expect: ['.azuredevops/copilot-instructions.md', '.github/copilot-instructions.md'],
    },
    {
      name: 'instructions for some files',
      files: { '.github/instructions/a.instructions.md': '---\napplyTo: "**/*.cs,**/*.vb"\n---\nx' },
      expect: ['.github/instructions/a.instructions.md | **/*.cs | **/*.vb'],
    },
    {
      name: 'rules of Cursor, whose globs are no YAML',
      files: { '.cursor/rules/deep/a.mdc': '---\nglobs: **/*.{ts,tsx}, web/**\nalwaysApply: false\n---\nx' },
      expect: ['.cursor/rules/deep/a.mdc | **/*.{ts,tsx} | web/**'],
    },
    {
      name: 'AGENTS.md beside a changed file, for what is below it',
      files: { 'src/AGENTS.md': 'x', 'src/orders/CLAUDE.md': 'x', 'other/AGENTS.md': 'x' },
      expect: ['src/AGENTS.md | src', 'src/orders/CLAUDE.md | src/orders'],
    },
    {
      name: 'nothing in other Markdown',
      files: { 'README.md': 'x', '.github/pull_request_template.md': 'x' },
      expect: [],
    },
  ];
  for (const { name, files, expect } of places) {
    it(`finds ${name}`, async () => {
      const { book } = await find({ ...files, 'src/orders/find.cs': '' }, changed);
      assert.deepEqual(book.guidelines.map(shown), expect);
      assert.deepEqual(book.rules, []);
    });
  }

  it('finds what the configuration names, by path and by glob', async () => {
    const files = { 'docs/style.md': 'x', 'docs/deep/a/security.md': 'x', 'docs/deep/a/other.txt': 'x' };
    const { book } = await find(files, [], { rules: [], guidelines: ['/docs/style.md', 'docs/deep/**/*.md'] });
    assert.deepEqual(book.guidelines.map(shown), ['docs/deep/a/security.md', 'docs/style.md']);
  });

  const reading: readonly { name: string; text: string; expect: string | undefined; note?: RegExp }[] = [
    { name: 'no front matter: everything', text: 'Mind the locks.', expect: 'everything' },
    { name: 'alwaysApply over globs', text: '---\nglobs: *.ts\nalwaysApply: true\n---\nx', expect: 'everything' },
    { name: 'a list of paths', text: '---\npaths:\n  - "src/**"\n  - web/**\n---\nx', expect: 'src/** web/**' },
    { name: 'a list in brackets', text: '---\nglobs: ["*.cs", "*.vb"]\n---\nx', expect: '*.cs *.vb' },
    { name: 'applyTo everything', text: '---\napplyTo: "**"\n---\nx', expect: 'everything' },
    {
      name: 'a description alone',
      text: '---\ndescription: For APIs\nalwaysApply: false\n---\nx',
      expect: 'everything',
    },
    {
      name: 'one that waits to be called',
      text: '---\nalwaysApply: false\n---\nx',
      expect: undefined,
      note: /asks for it/,
    },
    {
      name: 'one that is not for reviews',
      text: '---\nexcludeAgent: "code-review"\n---\nx',
      expect: undefined,
      note: /not meant/,
    },
    { name: 'an empty one', text: '---\nglobs: *.ts\n---\n', expect: undefined, note: /no text/ },
    { name: 'front matter that never ends: text', text: '---\nglobs: *.ts\nx', expect: 'everything' },
  ];
  for (const { name, text, expect, note } of reading) {
    it(`reads ${name}`, async () => {
      const { book } = await find({ '.cursor/rules/a.mdc': text }, ['a.ts']);
      const [only] = book.guidelines;
      assert.equal(only === undefined ? undefined : only.globs.join(' ') || 'everything', expect);
      assert.match(book.notes.join('\n'), note ?? /^$/);
    });
  }

  it('reads rules of Kodus, with scope, paths, severity and examples', async () => {
    const text = [
      '---',
      'title: No console',
      'scope: file',
      'path: ["src/**/*.ts"]',
      'severity_min: critical',
      '---',
      '## Instructions',
      'Use the logger.',
      '## Examples',
      '### Bad example',
      '```ts',
      '# not a heading',
      'console.log(1);',
      '```',
      '### Good example',
      'log.info(1);',
    ].join('\n');
    const off = '---\ntitle: Off\nenabled: false\n---\nx';
    const { book } = await find({ '.kody/rules/team/No console.md': text, '.kody/rules/off.md': off }, ['src/a.ts']);
    assert.deepEqual(book.rules, [
      {
        id: 'No-console',
        scope: 'file',
        paths: ['src/**/*.ts'],
        severity: 'blocker',
        text: 'No console: Use the logger.',
        good: 'log.info(1);',
        bad: '```ts\n# not a heading\nconsole.log(1);\n```',
        from: '.kody/rules/team/No console.md',
      },
    ]);
    assert.match(book.notes.join(), /off\.md was left out/);
  });

  it('gives a rule another id where the configuration has taken its own', async () => {
    const rule: Rule = {
      id: 'NAMES',
      scope: 'file',
      paths: [],
      severity: 'warning',
      text: 't',
      good: '',
      bad: '',
      from: 'c',
    };
    const { book } = await find({ '.kody/rules/names.md': 'Say what it is.' }, [], { rules: [rule], guidelines: [] });
    assert.deepEqual(
      book.rules.map(({ id }) => id),
      ['NAMES', 'names-2'],
    );
  });

  const counts: readonly { name: string; files: Record<string, string>; changed: readonly string[]; expect: number }[] =
    [
      { name: 'one request for an empty repository', files: { 'a.ts': '' }, changed: ['a.ts', 'new/b.ts'], expect: 1 },
      {
        name: 'four where changed files are deep and nothing is there',
        files: { 'a/b/c/d/e/f.ts': '', 'a/x/y/z.ts': '', 'b/c/d/e.ts': '' },
        changed: ['a/b/c/d/e/f.ts', 'a/x/y/z.ts', 'b/c/d/e.ts'],
        expect: 4,
      },
      {
        name: 'one more for all contents together',
        files: { 'AGENTS.md': 'x', 'CLAUDE.md': 'y', '.github/copilot-instructions.md': 'z' },
        changed: ['a.ts'],
        expect: 3,
      },
    ];
  for (const { name, files, changed: paths, expect } of counts) {
    it(`takes ${name}`, async () => {
      const { requests } = await find(files, paths);
      assert.equal(requests.length, expect, requests.join('\n'));
    });
  }

  it('does not ask more for more folders', async () => {
    const paths = Array.from({ length: 400 }, (_, index) => `src/m${index}/deep/a.ts`);
    const { requests } = await find(Object.fromEntries(paths.map((path) => [path, ''])), paths);
    assert.equal(requests.length, 3, 'top, first and second level; the third has no room in the list');
    assert.ok(requests.every((request) => request.split(' ').length <= 100));
  });

  it('cuts long texts at a line, and says so', async () => {
    const long = `${'Mind the locks.\n'.repeat(2_000)}`;
    const files = { 'AGENTS.md': long, 'CLAUDE.md': long, 'src/AGENTS.md': long, 'web/AGENTS.md': 'short' };
    const { book } = await find(files, changed);
    assert.ok(book.guidelines.every(({ text }) => text.length <= longestGuideline && /\.$|short/.test(text)));
    assert.ok(book.guidelines.reduce((sum, { text }) => sum + text.length, 0) <= longestTogether);
    assert.deepEqual(
      book.guidelines.slice(0, 2).map(({ path, isCut }) => [path, isCut]),
      [
        ['AGENTS.md', true],
        ['CLAUDE.md', true],
      ],
    );
    assert.match(book.notes.join('\n'), /AGENTS\.md was cut: \d+ of its \d+ characters/);
    assert.match(book.notes.join('\n'), /src\/AGENTS\.md was left out/);
  });

  it('goes on without guidelines where they cannot be had, and keeps the rules of the configuration', async () => {
    const refuse = () => Promise.reject(new AccessError({ code: 'c', problem: 'Not allowed.', fix: 'f' }));
    const broken = { folders: { list: refuse }, blobs: { read: refuse } };
    const book = await findRules(broken, somePullRequest, [], nothing);
    assert.deepEqual(book.guidelines, []);
    assert.match(book.notes.join(), /could not be looked for: Not allowed/);
    const bug = { ...broken, folders: { list: () => Promise.reject(new TypeError('ours')) } };
    await assert.rejects(findRules(bug, somePullRequest, [], nothing), /ours/);
  });
});

describe('guidelineScope', () => {
  const table: readonly { name: string; folder: string; globs: readonly string[]; yes: string; no: string }[] = [
    { name: 'a folder', folder: 'src', globs: [], yes: 'src/a/b.ts', no: 'srcs/b.ts' },
    { name: 'a glob', folder: '', globs: ['src/**/*.cs'], yes: 'src/a/b/C.cs', no: 'src/a.ts' },
    { name: 'a name in any folder', folder: '', globs: ['*.tf'], yes: 'infra/main.tf', no: 'infra/main.ts' },
    { name: 'a negation', folder: '', globs: ['!tests/**'], yes: 'src/a.ts', no: 'tests/a.ts' },
    { name: 'the last word', folder: '', globs: ['src/**', '!src/gen/**'], yes: 'src/a.ts', no: 'src/gen/a.ts' },
  ];
  for (const { name, folder, globs, yes, no } of table) {
    it(`knows ${name}`, () => {
      const applies = guidelineScope({ path: 'g', folder, globs, text: 't', isCut: false });
      assert.deepEqual([applies(yes), applies(no)], [true, false]);
    });
  }
});
