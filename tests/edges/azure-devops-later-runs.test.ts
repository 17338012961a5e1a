// Tests what every run after the first needs of the adapter: iterations, statuses, likes, open pull requests, replies.
import assert from 'node:assert/strict';
import { readDate } from '../../ReviewTask/edges/azure-devops/read-date.ts';
import { reasonOf } from '../../ReviewTask/edges/azure-devops/read-iterations.ts';
import { readStatuses } from '../../ReviewTask/edges/azure-devops/read-statuses.ts';
import { readThreads } from '../../ReviewTask/edges/azure-devops/read-threads.ts';
import { type AzureDevOps as Adapter, connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import type { NewThread, StatusPost } from '../../ReviewTask/model/publication.ts';
import type { PullRequest } from '../../ReviewTask/model/pull-request.ts';
import { describeProblems, openApiFolder } from '../contract/check-exchange.ts';
import { checkRequests } from '../contract/logged-exchange.ts';
import { openScene, type Scene } from '../emulator/azure-devops/testing/scene.ts';
import { type AzureDevOpsOptions, type FaultAction, throttlingHeaders } from '../emulator/azure-devops.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { recordingLog } from './azure-devops-server.ts';

interface Stage extends Scene {
  readonly adapter: Adapter;
  readonly found: PullRequest;
}

const status: StatusPost = {
  iterationId: 1,
  state: 'succeeded',
  description: 'AI review complete',
  genre: 'threadline',
  name: 'ai-pr-review',
  targetUrl: undefined,
  run: 'run-7',
};

const thread: NewThread = {
  path: 'src/a.txt',
  anchor: { kind: 'file' },
  body: 'It breaks.',
  status: 'active',
  severity: 'warning',
  title: 'It breaks',
  fingerprint: 'fp-1',
  record: '{"version":1}',
  changeTrackingId: 1,
  iterationId: 1,
};

function connect(scene: Scene): Adapter {
  return connectAzureDevOps({
    collectionUrl: scene.emulator.collectionUrl,
    token: { kind: 'pat', value: scene.token.value },
    clock: createFakeClock({ automatic: true }),
    signal: new AbortController().signal,
    log: recordingLog(),
    userAgent: 'threadline-test',
  });
}

describe('edges/azure-devops: readers of later runs', () => {
  const reasons = [
    { given: 'push', expect: 'push' },
    { given: 0, expect: 'push' },
    { given: 'create', expect: 'push' },
    { given: 2, expect: 'push' },
    { given: 'forcePush', expect: 'force-push' },
    { given: 1, expect: 'force-push' },
    { given: 'ForcePush, Rebase', expect: 'rebase' },
    { given: 5, expect: 'rebase' },
    { given: 'retarget', expect: 'retarget' },
    { given: 17, expect: 'retarget' },
    { given: 'resolveConflicts', expect: 'push' },
    { given: 32, expect: 'push' },
    { given: 'unknown', expect: 'other' },
    { given: 8, expect: 'other' },
    { given: 64, expect: 'other' },
    { given: 'somethingNew', expect: 'other' },
    { given: undefined, expect: 'other' },
  ] as const;
  for (const { given, expect } of reasons) {
    it(`takes the reason ${given} for ${expect}`, () => assert.equal(reasonOf(given), expect));
  }

  const dates = [
    { given: '2026-06-02T11:56:00.6300795Z', expect: '2026-06-02T11:56:00.630Z' },
    { given: '2026-06-02T11:56:05.68Z', expect: '2026-06-02T11:56:05.680Z' },
    { given: '2026-06-02T11:56:05Z', expect: '2026-06-02T11:56:05.000Z' },
    { given: '2025-01-10T12:23:16.1818124', expect: '2025-01-10T12:23:16.181Z' },
    { given: '2026-06-02T11:56:05.5+02:00', expect: '2026-06-02T09:56:05.500Z' },
  ];
  for (const { given, expect } of dates) {
    it(`reads the date ${given}`, () => assert.equal(readDate(given), Date.parse(expect)));
  }
  for (const given of ['0001-01-01T00:00:00', 'yesterday', '', '2026-13-45T00:00:00Z', undefined]) {
    it(`takes ${given} for no date`, () => assert.equal(readDate(given), undefined));
  }

  it('reads statuses in both shapes, oldest first', () => {
    const both = [
      { id: 9, state: 2, context: { genre: 'g', name: 'n' }, properties: { 'Threadline.Run': 'r9' } },
      {
        id: 8,
        state: 'notApplicable',
        description: 'Draft',
        context: { name: 'n' },
        creationDate: '2026-06-02T11:56:05Z',
        createdBy: { id: 'a', displayName: 'A' },
        properties: { 'Threadline.Run': { $type: 'System.String', $value: 'r8' } },
      },
      { id: 10, state: 'notSet', context: null, properties: null },
      { id: 11, state: 'partiallySucceeded' },
    ];
    assert.deepEqual(
      readStatuses(both).map(({ id, state, run, genre }) => [id, state, run, genre]),
      [
        [8, 'notApplicable', 'r8', ''],
        [9, 'succeeded', 'r9', 'g'],
        [10, 'pending', '', ''],
        [11, 'succeeded', '', ''],
      ],
    );
    const [first] = readStatuses(both);
    assert.deepEqual(first?.author, { id: 'a', displayName: 'A' });
    assert.equal(first?.createdAt, Date.parse('2026-06-02T11:56:05Z'));
  });

  const authors = [
    { name: 'a build service by its descriptor', given: { descriptor: 'svc.ABC' }, expect: true },
    { name: 'a build service by its name', given: { uniqueName: 'Build\\0e1f' }, expect: true },
    { name: "the service's own program", given: { descriptor: 's2s.ABC' }, expect: true },
    { name: 'a person', given: { uniqueName: 'ann@example.com', descriptor: 'aad.ABC' }, expect: false },
    { name: 'a person with a telling name', given: { uniqueName: 'build@example.com' }, expect: false },
    { name: 'nobody told', given: {}, expect: undefined },
  ];
  for (const { name, given, expect } of authors) {
    it(`knows a service among authors: ${name}`, () => {
      const comments = [{ id: 1, author: { id: 'x', displayName: 'X', ...given }, content: 'hello' }];
      const [read] = readThreads([{ id: 1, comments }]);
      assert.equal(read?.comments[0]?.author.isService, expect);
    });
  }
});

describe('edges/azure-devops: later runs against the emulator', () => {
  const open: Scene[] = [];
  after(() => Promise.all(open.map(({ emulator }) => emulator.close())));

  async function stage(options: AzureDevOpsOptions = {}): Promise<Stage> {
    const scene = await openScene(options);
    open.push(scene);
    const adapter = connect(scene);
    const found = await adapter.pullRequests.find(scene.project.name, scene.pullRequest.id);
    return { ...scene, adapter, found };
  }

  const profiles = [
    { profile: 'services', first: 3 },
    { profile: 'server2022', first: 3 },
    // Statuses of iterations were a preview there; that is asked once.
    { profile: 'server2020', first: 4 },
  ] as const;
  for (const { profile, first } of profiles) {
    it(`looks at a pull request with ${first} requests on ${profile}, then with three, and none is a discovery`, async () => {
      const scene = await openScene({ profile });
      open.push(scene);
      const { pullRequests } = connect(scene);
      const look = async () => {
        scene.emulator.clearRequests();
        const found = await pullRequests.find(scene.project.name, scene.pullRequest.id);
        const [threads, statuses] = [await pullRequests.threads(found), await pullRequests.statuses(found, 1)];
        return { found, threads, statuses, count: scene.emulator.requests.length };
      };
      const { found, threads, statuses, count } = await look();
      assert.equal(found.sourceCommit, await scene.repository.head('feature'));
      assert.deepEqual([found.state, threads, statuses], ['active', [], []]);
      assert.equal(count, first);
      assert.equal((await look()).count, 3);
      assert.ok(scene.emulator.requests.every(({ method }) => method === 'GET'));
    });
  }

  it('tells under which identity the answers know the token, and asks nothing for it', async () => {
    for (const userDataHeader of ['identity', 'other', 'absent'] as const) {
      const { adapter, emulator, bot } = await stage({ toggles: { userDataHeader } });
      const asked = emulator.requests.length;
      const seen = adapter.pullRequests.seenAs();
      assert.equal(emulator.requests.length, asked);
      if (userDataHeader === 'identity') assert.equal(seen, bot.id);
      else if (userDataHeader === 'absent') assert.equal(seen, undefined);
      else assert.notEqual(seen, bot.id);
      assert.equal((await adapter.pullRequests.me()).id, bot.id);
    }
  });

  it('tells why there is each iteration', async () => {
    const { adapter, found, repository, pullRequest } = await stage({ toggles: { rebasedPushReason: 'rebase' } });
    const { pullRequests } = adapter;
    const push = (files: Record<string, string>, more: { parents?: string[]; force?: boolean } = {}) =>
      repository.commit({ branch: 'feature', message: 'More', files, ...more });
    await push({ 'x.txt': 'x\n' });
    await repository.commit({ branch: 'main', message: 'Elsewhere', files: { 'y.txt': 'y\n' } });
    await repository.merge({ from: 'main', into: 'feature' });
    const first = (await pullRequests.iterations(found))[0];
    await push({ 'z.txt': 'z\n' }, { parents: [first?.source ?? ''], force: true });
    const tip = await repository.commit({ branch: 'main', message: 'Later', files: { 'w.txt': 'w\n' } });
    await push({ 'z.txt': 'z\n' }, { parents: [tip], force: true });
    await repository.commit({ branch: 'release', message: 'Release', files: { 'r.txt': 'r\n' } });
    await pullRequest.retarget('release');
    const iterations = await pullRequests.iterations(found);
    assert.deepEqual(
      iterations.map(({ id, reason }) => [id, reason]),
      [
        [1, 'push'],
        [2, 'push'],
        [3, 'push'],
        [4, 'force-push'],
        [5, 'rebase'],
        [6, 'retarget'],
      ],
    );
    assert.ok(iterations.every(({ createdAt }) => Math.abs((createdAt ?? 0) - Date.now()) < 600_000));
    const { id, source, base } = iterations[5] ?? assert.fail();
    assert.deepEqual(await pullRequests.latestIteration(found), { id, source, base });
  });

  it('lists the active pull requests of a repository and of the project, however short the pages are', async () => {
    const { adapter, emulator, project, repository, author, pullRequest } = await stage({
      toggles: { longestPullRequestPage: 2 },
    });
    const other = await emulator.addRepository(project, 'mobile app');
    const opened = async (where: typeof repository, source: string) => {
      if (where === other) await where.commit({ branch: 'main', message: 'Base', files: { a: 'a\n' } });
      await where.commit({ branch: source, message: 'Change', files: { [source]: 'x\n' } });
      return where.createPullRequest({ title: source, source, target: 'main', author });
    };
    const [two, three, gone] = [
      await opened(repository, 'two'),
      await opened(repository, 'three'),
      await opened(repository, 'gone'),
    ];
    await gone.abandon();
    const elsewhere = await opened(other, 'four');
    const ours = [pullRequest.id, two.id, three.id];
    const { pullRequests } = adapter;
    assert.deepEqual(await pullRequests.open(project.name, 'web'), ours);
    assert.deepEqual(await pullRequests.open(project.id, repository.id), ours);
    assert.deepEqual(await pullRequests.open(project.name, 'mobile app'), [elsewhere.id]);
    assert.deepEqual(await pullRequests.open(project.name, undefined), [...ours, elsewhere.id]);
    await assert.rejects(pullRequests.open(project.name, 'nowhere'), { code: 'repository-not-visible' });
  });

  it('reads likes from the list of threads, or one by one', async () => {
    const { adapter, found, pullRequest, author } = await stage({ toggles: { likesInLists: false } });
    const id = await pullRequest.openThread({ identity: author, text: 'One' });
    await pullRequest.like(id, 1, author);
    const [listed] = await adapter.pullRequests.threads(found);
    assert.deepEqual(listed?.comments[0]?.likedBy, []);
    const expected = { id: author.id, displayName: author.displayName, isService: false };
    assert.deepEqual(await adapter.pullRequests.likes(found, id, 1), [expected]);

    const shown = await stage();
    const same = await shown.pullRequest.openThread({ identity: shown.author, text: 'One' });
    await shown.pullRequest.like(same, 1, shown.author);
    const [other] = await shown.adapter.pullRequests.threads(shown.found);
    assert.deepEqual(other?.comments[0]?.likedBy, [expected]);
  });

  it('gives the id of a status, which names its run', async () => {
    const { adapter, found, bot } = await stage();
    const id = await adapter.publisher.postStatus(found, status);
    const [read] = await adapter.pullRequests.statuses(found, 1);
    assert.deepEqual(
      { id: read?.id, run: read?.run, state: read?.state, name: read?.name, author: read?.author.id },
      { id, run: 'run-7', state: 'succeeded', name: 'ai-pr-review', author: bot.id },
    );
  });

  for (const threadProperties of ['merge', 'replace'] as const) {
    it(`keeps a finding with its thread where a change of properties means ${threadProperties}`, async () => {
      const { adapter, found } = await stage({ toggles: { threadProperties } });
      const { publisher, pullRequests } = adapter;
      const id = await publisher.openThread(found, thread);
      const [opened] = await pullRequests.threads(found);
      assert.equal(opened?.properties.get('Threadline.Finding'), '{"version":1}');
      const properties = new Map([...(opened?.properties ?? []), ['Threadline.Finding', '{"version":2}']]);
      await publisher.keepFinding(found, id, properties);
      await publisher.setThreadStatus(found, id, 'fixed');
      const [kept] = await pullRequests.threads(found);
      assert.equal(kept?.status, 'fixed');
      assert.deepEqual(kept?.properties, properties);
    });
  }

  it('deletes a comment of ours, once or twice, and none of somebody else', async () => {
    const { adapter, found, pullRequest, author } = await stage();
    const { publisher, pullRequests } = adapter;
    const id = await pullRequest.openThread({ identity: author, text: 'Why?' });
    const reply = await publisher.reply(found, id, { parentId: 1, body: 'Because.' });
    await publisher.removeComment(found, id, reply);
    await publisher.removeComment(found, id, reply);
    await publisher.removeComment(found, id, 99);
    await assert.rejects(publisher.removeComment(found, id, 1), { name: 'AccessError' });
    const [read] = await pullRequests.threads(found);
    assert.deepEqual(
      read?.comments.map(({ isDeleted }) => isDeleted),
      [false, true],
    );
  });

  const doubts: readonly { name: string; action: FaultAction }[] = [
    { name: 'the answer was lost', action: { kind: 'dropAfter' } },
    { name: 'the request was lost', action: { kind: 'dropBefore' } },
    { name: 'the service failed', action: { kind: 'answer', status: 503 } },
    { name: 'the answer was cut short', action: { kind: 'truncate', bytes: 20 } },
    { name: 'there were too many requests', action: { kind: 'answer', status: 429, headers: throttlingHeaders(2) } },
  ];
  for (const replyParents of ['kept', 'first'] as const) {
    it(`answers each question once, whatever happens, where a reply's parent is ${replyParents}`, async () => {
      const { adapter, found, pullRequest, author, emulator, bot } = await stage({ toggles: { replyParents } });
      const { publisher } = adapter;
      for (const { name, action } of doubts) {
        const id = await pullRequest.openThread({ identity: author, text: '/threadline helpp' });
        const second = await pullRequest.reply(id, author, '/threadline helpp');
        const words = { body: 'Commands:  \r\n* help\n' };
        const made: number[] = [];
        for (const parentId of [1, second]) {
          emulator.faults.add({ method: 'POST', path: /comments/i, times: 1, action });
          made.push(await publisher.reply(found, id, { ...words, parentId }));
          emulator.faults.clear();
        }
        const comments = pullRequest.state().threads.find((one) => one.id === id)?.comments ?? [];
        const answers = comments.filter((comment) => comment.author.id === bot.id);
        assert.deepEqual(
          answers.map((comment) => comment.id),
          made,
          name,
        );
        assert.equal(answers.length, 2, name);
      }
    });
  }

  it('names the scope that a reply needs', async () => {
    const { emulator, bot, found, pullRequest, author } = await stage();
    const id = await pullRequest.openThread({ identity: author, text: 'Why?' });
    const token = emulator.addToken({ identity: bot, scopes: ['vso.code'] });
    const { publisher } = connect({ ...open[0], emulator, token } as Scene);
    await assert.rejects(publisher.reply(found, id, { parentId: 1, body: 'x' }), { code: 'pat-scope-missing' });
    await assert.rejects(publisher.setThreadStatus(found, id, 'fixed'), { code: 'pat-scope-missing' });
  });

  it('asks and is answered as the service describes itself', function () {
    if (openApiFolder === undefined) this.skip();
    for (const { emulator } of open) assert.equal(describeProblems(checkRequests(emulator.requests)), '');
  });
});
