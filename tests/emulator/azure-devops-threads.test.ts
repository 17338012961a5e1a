// Threads of the emulator in plain HTTP: what is taken, what is refused with which words, how they age.
import assert from 'node:assert/strict';
import { at, lines, type Scene, suiteScenes } from './azure-devops/testing/scene.ts';
import type { Toggles } from './azure-devops.ts';

const comments = [{ parentCommentId: 0, content: 'Why?', commentType: 1 }];

function placed(start: readonly [number, number], end: readonly [number, number], side = 'right') {
  return {
    filePath: '/src/a.txt',
    [`${side}FileStart`]: { line: start[0], offset: start[1] },
    [`${side}FileEnd`]: { line: end[0], offset: end[1] },
  };
}

describe('azure devops emulator: threads', () => {
  const { shared, own } = suiteScenes();
  let scene: Scene;

  async function open(toggles?: Partial<Toggles>): Promise<Scene> {
    scene = toggles && Object.keys(toggles).length > 0 ? await own({ toggles }) : await shared();
    return scene;
  }

  async function openOwn(): Promise<Scene> {
    scene = await own();
    return scene;
  }

  const post = (body: unknown) => scene.ask(`${scene.path}/threads`, { method: 'POST', body });

  const refused: readonly { name: string; given: unknown; expect: string }[] = [
    {
      name: 'no comments',
      given: { comments: [] },
      expect: 'Invalid argument value.\r\nParameter name: The thread must have at least one comment.',
    },
    {
      name: 'an empty comment',
      given: { comments: [{ content: '  ' }] },
      expect: 'Value cannot be null or empty.\r\nParameter name: comment.Content',
    },
    {
      name: 'a comment of 150,001 characters',
      given: { comments: [{ content: 'x'.repeat(150_001) }] },
      expect: 'A discussion comment cannot be longer than 150000 characters.\r\nParameter name: comment.Content',
    },
    {
      name: 'offset 0',
      given: { comments, threadContext: placed([1, 0], [1, 2]) },
      expect: 'The value 0 is outside of the allowed range. Parameter name: RightFileStart.Offset Actual value was 0.',
    },
    {
      name: 'line 0 on the left',
      given: { comments, threadContext: placed([1, 1], [0, 2], 'left') },
      expect: 'The value 0 is outside of the allowed range. Parameter name: LeftFileEnd.Line Actual value was 0.',
    },
    {
      name: 'an end before its start',
      given: { comments, threadContext: placed([5, 4], [5, 2]) },
      expect: 'The value 2 is outside of the allowed range. Parameter name: RightFileEnd.Offset Actual value was 2.',
    },
    {
      name: 'an author in the comment',
      given: { comments: [{ content: 'x', author: { id: 'someone' } }] },
      expect: 'An author of a comment cannot be updated.\r\nParameter name: Author',
    },
  ];
  for (const { name, given, expect } of refused) {
    it(`refuses ${name}`, async () => {
      const { pullRequest } = await open();
      const before = pullRequest.state().threads.length;
      const { status, body } = await post(given);
      assert.equal(status, 400);
      assert.equal(at(body, 'message'), expect);
      assert.equal(pullRequest.state().threads.length, before);
    });
  }

  const statuses: readonly { given: unknown; expect: string }[] = [
    { given: undefined, expect: 'unknown' },
    { given: 1, expect: 'active' },
    { given: 'Fixed', expect: 'fixed' },
    { given: 'wontFix', expect: 'wontFix' },
    { given: 4, expect: 'closed' },
    { given: 5, expect: 'byDesign' },
    { given: '6', expect: 'pending' },
  ];
  for (const { given, expect } of statuses) {
    it(`takes status ${given} for ${expect}`, async () => {
      await open();
      const { status, body } = await post({ comments, ...(given === undefined ? {} : { status: given }) });
      assert.equal(status, 200);
      assert.equal(at(body, 'status'), expect);
    });
  }

  it('answers a new thread in the recorded shape', async () => {
    await open();
    const { body } = await post({ comments, status: 1 });
    assert.deepEqual(Object.keys(body as object), [
      'pullRequestThreadContext',
      'id',
      'publishedDate',
      'lastUpdatedDate',
      'comments',
      'status',
      'threadContext',
      'properties',
      'identities',
      'isDeleted',
      '_links',
    ]);
    assert.equal(at(body, 'threadContext'), null);
    assert.equal(at(body, 'comments.0.commentType'), 'text');
    assert.equal(at(body, 'comments.0.usersLiked'), undefined);
  });

  it('leaves empty members out where the switch is set', async () => {
    await open({ threadNulls: false });
    const { body } = await post({ comments, status: 1 });
    assert.equal('threadContext' in (body as object), false);
  });

  it('makes two threads of the same request', async () => {
    await open();
    const one = await post({ comments, status: 1 });
    const other = await post({ comments, status: 1 });
    assert.notEqual(at(one.body, 'id'), at(other.body, 'id'));
  });

  it('numbers threads across pull requests and comments within a thread', async () => {
    const { repository, author } = await openOwn();
    await repository.commit({ branch: 'second', message: 'Two', files: { x: 'x\n' } });
    const other = await repository.createPullRequest({ title: 'Two', source: 'second', target: 'main', author });
    const first = await scene.pullRequest.openThread({ identity: author, text: 'a' });
    const second = await other.openThread({ identity: author, text: 'b' });
    assert.equal(second, first + 1);
    assert.equal(await other.reply(second, author, 'c'), 2);
    assert.equal(await scene.pullRequest.reply(first, author, 'd'), 2);
  });

  it('answers 404 for an unknown pull request and 400 for one of another repository', async () => {
    const { ask, emulator, project, repository } = await open();
    const other = await emulator.addRepository(project, 'other');
    const base = `${project.id}/_apis/git/repositories`;
    const body = { comments, status: 1 };
    const unknown = await ask(`${base}/${repository.id}/pullRequests/77/threads`, { method: 'POST', body });
    assert.equal(unknown.status, 404);
    assert.equal(at(unknown.body, 'message'), 'TF401180: The requested pull request was not found.');
    const wrong = await ask(`${base}/${other.id}/pullRequests/1/threads`, { method: 'POST', body });
    assert.equal(wrong.status, 400);
    assert.equal(at(wrong.body, 'message'), 'Both a source and target reference is required');
  });

  it('keeps typed and bare properties in the service types', async () => {
    await open();
    const { body } = await post({
      comments,
      properties: {
        number: 7,
        text: 'x',
        flag: true,
        weight: { $type: 'System.Double', $value: 1.75 },
        id: { $type: 'System.Guid', $value: '1e788cb9-9d3d-4dc6-ac05-822092d17f90' },
        when: { $type: 'System.DateTime', $value: '2017-09-19T14:50:26.7410146Z' },
      },
    });
    assert.deepEqual(at(body, 'properties'), {
      number: { $type: 'System.Int32', $value: 7 },
      text: { $type: 'System.String', $value: 'x' },
      flag: { $type: 'System.String', $value: 'True' },
      weight: { $type: 'System.Double', $value: 1.75 },
      id: { $type: 'System.String', $value: '1e788cb99d3d4dc6ac05822092d17f90' },
      when: { $type: 'System.DateTime', $value: '2017-09-19T14:50:26.741Z' },
    });
  });

  const patches: readonly { name: string; toggles: Partial<Toggles>; expect: readonly string[] }[] = [
    { name: 'merges', toggles: {}, expect: ['a', 'b'] },
    { name: 'replaces', toggles: { threadProperties: 'replace' }, expect: ['b'] },
  ];
  for (const { name, toggles, expect } of patches) {
    it(`${name} properties on PATCH`, async () => {
      const { ask, path } = await open(toggles);
      const made = await post({ comments, properties: { a: 1 } });
      const where = `${path}/threads/${at(made.body, 'id')}`;
      const { body } = await ask(where, { method: 'PATCH', body: { properties: { b: 2 } } });
      assert.deepEqual(Object.keys(at(body, 'properties') as object), expect);
    });
  }

  it('keeps the status through replies, and re-opens', async () => {
    const { ask, path, pullRequest, author } = await open();
    const id = Number(at((await post({ comments, status: 1 })).body, 'id'));
    await ask(`${path}/threads/${id}`, { method: 'PATCH', body: { status: 'fixed' } });
    await pullRequest.reply(id, author, 'Is it?');
    assert.equal(at((await ask(`${path}/threads/${id}`)).body, 'status'), 'fixed');
    const { body } = await ask(`${path}/threads/${id}`, { method: 'PATCH', body: { status: 1 } });
    assert.equal(at(body, 'status'), 'active');
  });

  it('refuses a thread that is sent back as it was read', async () => {
    const { ask, path } = await open();
    const made = await post({ comments, status: 1 });
    const where = `${path}/threads/${at(made.body, 'id')}`;
    const { status, body } = await ask(where, { method: 'PATCH', body: made.body });
    assert.deepEqual(
      [status, at(body, 'message')],
      [400, 'An author of a comment cannot be updated.\r\nParameter name: Author'],
    );
  });

  it('deletes softly: the comment stays without its text, then the thread is deleted', async () => {
    const { ask, path } = await open();
    const id = at((await post({ comments, status: 1 })).body, 'id');
    const gone = await ask(`${path}/threads/${id}/comments/1`, { method: 'DELETE' });
    assert.deepEqual([gone.status, gone.text], [200, '']);
    const { body } = await ask(`${path}/threads/${id}`);
    assert.equal(at(body, 'isDeleted'), true);
    assert.equal(at(body, 'comments.0.isDeleted'), true);
    assert.equal(at(body, 'comments.0.content'), undefined);
  });

  it('keeps which comment a reply answers, or puts all below the first where the switch is set', async () => {
    for (const [replyParents, expect] of [
      ['kept', [0, 1, 2]],
      ['first', [0, 1, 1]],
    ] as const) {
      const { pullRequest, ask, path, author } = await own({ toggles: { replyParents } });
      const id = await pullRequest.openThread({ identity: author, text: 'One' });
      await pullRequest.reply(id, author, 'Two');
      const body = { content: 'Three', parentCommentId: 2 };
      await ask(`${path}/threads/${id}/comments`, { method: 'POST', body });
      const { comments } = pullRequest.state().threads.find((thread) => thread.id === id) ?? { comments: [] };
      assert.deepEqual(
        comments.map(({ parentCommentId }) => parentCommentId),
        expect,
      );
    }
  });

  it('lets a test edit comments and properties as people do', async () => {
    const { pullRequest, author } = await shared();
    const id = await pullRequest.openThread({ identity: author, text: 'One' });
    await pullRequest.editComment(id, 1, 'Two');
    await pullRequest.editProperties(id, { 'My.Key': 'a', 'My.Other': 2 });
    await pullRequest.editProperties(id, { 'My.Key': null });
    await pullRequest.like(id, 1, author);
    await pullRequest.like(id, 1, author);
    const thread = () => pullRequest.state().threads.find((one) => one.id === id);
    assert.equal(thread()?.comments[0]?.content, 'Two');
    assert.equal(thread()?.comments[0]?.usersLiked.length, 1);
    assert.deepEqual(thread()?.properties, { 'My.Other': { $type: 'System.Int32', $value: 2 } });
    await pullRequest.unlike(id, 1, author);
    assert.deepEqual(thread()?.comments[0]?.usersLiked, []);
  });

  it('tells who likes a comment in the list of likes alone where the switch is set', async () => {
    const { pullRequest, ask, path, author } = await own({ toggles: { likesInLists: false } });
    const id = await pullRequest.openThread({ identity: author, text: 'One' });
    await pullRequest.like(id, 1, author);
    assert.deepEqual(at((await ask(`${path}/threads/${id}`)).body, 'comments.0.usersLiked'), []);
    assert.equal(at((await ask(`${path}/threads/${id}/comments/1/likes`)).body, 'value.0.id'), author.id);
  });

  it('refuses to change the comment of somebody else', async () => {
    const { ask, path, pullRequest, author } = await open();
    const id = await pullRequest.openThread({ identity: author, text: 'Mine' });
    const { status } = await ask(`${path}/threads/${id}/comments/1`, { method: 'PATCH', body: { content: 'x' } });
    assert.equal(status, 403);
    assert.equal(pullRequest.state().threads.find((thread) => thread.id === id)?.comments[0]?.content, 'Mine');
  });

  it('lets people like a comment once', async () => {
    const { ask, path, bot } = await open();
    const id = at((await post({ comments, status: 1 })).body, 'id');
    const likes = `${path}/threads/${id}/comments/1/likes`;
    await ask(likes, { method: 'POST' });
    await ask(likes, { method: 'POST' });
    assert.equal(at((await ask(likes)).body, 'count'), 1);
    assert.equal(at((await ask(`${path}/threads/${id}`)).body, 'comments.0.usersLiked.0.id'), bot.id);
    await ask(likes, { method: 'DELETE' });
    assert.equal(at((await ask(likes)).body, 'count'), 0);
  });

  it('follows lines to a later iteration when asked to', async () => {
    const { ask, path, repository } = await openOwn();
    const context = {
      iterationContext: { firstComparingIteration: 1, secondComparingIteration: 1 },
      changeTrackingId: 1,
    };
    const body = { comments, status: 1, threadContext: placed([7, 1], [7, 4]), pullRequestThreadContext: context };
    const id = at((await post(body)).body, 'id');
    const vanishing = { ...body, threadContext: placed([9, 1], [9, 4]) };
    const other = at((await post(vanishing)).body, 'id');
    const edited = `new\n${lines(20).replace('line 5\n', 'LINE 5\n').replace('line 9\n', 'nine\n')}`;
    await repository.commit({
      branch: 'feature',
      message: 'Shift',
      files: { 'src/a.txt': null, 'src/moved.txt': edited },
    });
    const plain = (await ask(`${path}/threads/${id}`)).body;
    assert.equal(at(plain, 'threadContext.rightFileStart.line'), 7);
    const tracked = (await ask(`${path}/threads/${id}?$iteration=2&$baseIteration=0`)).body;
    assert.equal(at(tracked, 'threadContext.filePath'), '/src/moved.txt');
    assert.equal(at(tracked, 'threadContext.rightFileStart.line'), 8);
    assert.equal(at(tracked, 'pullRequestThreadContext.trackingCriteria.origRightFileStart.line'), 7);
    assert.equal(at(tracked, 'pullRequestThreadContext.trackingCriteria.origFilePath'), '/src/a.txt');
    const vanished = (await ask(`${path}/threads/${other}?$iteration=2&$baseIteration=0`)).body;
    assert.equal(at(vanished, 'threadContext.rightFileStart'), undefined);
  });

  it('lists what the service itself wrote beside what people wrote', async () => {
    const { ask, path, pullRequest, author, repository } = await openOwn();
    await repository.commit({ branch: 'feature', message: 'More', files: { n: 'n\n' } });
    await pullRequest.vote(author, 10);
    await pullRequest.openThread({ identity: author, text: 'Hello' });
    await pullRequest.abandon();
    const { body } = await ask(`${path}/threads`);
    const all = at(body, 'value') as readonly unknown[];
    const types = all.map((thread) => at(thread, 'properties.CodeReviewThreadType.$value'));
    assert.deepEqual(types, ['MergeAttempt', 'RefUpdate', 'MergeAttempt', 'VoteUpdate', undefined, 'StatusUpdate']);
    assert.deepEqual(at(all[3], 'properties.CodeReviewVoteResult'), { $type: 'System.String', $value: '10' });
    assert.equal(at(all[3], 'identities.1.id'), author.id);
    assert.equal(at(all[0], 'status'), undefined);
    assert.equal(at(all[0], 'comments.0.commentType'), 'system');
  });
});
