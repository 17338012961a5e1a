// Where Microsoft's own examples differ from Microsoft's specification: each by name, so that the checker is measured by the rest.

/** Problems of these examples are expected. One that does not come up fails the test. */
export interface ExampleFault {
  readonly name: string;
  /** Matched against the example's path. */
  readonly example: RegExp;
  /** Matched against `where: problem`. */
  readonly problem: RegExp;
  readonly reason: string;
}

/** Folders of examples whose routes the emulator serves, or might. */
export const servedFolders =
  /^(git\/(ItemsBatch|blobs|branchStats|changes|commitDiffs|commits|commitsBatch|items|pullRequest\w*|refs|repositories|statuses|trees)|policy\/configurations|core\/projects|security\/permission\w*)\//;

export const exampleFaults: readonly ExampleFault[] = [
  {
    name: 'values of a request as text',
    example: /POST\S*itemsBatch|PATCH\S*autoComplete/,
    problem: /^request\/.*(must be boolean|recursionLevel: must be equal)/,
    reason: 'The service reads "true" for true and names in any letter case; the client library sends neither.',
  },
  {
    name: 'member names of a request in another letter case',
    example: /POST__security_permissionevaluationbatch/,
    problem: /^request.*additional properties: (alwaysallow|securitynamespace)|lacks evaluations/,
    reason: 'The service reads member names in any letter case.',
  },
  {
    name: 'commits of a push',
    example: /pushes__pushId__commits/,
    problem: /^path: no operation/,
    reason: 'The route of version 1.0; today the push is a query parameter.',
  },
  {
    name: 'clone URL as a route',
    example: /GET__git_repositories__remoteurl/,
    problem: /^path: no operation/,
    reason: 'A page below _git, not a route of the REST API.',
  },
  {
    name: 'old names of query parameters',
    example:
      /commits__skip|pullRequests_(status|targetRefName)|baseVersionType|permissions__securityNamespaceId__8__token/,
    problem: /^query: the parameter (\$skip|\$top|status|targetRefName|token|baseVersion|baseVersionType) is unknown/,
    reason:
      'Names of version 1.0; today they begin with searchCriteria or baseVersionDescriptor, and tokens is plural.',
  },
  {
    name: 'commit of a branch with its tree',
    example: /stats_branches(__name__baseVersionType\S*)?\.json/,
    problem: /additional properties: treeId/,
    reason: 'The service of 2014 wrote a GitCommit where a GitCommitRef is specified.',
  },
  {
    name: 'server class in a repository',
    example: /PATCH__git_repositories_/,
    problem: /additional properties: (type|RenamedRepository)/,
    reason: 'A member that polymorphic events carry slipped into the example.',
  },
  {
    name: 'team image of a project is null',
    example: /POST__git_repositories_fork/,
    problem: /defaultTeamImageUrl: must be string/,
    reason: 'Written by hand.',
  },
  {
    name: 'repository deleted with 204',
    example: /DELETE__git_repositories__repositoryId_\.json/,
    problem: /^status: 204/,
    reason: 'Recorded so too; the emulator does not delete repositories, so there is no waiver.',
  },
  {
    name: 'links of tree entries are a list',
    example: /git\/trees\//,
    problem: /^response\/_links: .*(self|repository|treeEntries)/,
    reason: 'The one place where a link has several targets.',
  },
  {
    name: 'project queued with 202',
    example: /POST__projects\.json/,
    problem: /^status: 202/,
    reason: 'The emulator does not create projects by REST.',
  },
  {
    name: 'permission answered with no body',
    example: /GET__permissions__securityNamespaceId__8__token/,
    problem: /^response: the body is missing/,
    reason: 'Version 1.0 answered with an empty body.',
  },
  {
    name: 'descriptor of an entry is text',
    example: /DELETE__permissions/,
    problem: /^response\/descriptor: must be object/,
    reason: 'The specification describes the server class; the emulator does not remove permissions.',
  },
];
