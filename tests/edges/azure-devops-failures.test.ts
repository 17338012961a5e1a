// Tests that every known refusal of Azure DevOps becomes a sentence that names what is missing.
import assert from 'node:assert/strict';
import { explain } from '../../ReviewTask/edges/azure-devops/explain.ts';
import { operations } from '../../ReviewTask/edges/azure-devops/operations.ts';
import { RequestFailure } from '../../ReviewTask/edges/azure-devops/request-failure.ts';
import type { AzureDevOps, AzureDevOpsToken } from '../../ReviewTask/edges/azure-devops.ts';
import { directNetwork } from '../../ReviewTask/model/network.ts';
import {
  type Connection,
  connectionData,
  connectTo,
  key,
  type Reply,
  type Route,
  repositoryId,
  serviceError,
} from './azure-devops-server.ts';

const job: AzureDevOpsToken = { kind: 'bearer', value: 'the-job-token' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const refuseIdentity: Route = { method: 'GET', path: /connectionData$/, reply: { status: 401 } };
const anonymousIdentity: Route = {
  method: 'GET',
  path: /connectionData$/,
  reply: {
    body: { authenticatedUser: { id: 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa', providerDisplayName: 'Anonymous' } },
  },
};

const readThreads = ({ pullRequests }: AzureDevOps) => pullRequests.threads(key);
const find = ({ pullRequests }: AzureDevOps) => pullRequests.find('Fabrikam', 7);
const postStatus = ({ publisher }: AzureDevOps) =>
  publisher.postStatus(key, {
    iterationId: 2,
    state: 'pending',
    description: 'AI review in progress',
    genre: 'threadline',
    name: 'ai-pr-review',
    targetUrl: undefined,
  });
const openThread = ({ publisher }: AzureDevOps) =>
  publisher.openThread(key, {
    path: 'a.ts',
    anchor: { kind: 'file' },
    body: 'x',
    status: 'active',
    severity: 'warning',
    title: 'x',
    fingerprint: 'f',
    changeTrackingId: undefined,
    iterationId: 2,
  });

interface Case {
  readonly name: string;
  readonly given: Reply;
  readonly identity?: Route;
  readonly token?: AzureDevOpsToken;
  readonly action?: (adapter: AzureDevOps) => Promise<unknown>;
  readonly expect: { readonly name: string; readonly code: string; readonly problem: RegExp; readonly fix?: RegExp };
}

const needsPermission = serviceError(
  403,
  'GitNeedsPermissionException',
  "TF401027: You need the Git 'PullRequestContribute' permission to perform this action. Details: identity 'Build\\5c4b', scope 'repository'.",
);
const expiredWords = 'Access Denied: The Personal Access Token used has expired.';

const cases: readonly Case[] = [
  {
    name: 'an expired PAT by its body',
    given: serviceError(401, 'AccessCheckException', expiredWords),
    expect: { name: 'AccessError', code: 'pat-expired', problem: /^Invalid or expired PAT\. .*has expired\.$/ },
  },
  {
    name: 'an expired PAT by its header alone',
    given: { status: 401, headers: { 'x-tfs-serviceerror': encodeURIComponent(expiredWords) } },
    expect: { name: 'AccessError', code: 'pat-expired', problem: /^Invalid or expired PAT\./ },
  },
  {
    name: 'an invalid PAT: the identity is refused too',
    given: { status: 401, headers: html, body: '<html></html>' },
    identity: refuseIdentity,
    expect: {
      name: 'AccessError',
      code: 'pat-invalid',
      problem: /^Invalid or expired PAT\.$/,
      fix: /_usersSettings\/tokens/,
    },
  },
  {
    name: 'an invalid PAT: the identity is anonymous',
    given: serviceError(401, 'UnauthorizedRequestException', "TF400813: The user 'aaaaaaaa' is not authorized."),
    identity: anonymousIdentity,
    expect: { name: 'AccessError', code: 'pat-invalid', problem: /^Invalid or expired PAT\.$/ },
  },
  {
    name: 'a 401 of which the cause cannot be found out',
    given: { status: 401 },
    identity: { method: 'GET', path: /connectionData$/, reply: { status: 400 } },
    expect: {
      name: 'AccessError',
      code: 'pat-invalid',
      problem: /^Invalid or expired PAT, or your PAT is missing the "Code \(Read\)" scope\.$/,
    },
  },
  {
    name: 'a PAT without the scope to read',
    given: { status: 401 },
    action: find,
    expect: {
      name: 'AccessError',
      code: 'pat-scope-missing',
      problem: /^Your PAT is missing the "Code \(Read\)" scope\.$/,
    },
  },
  {
    name: 'a PAT without the scope to comment',
    given: { status: 401 },
    action: openThread,
    expect: {
      name: 'AccessError',
      code: 'pat-scope-missing',
      problem: /^Your PAT is missing the "PR threads \(Read & write\)" scope\.$/,
      fix: /Norman Paulk/,
    },
  },
  {
    name: 'a PAT without the scope for statuses',
    given: { status: 401 },
    action: postStatus,
    expect: {
      name: 'AccessError',
      code: 'pat-scope-missing',
      problem: /^Your PAT is missing the "Code \(Status\)" scope\.$/,
    },
  },
  {
    name: "a refused job's token",
    given: { status: 401 },
    token: job,
    expect: {
      name: 'AccessError',
      code: 'job-token-refused',
      problem: /job's token/,
      fix: /run the review in a pipeline there/,
    },
  },
  {
    name: 'a sign-in page with 203',
    given: { status: 203, headers: html, body: '<html><title>Azure DevOps Services | Sign In</title></html>' },
    expect: { name: 'AccessError', code: 'sign-in-page', problem: /sign-in page: it did not accept the PAT/ },
  },
  {
    name: 'a sign-in page with 200',
    given: { headers: html, body: '<html></html>' },
    token: job,
    expect: { name: 'AccessError', code: 'sign-in-page', problem: /did not accept the job's token/ },
  },
  {
    name: 'a redirect to sign in',
    given: { status: 302, headers: { location: 'https://spsprodeus1.vssps.visualstudio.com/_signin?realm=x' } },
    expect: { name: 'AccessError', code: 'sign-in-page', problem: /sign-in page/ },
  },
  {
    name: 'a missing permission of the build service',
    given: needsPermission,
    token: job,
    action: openThread,
    expect: {
      name: 'AccessError',
      code: 'permission-missing',
      problem:
        /"Norman Paulk" \(Build\\5c4b\) lacks the permission "Contribute to pull requests" on the repository "3411ebc1-/,
      fix: /Fabrikam\/_settings\/repositories.*"Contribute to pull requests" to Allow.*build service account/,
    },
  },
  {
    name: 'a missing permission where nobody knows who it is',
    given: needsPermission,
    identity: refuseIdentity,
    action: postStatus,
    expect: { name: 'AccessError', code: 'permission-missing', problem: /^The identity Build\\5c4b lacks/ },
  },
  {
    name: 'a 403 without words',
    given: { status: 403 },
    expect: {
      name: 'AccessError',
      code: 'permission-missing',
      problem: /seems to lack the permission "Read"/,
      fix: /status 403/,
    },
  },
  {
    name: 'conditional access',
    given: serviceError(403, 'X', 'VS403463: The conditional access policy defined by your administrator has failed.'),
    expect: { name: 'AccessError', code: 'conditional-access', problem: /conditional access policy/ },
  },
  {
    name: 'a status policy that wants an iteration',
    given: serviceError(
      403,
      'GitPullRequestStatusRejectedByPolicyException',
      'Pull request status rejected by status policy.',
    ),
    action: postStatus,
    expect: { name: 'AccessError', code: 'status-refused-by-policy', problem: /status policy/ },
  },
  {
    name: 'a pull request that is not there',
    given: serviceError(404, 'GitPullRequestNotFoundException', 'TF401180: The requested pull request was not found.'),
    action: find,
    expect: {
      name: 'AccessError',
      code: 'pull-request-not-found',
      problem: /^Pull request 7 was not found in the project "Fabrikam".*Read permission/,
    },
  },
  {
    name: 'a hidden repository for a PAT',
    given: serviceError(404, 'GitRepositoryNotFoundException', 'TF401019: The Git repository does not exist'),
    expect: {
      name: 'AccessError',
      code: 'repository-not-visible',
      problem: new RegExp(repositoryId),
      fix: /owner of the PAT/,
    },
  },
  {
    name: "a hidden repository for the job's token",
    given: serviceError(404, 'GitRepositoryNotFoundException', 'TF401019: The Git repository does not exist'),
    token: job,
    expect: {
      name: 'AccessError',
      code: 'repository-not-visible',
      problem: /not found/,
      fix: /Protect access to repositories/,
    },
  },
  {
    name: 'a hidden project',
    given: serviceError(
      404,
      'ProjectDoesNotExistWithNameException',
      'TF200016: The following project does not exist: X.',
    ),
    action: find,
    expect: { name: 'AccessError', code: 'project-not-visible', problem: /The project "Fabrikam" was not found/ },
  },
  {
    name: 'a hidden project with 400',
    given: serviceError(400, 'ProjectDoesNotExistException', "VS800075: The project with id 'x' does not exist"),
    action: find,
    expect: { name: 'AccessError', code: 'project-not-visible', problem: /not found/ },
  },
  {
    name: 'an empty repository',
    given: serviceError(404, 'X', 'VS403403: Cannot find any branches for the R repository.'),
    expect: { name: 'AccessError', code: 'repository-empty', problem: /no branches/ },
  },
  {
    name: 'a 404 without words',
    given: { status: 404 },
    expect: { name: 'AccessError', code: 'repository-not-visible', problem: /not found/, fix: /status 404/ },
  },
  {
    name: 'a stopped organization, byte order mark and all',
    given: { status: 503, body: '\uFEFF{"message":"TF24668: The following team project collection is stopped: x"}' },
    expect: { name: 'ServiceError', code: 'organization-stopped', problem: /stopped or deactivated/ },
  },
  {
    name: 'a spent rate limit',
    given: { status: 429, body: 'TF400733: The request has been canceled', headers: { 'content-type': 'text/plain' } },
    expect: { name: 'ServiceError', code: 'rate-limited', problem: /used up its share/, fix: /TF400733/ },
  },
  {
    name: 'an unknown refusal, with all that support needs',
    given: serviceError(409, 'OddException', `Something\r\n##vso[task.complete] odd ${'x'.repeat(400)}`),
    expect: {
      name: 'ServiceError',
      code: 'request-refused',
      problem:
        /\(status 409, OddException, activity 11111111-2222-3333-4444-555555555555\): Something ##vso\[task\.complete\] odd x{240,270}…$/,
    },
  },
];

describe('edges/azure-devops: failures explained', () => {
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

  for (const { name, given, identity = connectionData, token, action = readThreads, expect } of cases) {
    it(`explains ${name}`, async () => {
      const method = action === openThread || action === postStatus ? 'POST' : 'GET';
      const refusal: Route = { method, path: /pullRequests/i, reply: given };
      const connection = await connect([identity, refusal], token === undefined ? {} : { token });
      await assert.rejects(action(connection), { ...expect, fix: expect.fix ?? /^\S.{20,}$/s });
    });
  }

  it('asks who it is once, however many things fail', async () => {
    const refusal: Route = { method: 'GET', path: /threads$/, reply: { status: 401 } };
    const { pullRequests, server } = await connect([connectionData, refusal]);
    for (let count = 0; count < 3; count += 1) await assert.rejects(pullRequests.threads(key));
    assert.equal(server.calls().filter((call) => call.endsWith('connectionData')).length, 1);
  });

  it('uses the names of project and repository once it has read them', async () => {
    const repository = { id: repositoryId, name: 'Web Shop', project: { id: 'p-1', name: 'Fabrikam Fiber' } };
    const body = {
      pullRequestId: 7,
      title: 't',
      status: 'active',
      createdBy: { id: 'a', displayName: 'A' },
      sourceRefName: 'refs/heads/x',
      targetRefName: 'refs/heads/main',
      lastMergeTargetCommit: { commitId: 'a'.repeat(40) },
      repository,
    };
    const { pullRequests } = await connect([
      connectionData,
      { method: 'GET', path: /Fabrikam\/_apis\/git\/pullRequests\/7$/, reply: { body } },
      { method: 'GET', path: /threads$/, reply: needsPermission },
    ]);
    const pullRequest = await pullRequests.find('Fabrikam', 7);
    await assert.rejects(pullRequests.threads(pullRequest), {
      problem: /the repository "Web Shop"/,
      fix: /Fabrikam%20Fiber\/_settings\/repositories/,
    });
  });

  it('says that there is no such organization', async () => {
    const { pullRequests } = await connect([{ method: 'OPTIONS', path: /./, reply: { status: 404 } }]);
    await assert.rejects(pullRequests.threads(key), { name: 'AccessError', code: 'collection-not-found' });
  });

  it('says that an anonymous token is invalid when asked who it is', async () => {
    const { pullRequests } = await connect([anonymousIdentity]);
    await assert.rejects(pullRequests.me(), { name: 'AccessError', code: 'pat-invalid' });
  });

  it('says that nothing listens', async () => {
    const { pullRequests, server } = await connect([]);
    server.close();
    await assert.rejects(pullRequests.threads(key), {
      name: 'ServiceError',
      code: 'connection-failed',
      problem: /ECONNREFUSED/,
    });
  });

  const networkCases = [
    { given: { networkCode: 'ENOTFOUND' }, expect: 'host-not-found' },
    { given: { networkCode: 'EAI_AGAIN' }, expect: 'host-not-found' },
    { given: { networkCode: 'SELF_SIGNED_CERT_IN_CHAIN' }, expect: 'certificate-not-trusted' },
    { given: { networkCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, expect: 'certificate-not-trusted' },
    { given: { networkCode: 'CERT_HAS_EXPIRED' }, expect: 'certificate-not-trusted' },
    { given: { networkCode: 'ETIMEDOUT' }, expect: 'connection-timeout' },
    { given: { networkCode: 'ECONNRESET' }, expect: 'connection-failed' },
    { given: { networkCode: 'PROXY_REFUSED' }, expect: 'proxy-refused' },
    { given: { networkCode: 'PROXY_CREDENTIALS' }, expect: 'proxy-credentials-refused' },
    { given: { networkCode: 'PROXY_UNREACHABLE' }, expect: 'proxy-unreachable' },
    { given: { networkCode: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }, expect: 'tls-version' },
  ] as const;
  for (const { given, expect } of networkCases) {
    it(`names the network's failure ${Object.values(given).join(' ')} ${expect}`, () => {
      const failure = new RequestFailure({ kind: 'network', verb: 'GET', path: '/x', text: 'no answer', ...given });
      const error = explain(failure, {
        operation: operations.readThreads,
        target: {},
        tokenKind: 'pat',
        collectionUrl: 'https://dev.azure.com/contoso/',
        network: directNetwork,
        identity: 'unknown',
      });
      assert.equal(error.name, 'ServiceError');
      assert.equal(error.code, expect);
      assert.match(`${error.problem} ${error.fix}`, /dev\.azure\.com/);
    });
  }

  it('calls it unusable when the locations are no list', async () => {
    const { pullRequests } = await connect([
      { method: 'OPTIONS', path: /./, reply: { body: { count: 0, value: null } } },
    ]);
    const work = pullRequests.changes(key, { id: 1, source: '', base: '' });
    await assert.rejects(work, { name: 'ServiceError', code: 'unexpected-answer' });
  });
});
