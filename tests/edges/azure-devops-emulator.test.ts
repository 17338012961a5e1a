// Tests the adapter against the git-backed emulator: the whole of a review's reading and writing, and its requests counted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AzureDevOps as Adapter, connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { openWorkspace } from '../../ReviewTask/edges/git.ts';
import type { NewThread, StatusPost } from '../../ReviewTask/model/publication.ts';
import type { PullRequests } from '../../ReviewTask/ports.ts';
import {
  type AzureDevOps,
  type AzureDevOpsOptions,
  type EmulatedPullRequest,
  type EmulatedToken,
  type FaultAction,
  type Repository,
  startAzureDevOps,
  type TokenOptions,
  throttlingHeaders,
} from '../emulator/azure-devops.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';
import { recordingLog } from './azure-devops-server.ts';

const leastScopes = ['vso.code', 'vso.threads_full', 'vso.code_status'];

interface Scene {
  readonly service: AzureDevOps;
  readonly repository: Repository;
  readonly emulated: EmulatedPullRequest;
  readonly clock: FakeClock;
  connect(token: Omit<TokenOptions, 'identity'>): Adapter;
}

describe('edges/azure-devops: against the emulator', () => {
  let services: AzureDevOps[] = [];
  afterEach(async () => {
    for (const service of services) await service.close();
    services = [];
  });

  async function scene(files: number, options: AzureDevOpsOptions = {}): Promise<Scene> {
    const service = await startAzureDevOps(options);
    services.push(service);
    const project = service.addProject('Fabrikam Fiber');
    const repository = await service.addRepository(project, 'Web Shop');
    const author = service.addIdentity('Norman Paulk');
    const builder = service.addIdentity('Fabrikam Build Service (acme)', { kind: 'build' });
    const long = Array.from({ length: 60 }, (_, line) => `line ${line}\n`).join('');
    await repository.commit({
      branch: 'main',
      message: 'one',
      files: {
        'old/moved.ts': long,
        'gone.ts': 'gone\n',
        'edited.ts': 'before\n',
        '.threadline.yml': 'enabled: true\n',
      },
    });
    const added = Array.from(
      { length: files },
      (_, index) => [`src/f${index}.ts`, `export const f = ${index};\n`] as const,
    );
    await repository.commit({
      branch: 'feature',
      message: 'two',
      files: {
        ...Object.fromEntries(added),
        'old/moved.ts': null,
        'new/moved.ts': `${long}more\n`,
        'gone.ts': null,
        'edited.ts': 'after\n',
      },
    });
    const emulated = await repository.createPullRequest({ title: 'Add', source: 'feature', target: 'main', author });
    const clock = createFakeClock({ automatic: true });
    const connect = (token: Omit<TokenOptions, 'identity'>) => {
      const issued: EmulatedToken = service.addToken({ identity: builder, ...token });
      return connectAzureDevOps({
        collectionUrl: service.collectionUrl,
        token: { kind: issued.scheme, value: issued.value },
        clock,
        signal: new AbortController().signal,
        log: recordingLog(),
        userAgent: 'threadline-test',
      });
    };
    return { service, repository, emulated, clock, connect };
  }

  const find = (pullRequests: PullRequests, { emulated }: Scene) => pullRequests.find('Fabrikam Fiber', emulated.id);

  function threadOn(path: string, iterationId: number, changeTrackingId: number | undefined): NewThread {
    return {
      path,
      anchor: {
        kind: 'lines',
        side: 'right',
        start: { line: 1, offset: 1 },
        end: { line: 1, offset: 6 },
        how: 'quote-at-line',
      },
      body: 'It **breaks**.',
      status: 'active',
      severity: 'warning',
      title: 'It breaks',
      fingerprint: 'fp-1',
      changeTrackingId,
      iterationId,
    };
  }

  function status(iterationId: number): StatusPost {
    return {
      iterationId,
      state: 'pending',
      description: 'AI review in progress',
      genre: 'threadline',
      name: 'ai-pr-review',
      targetUrl: undefined,
    };
  }

  it('reads a pull request of 250 files with seven requests, and the same as the checkout does', async () => {
    const stage = await scene(248);
    const { pullRequests, blobs } = stage.connect({ scopes: leastScopes });
    const pullRequest = await find(pullRequests, stage);
    const iteration = await pullRequests.latestIteration(pullRequest);
    const changes = await pullRequests.changes(pullRequest, iteration);
    const threads = await pullRequests.threads(pullRequest);
    const ids = changes.flatMap(({ leftBlob, rightBlob }) => [leftBlob, rightBlob]).filter((id) => id !== undefined);
    const contents = await blobs.read(pullRequest, ids);
    assert.deepEqual(threads, []);
    assert.equal(contents.size, new Set(ids).size);
    assert.deepEqual(
      stage.service.requests.map(
        ({ method, path }) => `${method} ${path.split('/_apis/')[1]?.replace(/[0-9a-f-]{36}/, 'ID')}`,
      ),
      [
        `GET git/pullRequests/${stage.emulated.id}`,
        `GET git/repositories/ID/pullRequests/${stage.emulated.id}/iterations`,
        'OPTIONS git',
        `GET git/repositories/ID/pullRequests/${stage.emulated.id}/iterations/1/changes`,
        `GET git/repositories/ID/pullRequests/${stage.emulated.id}/threads`,
        ...Array(2).fill('POST git/repositories/ID/blobs'),
      ],
    );

    // The bare repository behind the service stands in for a checkout: a work tree of it holds the same objects.
    const folder = mkdtempSync(join(tmpdir(), 'threadline-'));
    try {
      execFileSync('git', ['clone', '-q', '--no-checkout', '--branch', 'feature', stage.repository.folder, folder]);
      const workspace = await openWorkspace(folder, { signal: new AbortController().signal });
      assert.ok(workspace);
      assert.equal(await workspace.holds([iteration.source, iteration.base]), true);
      assert.deepEqual(
        await workspace.blobs.read(pullRequest, ids),
        new Map([...contents].map(([id, bytes]) => [id, Buffer.from(bytes)])),
      );
      const local = await workspace.changes(iteration.base, iteration.source);
      const byPath = (list: typeof local) =>
        [...list].map((one) => ({ ...one, changeTrackingId: undefined })).sort((a, b) => (a.path < b.path ? -1 : 1));
      assert.deepEqual(byPath(local), byPath(changes));
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });

  const toggles: readonly { name: string; given: NonNullable<AzureDevOpsOptions['toggles']> }[] = [
    { name: 'the likely way', given: {} },
    {
      name: 'every unlikely way',
      given: {
        itemPathOnDelete: false,
        nextSkip: 'absent',
        threadNulls: false,
        blobEntryName: (id) => `x/${id.slice(0, 3)}.bin`,
        sourceRenameEntries: true,
        threadProperties: 'replace',
      },
    },
  ];
  for (const { name, given } of toggles) {
    it(`reads renames, deletions and contents where the service answers ${name}`, async () => {
      const stage = await scene(1, { toggles: given });
      const { pullRequests, blobs } = stage.connect({});
      const pullRequest = await find(pullRequests, stage);
      const changes = await pullRequests.changes(pullRequest, await pullRequests.latestIteration(pullRequest));
      const shown = changes.map(({ path, originalPath, isAdded, isDeleted, isRenamed }) =>
        [path, originalPath, isAdded && 'added', isDeleted && 'deleted', isRenamed && 'renamed']
          .filter(Boolean)
          .join(' '),
      );
      assert.deepEqual(shown.sort(), [
        'edited.ts edited.ts',
        'gone.ts gone.ts deleted',
        'new/moved.ts old/moved.ts renamed',
        'src/f0.ts src/f0.ts added',
      ]);
      const ids = changes.flatMap(({ leftBlob, rightBlob }) => [leftBlob, rightBlob]).filter((id) => id !== undefined);
      assert.equal(ids.length, 6);
      assert.equal((await blobs.read(pullRequest, ids)).size, 6);
    });
  }

  it('reads a file at the tip of the target, and knows one that is not there', async () => {
    const stage = await scene(1);
    const { pullRequests } = stage.connect({});
    const pullRequest = await find(pullRequests, stage);
    assert.equal(await pullRequests.file(pullRequest, pullRequest.targetCommit, '.threadline.yml'), 'enabled: true\n');
    assert.equal(await pullRequests.file(pullRequest, pullRequest.targetCommit, 'nowhere.yml'), undefined);
    await assert.rejects(pullRequests.file(pullRequest, 'e'.repeat(40), '.threadline.yml'), {
      code: 'commit-not-found',
    });
  });

  it('writes a status, a thread and the tracking comment, and reads them back', async () => {
    const publishedAt = Date.parse('2026-03-01T12:00:00.250Z');
    const stage = await scene(1, { now: () => new Date(publishedAt) });
    const { pullRequests, publisher } = stage.connect({ scheme: 'bearer' });
    const pullRequest = await find(pullRequests, stage);
    const me = await pullRequests.me();
    assert.equal(me.displayName, 'Fabrikam Build Service (acme)');
    await publisher.postStatus(pullRequest, status(1));
    const id = await publisher.openThread(pullRequest, threadOn('edited.ts', 1, 1));
    const properties = new Map([['Threadline.Tracking', '1']]);
    const trackingId = await publisher.writeTracking(pullRequest, { body: 'First', properties }, undefined);
    const later = new Map([...properties, ['Threadline.Iteration', '1']]);
    assert.equal(
      await publisher.writeTracking(pullRequest, { body: 'Second', properties: later }, trackingId),
      trackingId,
    );
    const threads = await pullRequests.threads(pullRequest);
    const comment = (content: string) => ({
      id: 1,
      author: { ...me, isService: true },
      content,
      isDeleted: false,
      parentId: 0,
      publishedAt,
      likedBy: [],
    });
    assert.deepEqual(threads, [
      {
        id,
        status: 'active',
        isDeleted: false,
        path: 'edited.ts',
        comments: [comment('It **breaks**.')],
        properties: new Map([
          ['Threadline.Fingerprint', 'fp-1'],
          ['Threadline.Iteration', '1'],
        ]),
      },
      {
        id: trackingId,
        status: 'closed',
        isDeleted: false,
        path: undefined,
        comments: [comment('Second')],
        properties: later,
      },
    ]);
    const { statuses } = stage.emulated.state();
    assert.deepEqual(
      statuses.map(({ iterationId, state, genre, name }) => ({ iterationId, state, genre, name })),
      [{ iterationId: 1, state: 'pending', genre: 'threadline', name: 'ai-pr-review' }],
    );
  });

  it("begins a tracking comment of its own where the old one is somebody else's", async () => {
    const stage = await scene(1);
    const { pullRequests, publisher } = stage.connect({});
    const pullRequest = await find(pullRequests, stage);
    const properties = new Map([['Threadline.Tracking', '1']]);
    const text = { identity: stage.service.addIdentity('Someone Else'), text: 'Not ours' };
    const theirs = await stage.emulated.openThread(text);
    const ours = await publisher.writeTracking(pullRequest, { body: 'Ours', properties }, theirs);
    assert.notEqual(ours, theirs);
    const bodies = (await pullRequests.threads(pullRequest)).map(({ comments }) => comments[0]?.content);
    assert.deepEqual(bodies, ['Not ours', 'Ours']);
  });

  const doubts: readonly { name: string; action: FaultAction }[] = [
    { name: 'the answer was lost', action: { kind: 'dropAfter' } },
    { name: 'the request was lost', action: { kind: 'dropBefore' } },
    { name: 'the service failed', action: { kind: 'answer', status: 503 } },
    { name: 'the answer was cut short', action: { kind: 'truncate', bytes: 20 } },
    { name: 'there were too many requests', action: { kind: 'answer', status: 429, headers: throttlingHeaders(2) } },
  ];
  for (const { name, action } of doubts) {
    it(`opens each thread once where ${name}`, async () => {
      const stage = await scene(1);
      const { pullRequests, publisher } = stage.connect({});
      const pullRequest = await find(pullRequests, stage);
      stage.service.faults.add({ method: 'POST', path: /threads/i, times: 1, action });
      const id = await publisher.openThread(pullRequest, threadOn('edited.ts', 1, 1));
      const written = stage.emulated.state().threads.filter(({ systemType }) => systemType === undefined);
      assert.deepEqual(
        written.map((thread) => thread.id),
        [id],
      );
    });
  }

  it('obeys the service when it throttles answers that succeed', async () => {
    const stage = await scene(1);
    const { pullRequests } = stage.connect({});
    const action: FaultAction = { kind: 'headers', headers: throttlingHeaders(4) };
    stage.service.faults.add({ method: 'GET', path: /pullRequests\/\d+$/i, times: 1, action });
    const pullRequest = await find(pullRequests, stage);
    await pullRequests.latestIteration(pullRequest);
    assert.deepEqual(stage.clock.sleeps, [4000]);
  });

  const refusals: readonly {
    name: string;
    token: Omit<TokenOptions, 'identity'>;
    expect: { code: string; problem: RegExp };
  }[] = [
    {
      name: 'an invalid PAT',
      token: { failure: 'invalid' },
      expect: { code: 'pat-invalid', problem: /^Invalid or expired PAT\.$/ },
    },
    {
      name: 'an expired PAT',
      token: { failure: 'expired' },
      expect: { code: 'pat-expired', problem: /^Invalid or expired PAT\. / },
    },
    {
      name: 'an anonymous token',
      token: { failure: 'anonymous' },
      expect: { code: 'pat-invalid', problem: /^Invalid/ },
    },
    {
      name: 'a stopped organization',
      token: { failure: 'organizationStopped' },
      expect: { code: 'organization-stopped', problem: /stopped/ },
    },
    {
      name: 'conditional access',
      token: { failure: 'conditionalAccess' },
      expect: { code: 'conditional-access', problem: /conditional access/ },
    },
    { name: 'a spent limit', token: { failure: 'throttled' }, expect: { code: 'rate-limited', problem: /share/ } },
    {
      name: 'a PAT without the scope to read',
      token: { scopes: ['vso.code_status'] },
      expect: { code: 'pat-scope-missing', problem: /^Your PAT is missing the "Code \(Read\)" scope\.$/ },
    },
    {
      name: "a refused job's token",
      token: { scheme: 'bearer', failure: 'invalid' },
      expect: { code: 'job-token-refused', problem: /job's token/ },
    },
    {
      name: 'a repository that may not be read',
      token: { permissions: [] },
      expect: { code: 'pull-request-not-found', problem: /Read permission/ },
    },
  ];
  for (const missingScopeBody of ['empty', 'html', 'json'] as const) {
    it(`explains every refusal to read (${missingScopeBody})`, async () => {
      const stage = await scene(1, { toggles: { missingScopeBody } });
      for (const { name, token, expect } of refusals) {
        await assert.rejects(find(stage.connect(token).pullRequests, stage), expect, name);
      }
    });
  }

  it('names the scope or the permission that writing needs', async () => {
    const stage = await scene(1);
    const pullRequest = await find(stage.connect({}).pullRequests, stage);
    const readOnly = stage.connect({ scopes: ['vso.code'] });
    await assert.rejects(readOnly.publisher.postStatus(pullRequest, status(1)), {
      code: 'pat-scope-missing',
      problem: 'Your PAT is missing the "Code (Status)" scope.',
    });
    await assert.rejects(readOnly.publisher.openThread(pullRequest, threadOn('edited.ts', 1, 1)), {
      code: 'pat-scope-missing',
      problem: 'Your PAT is missing the "PR threads (Read & write)" scope.',
    });
    const reader = stage.connect({ scheme: 'bearer', permissions: ['GenericRead'] });
    await assert.rejects(reader.publisher.openThread(pullRequest, threadOn('edited.ts', 1, 1)), {
      code: 'permission-missing',
      problem: /^"Fabrikam Build Service \(acme\)" \(Build\\.*\) lacks the permission "Contribute to pull requests"/,
    });
  });
});
