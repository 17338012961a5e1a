// The code base at a commit: what git's objects say, and nothing that is outside of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isPathInside } from '../../ReviewTask/edges/git/inside.ts';
import { openWorkspace } from '../../ReviewTask/edges/git.ts';
import type { CodeBase } from '../../ReviewTask/ports.ts';

const signal = new AbortController().signal;

describe('edges/git/code-base', function () {
  this.timeout(30_000);
  let folder = '';
  let code: CodeBase;
  let first = '';

  const git = (...command: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'core.autocrlf=false', ...command],
      {
        cwd: folder,
        env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    ).trim();
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const commit = () => {
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    return git('rev-parse', 'HEAD');
  };

  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'threadline code ')));
    git('init', '-q', '-b', 'main');
    write('src/a.ts', 'one\r\nget target\n\nlast');
    write('src/b c/\u00e4 [x].ts', 'const get = 1;\n');
    write('src/--option', 'get(-e);\n');
    write('bom.txt', '\ufeffget first\n');
    write('empty.txt', '');
    write('binary.bin', Uint8Array.from([103, 101, 116, 0, 1]));
    write('large.txt', 'get large\n'.repeat(120_000));
    write('long.txt', `get ${'x'.repeat(5_000)}\n`);
    if (process.platform !== 'win32') symlinkSync('../../../etc/hosts', join(folder, 'link'));
    first = commit();
    write('src/a.ts', 'changed afterwards get\n');
    write('later.ts', 'get later\n');
    commit();
    write('not-committed.ts', 'get never\n');
    const workspace = await openWorkspace(folder, { signal });
    const found = await workspace?.codeBase(first);
    assert.ok(found);
    code = found;
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

  const reads: readonly { readonly path: string; readonly expect: readonly string[] | undefined }[] = [
    { path: 'src/a.ts', expect: ['one', 'get target', '', 'last'] },
    { path: 'src/b c/\u00e4 [x].ts', expect: ['const get = 1;'] },
    { path: 'src/--option', expect: ['get(-e);'] },
    { path: 'bom.txt', expect: ['get first'] },
    { path: 'empty.txt', expect: [] },
    { path: 'binary.bin', expect: undefined },
    { path: 'large.txt', expect: undefined },
    { path: 'later.ts', expect: undefined },
    { path: 'not-committed.ts', expect: undefined },
    { path: 'src', expect: undefined },
    { path: 'src/', expect: undefined },
    { path: 'src/*', expect: undefined },
    { path: '', expect: undefined },
    { path: '../outside', expect: undefined },
    { path: 'src/../../outside', expect: undefined },
    { path: '/etc/hosts', expect: undefined },
    { path: '.git/config', expect: undefined },
    { path: ':(top)src/a.ts', expect: undefined },
  ];
  for (const { path, expect } of reads) {
    it(`reads ${JSON.stringify(path)}${expect === undefined ? ' as not there' : ''}`, async () => {
      assert.deepEqual(await code.read(path), expect);
    });
  }

  it('reads a symbolic link as the path that it holds, and follows none', async function () {
    if (process.platform === 'win32') return this.skip();
    assert.deepEqual(await code.read('link'), ['../../../etc/hosts']);
    assert.equal(await code.read('link/passwd'), undefined);
  });

  it('finds a name as a word, with path, line and text', async () => {
    const hits = await code.search('get', 100);
    const small = hits.filter(({ path }) => path !== 'large.txt').map(({ path, line }) => `${path}:${line}`);
    assert.equal(hits.length, 100);
    assert.deepEqual(small, ['bom.txt:1']);
    const all = await code.search('target', 100);
    assert.deepEqual(all, [{ path: 'src/a.ts', line: 2, text: 'get target' }]);
    assert.deepEqual(await code.search('arge', 100), []);
  });

  it('finds other text verbatim, options and patterns included', async () => {
    assert.deepEqual(await code.search('(-e);', 9), [{ path: 'src/--option', line: 1, text: 'get(-e);' }]);
    assert.deepEqual(await code.search('-e', 9), [{ path: 'src/--option', line: 1, text: 'get(-e);' }]);
    assert.deepEqual(await code.search('g.t', 9), []);
    const [long] = await code.search('get xxxx', 9);
    assert.equal(long?.text.length, 500);
  });

  it('answers a question that makes no sense with nothing', async () => {
    for (const text of ['', '  ', 'a\nb', 'a\0b']) assert.deepEqual(await code.search(text, 9), []);
  });

  it('stops at the limit', async () => {
    assert.equal((await code.search('large', 7)).length, 7);
    assert.equal((await code.list('', 3)).length, 3);
    assert.deepEqual(await code.search('get', 0), []);
  });

  it('lists what is below a folder', async () => {
    assert.deepEqual(await code.list('src', 99), ['src/--option', 'src/a.ts', 'src/b c/\u00e4 [x].ts']);
    assert.deepEqual(await code.list('src/b c/', 99), ['src/b c/\u00e4 [x].ts']);
    for (const path of ['..', '/src', '.git', 'src/..', 'no-such']) assert.deepEqual(await code.list(path, 99), []);
    assert.ok(!(await code.list('', 99)).includes('later.ts'));
  });

  it('is not there for a commit that is not', async () => {
    const workspace = await openWorkspace(folder, { signal });
    assert.equal(await workspace?.codeBase('0'.repeat(40)), undefined);
    assert.equal(await workspace?.codeBase('--help'), undefined);
  });

  it('ends with the run', async () => {
    const ended = new AbortController();
    const workspace = await openWorkspace(folder, { signal: ended.signal });
    const base = await workspace?.codeBase(first);
    ended.abort(new Error('cancelled'));
    await assert.rejects(async () => base?.search('get', 9), /cancelled/);
    await assert.rejects(async () => base?.read('src/a.ts'), /cancelled/);
  });
});

describe('edges/git/inside', () => {
  const paths: readonly { readonly path: string; readonly expect: boolean }[] = [
    { path: 'a', expect: true },
    { path: 'a/b.c/.hidden', expect: true },
    { path: '.gitignore', expect: true },
    { path: '.github/x.yml', expect: true },
    { path: 'a..b/...', expect: true },
    { path: '', expect: false },
    { path: '/a', expect: false },
    { path: 'a//b', expect: false },
    { path: 'a/./b', expect: false },
    { path: 'a/../b', expect: false },
    { path: 'a\\b', expect: false },
    { path: 'C:/a', expect: false },
    { path: 'c:a', expect: false },
    { path: 'a\nb', expect: false },
    { path: 'a\0b', expect: false },
    { path: '.git', expect: false },
    { path: 'a/.GIT/config', expect: false },
    { path: '.git./config', expect: false },
    { path: '.git /config', expect: false },
    { path: '.git::$INDEX_ALLOCATION/config', expect: false },
    { path: 'GIT~1/config', expect: false },
  ];
  for (const { path, expect } of paths) {
    it(`${expect ? 'lets' : 'does not let'} ${JSON.stringify(path)} through`, () => {
      assert.equal(isPathInside(path), expect);
    });
  }
});
