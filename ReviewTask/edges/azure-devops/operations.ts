// What the adapter does on Azure DevOps, and which scope and permission each of these things needs.

/** Names of scopes as the page for personal access tokens shows them. */
export type Scope =
  | 'Code (Read)'
  | 'Code (Read & write)'
  | 'Code (Status)'
  | 'PR threads (Read & write)'
  | 'Build (Read)'
  | 'Build (Read & execute)';

export interface Operation {
  /** Completes the sentence "Azure DevOps would not let us …". */
  readonly doing: string;
  /** Least scope of a personal access token; `undefined` where any valid token will do. */
  readonly scope: Scope | undefined;
  /** Repository permission of the identity, as the security page names it. */
  readonly permission:
    | 'Read'
    | 'Contribute to pull requests'
    | 'Edit policies'
    | 'View build pipeline'
    | 'Edit build pipeline';
}

/** Scopes from Microsoft's OpenAPI definition of the git area (`oauth2` lists), permissions from the service's refusals. */
export const operations = {
  identify: { doing: 'ask who the token belongs to', scope: undefined, permission: 'Read' },
  readRepository: { doing: 'read the repository', scope: 'Code (Read)', permission: 'Read' },
  readPolicies: { doing: 'read the policies of the branch', scope: 'Code (Read)', permission: 'Read' },
  readPermissions: { doing: 'ask what the identity may do', scope: undefined, permission: 'Read' },
  readPipelineSettings: { doing: "read the settings of the project's pipelines", scope: undefined, permission: 'Read' },
  readPullRequest: { doing: 'read the pull request', scope: 'Code (Read)', permission: 'Read' },
  readChanges: { doing: 'read the changes of the pull request', scope: 'Code (Read)', permission: 'Read' },
  listPullRequests: { doing: 'list the active pull requests', scope: 'Code (Read)', permission: 'Read' },
  readStatuses: { doing: 'read the statuses of the pull request', scope: 'Code (Read)', permission: 'Read' },
  readThreads: { doing: 'read the comments of the pull request', scope: 'Code (Read)', permission: 'Read' },
  readContents: { doing: 'read the files of the pull request', scope: 'Code (Read)', permission: 'Read' },
  postStatus: {
    doing: 'post a status on the pull request',
    scope: 'Code (Status)',
    permission: 'Contribute to pull requests',
  },
  writeThread: {
    doing: 'write a comment on the pull request',
    scope: 'PR threads (Read & write)',
    permission: 'Contribute to pull requests',
  },
  listRepositories: { doing: 'list the repositories and branches', scope: 'Code (Read)', permission: 'Read' },
  readPipelines: { doing: 'list the pipelines', scope: 'Build (Read)', permission: 'View build pipeline' },
  createPipeline: { doing: 'create the pipeline', scope: 'Build (Read & execute)', permission: 'Edit build pipeline' },
  writePolicy: { doing: 'write a branch policy', scope: 'Code (Read & write)', permission: 'Edit policies' },
} as const satisfies Readonly<Record<string, Operation>>;

/** What an operation is about, as far as it is known. */
export interface Target {
  /** Project id or name. */
  readonly project?: string;
  /** Repository name where it is known, else its id. */
  readonly repository?: string;
  readonly pullRequest?: number;
}
