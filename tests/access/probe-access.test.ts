// What the probes say of every kind of token, on the emulator through the real adapter, and that they leave nothing behind.
import assert from 'node:assert/strict';
import type { ProbeName } from '../../ReviewTask/model/access.ts';
import { type Scene, suiteScenes } from '../emulator/azure-devops/testing/scene.ts';
import type { EmulatedToken, Toggles } from '../emulator/azure-devops.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { jobTokenOf, leastScopes, patOf, probe } from './probed.ts';

const { own, shared } = suiteScenes();
const without = (scope: string) => leastScopes.filter((one) => one !== scope);
const reader = ['GenericRead'] as const;

interface Case {
  readonly name: string;
  readonly token: (scene: Scene) => EmulatedToken;
  readonly toggles?: Partial<Toggles>;
  /** Of the probes that are named; every other one passes or was not known before either. */
  readonly expect: Readonly<Partial<Record<ProbeName, string>>>;
}

const quiet: Case['expect'] = { 'token-expiry': 'unknown' };
const nothingKnown = {
  'code-read': 'unknown',
  'code-status': 'unknown',
  'threads-write': 'unknown',
  project: 'unknown',
  repository: 'unknown',
  'pull-request': 'unknown',
  'read-threads': 'unknown',
  'permission-read': 'unknown',
  'permission-contribute': 'unknown',
  'status-policy': 'unknown',
  'comment-policy': 'unknown',
  clock: 'pass',
} as const;

const cases: readonly Case[] = [
  { name: 'a PAT with the least scopes', token: patOf, expect: quiet },
  { name: "the job's token", token: jobTokenOf, expect: {} },
  ...(['empty', 'html', 'json'] as const).flatMap((missingScopeBody): readonly Case[] => [
    {
      name: `a PAT without Code (Status), told by a body that is ${missingScopeBody}`,
      token: (scene) => patOf(scene, { scopes: without('vso.code_status') }),
      toggles: { missingScopeBody },
      expect: { ...quiet, 'code-status': 'pat-scope-missing' },
    },
    {
      name: `a PAT without PR threads, told by a body that is ${missingScopeBody}`,
      token: (scene) => patOf(scene, { scopes: without('vso.threads_full') }),
      toggles: { missingScopeBody },
      expect: { ...quiet, 'threads-write': 'pat-scope-missing' },
    },
  ]),
  {
    name: 'a PAT without Code (Read): what it lacks is named, and the rest is proven all the same',
    token: (scene) => patOf(scene, { scopes: without('vso.code') }),
    expect: {
      ...quiet,
      'code-read': 'pat-scope-missing',
      project: 'unknown',
      repository: 'unknown',
      'pull-request': 'unknown',
      'read-threads': 'unknown',
      'permission-read': 'unknown',
      'permission-contribute': 'unknown',
      'status-policy': 'unknown',
      'comment-policy': 'unknown',
    },
  },
  {
    name: 'a PAT with no scope that helps: all three are named at once',
    token: (scene) => patOf(scene, { scopes: ['vso.build'] }),
    expect: {
      ...quiet,
      'code-read': 'pat-scope-missing',
      'code-status': 'pat-scope-missing',
      'threads-write': 'pat-scope-missing',
      project: 'unknown',
      repository: 'unknown',
      'pull-request': 'unknown',
      'read-threads': 'unknown',
      'permission-read': 'unknown',
      'permission-contribute': 'unknown',
      'status-policy': 'unknown',
      'comment-policy': 'unknown',
    },
  },
  ...(['permissionFirst', 'contentFirst'] as const).flatMap((writeChecks): readonly Case[] => [
    {
      name: `a PAT whose owner may only read (${writeChecks})`,
      token: (scene) => patOf(scene, { permissions: reader }),
      toggles: { writeChecks },
      expect: { ...quiet, 'permission-contribute': 'permission-missing' },
    },
    {
      name: `a job's token that may only read (${writeChecks})`,
      token: (scene) => jobTokenOf(scene, { permissions: reader }),
      toggles: { writeChecks },
      expect:
        writeChecks === 'contentFirst'
          ? { 'permission-contribute': 'permission-missing' }
          : { 'code-status': 'unknown', 'threads-write': 'unknown', 'permission-contribute': 'permission-missing' },
    },
  ]),
  {
    name: 'a PAT whose owner does not see the repository',
    token: (scene) => patOf(scene, { permissions: [] }),
    expect: {
      ...quiet,
      repository: 'repository-not-visible',
      'pull-request': 'unknown',
      'read-threads': 'unknown',
      'permission-read': 'unknown',
      'permission-contribute': 'unknown',
      'status-policy': 'unknown',
      'comment-policy': 'unknown',
    },
  },
  {
    name: 'an invalid PAT: one problem, not twelve',
    token: (scene) => patOf(scene, { failure: 'invalid' }),
    expect: { ...quiet, ...nothingKnown, connection: 'pat-invalid', 'organization-policies': 'unknown' },
  },
  {
    name: 'an expired PAT',
    token: (scene) => patOf(scene, { failure: 'expired' }),
    expect: { ...quiet, ...nothingKnown, connection: 'pat-expired', 'organization-policies': 'unknown' },
  },
  {
    name: 'an anonymous PAT',
    token: (scene) => patOf(scene, { failure: 'anonymous' }),
    expect: { ...quiet, ...nothingKnown, connection: 'pat-invalid', 'organization-policies': 'unknown' },
  },
  {
    name: "a job's token that is no longer valid",
    token: (scene) => jobTokenOf(scene, { failure: 'invalid' }),
    expect: {
      ...nothingKnown,
      connection: 'job-token-refused',
      'job-scope': 'unknown',
      'organization-policies': 'unknown',
    },
  },
  ...(['conditionalAccess', 'conditionalAccessUnauthorized'] as const).map(
    (failure): Case => ({
      name: `a PAT that conditional access keeps out (${failure})`,
      token: (scene) => patOf(scene, { failure }),
      expect: { ...quiet, ...nothingKnown, connection: 'conditional-access', 'organization-policies': 'unknown' },
    }),
  ),
  {
    name: 'a PAT of an organization that is stopped',
    token: (scene) => patOf(scene, { failure: 'organizationStopped' }),
    expect: { ...quiet, ...nothingKnown, connection: 'organization-stopped', 'organization-policies': 'unknown' },
  },
];

