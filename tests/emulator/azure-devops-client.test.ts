// The emulator under the real client library: what a client meets from the handshake to a finished review.
import assert from 'node:assert/strict';
import { getPersonalAccessTokenHandler, WebApi } from 'azure-devops-node-api';
import { GitApi } from 'azure-devops-node-api/GitApi.js';
import {
  CommentThreadStatus,
  GitStatusState,
  GitVersionType,
  PullRequestAsyncStatus,
  PullRequestStatus,
  VersionControlChangeType,
} from 'azure-devops-node-api/interfaces/GitInterfaces.js';
import { openScene, type Scene } from './azure-devops/testing/scene.ts';

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

describe('azure devops emulator: azure-devops-node-api against it', () => {
  let scene: Scene;
  let git: GitApi;
  let api: WebApi;

  beforeEach(async () => {
    scene = await openScene();
    const handler = getPersonalAccessTokenHandler(scene.token.value);
    api = new WebApi(scene.emulator.collectionUrl, handler);
    git = new GitApi(scene.emulator.collectionUrl, [handler]);
  });

  afterEach(() => scene.emulator.close());

  it('tells who the caller is', async () => {
    const data = await api.connect();
    assert.equal(data.authenticatedUser?.id, scene.bot.id);
    assert.equal(data.authenticatedUser?.providerDisplayName, scene.bot.displayName);
  });

  it('finds the git area through the location service, as WebApi does', async () => {
    const found = await (await api.getGitApi()).getRepositories();
    assert.deepEqual(
      found.map(({ name }) => name),
      ['web'],
    );
    assert.equal(found[0]?.defaultBranch, 'refs/heads/main');
    const asked = scene.emulator.requests.map(({ method, path }) => `${method} ${path}`);
    assert.ok(asked.includes('OPTIONS /acme/_apis/Location'));
    assert.ok(asked.includes('GET /acme/_apis/ResourceAreas'));
  });

  it('answers null for a pull request that is not there', async () => {
    assert.equal(await git.getPullRequest(scene.repository.id, 999), null);
  });

  it('creates a pull request that is queued at first and merged a moment later', async () => {
    await scene.repository.commit({ branch: 'second', message: 'More', files: { 'new.txt': 'x\n' } });
    const made = await git.createPullRequest(
      { title: 'Second', sourceRefName: 'refs/heads/second', targetRefName: 'refs/heads/main' },
      scene.repository.id,
      scene.project.name,
    );
    assert.equal(made.mergeStatus, PullRequestAsyncStatus.Queued);
    assert.equal(made.lastMergeCommit, undefined);
    const found = await git.getPullRequestById(made.pullRequestId ?? 0);
    assert.equal(found.mergeStatus, PullRequestAsyncStatus.Succeeded);
    assert.equal(found.lastMergeCommit?.comment, 'Merge pull request 2 from second into main');
    assert.equal(found.createdBy?.id, scene.bot.id);
  });

  it('reads iterations and their changes', async () => {
    const { repository, pullRequest } = scene;
    const iterations = await git.getPullRequestIterations(repository.id, pullRequest.id);
    assert.deepEqual(
      iterations.map(({ id, description }) => [id, description]),
      [[1, 'Change line 5']],
    );
    const changes = await git.getPullRequestIterationChanges(repository.id, pullRequest.id, 1, undefined, 10, 0);
    assert.deepEqual(
      changes.changeEntries?.map(({ item, changeType, changeTrackingId }) => [
        item?.path,
        changeType,
        changeTrackingId,
      ]),
      [['/src/a.txt', VersionControlChangeType.Edit, 1]],
    );
    assert.equal(changes.nextSkip, 0);
  });

  it('opens, answers, resolves and deletes a thread', async () => {
    const { repository, pullRequest } = scene;
    const thread = await git.createThread(
      {
        comments: [{ content: 'Why so loud?', commentType: 1, parentCommentId: 0 }],
        status: CommentThreadStatus.Active,
        threadContext: {
          filePath: '/src/a.txt',
          rightFileStart: { line: 5, offset: 1 },
          rightFileEnd: { line: 5, offset: 7 },
        },
        properties: { fingerprint: 'abc' },
      },
      repository.id,
      pullRequest.id,
    );
    const id = thread.id ?? 0;
    await git.createComment({ content: 'Sorry.', parentCommentId: 1 }, repository.id, pullRequest.id, id);
    await git.updateThread({ status: CommentThreadStatus.Fixed }, repository.id, pullRequest.id, id);
    await git.createLike(repository.id, pullRequest.id, id, 1);
    await git.deleteComment(repository.id, pullRequest.id, id, 2);
    const read = await git.getPullRequestThread(repository.id, pullRequest.id, id);
    assert.equal(read.status, CommentThreadStatus.Fixed);
    assert.equal(read.comments?.[0]?.usersLiked?.[0]?.id, scene.bot.id);
    assert.equal(read.comments?.[1]?.isDeleted, true);
    assert.deepEqual(read.properties, { fingerprint: { $type: 'System.String', $value: 'abc' } });
    const all = await git.getThreads(repository.id, pullRequest.id);
    assert.ok(all.some(({ properties }) => properties?.CodeReviewThreadType?.$value === 'MergeAttempt'));
  });

  it('posts, lists and removes statuses', async () => {
    const { repository, pullRequest } = scene;
    const status = {
      state: GitStatusState.Succeeded,
      context: { genre: 'g', name: 'n' },
      description: 'Fine',
      iterationId: 1,
    };
    const made = await git.createPullRequestStatus(status, repository.id, pullRequest.id);
    assert.equal(made.state, GitStatusState.Succeeded);
    await git.createPullRequestIterationStatus(status, repository.id, pullRequest.id, 1);
    assert.equal((await git.getPullRequestStatuses(repository.id, pullRequest.id)).length, 2);
    await git.deletePullRequestStatus(repository.id, pullRequest.id, made.id ?? 0);
    const left = await git.getPullRequestStatuses(repository.id, pullRequest.id);
    assert.deepEqual(
      left.map(({ id, iterationId }) => [id, iterationId]),
      [[2, 1]],
    );
  });

  it('reads files, blobs and zips', async () => {
    const { repository } = scene;
    const version = { version: 'feature', versionType: GitVersionType.Branch };
    const content = await git.getItemContent(
      repository.id,
      '/src/a.txt',
      undefined,
      undefined,
      0,
      false,
      false,
      false,
      version,
    );
    assert.match(await textOf(content), /LINE 5/);
    const item = await git.getItem(
      repository.id,
      '/src/a.txt',
      undefined,
      undefined,
      0,
      true,
      false,
      false,
      version,
      true,
    );
    assert.match(item.content ?? '', /LINE 5/);
    const blob = await textOf(await git.getBlobContent(repository.id, item.objectId ?? ''));
    assert.equal(blob, item.content);
    const zip = await textOf(await git.getBlobsZip([item.objectId ?? ''], repository.id));
    assert.ok(zip.startsWith('PK'));
  });

  it('changes and abandons a pull request', async () => {
    const { repository, pullRequest } = scene;
    const changed = await git.updatePullRequest(
      { description: 'Better', isDraft: true },
      repository.id,
      pullRequest.id,
    );
    assert.equal(changed.description, 'Better');
    assert.equal(changed.isDraft, true);
    const gone = await git.updatePullRequest({ status: PullRequestStatus.Abandoned }, repository.id, pullRequest.id);
    assert.ok(gone.closedDate instanceof Date);
    assert.equal(gone.mergeStatus, undefined);
  });

  it('sets labels, properties and a vote', async () => {
    const { repository, pullRequest, project, bot } = scene;
    await git.createPullRequestLabel({ name: 'reviewed' }, repository.id, pullRequest.id, project.id);
    await git.createPullRequestReviewer({ vote: -5 }, repository.id, pullRequest.id, bot.id, project.id);
    const state = pullRequest.state();
    assert.deepEqual(state.labels, ['reviewed']);
    assert.deepEqual(
      state.reviewers.map(({ id, vote }) => [id, vote]),
      [[bot.id, -5]],
    );
    const patched = await git.updatePullRequestProperties(
      {},
      [{ op: 'add', path: '/lastIteration', value: 3 }],
      repository.id,
      pullRequest.id,
      project.id,
    );
    assert.deepEqual(patched.value.lastIteration, { $type: 'System.String', $value: '3' });
  });

  it('lists pull requests by branch and status', async () => {
    const { repository } = scene;
    const found = await git.getPullRequests(repository.id, {
      sourceRefName: 'refs/heads/feature',
      status: PullRequestStatus.Active,
    });
    assert.deepEqual(
      found.map(({ pullRequestId }) => pullRequestId),
      [1],
    );
    assert.deepEqual(await git.getPullRequests(repository.id, { status: PullRequestStatus.Completed }), []);
  });

  it('knows merge bases and commit differences', async () => {
    const { repository } = scene;
    const [main, feature] = [await repository.head('main'), await repository.head('feature')];
    const bases = await git.getMergeBases(repository.id, feature, main);
    assert.deepEqual(
      bases.map(({ commitId }) => commitId),
      [main],
    );
    const diff = await git.getCommitDiffs(
      repository.id,
      undefined,
      true,
      100,
      0,
      { baseVersion: main, baseVersionType: GitVersionType.Commit, version: main, versionType: GitVersionType.Commit },
      {
        targetVersion: feature,
        targetVersionType: GitVersionType.Commit,
        version: feature,
        versionType: GitVersionType.Commit,
      },
    );
    assert.deepEqual(
      diff.changes?.map(({ item }) => [item?.path, item?.isFolder]),
      [
        ['/src', true],
        ['/src/a.txt', undefined],
      ],
    );
    assert.equal(diff.aheadCount, 1);
  });

  it('reads a build and its attachments', async () => {
    const { emulator, project, author, pullRequest } = scene;
    const build = emulator.addBuild({ project, requestedFor: author, pullRequest: pullRequest.id });
    build.attach('report', 'summary', 'hello');
    const builds = await api.getBuildApi();
    assert.equal((await builds.getBuild(project.id, build.id)).triggerInfo?.['pr.number'], '1');
    const [attachment] = await builds.getAttachments(project.id, build.id, 'report');
    assert.equal(attachment?.name, 'summary');
    const content = await builds.getAttachment(
      project.id,
      build.id,
      build.timelineId,
      build.recordId,
      'report',
      'summary',
    );
    assert.equal(await textOf(content), 'hello');
    await builds.addBuildTag(project.id, build.id, 'reviewed');
    assert.deepEqual(build.state().tags, ['reviewed']);
  });
});
