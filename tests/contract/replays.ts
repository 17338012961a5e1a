// Which of Microsoft's examples are sent to the emulator, with what put in place of their ids, and why the others are not.

/** An example that is sent. */
export interface Replay {
  /** Path of the example without folder `git/` and the like; see `replayOf`. */
  readonly example: string;
  /** Texts of its URL and body that stand for something else here; applied before the general ones. */
  readonly replace?: readonly (readonly [string | RegExp, string])[];
}

/** Examples that are not sent, by folder or name. Each pattern must fit at least one. */
export interface NotReplayed {
  readonly pattern: RegExp;
  readonly reason: string;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Ids that every example has, and the values of the scene that take their place. Applied in this order. */
export const generalReplacements: readonly (readonly [RegExp, string])[] = [
  [/^https:\/\/dev\.azure\.com\/fabrikam\//, ''],
  [/^(2016_10_31|MyProject|fabrikam-fiber-git)\//, '{project}/'],
  [new RegExp(`repositories/${guid}`, 'g'), 'repositories/{repositoryId}'],
  [/pullRequests\/\d+/g, 'pullRequests/{id}'],
  [/threads\/\d+/g, 'threads/{thread}'],
  [/configurations\/\d+/g, 'configurations/{policy}'],
  [/[?&]api-version=[^&]*$/, ''],
  [/api-version=[^&]*&/, ''],
  [/\/\?/, '?'],
  [/d6245f20-2af8-44f4-9451-8107cb2767db/g, '{me}'],
  [/(19d9411e-9a34-45bb-b985-d24d9d87c0c9|13272ea3-92ef-46d1-b77e-608ebbf3428b)/g, '{other}'],
  [/49c1d4d0-be28-4f20-9e0a-4ecfafc39257/g, '{repositoryId}'],
  [/\bmaster\b/g, 'main'],
  [/\b(?!0{40})[0-9a-f]{40}\b/g, '{head}'],
];

const pullRequest = '__git_repositories__repositoryId__pullRequests';
const inRepository = '__git_repositories__repositoryId__';
const permissions = '__permissions__securityNamespaceId__8__';
const gitNamespace = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';
const author: readonly [string, string] = ['1d1dad71-f27c-4370-810d-838ec41efd41', '{other}'];
const status = (id: string): readonly [RegExp, string] => [/statuses\/1$/, `statuses/{${id}}`];

/** In the order in which they are sent. */
export const replays: readonly Replay[] = [
  {
    example: `pullRequests/POST${pullRequest}.json`,
    replace: [
      ['refs/heads/npaulk/my_work', 'refs/heads/my_work'],
      ['refs/heads/new_feature', 'refs/heads/develop'],
    ],
  },
  { example: 'pullRequests/GET__git_pullRequests.json' },
  { example: `pullRequests/GET${pullRequest}.json` },
  { example: `pullRequests/GET${pullRequest}__pullRequestId_.json` },
  {
    example: `pullRequests/GET${pullRequest}_status-completed.json`,
    replace: [['?status=', '?searchCriteria.status=']],
  },
  {
    example: `pullRequests/GET${pullRequest}_targetRefName-refs_heads_master.json`,
    replace: [['?targetRefName=', '?searchCriteria.targetRefName=']],
  },
  { example: `pullRequests/PATCH${pullRequest}__pullRequestId_.json` },
  { example: `pullRequests/PATCH${pullRequest}__pullRequestId_2.json` },
  {
    example: `pullRequests/PATCH${pullRequest}__autoCompletePullRequestId_.json`,
    replace: [[/pullRequests\/\d+/, 'pullRequests/{second}']],
  },
  { example: `pullRequestThreads/POST${pullRequest}__pullRequestId__threads.json` },
  { example: `pullRequestThreads/POST${pullRequest}__pullRequestId__threads2.json` },
  { example: `pullRequestThreads/GET${pullRequest}__pullRequestId__threads.json` },
  { example: `pullRequestThreadComments/POST${pullRequest}__pullRequestId__threads__threadId__comments.json` },
  {
    example: `pullRequestThreadComments/DELETE${pullRequest}__pullRequestId__threads__threadId__comments__commentId_.json`,
  },
  { example: `pullRequestIterationChanges/GET${pullRequest}__pullRequestId__iterations__iterationId__changes.json` },
  {
    example: `pullRequestIterationChanges/GET${pullRequest}__pullRequestId__iterations__iterationId__changes__compareTo.json`,
  },
  { example: 'pullRequestStatuses/POST_git_pullRequestStatuses_status.json' },
  { example: 'pullRequestStatuses/POST_git_pullRequestStatuses_statusIterationInBody.json' },
  { example: 'pullRequestStatuses/POST_git_pullRequestStatuses_statusWithProperties.json' },
  {
    example: 'pullRequestStatuses/GET_git_pullRequestStatuses_status.json',
    replace: [[/pullRequests\/\d+/, 'pullRequests/{second}'], status('status')],
  },
  {
    example: 'pullRequestStatuses/GET_git_pullRequestStatuses_statuses.json',
    replace: [[/pullRequests\/\d+/, 'pullRequests/{second}']],
  },
  {
    example: 'pullRequestStatuses/PATCH_git_pullRequestStatuses_statuses.json',
    replace: [
      [/pullRequests\/\d+/, 'pullRequests/{second}'],
      ['"/1"', '"/{removed}"'],
      ['"/2"', '"/{alsoRemoved}"'],
    ],
  },
  {
    example: 'pullRequestStatuses/DELETE_git_pullRequestStatuses_status.json',
    replace: [[/pullRequests\/\d+/, 'pullRequests/{second}'], status('status')],
  },
  { example: 'pullRequestIterationStatuses/POST_git_pullRequestStatuses_iterationStatus.json' },
  { example: 'pullRequestIterationStatuses/GET_git_pullRequestStatuses_iterationStatuses.json' },
  {
    example: 'pullRequestIterationStatuses/GET_git_pullRequestStatuses_iterationStatus.json',
    replace: [status('iterationStatus')],
  },
  {
    example: 'pullRequestIterationStatuses/PATCH_git_pullRequestStatuses_iterationStatuses.json',
    replace: [
      ['"/1"', '"/{iterationRemoved}"'],
      ['"/2"', '"/{alsoIterationRemoved}"'],
    ],
  },
  {
    example: 'pullRequestIterationStatuses/DELETE_git_pullRequestStatuses_iterationStatus.json',
    replace: [status('iterationStatus')],
  },
  { example: 'pullRequestProperties/AddPullRequestProperties.json' },
  { example: 'pullRequestProperties/GetPullRequestProperties.json' },
  { example: 'pullRequestProperties/RemoveAndReplacePullRequestProperties.json' },
  { example: `pullRequestReviewers/PUT${pullRequest}__pullRequestId__reviewers__initialReviewerId_.json` },
  { example: `pullRequestReviewers/PUT${pullRequest}__pullRequestId__reviewers__additionalReviewerId_.json` },
  { example: `pullRequestReviewers/GET${pullRequest}__pullRequestId__reviewers.json` },
  { example: `pullRequestReviewers/GET${pullRequest}__pullRequestId__reviewers__additionalReviewerId_.json` },
  { example: `pullRequestReviewers/DELETE${pullRequest}__pullRequestId__reviewers__additionalReviewerId_.json` },

  { example: `blobs/GET${inRepository}blobs__objectId_.json`, replace: [[/blobs\/[0-9a-f]{40}/, 'blobs/{blob}']] },
  { example: `trees/GET${inRepository}trees__objectId_.json`, replace: [[/trees\/[0-9a-f]{40}/, 'trees/{tree}']] },
  {
    example: `trees/GET${inRepository}trees__objectId__recursive-true.json`,
    replace: [[/trees\/[0-9a-f]{40}/, 'trees/{tree}']],
  },
  { example: `items/GET${inRepository}items_scopePath-_filePath_.json` },
  { example: `items/GET${inRepository}items_scopePath-_folderPath_.json` },
  { example: `items/GET${inRepository}items_scopePath-_folderPath__recursionLevel-OneLevel.json` },
  {
    example: `items/GET${inRepository}items_scopePath-_folderPath__recursionLevel-Full_includeContentMetadata-true.json`,
  },
  { example: `ItemsBatch/POST${inRepository}itemsBatch.json`, replace: [[/[0-9a-f]{40}/g, '{base}']] },
  {
    example: `commitDiffs/GET${inRepository}diffs_commits_baseVersionType-_baseVersionType_.json`,
    replace: [[/baseVersion=[0-9a-f]{40}/, 'baseVersion={base}']],
  },
  {
    example: `commitDiffs/GET${inRepository}diffs_commits_targetVersion-_targetVersion__baseVersion-_baseVersion_.json`,
    replace: [['targetVersion=master&baseVersion=develop', 'targetVersion=develop&baseVersion=main']],
  },
  {
    example: `commitDiffs/GET${inRepository}diffs_commits_targetVersion-_targetVersion__baseVersion-_baseVersion___top-_top___skip-_skip_.json`,
    replace: [['targetVersion=master&baseVersion=develop', 'targetVersion=develop&baseVersion=main']],
  },
  { example: `commits/GET${inRepository}commits.json` },
  { example: `commits/GET${inRepository}commits__commitId_.json` },
  { example: `commits/GET${inRepository}commits__commitId__changeCount-10.json` },
  { example: `commits/GET${inRepository}commits_branch.json` },
  {
    example: `commits/GET${inRepository}commits_branch_itemPath-_itemPath_.json`,
    replace: [
      ['%2Fdebug.log', '%2Fnew_feature.cpp'],
      ['version=master', 'version=feature'],
    ],
  },
  { example: `commits/GET${inRepository}commits__skip-_skip___top-_top_.json` },
  { example: `commits/GET${inRepository}commits_author-_author_.json`, replace: [['Norman Paulk', '{authorName}']] },
  {
    example: `commits/GET${inRepository}commits_committer-_committer_.json`,
    replace: [['shsamy%40microsoft.com', '{authorName}']],
  },
  {
    example: `commits/GET${inRepository}commits_fromDate-_fromDate__toDate-_toDate_.json`,
    replace: [
      [/6%2F14%2F2018 12:00:00 AM/, '2000-01-01'],
      [/6%2F16%2F2018 12:00:00 AM/, '2099-01-01'],
    ],
  },
  { example: `commitsBatch/POST${inRepository}commitsBatch2.json` },
  { example: `commitsBatch/POST${inRepository}commitsBatch__ids.json` },
  {
    example: `changes/GET${inRepository}commits__commitId__changes_top-_top__skip-_skip_.json`,
    replace: [
      ['skip=10', 'skip=0'],
      [/commits\/[0-9a-f]{40}/, 'commits/{base}'],
    ],
  },
  { example: `branchStats/GET${inRepository}stats_branches.json` },
  { example: `branchStats/GET${inRepository}stats_branches__name_.json` },
  { example: `refs/GET${inRepository}refs.json` },
  { example: `refs/GET${inRepository}refs_heads.json` },
  { example: `refs/GET${inRepository}refs_tags.json` },
  {
    example: `refs/GET${inRepository}refs_heads_contains_replacer.json`,
    replace: [['filter=heads%2F', 'filter=heads%2F&filterContains=work']],
  },
  { example: 'repositories/GET__git_repositories.json' },
  { example: `repositories/GET${inRepository.slice(0, -1)}.json` },
  { example: `statuses/POST${inRepository}commits__commitId__statuses.json` },
  { example: `statuses/GET${inRepository}commits__commitId__statuses.json` },

  { example: 'configurations/POST__policy_configurations.json', replace: [author] },
  { example: 'configurations/POST__policy_configurations2.json' },
  { example: 'configurations/POST__policy_configurations3.json' },
  { example: 'configurations/POST__policy_configurations4.json' },
  { example: 'configurations/POST__policy_configurations5.json', replace: [[author[0], '{repositoryId}']] },
  { example: 'configurations/GET__policy_configurations.json' },
  { example: 'configurations/GET__policy_configurations__configurationId_.json' },
  { example: 'configurations/PUT__policy_configurations__configurationId_.json', replace: [author] },
  { example: 'configurations/DELETE__policy_configurations__configurationId_.json' },
  { example: 'projects/GET__projects.json' },
  { example: 'securityNamespaces/GET__securitynamespaces_.json' },
  {
    example: 'securityNamespaces/GET__securitynamespaces__securityNamespaceId__.json',
    replace: [[/5a27515b-[-0-9a-f]+\//, gitNamespace]],
  },
  {
    example: 'permissionEvaluationBatch/POST__security_permissionevaluationbatch__api-version-3.0-preview.json',
    replace: [
      [/5a27515b-[-0-9a-f]+/g, gitNamespace],
      [/"token\d"/g, '"repoV2/{projectId}/{repositoryId}"'],
    ],
  },
  {
    example: `permissions/GET${permissions}api-version-2.2_tokens-_token1_,_token2_,_token3__alwaysAllowAdministrators-False.json`,
    replace: [
      [/5a27515b-[-0-9a-f]+/, gitNamespace],
      ['token1,token2,token3', 'repoV2/{projectId},repoV2/{projectId}/{repositoryId}'],
    ],
  },
];

export const notReplayed: readonly NotReplayed[] = [
  {
    pattern: /^git\/(annotatedTags|importRequests|merges|pushes|reverts)\//,
    reason: 'The emulator has no such route: the reviewer never calls it.',
  },
  { pattern: /^git\/commits\/.*pushes__pushId/, reason: 'The emulator knows no pushes.' },
  { pattern: /^git\/refs\/(PATCH|POST)/, reason: 'The emulator writes refs with git, not by REST.' },
  { pattern: /^git\/refs\/.*_statuses\.json/, reason: 'The emulator shows no statuses on refs.' },
  {
    pattern: /^git\/repositories\/(DELETE|PATCH|POST)/,
    reason: 'The emulator makes repositories through its own interface.',
  },
  {
    pattern: /^git\/repositories\/GET__git_repositories__remoteurl\.json/,
    reason: 'A page below _git, not a route of the REST API.',
  },
  {
    pattern: /^git\/commits\/.*commits_commit/,
    reason: 'The emulator does not compare versions in a search for commits.',
  },
  { pattern: /^git\/branchStats\/.*baseVersionType/, reason: 'The emulator compares with the default branch only.' },
  {
    pattern: /^git\/items\/.*download-true/,
    reason: 'The answer was recorded as JSON although the request asks for the file itself.',
  },
  {
    pattern: /^policy\/configurations\/POST__policy_configurations[67]\.json/,
    reason: 'Types of policy that the emulator does not have.',
  },
  {
    pattern: /^core\/(members|projecthistory|properties|teams)\//,
    reason: 'The emulator has no such route: the reviewer never calls it.',
  },
  { pattern: /^core\/projects\/POST/, reason: 'The emulator makes projects through its own interface.' },
  {
    pattern: /^security\/(accessControl\w+)\//,
    reason: 'The emulator has no such route: the reviewer never calls it.',
  },
  { pattern: /^security\/permissions\/DELETE/, reason: 'The emulator gives permissions with the token.' },
  { pattern: /^security\/permissions\/.*token-_token1/, reason: 'A form of version 1.0 with no body in the answer.' },
  { pattern: /^build\//, reason: 'Definitions are no part of the emulator, and the tag example has no URL.' },
  { pattern: /^wit\//, reason: 'Work items: only the links of a pull request are emulated, and they have no example.' },
];
