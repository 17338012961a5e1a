// The preview reviews a local branch, prints what would be posted, and touches nothing.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

const program = join(projectRoot, 'dist', 'cli', 'threadline.cjs');

describe('the preview', () => {
  let folder: string;
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      encoding: 'utf8',
    });
  const preview = (...words: readonly string[]) =>
    spawnSync(process.execPath, [program, 'preview', ...words], {
      encoding: 'utf8',
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', SystemRoot: process.env['SystemRoot'] ?? '', HOME: folder },
    });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'preview-'));
    git('init', '--quiet', '--initial-branch=main');
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src', 'a.ts'), 'export const a = 1;\n');
    git('add', '.');
    git('commit', '--quiet', '-m', 'base');
    git('checkout', '--quiet', '-b', 'feature');
    writeFileSync(join(folder, 'src', 'a.ts'), 'export const a = get({ rejectUnauthorized: false });\n');
    git('commit', '--quiet', '-am', 'change');
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('prints each thread with its place, and the tracking comment', () => {
    const { stdout, status } = preview('--base', 'main', '--head', 'feature');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /--- src\/a\.ts:1, columns \d+ to \d+/);
    assert.match(stdout, /Every server certificate|accepts every server certificate/);
    assert.match(stdout, /--- tracking comment ---/);
    assert.match(stdout, /This was a preview: nothing was posted/);
    assert.match(stdout, /Everything that the head has on top of the base was reviewed/);
    assert.doesNotMatch(stdout, /pull request|discussionId|queue/);
    assert.match(stdout, /would post the status threadline\/ai-pr-review/);
  });

  it('leaves the repository as it was', () => {
    const state = () => git('status', '--porcelain') + git('for-each-ref');
    const before = state();
    preview('--base', 'main');
    assert.equal(state(), before);
  });

  const refused: readonly { readonly name: string; readonly given: readonly string[]; readonly says: RegExp }[] = [
    { name: 'a base that does not exist', given: ['--base', 'nowhere'], says: /nowhere/ },
    { name: 'a base that looks like an option', given: ['--base=--output=x'], says: /--output=x/ },
    { name: 'nothing between', given: ['--base', 'feature', '--head', 'feature'], says: /same commit/ },
    {
      name: 'a folder that is no repository',
      given: ['--repo', tmpdir(), '--base', 'main'],
      says: /not in a git work tree/,
    },
    {
      name: 'base and head the wrong way round',
      given: ['--base', 'feature', '--head', 'main'],
      says: /"main" is contained in "feature"[\s\S]*--base main --head feature/,
    },
    {
      name: 'a folder that does not exist',
      given: ['--repo', join(tmpdir(), 'no-such-folder-at-all'), '--base', 'main'],
      says: /The folder .*no-such-folder-at-all does not exist/,
    },
    { name: 'no base', given: [], says: /--base/ },
  ];
  for (const { name, given, says } of refused) {
    it(`refuses ${name} with what to do`, () => {
      const { stdout, stderr, status } = preview(...given);
      assert.equal(status, 1);
      assert.match(stdout + stderr, says);
      assert.doesNotMatch(stdout + stderr, /\n {4}at /, 'no stack trace');
    });
  }
});
