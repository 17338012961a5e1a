// Tests how pull requests, iterations, changes, threads and files are read over REST.
import assert from 'node:assert/strict';
import { changeFlags } from '../../ReviewTask/edges/azure-devops/read-changes.ts';
import type { ChangeEntry } from '../../ReviewTask/model/diff.ts';
import {
  type Connection,
  connectionData,
  connectTo,
  key,
  pullRequestPath,
  type Reply,
  type Route,
  repositoryId,
  serviceError,
} from './azure-devops-server.ts';

const pullRequestBody = {
  pullRequestId: 7,
  title: 'Add a parser',
  status: 'active',
  isDraft: true,
  createdBy: { id: 'author-id', displayName: 'Norman Paulk' },
  sourceRefName: 'refs/heads/parser',
  targetRefName: 'refs/heads/main',
  lastMergeTargetCommit: { commitId: 'a'.repeat(40) },
  creationDate: '2026-06-02T11:56:00.6300795Z',
  repository: { id: repositoryId, name: 'Web Shop', project: { id: 'project-id', name: 'Fabrikam Fiber' } },
};

const byId = /\/contoso\/Fabrikam\/_apis\/git\/pullRequests\/7$/;
const get = (path: RegExp, reply: Reply): Route => ({ method: 'GET', path, reply });

