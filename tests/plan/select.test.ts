// Which files are read: default exclusions, include and exclude, and who has the last word.
import assert from 'node:assert/strict';
import type { GlobRule } from '../../ReviewTask/model/config.ts';
import { selectEntries } from '../../ReviewTask/plan/select.ts';
import { anEntry } from '../fakes/changes.ts';

const input = (...patterns: readonly string[]): readonly GlobRule[] =>
  patterns.map((pattern) => ({ pattern, from: 'input' }));

describe('selectEntries', () => {
  const table: readonly {
    name: string;
    path: string;
    include?: readonly GlobRule[];
    exclude?: readonly GlobRule[];
    expect: 'in' | string;
  }[] = [
    { name: 'plain source', path: 'src/app.ts', expect: 'in' },
    { name: 'a lock file at the top', path: 'package-lock.json', expect: 'package-lock.json' },
    { name: 'a lock file in a folder', path: 'web/yarn.lock', expect: 'yarn.lock' },
    { name: 'a NuGet lock file', path: 'api/packages.lock.json', expect: 'packages.lock.json' },
    { name: 'a Terraform lock file', path: 'infra/.terraform.lock.hcl', expect: '.terraform.lock.hcl' },
    { name: 'a file that only ends like a lock file', path: 'docs/my-package-lock.json', expect: 'in' },
    { name: 'minified code', path: 'wwwroot/lib/a.min.js', expect: '*.min.js' },
    { name: 'a source map', path: 'wwwroot/a.js.map', expect: '*.map' },
    { name: 'designer code in any letter case', path: 'Forms/Main.Designer.cs', expect: '*.designer.cs' },
    { name: 'protobuf output', path: 'gen/a_pb2.py', expect: '*_pb2.py' },
    { name: 'a picture', path: 'docs/Logo.PNG', expect: '*.png' },
    { name: 'a vendored folder anywhere', path: 'a/node_modules/b/c.js', expect: 'node_modules/' },
    { name: 'a folder that only begins like one', path: 'vendors/list.cs', expect: 'in' },
    { name: 'a hidden file', path: '.github/workflows/a.yml', expect: 'in' },
    { name: 'a name with spaces and umlauts', path: 'Straße nach Süden/ä b.cs', expect: 'in' },
    { name: 'exclude by name anywhere', path: 'a/b/notes.md', exclude: input('*.md'), expect: '*.md' },
    { name: 'exclude by folder', path: 'a/docs/x.cs', exclude: input('docs/'), expect: 'docs/' },
    { name: 'exclude at the top only', path: 'a/docs/x.cs', exclude: input('/docs/**'), expect: 'in' },
    { name: 'exclude by path', path: 'docs/x.cs', exclude: input('docs/**'), expect: 'docs/**' },
    { name: 'a backslash for a slash', path: 'docs/x.cs', exclude: input('docs\\**'), expect: 'docs/**' },
    { name: 'the last pattern decides', path: 'docs/x.cs', exclude: input('docs/**', '!docs/x.cs'), expect: 'in' },
    { name: 'a default brought back', path: 'package-lock.json', exclude: input('!package-lock.json'), expect: 'in' },
    {
      name: 'include with a glob that matches nothing beside one that does',
      path: 'src/a.cs',
      include: input('nowhere/**', 'src/**', 'tools/*.ps1'),
      expect: 'in',
    },
    { name: 'include names it', path: 'src/a.cs', include: input('src/**'), expect: 'in' },
    { name: 'include does not name it', path: 'lib/a.cs', include: input('src/**'), expect: 'not in include' },
    { name: 'include takes it out again', path: 'src/a.g.ts', include: input('src/**', '!*.g.ts'), expect: '!*.g.ts' },
    { name: 'include with exclusions only', path: 'lib/a.cs', include: input('!src/**'), expect: 'in' },
    { name: 'exclude goes before include', path: 'src/a.min.js', include: input('src/**'), expect: '*.min.js' },
  ];
  for (const { name, path, include = [], exclude = [], expect } of table) {
    it(`${name}: ${path}`, () => {
      const { wanted, excluded } = selectEntries([anEntry({ path })], { include, exclude });
      assert.equal(wanted.length + excluded.length, 1);
      const reason = excluded[0]?.reason;
      const got = reason === undefined ? 'in' : reason.kind === 'excluded' ? reason.pattern : reason.kind;
      assert.equal(got.replaceAll('\\', '/'), expect);
    });
  }
});
