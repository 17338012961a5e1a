// The traps in the policies of a branch, set up on the emulator as a person would.
import assert from 'node:assert/strict';
import { type Scene, suiteScenes } from '../emulator/azure-devops/testing/scene.ts';
import { policyTypes } from '../emulator/azure-devops.ts';
import { jobTokenOf, probe } from './probed.ts';

const { own } = suiteScenes();

interface Policy {
  readonly type: keyof typeof policyTypes;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly isBlocking?: boolean;
  readonly isEnabled?: boolean;
}

async function addPolicy(scene: Scene, { isBlocking = true, isEnabled = true, settings, type }: Policy): Promise<void> {
  const scope = [{ repositoryId: scene.repository.id, refName: 'refs/heads/main', matchKind: 'Exact' }];
  const body = { isEnabled, isBlocking, type: { id: policyTypes[type].id }, settings: { ...settings, scope } };
  const { status } = await scene.ask(`${scene.project.id}/_apis/policy/configurations`, { method: 'POST', body });
  assert.equal(status, 200);
}

const ours = { statusGenre: 'threadline', statusName: 'ai-pr-review' };
const build: Policy = { type: 'build', settings: { buildDefinitionId: 1, displayName: 'Review' } };

const table: readonly {
  readonly name: string;
  readonly given: readonly Policy[];
  readonly identity?: 'ours' | 'other';
  readonly threadStatus?: string;
  readonly probe: 'status-policy' | 'comment-policy';
  readonly expect: string;
}[] = [
  { name: 'no policy', given: [], probe: 'status-policy', expect: 'pass' },
  {
    name: 'a required status with a build',
    given: [{ type: 'status', settings: ours }, build],
    probe: 'status-policy',
    expect: 'pass',
  },
  {
    name: 'a required status that nothing brings',
    given: [{ type: 'status', settings: { ...ours, invalidateOnSourceUpdate: true } }],
    probe: 'status-policy',
    expect: 'status-policy-without-build?',
  },
  {
    name: 'a required status whose build waits for a person',
    given: [
      { type: 'status', settings: ours },
      { type: 'build', settings: { manualQueueOnly: true } },
    ],
    probe: 'status-policy',
    expect: 'status-policy-without-build?',
  },
  {
    name: 'a required status whose build is switched off',
    given: [
      { type: 'status', settings: ours },
      { ...build, isEnabled: false },
    ],
    probe: 'status-policy',
    expect: 'status-policy-without-build?',
  },
  {
    name: 'an optional status',
    given: [{ type: 'status', settings: ours, isBlocking: false }],
    probe: 'status-policy',
    expect: 'pass',
  },
  {
    name: 'a status that another identity has to post',
    given: [{ type: 'status', settings: ours }, build],
    identity: 'other',
    probe: 'status-policy',
    expect: 'status-policy-other-identity?',
  },
  {
    name: 'a status that we have to post',
    given: [{ type: 'status', settings: ours }, build],
    identity: 'ours',
    probe: 'status-policy',
    expect: 'pass',
  },
  {
    name: 'a status in other letters',
    given: [{ type: 'status', settings: { statusGenre: 'Threadline', statusName: 'AI-PR-Review' } }, build],
    probe: 'status-policy',
    expect: 'status-policy-other-name?',
  },
  {
    name: 'a status without our genre',
    given: [{ type: 'status', settings: { statusName: 'ai-pr-review' } }, build],
    probe: 'status-policy',
    expect: 'status-policy-other-name?',
  },
  {
    name: "somebody else's status",
    given: [{ type: 'status', settings: { statusGenre: 'sonar', statusName: 'gate' } }],
    probe: 'status-policy',
    expect: 'pass',
  },
  { name: 'no comment policy', given: [], probe: 'comment-policy', expect: 'pass' },
  {
    name: 'a comment policy',
    given: [{ type: 'comments' }],
    probe: 'comment-policy',
    expect: 'comment-policy-blocks?',
  },
  {
    name: 'a comment policy and closed threads',
    given: [{ type: 'comments' }],
    threadStatus: 'closed',
    probe: 'comment-policy',
    expect: 'pass',
  },
  {
    name: 'an optional comment policy',
    given: [{ type: 'comments', isBlocking: false }],
    probe: 'comment-policy',
    expect: 'pass',
  },
];

describe('the probes of policies', () => {
  for (const { expect, given, identity, name, probe: asked, threadStatus } of table) {
    it(`judge ${name}`, async () => {
      const scene = await own();
      const authorId = identity === 'ours' ? scene.bot.id : identity === 'other' ? scene.author.id : undefined;
      for (const policy of given) {
        const settings =
          policy.type === 'status' && authorId !== undefined ? { ...policy.settings, authorId } : policy.settings;
        await addPolicy(scene, { ...policy, ...(settings === undefined ? {} : { settings }) });
      }
      const { words } = await probe(scene, jobTokenOf(scene), { request: { threadStatus } });
      assert.equal(words[asked], expect);
    });
  }

  it('count the threads that are open', async () => {
    const scene = await own();
    await addPolicy(scene, { type: 'comments' });
    await scene.pullRequest.openThread({ identity: scene.author, text: 'Why?' });
    const { results } = await probe(scene, jobTokenOf(scene));
    const found = results.find((one) => one.probe === 'comment-policy')?.answer;
    assert.match(found?.kind === 'problem' ? found.explanation.problem : '', /1 of them is open now/);
  });

  for (const [given, expect] of [
    [{}, 'pass'],
    [{ enforceReferencedRepoScopedToken: true }, 'pass'],
    [{ enforceJobAuthScope: false }, 'job-scope-wide?'],
  ] as const) {
    it(`judge a job's token with ${JSON.stringify(given)}`, async () => {
      const scene = await own();
      scene.emulator.setPipelineSettings(scene.project, given);
      assert.equal((await probe(scene, jobTokenOf(scene))).words['job-scope'], expect);
    });
  }
});