describe('edges/azure-devops: reading', () => {
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

  it('finds a pull request and gives it our names', async () => {
    const { pullRequests, server } = await connect([get(byId, { body: pullRequestBody })]);
    assert.deepEqual(await pullRequests.find('Fabrikam', 7), {
      project: 'project-id',
      repository: repositoryId,
      id: 7,
      title: 'Add a parser',
      description: '',
      author: { id: 'author-id', displayName: 'Norman Paulk' },
      state: 'active',
      isDraft: true,
      isFork: false,
      sourceRef: 'refs/heads/parser',
      targetRef: 'refs/heads/main',
      targetCommit: 'a'.repeat(40),
      repositoryName: 'Web Shop',
      webUrl: `${server.url}Fabrikam%20Fiber/_git/Web%20Shop/pullrequest/7`,
    });
  });

  it('asks for the tip of the target where the pull request does not name it', async () => {
    const body = {
      ...pullRequestBody,
      status: 'abandoned',
      forkSource: { name: 'x' },
      lastMergeTargetCommit: undefined,
    };
    const refs = [
      { name: 'refs/heads/main-2', objectId: 'b'.repeat(40) },
      { name: 'refs/heads/main', objectId: 'c'.repeat(40) },
    ];
    const { pullRequests, server } = await connect([
      get(byId, { body }),
      get(/\/refs$/, { body: { count: 2, value: refs } }),
    ]);
    const found = await pullRequests.find('Fabrikam', 7);
    assert.equal(found.targetCommit, 'c'.repeat(40));
    assert.equal(found.state, 'abandoned');
    assert.equal(found.isFork, true);
    assert.match(server.seen.at(-1)?.url ?? '', /filter=heads%2Fmain/);
  });

  it('takes the iteration with the highest id', async () => {
    const iteration = (id: number) => ({
      id,
      sourceRefCommit: { commitId: `${id}`.repeat(40) },
      commonRefCommit: { commitId: 'f'.repeat(40) },
    });
    const value = [iteration(1), iteration(3), iteration(2)];
    const { pullRequests } = await connect([get(pullRequestPath('iterations'), { body: { count: 3, value } })]);
    assert.deepEqual(await pullRequests.latestIteration(key), { id: 3, source: '3'.repeat(40), base: 'f'.repeat(40) });
  });

  it('names the identity of the token with one request, also when asked twice', async () => {
    const { pullRequests, server } = await connect([connectionData]);
    const [first, second] = await Promise.all([pullRequests.me(), pullRequests.me()]);
    assert.deepEqual(first, { id: 'd6245f20-2af8-44f4-9451-8107cb2767db', displayName: 'Norman Paulk' });
    assert.deepEqual(second, first);
    assert.deepEqual(server.calls(), ['GET /contoso/_apis/connectionData']);
  });

  it('discovers the routes once, however many calls come first', async () => {
    const { pullRequests, server } = await connect([get(/\/changes$/, { body: { changeEntries: [] } })]);
    await Promise.all([1, 2, 3].map((id) => pullRequests.changes(key, { id, source: '', base: '' })));
    assert.equal(server.calls().filter((call) => call.startsWith('OPTIONS')).length, 1);
    assert.equal(server.seen.length, 4);
  });

  describe('changes', () => {
    const [one, two] = ['1'.repeat(40), '2'.repeat(40)];
    const plain: ChangeEntry = {
      path: 'a.ts',
      originalPath: 'a.ts',
      isAdded: false,
      isDeleted: false,
      isRenamed: false,
      rightBlob: one,
      leftBlob: two,
      isSubmodule: false,
      changeTrackingId: 1,
    };
    const item = { objectId: one, originalObjectId: two, path: '/a.ts' };
    const cases: readonly { name: string; given: readonly object[]; expect: readonly ChangeEntry[] }[] = [
      { name: 'an edit', given: [{ changeTrackingId: 1, item, changeType: 'edit' }], expect: [plain] },
      {
        name: 'an addition, whose old blob is all zeros',
        given: [{ changeTrackingId: 1, item: { ...item, originalObjectId: '0'.repeat(40) }, changeType: 'add' }],
        expect: [{ ...plain, isAdded: true, leftBlob: undefined }],
      },
      {
        name: 'a deletion without a path of its own',
        given: [{ item: { originalObjectId: two }, originalPath: '/a.ts', changeType: 'delete' }],
        expect: [{ ...plain, isDeleted: true, rightBlob: undefined, changeTrackingId: undefined }],
      },
      {
        name: 'a rename with an edit, names joined',
        given: [{ changeTrackingId: 1, item, originalPath: '/old/a.ts', changeType: 'edit, rename' }],
        expect: [{ ...plain, isRenamed: true, originalPath: 'old/a.ts' }],
      },
      {
        name: 'a rename under the other field, its old half listed too',
        given: [
          { changeTrackingId: 1, item, sourceServerItem: '/old/a.ts', changeType: 'rename' },
          { changeTrackingId: 2, item: { path: '/old/a.ts', objectId: two }, changeType: 'delete, sourceRename' },
        ],
        expect: [{ ...plain, isRenamed: true, originalPath: 'old/a.ts' }],
      },
      {
        name: 'a rename as a number',
        given: [{ changeTrackingId: 1, item, originalPath: '/b.ts', changeType: 10 }],
        expect: [{ ...plain, isRenamed: true, originalPath: 'b.ts' }],
      },
      {
        name: 'folders, which are left out, and a submodule',
        given: [
          { item: { path: '/src', isFolder: true }, changeType: 'edit' },
          { item: { path: '/lib', gitObjectType: 'tree' }, changeType: 'edit' },
          { changeTrackingId: 1, item: { ...item, gitObjectType: 'commit' }, changeType: 'edit' },
        ],
        expect: [{ ...plain, isSubmodule: true }],
      },
      {
        name: 'a path with a second slash, of which one is kept',
        given: [{ changeTrackingId: 1, item: { ...item, path: '//a.ts' }, changeType: 'edit' }],
        expect: [{ ...plain, path: '/a.ts', originalPath: '/a.ts' }],
      },
    ];
    for (const { name, given, expect } of cases) {
      it(`reads ${name}`, async () => {
        const path = pullRequestPath('iterations/2/changes');
        const { pullRequests } = await connect([get(path, { body: { changeEntries: given } })]);
        assert.deepEqual(await pullRequests.changes(key, { id: 2, source: '', base: '' }), expect);
      });
    }

    it('reads all pages, however the service says that there are no more', async () => {
      const pages = [
        { changeEntries: [{ item, changeType: 'edit' }], nextSkip: 2000, nextTop: 2000 },
        { changeEntries: [{ item, changeType: 'edit' }], nextSkip: 4000, nextTop: 2000 },
        { changeEntries: [{ item, changeType: 'edit' }] },
      ];
      let at = 0;
      const reply = () => ({ body: pages[at++] });
      const { pullRequests, server } = await connect([{ method: 'GET', path: /changes$/, reply }]);
      const changes = await pullRequests.changes(key, { id: 2, source: '', base: '' });
      assert.equal(changes.length, 3);
      const queries = server.seen.slice(1).map(({ url }) => url.split('?')[1]);
      assert.deepEqual(
        queries,
        [0, 2000, 4000].map((skip) => `%24top=2000&%24skip=${skip}&%24compareTo=0`),
      );
    });

    it('does not follow pages that never end', async () => {
      const body = { changeEntries: [], nextSkip: 5 };
      const { pullRequests } = await connect([get(/changes$/, { body })]);
      const work = pullRequests.changes(key, { id: 1, source: '', base: '' });
      await assert.rejects(work, { name: 'ServiceError', code: 'unexpected-answer' });
    });

    it('knows flags as numbers, names, and names in another letter case', () => {
      assert.equal(changeFlags('Edit, Rename'), 10);
      assert.equal(changeFlags('delete,sourceRename'), 1040);
      assert.equal(changeFlags(16), 16);
      assert.equal(changeFlags('somethingNew'), 0);
    });
  });

  it('reads threads with their properties and leaves out those of the service', async () => {
    const author = { id: 'me', displayName: 'Build Service' };
    const value = [
      {
        id: 148,
        status: 'wontFix',
        isDeleted: false,
        publishedDate: '2026-06-02T11:56:00.68Z',
        threadContext: { filePath: '/src/a.ts', rightFileStart: { line: 5, offset: 1 } },
        comments: [
          { id: 1, parentCommentId: 0, author, content: 'Hello', commentType: 'text', isDeleted: false },
          { id: 2, parentCommentId: 1, author, commentType: 'text', isDeleted: true },
        ],
        properties: {
          'Threadline.Fingerprint': { $type: 'System.String', $value: 'abc' },
          'Threadline.Iteration': 3,
          Nothing: null,
        },
      },
      { id: 149, comments: [], threadContext: null, properties: null },
      { id: 150, properties: { CodeReviewThreadType: { $type: 'System.String', $value: 'VoteUpdate' } }, comments: [] },
      { id: 151, properties: null, comments: [{ id: 1, author, content: 'x voted', commentType: 'system' }] },
    ];
    const { pullRequests } = await connect([get(pullRequestPath('threads'), { body: { count: 4, value } })]);
    assert.deepEqual(await pullRequests.threads(key), [
      {
        id: 148,
        status: 'wontFix',
        isDeleted: false,
        path: 'src/a.ts',
        comments: [
          { id: 1, author, content: 'Hello', isDeleted: false, parentId: 0 },
          { id: 2, author, content: '', isDeleted: true, parentId: 1 },
        ],
        properties: new Map([
          ['Threadline.Fingerprint', 'abc'],
          ['Threadline.Iteration', '3'],
        ]),
      },
      { id: 149, status: 'unknown', isDeleted: false, path: undefined, comments: [], properties: new Map() },
    ]);
  });

  describe('file', () => {
    const commit = 'd'.repeat(40);

    it('reads the text at a commit without its byte order mark', async () => {
      const { pullRequests, server } = await connect([
        get(/\/items$/, { body: '\uFEFFenabled: true\n', headers: { 'content-type': 'application/octet-stream' } }),
      ]);
      assert.equal(await pullRequests.file(key, commit, 'docs/ä b.yml'), 'enabled: true\n');
      const query = new URLSearchParams(server.seen.at(-1)?.url.split('?')[1]);
      assert.equal(query.get('path'), '/docs/ä b.yml');
      assert.equal(query.get('versionDescriptor.version'), commit);
      assert.equal(query.get('versionDescriptor.versionType'), '2');
    });

    it('keeps a page that is the file itself, though it is HTML', async () => {
      const body = '<html><title>Shop</title></html>';
      const { pullRequests } = await connect([get(/\/items$/, { body, headers: { 'content-type': 'text/html' } })]);
      assert.equal(await pullRequests.file(key, commit, 'index.html'), body);
    });

    it('is undefined where the commit has no such path', async () => {
      const words =
        "TF401174: The item 'x' could not be found in the repository 'R' at the version specified by '<Commit: d >'";
      const { pullRequests } = await connect([get(/\/items$/, serviceError(404, 'GitItemNotFoundException', words))]);
      assert.equal(await pullRequests.file(key, commit, 'x'), undefined);
    });

    it('is an error where the repository is what is missing', async () => {
      const words =
        'TF401019: The Git repository with name or identifier X does not exist or you do not have permissions.';
      const { pullRequests } = await connect([
        get(/\/items$/, serviceError(404, 'GitRepositoryNotFoundException', words)),
      ]);
      await assert.rejects(pullRequests.file(key, commit, 'x'), {
        name: 'AccessError',
        code: 'repository-not-visible',
      });
    });

    it('is an error where the commit is what is missing', async () => {
      const words =
        'TF401175: The version descriptor <Commit: d> could not be resolved to a version in the repository R';
      const { pullRequests } = await connect([
        get(/\/items$/, serviceError(404, 'GitUnresolvableToCommitException', words)),
      ]);
      await assert.rejects(pullRequests.file(key, commit, 'x'), { code: 'commit-not-found' });
    });
  });

  const misshapen: readonly { name: string; body: unknown }[] = [
    { name: 'null', body: 'null' },
    { name: 'nothing', body: '' },
    { name: 'broken JSON', body: '{"count":' },
    { name: 'another shape', body: { count: 1, value: [{ id: 'seven' }] } },
    { name: 'no list', body: { message: 'hello' } },
  ];
  for (const { name, body } of misshapen) {
    it(`says that ${name} is no list of threads`, async () => {
      const { pullRequests } = await connect([get(pullRequestPath('threads'), { body })]);
      await assert.rejects(pullRequests.threads(key), { name: 'ServiceError', code: 'unexpected-answer' });
    });
  }
});
