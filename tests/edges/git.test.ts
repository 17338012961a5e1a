// Tests the git edge against real repositories: reading, comparing, and not being steered by what is in them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWorkspace, type Workspace } from '../../ReviewTask/edges/git.ts';
import type { ChangeEntry } from '../../ReviewTask/model/diff.ts';
import type { PullRequestKey } from '../../ReviewTask/model/pull-request.ts';

const key: PullRequestKey = { project: 'p', repository: 'r', id: 1 };
const signal = new AbortController().signal;
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

interface Repository {
  readonly folder: string;
  git(...command: string[]): string;
  write(path: string, content: string | Uint8Array): void;
  commit(message: string): string;
  blob(revision: string): string;
}

describe('edges/git', () => {
  let folders: string[] = [];
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    folders = [];
  });

  function temporaryFolder(name = 'threadline git '): string {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), name)));
    folders.push(folder);
    return folder;
  }

  function repositoryIn(folder: string): Repository {
    const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'core.autocrlf=false'];
    const env = { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
    const git = (...command: string[]) =>
      execFileSync('git', [...identity, ...command], {
        cwd: folder,
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    return {
      folder,
      git,
      write(path, content) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      },
      commit(message) {
        git('add', '-A');
        git('commit', '--allow-empty', '-q', '-m', message);
        return git('rev-parse', 'HEAD');
      },
      blob: (revision) => git('rev-parse', revision),
    };
  }

  function newRepository(name?: string): Repository {
    const repository = repositoryIn(temporaryFolder(name));
    repository.git('init', '-q', '-b', 'main');
    return repository;
  }

  async function open(folder: string): Promise<Workspace> {
    const workspace = await openWorkspace(folder, { signal });
    assert.ok(workspace);
    return workspace;
  }

  it('opens a work tree from its top or from within, and nothing else', async () => {
    const repository = newRepository();
    repository.write('src/a.ts', 'a\n');
    repository.commit('one');
    assert.equal((await open(repository.folder)).root, repository.folder);
    assert.equal((await open(join(repository.folder, 'src'))).root, repository.folder);
    assert.equal(await openWorkspace(temporaryFolder(), { signal }), undefined);
    assert.equal(await openWorkspace(join(repository.folder, 'nowhere'), { signal }), undefined);
    assert.equal(await openWorkspace(join(repository.folder, 'src', 'a.ts'), { signal }), undefined);
  });

  it('reads many blobs, whatever is in them, and leaves out what is not there', async () => {
    const repository = newRepository();
    const written = new Map<string, Buffer>();
    for (let index = 0; index < 300; index += 1) {
      written.set(`f${index}`, Buffer.concat([Buffer.from(`${index} missing\n`), everyByte]));
    }
    written.set('empty', Buffer.alloc(0));
    written.set('large', Buffer.alloc(3_000_000, '\n'));
    for (const [path, content] of written) repository.write(path, content);
    const commit = repository.commit('one');
    const ids = new Map([...written.keys()].map((path) => [path, '']));
    for (const line of repository.git('ls-tree', '-r', commit).split('\n')) {
      const [, id = '', path = ''] = /blob (\w+)\t(.*)$/.exec(line) ?? [];
      ids.set(path, id);
    }
    const { blobs } = await open(repository.folder);
    const read = await blobs.read(key, [...ids.values(), 'f'.repeat(40), commit, '--batch-all-objects', 'HEAD']);
    assert.equal(read.size, written.size);
    for (const [path, content] of written)
      assert.ok(content.equals(read.get(ids.get(path) ?? '') ?? new Uint8Array()), path);
    assert.equal((await blobs.read(key, [])).size, 0);
  });

  it('lists what changed: added, deleted, edited, renamed, mode, submodule, odd names', async () => {
    const repository = newRepository();
    const long = Array.from({ length: 50 }, (_, line) => `line ${line}\n`).join('');
    repository.write('edited.ts', 'a\n');
    repository.write('deleted.ts', 'b\n');
    repository.write('old/renamed.ts', long);
    repository.write('run.sh', 'echo\n');
    const base = repository.commit('one');
    repository.write('edited.ts', 'c\n');
    rmSync(join(repository.folder, 'deleted.ts'));
    rmSync(join(repository.folder, 'old'), { recursive: true });
    repository.write('new/renamed.ts', `${long}one more\n`);
    repository.write('--odd ä name.ts', 'd\n');
    repository.git('add', '-A');
    repository.git('update-index', '--chmod=+x', 'run.sh');
    repository.git('update-index', '--add', '--cacheinfo', `160000,${base},sub`);
    repository.git('commit', '-q', '-m', 'two');
    const head = repository.git('rev-parse', 'HEAD');
    const blob = (commit: string, path: string) => repository.blob(`${commit}:${path}`);
    const entry = (path: string, rest: Partial<ChangeEntry>): ChangeEntry => ({
      path,
      originalPath: path,
      isAdded: false,
      isDeleted: false,
      isRenamed: false,
      rightBlob: undefined,
      leftBlob: undefined,
      isSubmodule: false,
      changeTrackingId: undefined,
      ...rest,
    });
    const expect = [
      entry('--odd ä name.ts', { isAdded: true, rightBlob: blob(head, '--odd ä name.ts') }),
      entry('deleted.ts', { isDeleted: true, leftBlob: blob(base, 'deleted.ts') }),
      entry('edited.ts', { leftBlob: blob(base, 'edited.ts'), rightBlob: blob(head, 'edited.ts') }),
      entry('new/renamed.ts', {
        isRenamed: true,
        originalPath: 'old/renamed.ts',
        leftBlob: blob(base, 'old/renamed.ts'),
        rightBlob: blob(head, 'new/renamed.ts'),
      }),
      entry('run.sh', { leftBlob: blob(base, 'run.sh'), rightBlob: blob(head, 'run.sh') }),
      entry('sub', { isAdded: true, isSubmodule: true, rightBlob: base }),
    ];
    const workspace = await open(repository.folder);
    const changes = await workspace.changes(base, head);
    assert.deepEqual(
      [...changes].sort((a, b) => (a.path < b.path ? -1 : 1)),
      expect,
    );
    assert.deepEqual(await workspace.changes(head, head), []);
  });

  it('reads one file at a commit as text, without a byte order mark', async () => {
    const repository = newRepository();
    repository.write('docs/ä.yml', '\uFEFFa: ü\r\n');
    const commit = repository.commit('one');
    repository.write('docs/ä.yml', 'later');
    const { file } = await open(join(repository.folder, 'docs'));
    assert.equal(await file(commit, 'docs/ä.yml'), 'a: ü\r\n');
    assert.equal(await file(commit, '/docs/ä.yml'), 'a: ü\r\n');
    for (const path of ['nowhere.yml', 'docs', '../docs/ä.yml', '', '--help']) {
      assert.equal(await file(commit, path), undefined, path);
    }
    await assert.rejects(file('e'.repeat(40), 'docs/ä.yml'), { name: 'ConfigError', code: 'git-commit-missing' });
  });

  it('resolves refs and refuses what could be an option or a range', async () => {
    const repository = newRepository();
    const first = repository.commit('one');
    repository.git('tag', '-m', 'annotated', 'v1');
    const second = repository.commit('two');
    const { resolve, holds, mergeBase } = await open(repository.folder);
    assert.equal(await resolve('main'), second);
    assert.equal(await resolve('v1'), first);
    assert.equal(await resolve('HEAD~1'), first);
    assert.equal(await resolve(second.slice(0, 10)), second);
    for (const ref of ['--all', '-h', '', ' ', 'main..v1', ':/one', 'main:x', 'a\nb', '--output=x']) {
      await assert.rejects(resolve(ref), { name: 'ConfigError', code: 'git-ref-invalid' }, ref);
    }
    await assert.rejects(resolve('nobody'), { name: 'ConfigError', code: 'git-ref-unknown', problem: /"nobody"/ });
    assert.equal(await holds([first, second]), true);
    assert.equal(await holds([first, 'd'.repeat(40)]), false);
    assert.equal(await holds(['--help']), false);
    await assert.rejects(mergeBase('--all', first), { code: 'git-ref-invalid' });
  });

  it('finds the merge base, and says when there is none', async () => {
    const repository = newRepository();
    const base = repository.commit('one');
    const left = repository.commit('two');
    repository.git('checkout', '-q', '-b', 'other', base);
    const right = repository.commit('three');
    repository.git('checkout', '-q', '--orphan', 'alone');
    const alone = repository.commit('four');
    const { mergeBase } = await open(repository.folder);
    assert.equal(await mergeBase(left, right), base);
    await assert.rejects(mergeBase(left, alone), { name: 'ConfigError', code: 'git-no-merge-base' });
  });

  it('tells a shallow clone how to get deeper', async () => {
    const repository = newRepository();
    const first = repository.commit('one');
    const second = repository.commit('two');
    const folder = temporaryFolder();
    repository.git('clone', '-q', '--depth', '1', '--no-local', `file://${repository.folder}`, folder);
    const { holds, changes, resolve } = await open(folder);
    assert.equal(await holds([second]), true);
    assert.equal(await holds([first, second]), false);
    await assert.rejects(changes(first, second), { code: 'git-commit-missing', fix: /fetchDepth: 0/ });
    await assert.rejects(resolve('HEAD~1'), { code: 'git-ref-unknown', fix: /shallow/ });
  });

  it('does not claim to hold a partial clone, and fetches nothing for it', async () => {
    const repository = newRepository();
    repository.write('a.ts', 'a\n');
    const commit = repository.commit('one');
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const folder = temporaryFolder();
    repository.git(
      'clone',
      '-q',
      '--filter=blob:none',
      '--no-checkout',
      '--no-local',
      `file://${repository.folder}`,
      folder,
    );
    const { holds, file } = await open(folder);
    assert.equal(await holds([commit]), false);
    assert.equal(await file(commit, 'a.ts'), undefined);
  });

  it('runs nothing that the repository brings along', async () => {
    if (process.platform === 'win32') return;
    const repository = newRepository('--upload-pack=x ');
    // Without spaces: the transport "ext" would take them for separators.
    const folder = temporaryFolder('threadline-program-');
    const trace = join(folder, 'trace');
    const program = join(folder, 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${trace}"\n`, { mode: 0o755 });
    repository.write('.gitattributes', '*.x diff=custom filter=custom\n');
    repository.write('a.x', 'a\n');
    const base = repository.commit('one');
    repository.write('a.x', 'b\n');
    const head = repository.commit('two');
    for (const setting of ['core.fsmonitor', 'diff.external', 'diff.custom.textconv', 'diff.custom.command']) {
      repository.git('config', setting, program);
    }
    repository.git('config', 'filter.custom.smudge', program);
    repository.git('config', 'core.pager', program);
    repository.git('config', 'core.hooksPath', repository.folder);
    repository.git('config', 'remote.origin.url', `ext::${program}`);
    repository.git('config', 'remote.origin.promisor', 'true');
    repository.git('config', 'protocol.ext.allow', 'always');
    const missing = 'f'.repeat(40);
    assert.throws(() => repository.git('cat-file', '-e', missing));
    assert.ok(existsSync(trace), 'The trap does not work.');
    rmSync(trace);
    const workspace = await open(repository.folder);
    await workspace.changes(base, head);
    await workspace.blobs.read(key, [repository.blob(`${head}:a.x`), missing]);
    await workspace.file(head, 'a.x');
    await workspace.holds([base, missing]);
    await workspace.mergeBase(base, head);
    await assert.rejects(workspace.resolve(missing));
    assert.ok(!existsSync(trace), 'A program of the repository was run.');
  });

  it('is not led to another repository by the environment', async () => {
    const repository = newRepository();
    const commit = repository.commit('one');
    const other = newRepository();
    process.env['GIT_DIR'] = join(other.folder, '.git');
    try {
      const workspace = await open(repository.folder);
      assert.equal(workspace.root, repository.folder);
      assert.equal(await workspace.holds([commit]), true);
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('says that git is missing', async () => {
    const path = process.env['PATH'];
    const repository = newRepository();
    const commit = repository.commit('one');
    const workspace = await open(repository.folder);
    process.env['PATH'] = temporaryFolder();
    try {
      await assert.rejects(openWorkspace(repository.folder, { signal }), {
        name: 'ConfigError',
        code: 'git-not-installed',
      });
      await assert.rejects(workspace.blobs.read(key, [commit]), { name: 'ConfigError', code: 'git-not-installed' });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('stops with the signal and with its own time limit', async () => {
    const repository = newRepository();
    const commit = repository.commit('one');
    const reason = new Error('out of time');
    const controller = new AbortController();
    const workspace = await openWorkspace(repository.folder, { signal: controller.signal });
    assert.ok(workspace);
    const late = Promise.all([workspace.holds([commit]), workspace.blobs.read(key, [commit])]);
    controller.abort(reason);
    await assert.rejects(late, reason);
    await assert.rejects(workspace.blobs.read(key, [commit]), reason);
  });

  it('stops a git that takes too long', async () => {
    if (process.platform === 'win32') return;
    const slow = temporaryFolder();
    writeFileSync(join(slow, 'git'), '#!/bin/sh\nexec sleep 10\n', { mode: 0o755 });
    const repository = newRepository();
    const workspace = await openWorkspace(repository.folder, { signal, timeoutMilliseconds: 1500 });
    assert.ok(workspace);
    const path = process.env['PATH'];
    process.env['PATH'] = `${slow}:${path}`;
    try {
      const expect = { name: 'ServiceError', code: 'git-timeout' };
      await Promise.all([
        assert.rejects(workspace.resolve('main'), expect),
        assert.rejects(workspace.blobs.read(key, ['a'.repeat(40)]), expect),
      ]);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
