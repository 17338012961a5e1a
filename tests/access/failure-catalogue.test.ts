// Every way in which Azure DevOps is known to refuse, times both kinds of token: what is said, and that no secret is in it.
import assert from 'node:assert/strict';
import { type AzureDevOps, connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { explanationOf } from '../../ReviewTask/errors.ts';
import { recordingLog } from '../edges/azure-devops-server.ts';
import { type Scene, suiteScenes } from '../emulator/azure-devops/testing/scene.ts';
import type { EmulatedToken, FaultAction, Toggles, TokenFailure, TokenOptions } from '../emulator/azure-devops.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { jobTokenOf, leastScopes, patOf } from './probed.ts';

const { own } = suiteScenes();

type Action = (adapter: AzureDevOps, scene: Scene) => Promise<unknown>;

const key = ({ project, pullRequest, repository }: Scene) => ({
  project: project.id,
  repository: repository.id,
  id: pullRequest.id,
});
const find: Action = ({ pullRequests }, { project, pullRequest }) => pullRequests.find(project.name, pullRequest.id);
const threads: Action = ({ pullRequests }, scene) => pullRequests.threads(key(scene));
const status: Action = ({ publisher }, scene) =>
  publisher.postStatus(key(scene), {
    iterationId: 1,
    state: 'pending',
    description: 'x',
    genre: 'threadline',
    name: 'ai-pr-review',
    targetUrl: undefined,
  });
const comment: Action = ({ publisher }, scene) => publisher.reply(key(scene), 1, { parentId: 1, body: 'x' });

interface Said {
  readonly code: string;
  readonly problem?: RegExp;
  readonly fix?: RegExp;
}

interface Row {
  readonly name: string;
  readonly token?: Partial<TokenOptions>;
  readonly toggles?: Partial<Toggles>;
  readonly fault?: FaultAction;
  readonly arrange?: (scene: Scene) => void;
  readonly action?: Action;
  readonly pat: Said;
  /** `undefined` where it cannot happen to a job's token. */
  readonly job: Said | undefined;
}

const failing = (failure: TokenFailure) => ({ token: { failure } });
const answered = (status: number, body: object, headers = {}): FaultAction => ({
  kind: 'answer',
  status,
  body,
  headers,
});
const page = '<html><head><title>Azure DevOps Services | Sign In</title></head><body></body></html>';
const jobRefused: Said = { code: 'job-token-refused', problem: /job's token \(System\.AccessToken\)/ };
const stopped: Said = { code: 'organization-stopped', fix: /sign.*in to it in a browser.*TF24668/ };
const conditional: Said = { code: 'conditional-access', problem: /conditional access policy/, fix: /VS403463/ };

const rows: readonly Row[] = [
  {
    name: 'an invalid token',
    ...failing('invalid'),
    pat: { code: 'pat-invalid', problem: /^Invalid or expired PAT\.$/, fix: /_usersSettings\/tokens/ },
    job: jobRefused,
  },
  {
    name: 'an expired token',
    ...failing('expired'),
    pat: { code: 'pat-expired', problem: /has expired/ },
    job: jobRefused,
  },
  { name: 'an anonymous token', ...failing('anonymous'), pat: { code: 'pat-invalid' }, job: jobRefused },
  { name: 'an address that is not allowed', ...failing('ipRestricted'), pat: { code: 'pat-invalid' }, job: jobRefused },
  ...(
    [
      ['vso.code', 'Code \\(Read\\)', find],
      ['vso.code_status', 'Code \\(Status\\)', status],
      ['vso.threads_full', 'PR threads \\(Read & write\\)', comment],
    ] as const
  ).map(
    ([scope, shown, action]): Row => ({
      name: `a token without ${scope}`,
      token: { scopes: leastScopes.filter((one) => one !== scope) },
      action,
      pat: {
        code: 'pat-scope-missing',
        problem: new RegExp(`^Your PAT is missing the "${shown}" scope\\.$`),
        fix: /Ann Author/,
      },
      job: undefined,
    }),
  ),
  {
    name: 'an identity without the permission',
    token: { permissions: ['GenericRead'] },
    action: status,
    pat: {
      code: 'permission-missing',
      problem:
        /^"Ann Author" \(ann\.author@example\.com\) lacks the permission "Contribute to pull requests" on the repository/,
      fix: /_settings\/repositories\?_a=permissions.*set "Contribute to pull requests" to Allow/,
    },
    job: {
      code: 'permission-missing',
      problem: /Build Service.*lacks the permission/,
      fix: /build service account of the project/,
    },
  },
  {
    name: 'an identity without Read, said openly',
    token: { permissions: [] },
    toggles: { missingRead: 'forbidden' },
    action: threads,
    pat: { code: 'permission-missing', problem: /"Read"/ },
    job: { code: 'permission-missing', problem: /"Read"/ },
  },
  {
    name: 'a repository that is not visible',
    token: { permissions: [] },
    action: threads,
    pat: { code: 'repository-not-visible', problem: /does not exist, or the token has no Read permission/ },
    job: { code: 'repository-not-visible', fix: /checkout: self/ },
  },
  {
    name: 'a pull request that is not visible',
    token: { permissions: [] },
    pat: { code: 'pull-request-not-found' },
    job: { code: 'pull-request-not-found' },
  },
  {
    name: 'a project that is not there',
    action: ({ pullRequests }) => pullRequests.find('Nowhere', 1),
    pat: { code: 'project-not-visible', problem: /"Nowhere"/ },
    job: { code: 'project-not-visible' },
  },
  {
    name: 'a disabled repository',
    arrange: ({ repository }) => repository.disable(),
    action: ({ access }, { project, repository }) => access.repository(project.name, repository.name),
    pat: { code: 'repository-disabled', problem: /"web" is disabled/ },
    job: { code: 'repository-disabled' },
  },
  { name: 'a stopped organization', ...failing('organizationStopped'), pat: stopped, job: stopped },
  { name: 'conditional access (403)', ...failing('conditionalAccess'), pat: conditional, job: conditional },
  { name: 'conditional access (401)', ...failing('conditionalAccessUnauthorized'), pat: conditional, job: conditional },
  {
    name: 'a sign-in page with status 203',
    fault: { kind: 'html', status: 203, body: page },
    pat: { code: 'sign-in-page', problem: /the PAT/ },
    job: { code: 'sign-in-page', problem: /job's token/ },
  },
  {
    name: 'a sign-in page with status 200',
    fault: { kind: 'html', status: 200, body: page },
    pat: { code: 'sign-in-page' },
    job: { code: 'sign-in-page' },
  },
  {
    name: 'a redirect to the sign-in page',
    fault: answered(302, {}, { Location: 'https://spsprod1.vssps.visualstudio.com/_signin?realm=dev.azure.com' }),
    pat: { code: 'sign-in-page' },
    job: { code: 'sign-in-page' },
  },
  {
    name: 'a redirect to somewhere else',
    fault: answered(302, {}, { Location: 'https://example.com/elsewhere' }),
    pat: { code: 'unexpected-redirect', problem: /example\.com/ },
    job: { code: 'unexpected-redirect' },
  },
  {
    name: 'a preview of which the service wants to hear a second time',
    fault: answered(400, {
      typeKey: 'VssInvalidPreviewVersionException',
      message: 'The -preview flag must be supplied.',
    }),
    pat: { code: 'request-refused', problem: /VssInvalidPreviewVersionException/ },
    job: { code: 'request-refused' },
  },
  {
    name: 'what nobody knows',
    fault: answered(418, { typeKey: 'TeapotException', message: 'TF999999: short and stout' }, { ActivityId: 'a-b-c' }),
    pat: {
      code: 'request-refused',
      problem: /status 418, TeapotException, activity a-b-c\): TF999999: short and stout/,
    },
    job: { code: 'request-refused' },
  },
];

describe('the catalogue of failures', () => {
  for (const row of rows) {
    for (const kind of ['pat', 'job'] as const) {
      const expected = row[kind];
      if (expected === undefined) continue;
      it(`explains ${row.name} (${kind})`, async () => {
        const scene = await own({ toggles: row.toggles ?? {} });
        const token = kind === 'pat' ? patOf(scene, row.token) : jobTokenOf(scene, row.token);
        row.arrange?.(scene);
        if (row.fault !== undefined) scene.emulator.faults.add({ path: /pullRequests/i, action: row.fault });
        const error = await (row.action ?? find)(connect(scene, token), scene).then(
          () => assert.fail('it went through'),
          (thrown: unknown) => thrown,
        );
        const { code, fix, problem } = explanationOf(error) ?? assert.fail(String(error));
        assert.equal(code, expected.code, problem);
        assert.match(problem, expected.problem ?? /./);
        assert.match(fix, expected.fix ?? /./);
        assertNoSecret(error, token.value);
      });
    }
  }

  it('asks once more for what a service calls a preview, and remembers it', async () => {
    const scene = await own({ profile: 'server2020' });
    const adapter = connect(scene, patOf(scene));
    const place = { ...key(scene), pullRequestId: scene.pullRequest.id };
    await adapter.access.writeStatus(place);
    await adapter.access.writeStatus(place);
    const asked = scene.emulator.requests.filter(({ path }) => /statuses/.test(path)).map(({ status: one }) => one);
    assert.deepEqual(asked, [400, 404, 404]);
  });
});

function connect(scene: Scene, token: EmulatedToken): AzureDevOps {
  return connectAzureDevOps({
    collectionUrl: scene.emulator.collectionUrl,
    token: { kind: token.scheme, value: token.value },
    clock: createFakeClock({ automatic: true }),
    signal: new AbortController().signal,
    log: recordingLog(),
    userAgent: 'threadline-test',
  });
}

/** Neither in the error nor in what it keeps as its cause, in no form in which a token travels. */
function assertNoSecret(error: unknown, secret: string): void {
  const forms = [secret, Buffer.from(`:${secret}`).toString('base64'), encodeURIComponent(secret)];
  for (let one = error; one instanceof Error; one = one.cause) {
    const text = `${one.stack} ${JSON.stringify(one)}`;
    for (const form of forms) assert.ok(!text.includes(form), 'a secret is in the error');
  }
}
