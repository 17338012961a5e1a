// Where the emulator's answers differ in shape from Microsoft's examples of 2014 to 2019: each by name and with its reason.

/** A difference that is expected. One that no replay shows fails the test. */
export interface ExampleDifference {
  readonly name: string;
  /** Matched against the example's path. */
  readonly example: RegExp;
  /** Matched against one line of `shapeDifferences`. */
  readonly difference: RegExp;
  readonly reason: string;
}

const any = /./;
const recorded = 'The service has grown it since: it is in the answers recorded in January 2025';
const captured = 'The service has grown it since: it is in the answers captured in June 2026';

export const exampleDifferences: readonly ExampleDifference[] = [
  {
    name: 'avatar and descriptor of an identity',
    example: any,
    difference: /\/(createdBy|author|autoCompleteSetBy): adds (_links|descriptor)$/,
    reason: recorded,
  },
  {
    name: 'avatar and flags of the reviewers of a pull request',
    example: /^git\/pullRequests\//,
    difference: /\/reviewers\/\*: adds (_links|hasDeclined|isFlagged)$/,
    reason: recorded,
  },
  {
    name: 'avatar and flags of a reviewer',
    example: /^git\/pullRequestReviewers\//,
    difference: /: adds (_links|hasDeclined|isFlagged)$/,
    reason: recorded,
  },
  {
    name: 'team as a reviewer',
    example: /^git\/pullRequests\/\S*targetRefName/,
    difference: /\/reviewers\/\*: lacks isContainer$/,
    reason: 'The reviewer of the example is a team, the one of the scene a person.',
  },
  {
    name: 'draft pull requests',
    example: /^git\/pullRequests\//,
    difference: /: adds isDraft$/,
    reason: recorded,
  },
  {
    name: 'labels of a new pull request',
    example: /^git\/pullRequests\/POST/,
    difference: /^: adds labels$/,
    reason: `${recorded}, empty list included.`,
  },
  {
    name: 'statuses link of a pull request',
    example: /^git\/pullRequests\/(POST|PATCH)/,
    difference: /^\/_links: adds statuses$/,
    reason: recorded,
  },
  {
    name: 'no links on a pull request that is read',
    example: /^git\/pullRequests\/GET\S*__pullRequestId_\.json/,
    difference: /^: lacks _links$/,
    reason: 'The service has dropped them: the answers recorded in January 2025 have none.',
  },
  {
    name: 'merge strategy of a completion',
    example: /autoComplete/,
    difference: /^\/completionOptions: adds mergeStrategy$/,
    reason: recorded,
  },
  {
    name: 'completion options of a completed pull request',
    example: /status-completed/,
    difference: /: adds completionOptions$/,
    reason: captured,
  },
  {
    name: 'addresses and state of the repository of a pull request',
    example: /^git\/pullRequests\//,
    difference: /^\/repository: adds (size|sshUrl|webUrl|isDisabled|isInMaintenance)$/,
    reason: recorded,
  },
  {
    name: 'addresses and state of a repository',
    example: /^git\/repositories\//,
    difference: /^(\/value\/\*)?: adds (size|sshUrl|webUrl|isDisabled|isInMaintenance)$/,
    reason: recorded,
  },
  {
    name: 'visibility of a project',
    example: any,
    difference: /\/project: adds (visibility|lastUpdateTime|revision)$/,
    reason: recorded,
  },
  {
    name: 'visibility of a listed project',
    example: /^core\/projects\//,
    difference: /^\/value\/\*: adds (visibility|lastUpdateTime|revision)$/,
    reason: recorded,
  },
  {
    name: 'description of a project',
    example: any,
    difference: /(\/project|^\/value\/\*): lacks description$/,
    reason: 'The recorded projects have one; those of the emulator have none, and then it is left out.',
  },
  {
    name: 'identities and links of a thread',
    example: /^git\/pullRequestThread/,
    difference: /(^|\/value\/\*|\/comments\/\*): adds (identities|_links|lastContentUpdatedDate)$/,
    reason: captured,
  },
  {
    name: 'paging of iteration changes',
    example: /^git\/pullRequestIterationChanges\//,
    difference: /^: adds (nextSkip|nextTop)$/,
    reason: 'The specification says 0 at the end, the examples leave them out: a switch of the emulator.',
  },
  {
    name: 'commits without their push',
    example: /^git\/commits\/\S*__commitId_/,
    difference: /^: lacks push$/,
    reason: 'The emulator knows no pushes.',
  },
  {
    name: 'blob and commit of a changed item',
    example: /^git\/(changes\/|commits\/\S*changeCount)/,
    difference: /^\/changes\/\*\/item: adds (objectId|originalObjectId|commitId)$/,
    reason: 'As the examples of commitDiffs have them.',
  },
  {
    name: 'id, date and links of a commit status',
    example: /^git\/statuses\//,
    difference: /: adds (id|updatedDate|_links)$/,
    reason: 'Specified since; the examples are of version 2.1.',
  },
  {
    name: 'type link of a policy',
    example: /^policy\//,
    difference: /\/_links: (lacks type|adds policyType)$/,
    reason: 'Renamed: the answers recorded in January 2025 say policyType.',
  },
  {
    name: 'state of a policy',
    example: /^policy\//,
    difference: /: adds (isDeleted|isEnterpriseManaged)$/,
    reason: recorded,
  },
  {
    name: 'links and sizes of tree entries',
    example: /^git\/trees\//,
    difference: /^(\/treeEntries\/\*: lacks size|\/_links: lacks treeEntries)$/,
    reason: 'The emulator gives sizes of files only and links to the tree only; nothing reads the others.',
  },
  {
    name: 'commits and blobs of a comparison of branches',
    example: /^git\/commitDiffs\/\S*targetVersion-/,
    difference:
      /^(: adds (allChangesIncluded|baseCommit|targetCommit)|\/changes\/\*\/item: adds (objectId|originalObjectId))$/,
    reason: 'As the example that compares two commits has them.',
  },
  {
    name: 'metadata of files',
    example: /^git\/items\/\S*Full/,
    difference: /\/contentMetadata: adds (encoding|contentType|extension)$/,
    reason: 'The example of 2014 has metadata for the folder that was asked for only.',
  },
  {
    name: 'changes of commits to one path',
    example: /^git\/commits\/\S*itemPath/,
    difference: /^\/value\/\*: lacks changes$/,
    reason: 'Not emulated: nothing reads them.',
  },
  {
    name: 'administrators in a permission batch',
    example: /^security\/permissionEvaluationBatch\//,
    difference: /^: adds alwaysAllowAdministrators$/,
    reason: 'Specified; the example left it out although it was asked for.',
  },
  {
    name: 'links of a listed status',
    example: /^git\/pullRequest(Iteration)?Statuses\/GET\S*(s|S)tatuses\.json/,
    difference: /^\/value\/\*: adds _links$/,
    reason: 'As a status on its own has them; no newer recording of the list is known.',
  },
  {
    name: 'system bits and extension of a security namespace',
    example: /^security\/securityNamespaces\//,
    difference: /^\/value\/\*(: adds systemBitMask|\/extensionType: is null instead of string)$/,
    reason: 'The mask is specified since; the namespace of Git has no extension, as others in the list of the example.',
  },
];
