// Listing folders: the service and the checkout say the same, and neither is steered by what a folder is called.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { openWorkspace, type Workspace } from '../../ReviewTask/edges/git.ts';
import { foldersLocalFirst } from '../../ReviewTask/edges/local-folders.ts';
import { ServiceError } from '../../ReviewTask/errors.ts';
import type { PullRequestKey } from '../../ReviewTask/model/pull-request.ts';
import type { FolderEntry, Folders } from '../../ReviewTask/ports.ts';
import { type AzureDevOps, startAzureDevOps } from '../emulator/azure-devops.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';

const files = {
  'AGENTS.md': 'x',
  '.github/copilot-instructions.md': 'x',
  '.github/instructions/deep/er/a.instructions.md': 'y',
  '.github/workflows/ci.yml': 'z',
  '-r/x/one file.md': 'odd',
  'b[ad]/a.md': 'odd',
  'grün/ß.md': 'odd',
};
const signal = new AbortController().signal;

describe('listing folders', () => {
  let service: AzureDevOps;
  let remote: Folders;
  let workspace: Workspace;
  let key: PullRequestKey;
  let commit: string;
  const folder = mkdtempSync(join(tmpdir(), 'threadline-folders-'));

  before(async () => {
    service = await startAzureDevOps();
    const project = service.addProject('Shop');
    const repository = await service.addRepository(project, 'web');
    await repository.commit({ branch: 'main', message: 'one', files });
    const identity = service.addIdentity('Build');
    const token = service.addToken({ identity, name: 'job', scheme: 'bearer' });
    const clock = createFakeClock();
    const connected = connectAzureDevOps({
      ...{ collectionUrl: service.collectionUrl, token: { kind: 'bearer', value: token.value } },
      ...{ clock, signal, log: silentLog, userAgent: 'test' },
    });
    remote = connected.folders;
    execFileSync('git', ['clone', '-q', '--no-checkout', repository.folder, folder], { stdio: 'ignore' });
    const opened = await openWorkspace(folder, { signal });
    assert.ok(opened);
    workspace = opened;
    commit = await workspace.resolve('origin/main');
    key = { project: project.id, repository: repository.id, id: 1 };
  });
  after(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const sorted = (entries: readonly FolderEntry[]) => [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
  const wishes: readonly { name: string; given: Parameters<Folders['list']>[2]; expect: readonly string[] }[] = [
    {
      name: 'the top',
      given: [{ path: '', isDeep: false }],
      expect: ['-r/', '.github/', 'AGENTS.md', 'b[ad]/', 'grün/'],
    },
    {
      name: 'a folder with everything below, and another beside it',
      given: [
        { path: '.github/instructions', isDeep: true },
        { path: '.github', isDeep: false },
      ],
      expect: [
        '.github/copilot-instructions.md',
        '.github/instructions/',
        '.github/instructions/deep/',
        '.github/instructions/deep/er/',
        '.github/instructions/deep/er/a.instructions.md',
        '.github/workflows/',
      ],
    },
    { name: 'a name that looks like an option', given: [{ path: '-r', isDeep: false }], expect: ['-r/x/'] },
    { name: 'a name that looks like a glob', given: [{ path: 'b[ad]', isDeep: false }], expect: ['b[ad]/a.md'] },
    { name: 'a name beyond ASCII', given: [{ path: 'grün', isDeep: false }], expect: ['grün/ß.md'] },
  ];
  for (const { name, given, expect } of wishes) {
    it(`tells what is in ${name}, in one request, as git does`, async () => {
      service.clearRequests();
      const there = sorted(await remote.list(key, commit, given));
      assert.equal(service.requests.filter(({ method }) => method !== 'OPTIONS').length, 1);
      const names = new Set(there.map(({ path, isFolder }) => (isFolder ? `${path}/` : path)));
      // The listed folder itself may be named by another of the wishes; the folders on the way are no news.
      assert.deepEqual(
        [...names].filter((path) => !given.some((wish) => `${wish.path}/` === path)).sort(),
        expect.filter((path) => !given.some((wish) => `${wish.path}/` === path)),
      );
      const here = sorted(await workspace.folders.list(key, commit, given));
      const wanted = (entries: readonly FolderEntry[]) =>
        entries.filter(({ path, isFolder }) => !(isFolder && given.some((wish) => wish.path === path)));
      assert.deepEqual(wanted(here), wanted(there));
    });
  }

  it('asks the service only where the checkout does not have the commit', async () => {
    const both = foldersLocalFirst(workspace, remote);
    service.clearRequests();
    await both.list(key, commit, [{ path: '', isDeep: false }]);
    assert.equal(service.requests.length, 0);
    await assert.rejects(both.list(key, 'f'.repeat(40), [{ path: '', isDeep: false }]));
    assert.ok(service.requests.length > 0);
    assert.equal(foldersLocalFirst(undefined, remote), remote);
  });

  it('says it where a folder does not exist', async () => {
    await assert.rejects(
      remote.list(key, commit, [{ path: 'none', isDeep: false }]),
      (error: unknown) =>
        error instanceof Error &&
        !(error instanceof TypeError) &&
        (error instanceof ServiceError || error.name === 'AccessError'),
    );
  });
});
