// Tests what is written to a pull request, byte for byte, and that a thread is made once whatever goes wrong.
import assert from 'node:assert/strict';
import type { NewThread, StatusPost, TrackingComment } from '../../ReviewTask/model/publication.ts';
import {
  type Connection,
  connectionData,
  connectTo,
  key,
  pullRequestPath,
  type Reply,
  type Route,
  type Seen,
  serviceError,
} from './azure-devops-server.ts';

const threadsPath = pullRequestPath('threads');

const thread: NewThread = {
  path: 'src/a.ts',
  anchor: {
    kind: 'lines',
    side: 'right',
    start: { line: 5, offset: 1 },
    end: { line: 6, offset: 14 },
    how: 'quote-at-line',
  },
  body: 'The **file** stays open.',
  status: 'active',
  severity: 'warning',
  title: 'File stays open',
  fingerprint: 'fp-1',
  changeTrackingId: 4,
  iterationId: 3,
};

const tracking: TrackingComment = {
  body: '## Review',
  properties: new Map([
    ['Threadline.Tracking', '1'],
    ['Threadline.Iteration', '3'],
  ]),
};

const status: StatusPost = {
  iterationId: 3,
  state: 'notApplicable',
  description: 'AI review skipped',
  genre: 'threadline',
  name: 'ai-pr-review',
  targetUrl: 'https://dev.azure.com/contoso/Fabrikam/_build/results?buildId=1',
};

const post = (reply: Route['reply'], times?: number): Route => ({
  method: 'POST',
  path: threadsPath,
  reply,
  ...(times === undefined ? {} : { times }),
});
const list = (threads: readonly object[]): Route => ({
  method: 'GET',
  path: threadsPath,
  reply: { body: { count: threads.length, value: threads } },
});
const patch = (path: string, reply: Reply): Route => ({ method: 'PATCH', path: pullRequestPath(path), reply });

/** The identity that `connectionData` names. */
const builder = 'd6245f20-2af8-44f4-9451-8107cb2767db';

/** A thread as the service lists it once `body` has been posted. */
function listed(id: number, properties: Record<string, string>, filePath?: string) {
  const wrapped = Object.entries(properties).map(([name, $value]) => [name, { $type: 'System.String', $value }]);
  return {
    id,
    status: 'active',
    comments: [{ id: 1, author: { id: builder }, content: 'x' }],
    properties: Object.fromEntries(wrapped),
    threadContext: filePath === undefined ? null : { filePath },
  };
}
const ours = { 'Threadline.Fingerprint': 'fp-1', 'Threadline.Iteration': '3' };
const bodyOf = (request: Seen | undefined) => JSON.parse(request?.body ?? 'null') as unknown;

