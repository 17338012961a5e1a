// Who gets in: every row of the failure catalogue with its status, headers and words; versions; profiles.
import assert from 'node:assert/strict';
import { getPersonalAccessTokenHandler, WebApi } from 'azure-devops-node-api';
import { type AskOptions, at, type Reply, type Scene, suiteScenes } from './azure-devops/testing/scene.ts';
import type { EmulatedToken, Toggles, TokenFailure } from './azure-devops.ts';

const suppress = { 'X-TFS-FedAuthRedirect': 'Suppress' };
const browser = { 'User-Agent': 'Mozilla/5.0', Accept: 'text/html' };

describe('azure devops emulator: access', () => {
  const { shared, own } = suiteScenes();
  let scene: Scene;

  async function open(toggles?: Partial<Toggles>): Promise<Scene> {
    scene = toggles && Object.keys(toggles).length > 0 ? await own({ toggles }) : await shared();
    return scene;
  }

  const tokenWith = (options: { failure?: TokenFailure; scopes?: readonly string[] }): EmulatedToken =>
    scene.emulator.addToken({ identity: scene.bot, ...options });

  const failures: readonly {
    name: string;
    failure: TokenFailure;
    options?: AskOptions;
    status: number;
    message?: string;
    check?: (reply: Reply) => void;
  }[] = [
    {
      name: 'invalid, redirects suppressed',
      failure: 'invalid',
      options: { headers: suppress },
      status: 401,
      check: ({ text, headers }) => {
        assert.equal(text, '');
        assert.match(headers.get('www-authenticate') ?? '', /^Basic realm="https:\/\/tfsprod/);
        assert.equal(headers.get('x-vss-userdata'), null);
      },
    },
    {
      name: 'invalid, in a browser',
      failure: 'invalid',
      options: { headers: browser },
      status: 302,
      check: ({ headers, text }) => {
        assert.match(
          headers.get('location') ?? '',
          /vssps\.visualstudio\.com\/_signin\?realm=dev\.azure\.com&reply_to=/,
        );
        assert.match(text, /Object moved/);
      },
    },
    {
      name: 'invalid, in a program',
      failure: 'invalid',
      status: 203,
      check: ({ headers, text }) => {
        assert.match(headers.get('content-type') ?? '', /^text\/html/);
        assert.match(text, /Azure DevOps Services \| Sign In/);
      },
    },
    {
      name: 'invalid, on a PATCH',
      failure: 'invalid',
      options: { method: 'PATCH', body: { status: 1 } },
      status: 401,
      message: "TF400813: The user '' is not authorized to access this resource.",
    },
    {
      name: 'expired',
      failure: 'expired',
      options: { headers: suppress },
      status: 401,
      message: 'Access Denied: The Personal Access Token used has expired.',
      check: ({ body, headers }) => {
        assert.equal(at(body, 'customProperties.RequestedPermissions'), 0);
        const said = headers.get('x-tfs-serviceerror');
        assert.equal(said, 'Access%20Denied%3A%20The%20Personal%20Access%20Token%20used%20has%20expired.');
      },
    },
    {
      name: 'anonymous identity',
      failure: 'anonymous',
      status: 401,
      message: "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.",
    },
    {
      name: 'stopped organization',
      failure: 'organizationStopped',
      status: 503,
      check: ({ text, body, headers }) => {
        assert.equal(text.charCodeAt(0), 0xfeff);
        assert.match(String(at(body, 'message')), /^TF24668: The following team project collection is stopped: acme/);
        assert.equal(at(body, 'typeKey'), 'VssServiceException');
        assert.match(headers.get('x-tfs-serviceerror') ?? '', /^TF24668%3A/);
      },
    },
    {
      name: 'conditional access',
      failure: 'conditionalAccess',
      status: 403,
      message:
        'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.',
    },
    {
      name: 'throttled',
      failure: 'throttled',
      status: 429,
      check: ({ text, headers }) => {
        assert.match(text, /TF400733/);
        assert.equal(headers.get('retry-after'), '1');
      },
    },
  ];
  for (const { name, failure, options, status, message, check } of failures) {
    it(`answers ${status} for a token that is ${name}`, async () => {
      const { ask, path } = await open();
      const where = options?.method === undefined ? path : `${path}/threads/1`;
      const reply = await ask(where, { ...options, token: tokenWith({ failure }) });
      assert.equal(reply.status, status);
      if (message !== undefined) assert.equal(at(reply.body, 'message'), message);
      check?.(reply);
    });
  }

  it('takes no token, a wrong one and a broken encoding for the same', async () => {
    const { ask, path, token } = await open();
    const basic = Buffer.from(`:${token.value}`).toString('base64');
    const given = [{}, { Authorization: 'Basic Ondyb25n' }, { Authorization: `Basic ${basic}=` }];
    for (const headers of given) {
      const { status } = await ask(path, { token: null, headers: { ...suppress, ...headers } });
      assert.equal(status, 401);
    }
    const fine = await ask(path, { token: null, headers: { Authorization: `Basic ${basic}` } });
    assert.equal(fine.status, 200);
  });

  it('takes a job token as Bearer and as password, but no PAT as Bearer', async () => {
    const { ask, path, emulator, bot, token } = await open();
    const job = emulator.addToken({ identity: bot, scheme: 'bearer' });
    assert.equal((await ask(path, { token: job })).status, 200);
    const password = `Basic ${Buffer.from(`any:${job.value}`).toString('base64')}`;
    assert.equal((await ask(path, { token: null, headers: { Authorization: password } })).status, 200);
    const wrong = { ...suppress, Authorization: `Bearer ${token.value}` };
    assert.equal((await ask(path, { token: null, headers: wrong })).status, 401);
  });

  it('makes tokens in the formats that the client library tells apart', async () => {
    const { token } = await open();
    assert.match(token.value, /^.{76}AZDO.{4}$/);
  });

  const scopes: readonly { scopes: readonly string[]; allowed: readonly string[]; refused: readonly string[] }[] = [
    {
      scopes: ['vso.code'],
      allowed: ['read', 'readThreads', 'readStatuses'],
      refused: ['thread', 'status', 'label', 'edit', 'projects'],
    },
    { scopes: ['vso.threads_full'], allowed: ['readThreads', 'thread'], refused: ['read', 'status', 'label'] },
    { scopes: ['vso.code_status'], allowed: ['readStatuses', 'status'], refused: ['read', 'thread', 'label'] },
    {
      scopes: ['vso.code_write'],
      allowed: ['read', 'thread', 'status', 'label', 'edit'],
      refused: ['projects', 'build'],
    },
    { scopes: ['vso.project', 'vso.build'], allowed: ['projects', 'build'], refused: ['read'] },
    {
      scopes: ['vso.code', 'vso.code_status', 'vso.threads_full'],
      allowed: ['read', 'thread', 'status'],
      refused: ['label', 'edit'],
    },
  ];
  for (const { scopes: held, allowed, refused } of scopes) {
    it(`lets ${held.join(' + ')} do what it names`, async () => {
      const { ask, path, emulator, project, author } = await open();
      const build = emulator.addBuild({ project, requestedFor: author });
      const requests: Readonly<Record<string, readonly [string, string, unknown?]>> = {
        read: ['GET', path],
        readThreads: ['GET', `${path}/threads`],
        readStatuses: ['GET', `${path}/statuses`],
        thread: ['POST', `${path}/threads`, { comments: [{ content: 'x' }], status: 1 }],
        status: ['POST', `${path}/statuses`, { state: 'pending', context: { name: 'n' } }],
        label: ['POST', `${path}/labels`, { name: 'l' }],
        edit: ['PATCH', path, { title: 't' }],
        projects: ['GET', '_apis/projects'],
        build: ['GET', `${project.id}/_apis/build/builds/${build.id}`],
      };
      const token = tokenWith({ scopes: held });
      const found = async (name: string): Promise<number> => {
        const [method, where, body] = requests[name] ?? ['GET', ''];
        return (await ask(where, { method, token, headers: suppress, ...(body === undefined ? {} : { body }) })).status;
      };
      for (const name of allowed) assert.equal(await found(name), 200, name);
      for (const name of refused) assert.equal(await found(name), 401, name);
    });
  }

  const bodies: readonly { missingScopeBody: Toggles['missingScopeBody']; expect: RegExp }[] = [
    { missingScopeBody: 'empty', expect: /^$/ },
    { missingScopeBody: 'html', expect: /<title>/ },
    { missingScopeBody: 'json', expect: /TF400813/ },
  ];
  for (const { missingScopeBody, expect } of bodies) {
    it(`says a missing scope with a body that is ${missingScopeBody}`, async () => {
      const { ask, path } = await open({ missingScopeBody });
      const { status, text } = await ask(path, { token: tokenWith({ scopes: ['vso.build'] }) });
      assert.equal(status, 401);
      assert.match(text, expect);
    });
  }

  it('identifies a token that lacks every scope, and an anonymous caller', async () => {
    const { ask, bot } = await open();
    const known = await ask('_apis/connectionData', {
      token: tokenWith({ scopes: [] }),
      headers: { Accept: 'application/json' },
    });
    assert.equal(at(known.body, 'authenticatedUser.id'), bot.id);
    const nobody = await ask('_apis/connectionData', { token: null, headers: { Accept: 'application/json' } });
    assert.equal(at(nobody.body, 'authenticatedUser.id'), 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa');
  });

  it('names the missing permission and the identity', async () => {
    const { ask, path, emulator, bot } = await open();
    const reader = emulator.addToken({ identity: bot, permissions: ['GenericRead'] });
    const { status, body } = await ask(`${path}/labels`, { method: 'POST', body: { name: 'x' }, token: reader });
    assert.equal(status, 403);
    assert.equal(
      at(body, 'message'),
      `TF401027: You need the Git 'PullRequestContribute' permission to perform this action. Details: identity 'Build\\${bot.id}', scope 'repository'.`,
    );
    assert.equal(at(body, 'typeKey'), 'GitNeedsPermissionException');
    assert.equal(at(body, 'eventId'), 3000);
  });

  it('hides a repository that may not be read, in lists as well', async () => {
    const { ask, path, emulator, bot, project, repository } = await open();
    const stranger = emulator.addToken({ identity: bot, permissions: { other: ['GenericRead'] } });
    const { status, body } = await ask(path, { token: stranger });
    assert.equal(status, 404);
    assert.equal(
      at(body, 'message'),
      `TF401019: The Git repository with name or identifier ${repository.id} does not exist or you do not have permissions for the operation you are attempting.`,
    );
    const list = await ask(`${project.id}/_apis/git/repositories`, { token: stranger });
    assert.equal(at(list.body, 'count'), 0);
    assert.equal((await ask(`_apis/git/pullRequests/1`, { token: stranger })).status, 404);
  });

  it('answers the permission preflight', async () => {
    const { ask, emulator, bot, project, repository } = await open();
    const reader = emulator.addToken({ identity: bot, permissions: ['GenericRead'] });
    const namespace = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';
    const tokens = `repoV2/${project.id}/${repository.id},repoV2/${project.id}`;
    const read = await ask(`_apis/permissions/${namespace}/2?tokens=${tokens}`, { token: reader });
    assert.deepEqual(at(read.body, 'value'), [true, true]);
    const evaluations = [16384, 2].map((permissions) => ({
      securityNamespaceId: namespace,
      token: `repoV2/${project.id}/${repository.id}`,
      permissions,
    }));
    const batch = await ask('_apis/security/permissionevaluationbatch', {
      method: 'POST',
      body: { evaluations },
      token: reader,
    });
    assert.equal(at(batch.body, 'evaluations.0.value'), false);
    assert.equal(at(batch.body, 'evaluations.1.value'), true);
  });

  const missing: readonly { name: string; path: string; status: number; message: RegExp }[] = [
    {
      name: 'project',
      path: 'Nowhere/_apis/git/repositories',
      status: 404,
      message: /^TF200016: The following project does not exist: Nowhere\./,
    },
    {
      name: 'project id',
      path: '11111111-2222-4333-8444-555555555555/_apis/git/repositories',
      status: 404,
      message: /^VS800075: The project with id 'vstfs:\/\/\/Classification\/TeamProject\/11111111/,
    },
    { name: 'repository', path: 'Shop%20Front/_apis/git/repositories/none', status: 404, message: /^TF401019/ },
    { name: 'pull request', path: 'shop%20front/_apis/GIT/pullrequests/99', status: 404, message: /^TF401180/ },
    {
      name: 'project beside a repository name',
      path: '_apis/git/repositories/web',
      status: 400,
      message: /project name is required/,
    },
  ];
  for (const { name, path, status, message } of missing) {
    it(`says which ${name} is missing`, async () => {
      const { ask } = await open();
      const reply = await ask(path);
      assert.equal(reply.status, status);
      assert.match(String(at(reply.body, 'message')), message);
    });
  }

  it('answers unknown routes in plain text and unknown methods with 405', async () => {
    const { ask, path } = await open();
    const unknown = await ask('_apis/nothing');
    assert.equal(unknown.status, 404);
    assert.equal(
      unknown.text,
      "The controller for path '/acme/_apis/nothing' was not found or does not implement IController.",
    );
    assert.equal((await ask(path, { method: 'DELETE' })).status, 405);
  });

  const versions: readonly { name: string; accept: string; path: string; method?: string; type: string | undefined }[] =
    [
      { name: 'a released version', accept: 'application/json;api-version=7.1', path: '', type: undefined },
      { name: 'a lower preview', accept: 'application/json;api-version=7.2-preview.2', path: '', type: undefined },
      { name: 'no version on a read', accept: 'application/json', path: '', type: undefined },
      {
        name: 'no version on a write',
        accept: 'application/json',
        path: '',
        method: 'PATCH',
        type: 'VssVersionNotSpecifiedException',
      },
      {
        name: 'an unreleased version',
        accept: 'application/json;api-version=7.2',
        path: '',
        type: 'VssInvalidPreviewVersionException',
      },
      {
        name: 'a version of tomorrow',
        accept: 'application/json;api-version=8.0',
        path: '',
        type: 'VssVersionOutOfRangeException',
      },
    ];
  for (const { name, accept, method = 'GET', type } of versions) {
    it(`${type === undefined ? 'takes' : 'refuses'} ${name}`, async () => {
      const { ask, path } = await open();
      const reply = await ask(path, { method, headers: { Accept: accept }, ...(method === 'GET' ? {} : { body: {} }) });
      assert.equal(reply.status, type === undefined ? 200 : 400);
      assert.equal(at(reply.body, 'typeKey'), type);
    });
  }

  it('wants the preview flag for policy evaluations', async () => {
    const { ask, project } = await open();
    const where = `${project.id}/_apis/policy/evaluations?artifactId=vstfs:///CodeReview/CodeReviewId/${project.id}/1`;
    const plain = await ask(where);
    assert.equal(plain.status, 400);
    assert.match(String(at(plain.body, 'message')), /^The requested version "7\.1" of the resource is under preview\./);
    assert.equal((await ask(`${where}&api-version=7.1-preview.1`)).status, 200);
  });

  it('sends the usual headers with the negotiated version', async () => {
    const { ask, path, bot } = await open();
    const { headers } = await ask(path);
    assert.equal(headers.get('content-type'), 'application/json; charset=utf-8; api-version=7.1');
    assert.equal(headers.get('x-vss-userdata'), `${bot.id}:${bot.uniqueName}`);
    assert.equal(headers.get('activityid'), headers.get('x-vss-e2eid'));
    assert.equal(headers.get('cache-control'), 'no-cache');
  });

  it('keeps secrets out of the log but says whose token it was', async () => {
    const { ask, path, emulator, token } = await open();
    await ask(path);
    const text = JSON.stringify(emulator.requests);
    assert.ok(!text.includes(token.value));
    assert.ok(!text.includes(Buffer.from(`:${token.value}`).toString('base64')));
    assert.equal(emulator.requests.at(-1)?.token, 'bot');
    assert.equal(emulator.requests.at(-1)?.headers['authorization'], 'Basic <token bot>');
  });

  for (const profile of ['server2020', 'server2022'] as const) {
    it(`serves the real client as ${profile} under a collection path`, async () => {
      scene = await own({ profile });
      assert.match(scene.emulator.collectionUrl, /\/tfs\/DefaultCollection\/$/);
      const api = new WebApi(scene.emulator.collectionUrl, getPersonalAccessTokenHandler(scene.token.value));
      const git = await api.getGitApi();
      const found = await git.getPullRequestById(scene.pullRequest.id);
      assert.equal(found.title, 'Louder');
      const status = await git.createPullRequestStatus(
        { state: 2, context: { name: 'n' } },
        scene.repository.id,
        scene.pullRequest.id,
      );
      assert.equal(status.id, 1);
      const areas = await scene.ask('_apis/ResourceAreas', { headers: { Accept: 'application/json' } });
      assert.deepEqual(areas.body, { count: 0, value: null });
      const plain = await scene.ask(scene.path, { headers: { Accept: 'application/json;api-version=7.2' } });
      assert.match(String(at(plain.body, 'message')), /^The requested REST API version of 7\.2 is out of range/);
    });
  }
});