describe('the probes of access', () => {
  for (const { expect, name, toggles, token } of cases) {
    it(`judge ${name}`, async () => {
      const scene = toggles === undefined ? await shared() : await own({ toggles });
      const before = JSON.stringify(scene.pullRequest.state());
      const { results, words } = await probe(scene, token(scene));
      const others = Object.fromEntries(results.map((result) => [result.probe, 'pass']));
      assert.deepEqual(words, { ...others, ...expect });
      assert.equal(JSON.stringify(scene.pullRequest.state()), before, 'something was left behind');
    });
  }

  it('need few requests, one question behind another at most twice', async () => {
    const scene = await own();
    const token = patOf(scene);
    await scene.pullRequest.openThread({ identity: scene.author, text: 'Why?' });
    scene.emulator.clearRequests();
    await probe(scene, token);
    const asked = scene.emulator.requests.map(({ method, path }) => `${method} ${path.replace(/^.*_apis/, '')}`).sort();
    assert.equal(asked.length, 9, asked.join('\n'));
    // What waits for nothing is on its way first; behind it what needs the pull request; last the likes of what was read.
    assert.match(scene.emulator.requests.at(-1)?.path ?? '', /likes$/);
  });

  it('take back at once what a service takes against all expectation', async () => {
    const scene = await own();
    const token = patOf(scene);
    const taken = (id: number) => ({ kind: 'answer', status: 200, body: { id } }) as const;
    scene.emulator.faults.add({ method: 'POST', path: /threads$/, action: taken(41) });
    scene.emulator.faults.add({ method: 'POST', path: /iterations\/2147483647\/statuses/, action: taken(42) });
    scene.emulator.faults.add({ method: 'DELETE', path: /threads\/41\/comments\/1/, action: taken(0) });
    scene.emulator.faults.add({ method: 'DELETE', path: /statuses\/42/, action: taken(0) });
    scene.emulator.clearRequests();
    const { words } = await probe(scene, token);
    assert.equal(words['threads-write'], 'pass');
    assert.equal(words['code-status'], 'pass');
    assert.equal(scene.emulator.requests.filter(({ method }) => method === 'DELETE').length, 2);
  });

  it('believe the refused write where the service does not evaluate permissions', async () => {
    const scene = await own();
    const path = /permissionevaluationbatch/;
    scene.emulator.faults.add({ path, action: { kind: 'answer', status: 401 } });
    assert.equal((await probe(scene, patOf(scene))).words['permission-contribute'], 'unknown');
    const reading = await probe(scene, patOf(scene, { permissions: reader }));
    assert.equal(reading.words['permission-contribute'], 'permission-missing');
  });

  it('tell a disabled repository from a hidden one', async () => {
    const scene = await own();
    scene.repository.disable();
    assert.equal((await probe(scene, patOf(scene))).words.repository, 'repository-disabled');
  });

  it('tell a project that is not there', async () => {
    const scene = await shared();
    const { words } = await probe(scene, patOf(scene), { request: { project: 'Nowhere' } });
    assert.equal(words.project, 'project-not-visible');
    assert.equal(words['threads-write'], 'pass');
  });

  it('ask for the repository alone where no pull request is named', async () => {
    const scene = await shared();
    const request = { pullRequestId: undefined, targetRef: 'refs/heads/main' };
    const { words } = await probe(scene, patOf(scene), { request });
    assert.equal(words['pull-request'], undefined);
    for (const name of ['code-read', 'code-status', 'threads-write', 'repository', 'status-policy'] as const) {
      assert.equal(words[name], 'pass', name);
    }
  });
});

describe('the probe of the clock', () => {
  const table = [
    { name: 'a clock that is right', given: 2_000, expect: 'pass' },
    { name: 'one that is two minutes slow', given: -120_000, expect: 'pass' },
    { name: 'one that is ten minutes slow', given: -600_000, expect: 'clock-wrong?' },
    { name: 'one that is ten minutes fast', given: 600_000, expect: 'clock-wrong?' },
  ];
  for (const { expect, given, name } of table) {
    it(`judges ${name}`, async () => {
      const scene = await shared();
      const clock = createFakeClock({ automatic: true, start: Date.now() + given });
      assert.equal((await probe(scene, patOf(scene), { clock })).words.clock, expect);
    });
  }
});

describe('the probe of the expiry', () => {
  const table = [
    { name: 'no date', given: undefined, expect: 'unknown' },
    { name: 'a date in the past', given: '2026-11-20', expect: 'pat-expiry-past?' },
    { name: 'today', given: '2026-11-21', expect: 'pat-expiring?' },
    { name: 'in 14 days', given: '2026-12-05', expect: 'pat-expiring?' },
    { name: 'in 15 days', given: '2026-12-06', expect: 'pass' },
  ];
  for (const { expect, given, name } of table) {
    it(`judges ${name}`, async () => {
      const scene = await shared();
      const clock = createFakeClock({ automatic: true, start: Date.UTC(2026, 10, 21, 23, 59) });
      const { words } = await probe(scene, patOf(scene), { clock, request: { patExpiresOn: given } });
      assert.equal(words['token-expiry'], expect);
    });
  }
});
