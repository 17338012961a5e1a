// Statuses, branch policies and the end of a pull request's life in the emulator.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { at, openScene, type Scene, suiteScenes } from './azure-devops/testing/scene.ts';
import { policyTypes } from './azure-devops.ts';

const run = promisify(execFile);
const context = { genre: 'threadline', name: 'ai-pr-review' };
const patchType = { 'Content-Type': 'application/json-patch+json' };

describe('azure devops emulator: statuses and policies', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(() => scene.emulator.close());

  const postStatus = (body: object, where = '/statuses') =>
    scene.ask(`${scene.path}${where}`, { method: 'POST', body: { context, state: 'succeeded', ...body } });

  async function addPolicy(type: { readonly id: string }, settings: object, isBlocking = true): Promise<number> {
    const scope = [{ repositoryId: scene.repository.id, refName: 'refs/heads/main', matchKind: 'exact' }];
    const body = { isEnabled: true, isBlocking, type: { id: type.id }, settings: { scope, ...settings } };
    const reply = await scene.ask(`${scene.project.id}/_apis/policy/configurations`, { method: 'POST', body });
    assert.equal(reply.status, 200);
    return Number(at(reply.body, 'id'));
  }

  const statusPolicy = (more: object = {}) =>
    addPolicy(policyTypes.status, { statusGenre: context.genre, statusName: context.name, ...more });

  async function evaluation(): Promise<unknown> {
    const artifact = `vstfs:///CodeReview/CodeReviewId/${scene.project.id}/${scene.pullRequest.id}`;
    const where = `${scene.project.id}/_apis/policy/evaluations?artifactId=${artifact}&includeNotApplicable=true&api-version=7.1-preview.1`;
    return at((await scene.ask(where)).body, 'value.0.status');
  }

  it('refuses a status without an iteration where the policy resets it', async () => {
    await statusPolicy({ invalidateOnSourceUpdate: true });
    const refused = await postStatus({});
    assert.equal(refused.status, 403);
    assert.equal(at(refused.body, 'typeKey'), 'GitPullRequestStatusRejectedByPolicyException');
    assert.equal(
      at(refused.body, 'message'),
      'Pull request status rejected by status policy. Policy configuration requires status to be posted on iteration',
    );
    assert.equal((await postStatus({ iterationId: 1 })).status, 200);
    assert.equal((await postStatus({}, '/iterations/1/statuses')).status, 200);
    assert.equal((await postStatus({ context: { name: 'other' } })).status, 200);
  });

  it('forgets a status after a push where the policy resets it', async () => {
    await statusPolicy({ invalidateOnSourceUpdate: true });
    await postStatus({ iterationId: 1 });
    assert.equal(await evaluation(), 'approved');
    await scene.repository.commit({ branch: 'feature', message: 'More', files: { n: 'n\n' } });
    assert.equal(await evaluation(), 'queued');
  });

  const evaluations: readonly { state: string; expect: string }[] = [
    { state: 'succeeded', expect: 'approved' },
    { state: 'failed', expect: 'rejected' },
    { state: 'error', expect: 'rejected' },
    { state: 'pending', expect: 'running' },
    { state: 'notApplicable', expect: 'notApplicable' },
  ];
  for (const { state, expect } of evaluations) {
    it(`takes the latest status ${state} for ${expect}`, async () => {
      await statusPolicy();
      await postStatus({ state: state === 'succeeded' ? 'failed' : 'succeeded' });
      await postStatus({ state });
      assert.equal(await evaluation(), expect);
    });
  }

  it('removes statuses by PATCH with 204', async () => {
    await postStatus({});
    await postStatus({ state: 3 });
    const body = [{ op: 'remove', path: '/1' }];
    const reply = await scene.ask(`${scene.path}/statuses`, { method: 'PATCH', body, headers: patchType });
    assert.deepEqual([reply.status, reply.text], [204, '']);
    const { body: left } = await scene.ask(`${scene.path}/statuses`);
    assert.deepEqual([at(left, 'count'), at(left, 'value.0.state')], [1, 'failed']);
  });

  it('names a branch policy for its branch only, with its match kind in capitals', async () => {
    const id = await statusPolicy();
    const where = (ref: string) =>
      `${scene.project.id}/_apis/git/policy/configurations?repositoryId=${scene.repository.id}&refName=${ref}`;
    const main = (await scene.ask(where('refs/heads/main'))).body;
    assert.equal(at(main, 'value.0.id'), id);
    assert.equal(at(main, 'value.0.settings.scope.0.matchKind'), 'Exact');
    assert.match(String(at(main, 'value.0.createdDate')), /^\d{4}-.*[^Z]$/);
    assert.equal(at((await scene.ask(where('refs/heads/feature'))).body, 'count'), 0);
  });

  it('updates, revises and deletes a policy', async () => {
    const id = await statusPolicy();
    const where = `${scene.project.id}/_apis/policy/configurations/${id}`;
    const body = { isEnabled: false, isBlocking: true, type: { id: policyTypes.status.id }, settings: { scope: [] } };
    const updated = await scene.ask(where, { method: 'PUT', body });
    assert.deepEqual([at(updated.body, 'revision'), at(updated.body, 'isEnabled')], [2, false]);
    assert.equal(at((await scene.ask(`${where}/revisions`)).body, 'count'), 2);
    assert.equal((await scene.ask(where, { method: 'DELETE' })).status, 204);
    assert.equal((await scene.ask(where)).status, 404);
    const large = { ...body, settings: { x: 'x'.repeat(50_001) } };
    const refused = await scene.ask(`${scene.project.id}/_apis/policy/configurations`, { method: 'POST', body: large });
    assert.equal(at(refused.body, 'typeKey'), 'PolicySettingsTooLargeException');
  });

  async function complete(options: object = {}) {
    const reply = await scene.ask(scene.path, {
      method: 'PATCH',
      body: {
        status: 'completed',
        lastMergeSourceCommit: { commitId: await scene.repository.head('feature') },
        completionOptions: options,
      },
    });
    await scene.emulator.settle();
    return reply;
  }

  it('completes a moment after it was asked to', async () => {
    const asked = await complete();
    assert.deepEqual([at(asked.body, 'status'), at(asked.body, 'mergeStatus')], ['active', 'queued']);
    assert.equal(at(asked.body, 'closedBy.id'), scene.bot.id);
    assert.deepEqual(at(asked.body, 'completionOptions'), { mergeStrategy: 'noFastForward' });
    const { body } = await scene.ask(scene.path);
    assert.equal(at(body, 'status'), 'completed');
    assert.equal(at(body, 'lastMergeCommit.commitId'), await scene.repository.head('main'));
    assert.equal(at(body, 'lastMergeCommit.comment'), 'Merged PR 1: Louder');
  });

  const strategies: readonly { mergeStrategy: string; parents: number; subject: string }[] = [
    { mergeStrategy: 'noFastForward', parents: 2, subject: 'Merged PR 1: Louder' },
    { mergeStrategy: 'squash', parents: 1, subject: 'Merged PR 1: Louder' },
    { mergeStrategy: 'rebase', parents: 1, subject: 'Change line 5' },
    { mergeStrategy: 'rebaseMerge', parents: 2, subject: 'Merged PR 1: Louder' },
  ];
  for (const { mergeStrategy, parents, subject } of strategies) {
    it(`completes with ${mergeStrategy}`, async () => {
      await scene.repository.commit({ branch: 'main', message: 'Ahead', files: { 'm.txt': 'm\n' } });
      await complete({ mergeStrategy, deleteSourceBranch: true });
      assert.equal(scene.pullRequest.state().status, 'completed');
      const { stdout } = await run('git', ['log', '-1', '--format=%P|%s', 'main'], { cwd: scene.repository.folder });
      const [ids = '', title] = stdout.trim().split('|');
      assert.deepEqual([ids.split(' ').length, title], [parents, subject]);
      const show = await run('git', ['show', 'main:src/a.txt'], { cwd: scene.repository.folder });
      assert.match(show.stdout, /LINE 5/);
      await assert.rejects(scene.repository.head('feature'), /no branch feature/);
    });
  }

  it('does not complete against a blocking policy', async () => {
    await addPolicy(policyTypes.comments, {});
    const id = await scene.pullRequest.openThread({ identity: scene.author, text: 'Wait' });
    await complete();
    assert.deepEqual(
      [scene.pullRequest.state().status, scene.pullRequest.state().mergeStatus],
      ['active', 'rejectedByPolicy'],
    );
    await scene.pullRequest.setThreadStatus(id, 'fixed');
    assert.equal(await evaluation(), 'approved');
    await complete();
    assert.equal(scene.pullRequest.state().status, 'completed');
  });

  it('counts approvals and resets them on a push where the policy says so', async () => {
    await addPolicy(policyTypes.minimumReviewers, { minimumApproverCount: 1, resetOnSourcePush: true });
    await scene.pullRequest.vote(scene.author, 10);
    assert.equal(await evaluation(), 'queued');
    await scene.pullRequest.vote(scene.bot, 10);
    assert.equal(await evaluation(), 'approved');
    await scene.repository.commit({ branch: 'feature', message: 'More', files: { n: 'n\n' } });
    assert.equal(await evaluation(), 'queued');
    await scene.pullRequest.vote(scene.bot, -10);
    assert.equal(await evaluation(), 'rejected');
  });

  it('follows the build of the merge ref', async () => {
    await addPolicy(policyTypes.build, { buildDefinitionId: 4 });
    assert.equal(await evaluation(), 'queued');
    const { emulator, project, author, pullRequest } = scene;
    const definition = { id: 4, name: 'review' };
    const build = emulator.addBuild({ project, requestedFor: author, pullRequest: pullRequest.id, definition });
    assert.equal(await evaluation(), 'running');
    build.finish('failed');
    assert.equal(await evaluation(), 'rejected');
  });

  it('abandons and reactivates: merge facts go and come back', async () => {
    const gone = await scene.ask(scene.path, { method: 'PATCH', body: { status: 'abandoned' } });
    assert.equal(at(gone.body, 'mergeStatus'), undefined);
    assert.equal(at(gone.body, 'lastMergeCommit'), undefined);
    assert.equal(typeof at(gone.body, 'closedDate'), 'string');
    await scene.repository.commit({ branch: 'feature', message: 'Meanwhile', files: { n: 'n\n' } });
    assert.equal(scene.pullRequest.state().iterations.length, 1);
    const back = await scene.ask(scene.path, { method: 'PATCH', body: { status: 1 } });
    assert.deepEqual([at(back.body, 'mergeStatus'), at(back.body, 'closedDate')], ['queued', undefined]);
    const { body } = await scene.ask(scene.path);
    assert.equal(at(body, 'mergeStatus'), 'succeeded');
    assert.equal(scene.pullRequest.state().iterations.length, 2);
  });

  it('shows created and read pull requests in the recorded shapes', async () => {
    await scene.repository.commit({ branch: 'second', message: 'Two', files: { s: 's\n' } });
    const where = `${scene.project.id}/_apis/git/repositories/${scene.repository.id}/pullrequests`;
    const body = { sourceRefName: 'refs/heads/second', targetRefName: 'refs/heads/main', title: 'Two' };
    const created = await scene.ask(where, { method: 'POST', body });
    assert.equal(created.status, 201);
    assert.deepEqual(at(created.body, 'labels'), []);
    assert.deepEqual(Object.keys(at(created.body, '_links') as object), [
      'self',
      'repository',
      'workItems',
      'sourceBranch',
      'targetBranch',
      'statuses',
      'sourceCommit',
      'targetCommit',
      'createdBy',
      'iterations',
    ]);
    const id = at(created.body, 'pullRequestId');
    assert.equal(
      at(created.body, 'artifactId'),
      `vstfs:///Git/PullRequestId/${scene.project.id}%2f${scene.repository.id}%2f${id}`,
    );
    const read = (await scene.ask(`_apis/git/pullRequests/${id}`)).body;
    assert.equal(at(read, '_links'), undefined);
    assert.equal(at(read, 'labels'), undefined);
    const list = (await scene.ask(where)).body;
    assert.deepEqual(Object.keys(list as object), ['value', 'count']);
    assert.equal(at(list, 'value.0.repository.project.state'), 'unchanged');
  });

  it('votes for oneself alone', async () => {
    const own = await scene.ask(`${scene.path}/reviewers/${scene.bot.id}`, { method: 'PUT', body: { vote: -5 } });
    assert.deepEqual([own.status, at(own.body, 'vote'), at(own.body, 'descriptor')], [200, -5, undefined]);
    const other = `${scene.path}/reviewers/${scene.author.id}`;
    assert.equal((await scene.ask(other, { method: 'PUT', body: { vote: 10 } })).status, 400);
    assert.equal((await scene.ask(other, { method: 'PUT', body: { vote: 0 } })).status, 200);
    const gone = await scene.ask(other, { method: 'DELETE' });
    assert.deepEqual([gone.status, gone.text], [200, '']);
  });

  it('keeps the pull request bag by JSON Patch alone', async () => {
    const body = [
      { op: 'add', path: '/number', value: 8 },
      { op: 'add', path: '', value: { when: '2024-01-02T03:04:05.60Z', k: 'v' } },
      { op: 'remove', path: '/k' },
    ];
    const where = `${scene.path}/properties`;
    const reply = await scene.ask(where, { method: 'PATCH', body, headers: patchType });
    assert.equal(at(reply.body, 'count'), 4);
    assert.deepEqual(at(reply.body, 'value.number'), { $type: 'System.String', $value: '8' });
    assert.deepEqual(at(reply.body, 'value.when'), { $type: 'System.DateTime', $value: '2024-01-02T03:04:05.6Z' });
    assert.equal((await scene.ask(where, { method: 'PATCH', body })).status, 400);
  });
});

describe('azure devops emulator: creating pull requests', () => {
  const { shared } = suiteScenes();

  const badPullRequests: readonly { name: string; given: object; status: number; code: RegExp }[] = [
    { name: 'a branch that is not there', given: { sourceRefName: 'refs/heads/none' }, status: 400, code: /^TF401398/ },
    { name: 'one that exists', given: {}, status: 409, code: /^TF401179/ },
    {
      name: 'a description of 4,001 characters',
      given: { description: 'x'.repeat(4001) },
      status: 400,
      code: /must not be longer than 4000 characters\.$/,
    },
    { name: 'no target', given: { targetRefName: '' }, status: 400, code: /^Both a source and target/ },
  ];
  for (const { name, given, status, code } of badPullRequests) {
    it(`refuses to create a pull request: ${name}`, async () => {
      const scene = await shared();
      const body = { sourceRefName: 'refs/heads/feature', targetRefName: 'refs/heads/main', title: 'Again', ...given };
      const where = `${scene.project.id}/_apis/git/repositories/${scene.repository.id}/pullrequests`;
      const reply = await scene.ask(where, { method: 'POST', body });
      assert.equal(reply.status, status);
      assert.match(String(at(reply.body, 'message')), code);
    });
  }
});
