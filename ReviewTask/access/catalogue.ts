// Every probe in words: what it is about, how it is asked, and why it leaves no trace. The page docs/access.md is made of it.
import type { ProbeGroup, ProbeName } from '../model/access.ts';

export interface ProbeEntry {
  readonly group: ProbeGroup;
  /** With a personal access token. */
  readonly title: string;
  /** With a job's token, which has no scopes, where that is worded otherwise. */
  readonly jobTitle?: string;
  readonly asks: string;
  readonly noTrace: string;
  /** Codes of the problems that only this probe, or mostly this one, names; see `Explanation`. */
  readonly names: readonly string[];
}

const onlyReads = 'It only reads.';

export const groupTitles: Readonly<Record<ProbeGroup, string>> = {
  token: 'The token',
  permissions: 'What its owner may do here',
  organization: 'Rules of the organization',
  branch: 'Policies of the branch',
  model: 'The model',
  machine: 'Configuration and machine',
};

export const catalogue: Readonly<Record<ProbeName, ProbeEntry>> = {
  connection: {
    group: 'token',
    title: 'The token is accepted',
    asks: '`GET _apis/connectionData`: whom Azure DevOps takes the token for. Any valid token may ask.',
    noTrace: onlyReads,
    names: ['pat-invalid', 'pat-expired', 'job-token-refused', 'sign-in-page', 'collection-not-found'],
  },
  'token-expiry': {
    group: 'token',
    title: 'The token is not about to expire',
    asks: '`patExpiresOn` in the configuration against the clock: a token cannot read its own expiry.',
    noTrace: 'Nothing is asked.',
    names: ['pat-expiring', 'pat-expiry-past'],
  },
  'code-read': {
    group: 'token',
    title: 'Scope "Code (Read)"',
    jobTitle: 'Code can be read',
    asks: 'The answer to the reads of the repository and the pull request: a missing scope is a 401 for a token that is accepted elsewhere.',
    noTrace: onlyReads,
    names: ['pat-scope-missing'],
  },
  'code-status': {
    group: 'token',
    title: 'Scope "Code (Status)"',
    jobTitle: 'Statuses can be posted',
    asks: '`POST …/iterations/2147483647/statuses` with a status that has no name.',
    noTrace:
      'It cannot be taken, for two reasons: there is no such iteration, and the API says that the name of a status "cannot be null or empty". Scopes are checked before either. Should a service take it all the same, the status is deleted at once.',
    names: ['pat-scope-missing'],
  },
  'threads-write': {
    group: 'token',
    title: 'Scope "PR threads (Read & write)"',
    jobTitle: 'Comments can be written',
    asks: '`POST …/threads` with an empty comment at line 0, offset 0.',
    noTrace:
      'It cannot be taken, for two reasons: lines and offsets begin with 1 (the service was seen to refuse 0), and a comment needs a text. Scopes are checked before either. Should a service take it all the same, the comment is deleted at once, and with its only comment the thread.',
    names: ['pat-scope-missing'],
  },
  project: {
    group: 'permissions',
    title: 'The project can be seen',
    asks: 'The answers to the reads of the repository and the pull request.',
    noTrace: onlyReads,
    names: ['project-not-visible'],
  },
  repository: {
    group: 'permissions',
    title: 'The repository can be seen',
    asks: '`GET …/repositories/{repository}`; where that is refused, the list of the project, which still shows disabled ones.',
    noTrace: onlyReads,
    names: ['repository-not-visible', 'repository-disabled'],
  },
  'pull-request': {
    group: 'permissions',
    title: 'The pull request can be seen',
    asks: '`GET {project}/_apis/git/pullRequests/{id}`.',
    noTrace: onlyReads,
    names: ['pull-request-not-found'],
  },
  'read-threads': {
    group: 'permissions',
    title: 'Comments and likes can be read',
    asks: '`GET …/threads`, and the likes of the first comment where there is one.',
    noTrace: onlyReads,
    names: [],
  },
  'permission-read': {
    group: 'permissions',
    title: 'Permission "Read"',
    asks: '`POST _apis/security/permissionevaluationbatch` for bit 2 of the namespace "Git Repositories" on this repository.',
    noTrace: 'It is a question about permissions that comes as a POST; it changes none.',
    names: ['permission-missing'],
  },
  'permission-contribute': {
    group: 'permissions',
    title: 'Permission "Contribute to pull requests"',
    asks: 'The same request, bit 16384, held against what the refused comment and status were refused for: a service may look at the permission before or after the content, and this tells the two apart.',
    noTrace: 'As above.',
    names: ['permission-missing'],
  },
  'job-scope': {
    group: 'permissions',
    title: "How far the job's token reaches",
    asks: "`GET {project}/_apis/build/generalsettings`: job authorization scope. Asked with a job's token only.",
    noTrace: onlyReads,
    names: ['job-scope-wide'],
  },
  'organization-policies': {
    group: 'organization',
    title: 'No rule of the organization blocks the token',
    asks: 'What the other requests were refused with: conditional access and a stopped organization have words of their own.',
    noTrace: 'Nothing is asked.',
    names: ['conditional-access', 'organization-stopped'],
  },
  'status-policy': {
    group: 'branch',
    title: 'Status policy of the target branch',
    asks: '`GET {project}/_apis/git/policy/configurations` for the branch: the name, the identity it counts, "Reset status whenever there are new changes", and whether a build starts the review after a push.',
    noTrace: onlyReads,
    names: ['status-policy-without-build', 'status-policy-other-identity', 'status-policy-other-name'],
  },
  'comment-policy': {
    group: 'branch',
    title: 'Comment policy of the target branch',
    asks: 'The same answer, held against `threadStatus` and the active threads.',
    noTrace: onlyReads,
    names: ['comment-policy-blocks'],
  },
  model: {
    group: 'model',
    title: 'The model server answers and takes the key',
    asks: '`GET /models` of the model server, which costs nothing.',
    noTrace: onlyReads,
    names: ['model-key-refused', 'model-unreachable', 'model-quota-exhausted'],
  },
  'model-name': {
    group: 'model',
    title: 'The model is known there',
    asks: 'The same list; where there is none, the answer to the question below.',
    noTrace: onlyReads,
    names: ['model-not-found'],
  },
  'structured-output': {
    group: 'model',
    title: 'Answers keep to a JSON schema',
    asks: 'One tiny question, which costs a few tokens. Not asked at the start of a review.',
    noTrace: 'Nothing of the pull request is in it.',
    names: ['model-without-schema', 'model-without-json'],
  },
  configuration: {
    group: 'machine',
    title: 'The configuration can be used',
    asks: "The inputs, and the configuration file at the target branch's commit.",
    noTrace: onlyReads,
    names: ['configuration-invalid'],
  },
  clock: {
    group: 'machine',
    title: 'The clock is right',
    asks: 'The `Date` header of the answers of Azure DevOps.',
    noTrace: 'Nothing is asked.',
    names: ['clock-wrong'],
  },
};

/** The title as it is shown for this kind of token. */
export function titleOf(probe: ProbeName, tokenKind: 'pat' | 'bearer'): string {
  const { title, jobTitle } = catalogue[probe];
  return tokenKind === 'bearer' ? (jobTitle ?? title) : title;
}