describe('edges/azure-devops: publishing', () => {
  let open: Connection[] = [];
  const connect: typeof connectTo = async (...given) => {
    const connection = await connectTo(...given);
    open.push(connection);
    return connection;
  };
  afterEach(() => {
    for (const { server } of open) server.close();
    open = [];
  });

  const posts = ({ server }: Connection) => server.calls().filter((call) => /^POST .*threads$/.test(call)).length;

  const anchored: readonly { name: string; given: Partial<NewThread>; expect: object }[] = [
    {
      name: 'lines on the right',
      given: {},
      expect: {
        threadContext: {
          filePath: '/src/a.ts',
          rightFileStart: { line: 5, offset: 1 },
          rightFileEnd: { line: 6, offset: 14 },
        },
      },
    },
    {
      name: 'lines on the left, where the file is tracked by nothing',
      given: {
        anchor: {
          kind: 'lines',
          side: 'left',
          start: { line: 1, offset: 1 },
          end: { line: 1, offset: 2 },
          how: 'exact-line',
        },
        changeTrackingId: undefined,
      },
      expect: {
        threadContext: {
          filePath: '/src/a.ts',
          leftFileStart: { line: 1, offset: 1 },
          leftFileEnd: { line: 1, offset: 2 },
        },
        pullRequestThreadContext: {
          iterationContext: { firstComparingIteration: 1, secondComparingIteration: 3 },
        },
      },
    },
    {
      name: 'a whole file, already closed',
      given: { anchor: { kind: 'file' }, status: 'closed' },
      expect: { threadContext: { filePath: '/src/a.ts' }, status: 4 },
    },
    { name: 'a pending thread', given: { status: 'pending' }, expect: { status: 6 } },
  ];
  for (const { name, given, expect } of anchored) {
    it(`opens a thread on ${name}`, async () => {
      const { publisher, server } = await connect([post({ body: { id: 148 } })]);
      assert.equal(await publisher.openThread(key, { ...thread, ...given }), 148);
      assert.deepEqual(bodyOf(server.seen.at(-1)), {
        comments: [{ parentCommentId: 0, content: thread.body, commentType: 1 }],
        status: 1,
        threadContext: {
          filePath: '/src/a.ts',
          rightFileStart: { line: 5, offset: 1 },
          rightFileEnd: { line: 6, offset: 14 },
        },
        pullRequestThreadContext: {
          changeTrackingId: 4,
          iterationContext: { firstComparingIteration: 1, secondComparingIteration: 3 },
        },
        properties: ours,
        ...expect,
      });
      assert.equal(server.seen.length, 2);
    });
  }

  const doubtful: readonly { name: string; given: Reply }[] = [
    { name: '500', given: { status: 500 } },
    { name: '503', given: { status: 503 } },
    { name: '504', given: { status: 504 } },
    { name: '408', given: { status: 408 } },
    { name: 'a cut connection', given: { instead: 'reset' } },
    { name: 'an answer cut in the middle', given: { body: { id: 148 }, instead: 'reset-in-body' } },
    { name: 'an empty answer', given: { body: '' } },
    { name: 'silence', given: { instead: 'silence' } },
  ];
  for (const { name, given } of doubtful) {
    it(`finds the thread that was made before ${name}`, async () => {
      const connection = await connect(
        [post(given, 1), list([listed(148, ours, '/src/a.ts')]), post({ body: { id: 999 } }), connectionData],
        {
          requestTimeout: 100,
        },
      );
      assert.equal(await connection.publisher.openThread(key, thread), 148);
      assert.equal(posts(connection), 1);
    });

    it(`makes the thread when none was made before ${name}`, async () => {
      const others = [
        listed(1, { ...ours, 'Threadline.Iteration': '2' }, '/src/a.ts'),
        listed(2, ours, '/src/b.ts'),
        listed(3, { ...ours, 'Threadline.Fingerprint': 'fp-2' }, '/src/a.ts'),
        { ...listed(4, ours, '/src/a.ts'), isDeleted: true },
        { ...listed(5, ours, '/src/a.ts'), comments: [{ id: 1, author: { id: 'somebody' }, content: 'x' }] },
      ];
      const connection = await connect([post(given, 1), list(others), post({ body: { id: 148 } }), connectionData], {
        requestTimeout: 100,
      });
      assert.equal(await connection.publisher.openThread(key, thread), 148);
      assert.equal(posts(connection), 2);
    });
  }

  it('posts again without looking after a plain refusal for now', async () => {
    const refusal = { status: 429, headers: { 'retry-after': '2' } };
    const connection = await connect([post(refusal, 2), post({ body: { id: 148 } })]);
    assert.equal(await connection.publisher.openThread(key, thread), 148);
    assert.deepEqual(
      connection.server.calls().filter((call) => call.startsWith('GET')),
      [],
    );
    assert.ok(connection.clock.sleeps.every((slept) => slept >= 2000));
  });

  it('does not post again after a refusal for good', async () => {
    const connection = await connect([
      connectionData,
      post(serviceError(400, 'X', 'A discussion comment cannot be longer')),
    ]);
    await assert.rejects(connection.publisher.openThread(key, thread), {
      code: 'request-refused',
      problem: /cannot be longer/,
    });
    assert.equal(posts(connection), 1);
  });

  it('gives up when the doubt does not end', async () => {
    const connection = await connect([post({ status: 500 }), list([])]);
    await assert.rejects(connection.publisher.openThread(key, thread), { code: 'service-unavailable' });
    assert.equal(posts(connection), 4);
  });

  it('posts a status on its iteration, and again after a failure', async () => {
    const path = pullRequestPath('iterations/3/statuses');
    const reply: Reply = { body: { id: 1, state: 'notApplicable' } };
    const { publisher, server } = await connect([
      { method: 'POST', path, reply: { status: 503 }, times: 1 },
      { method: 'POST', path, reply },
    ]);
    await publisher.postStatus(key, status);
    assert.equal(server.seen.length, 3);
    assert.deepEqual(bodyOf(server.seen.at(-1)), {
      iterationId: 3,
      state: 5,
      description: 'AI review skipped',
      context: { genre: 'threadline', name: 'ai-pr-review' },
      targetUrl: status.targetUrl,
    });
  });

  describe('the tracking comment', () => {
    it('begins as a closed thread on no file', async () => {
      const { publisher, server } = await connect([post({ body: { id: 150 } })]);
      assert.equal(await publisher.writeTracking(key, tracking, undefined), 150);
      assert.deepEqual(bodyOf(server.seen.at(-1)), {
        comments: [{ parentCommentId: 0, content: '## Review', commentType: 1 }],
        status: 4,
        properties: { 'Threadline.Tracking': '1', 'Threadline.Iteration': '3' },
      });
    });

    it('is found again after a doubtful failure', async () => {
      const others = [
        listed(1, ours, '/src/a.ts'),
        listed(2, { 'Threadline.Tracking': '1' }, '/src/a.ts'),
        listed(150, { 'Threadline.Tracking': '1' }),
      ];
      const connection = await connect([post({ status: 500 }, 1), list(others), connectionData]);
      assert.equal(await connection.publisher.writeTracking(key, tracking, undefined), 150);
      assert.equal(posts(connection), 1);
    });

    it('is rewritten in place, the text before the state', async () => {
      const { publisher, server } = await connect([
        patch('threads/150/comments/1', { body: { id: 1 } }),
        patch('threads/150', { body: { id: 150 } }),
      ]);
      assert.equal(await publisher.writeTracking(key, tracking, 150), 150);
      const [, comment, thread] = server.seen;
      assert.match(comment?.url ?? '', /comments\/1$/);
      assert.deepEqual(bodyOf(comment), { content: '## Review' });
      assert.deepEqual(bodyOf(thread), {
        status: 4,
        properties: { 'Threadline.Tracking': '1', 'Threadline.Iteration': '3' },
      });
    });

    it('is begun anew when its thread is gone', async () => {
      const { publisher } = await connect([
        patch(
          'threads/150/comments/1',
          serviceError(404, 'CommentThreadNotFoundException', 'The thread was not found.'),
        ),
        post({ body: { id: 151 } }),
      ]);
      assert.equal(await publisher.writeTracking(key, tracking, 150), 151);
    });

    it('is not begun anew when the repository is hidden', async () => {
      const hidden = serviceError(404, 'GitRepositoryNotFoundException', 'TF401019: The Git repository does not exist');
      const connection = await connect([patch('threads/150/comments/1', hidden)]);
      await assert.rejects(connection.publisher.writeTracking(key, tracking, 150), { code: 'repository-not-visible' });
      assert.equal(posts(connection), 0);
    });
  });
});
