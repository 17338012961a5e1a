// Answers in the shape that recordings of the real service have, with invented values: what the checker must accept.

const base = 'https://dev.azure.com/contoso';
const repositoryId = '0f3c8f36-6a0e-4d2f-9a55-1f3f1b1a7c01';
const projectId = '5d1c3c1e-2f7b-4a0e-8b1c-9b2f6d3a4e02';

/** URL of the repository, without the project as the service writes it. */
export const repositoryUrl = `${base}/_apis/git/repositories/${repositoryId}`;

const person = {
  displayName: 'Jamal Hartnett',
  url: `${base}/_apis/Identities/7b3e8a10-51a5-4f6c-a0a1-54cbb2b2a003`,
  _links: { avatar: { href: `${base}/_apis/GraphProfile/MemberAvatars/aad.Abc` } },
  id: '7b3e8a10-51a5-4f6c-a0a1-54cbb2b2a003',
  uniqueName: 'jamal@contoso.example',
  imageUrl: `${base}/_api/_common/identityImage?id=7b3e8a10-51a5-4f6c-a0a1-54cbb2b2a003`,
};

const commit = { commitId: '8d7fd49cbae84ab3a2b3d8a1b3c6a4a1b1f2c3d4' };

/** A person as the author of something. */
const author = { ...person, descriptor: 'aad.Abc' };

/** A listed pull request: its project is trimmed. */
export const listedPullRequest = {
  repository: {
    id: repositoryId,
    name: 'shop',
    url: repositoryUrl,
    project: {
      id: projectId,
      name: 'Shop',
      state: 'unchanged',
      visibility: 'unchanged',
      lastUpdateTime: '0001-01-01T00:00:00',
    },
  },
  pullRequestId: 57,
  codeReviewId: 57,
  status: 'active',
  createdBy: author,
  creationDate: '2025-01-10T12:23:16.6038843Z',
  title: 'Round the total',
  sourceRefName: 'refs/heads/feature',
  targetRefName: 'refs/heads/main',
  mergeStatus: 'succeeded',
  isDraft: false,
  mergeId: '3a9f0b44-8a54-4a0f-8f1c-7f6f5a2a1b05',
  lastMergeSourceCommit: { ...commit, url: `${repositoryUrl}/commits/${commit.commitId}` },
  lastMergeTargetCommit: { ...commit, url: `${repositoryUrl}/commits/${commit.commitId}` },
  lastMergeCommit: { ...commit, url: `${repositoryUrl}/commits/${commit.commitId}` },
  reviewers: [
    {
      reviewerUrl: `${repositoryUrl}/pullRequests/57/reviewers/1`,
      vote: 10,
      hasDeclined: false,
      isFlagged: false,
      ...person,
    },
  ],
  url: `${repositoryUrl}/pullRequests/57`,
  supportsIterations: true,
};

/** A thread on lines 5 to 7 as the answer to its creation. */
export const createdThread = {
  pullRequestThreadContext: {
    changeTrackingId: 1,
    iterationContext: { firstComparingIteration: 1, secondComparingIteration: 2 },
  },
  id: 147,
  publishedDate: '2026-06-02T11:56:00.63Z',
  lastUpdatedDate: '2026-06-02T11:56:00.63Z',
  comments: [
    {
      id: 1,
      parentCommentId: 0,
      author,
      content: 'The total is rounded twice.',
      publishedDate: '2026-06-02T11:56:00.63Z',
      lastUpdatedDate: '2026-06-02T11:56:00.63Z',
      lastContentUpdatedDate: '2026-06-02T11:56:00.63Z',
      commentType: 'text',
      _links: { self: { href: `${repositoryUrl}/pullRequests/57/threads/147/comments/1` } },
    },
  ],
  status: 'active',
  threadContext: {
    filePath: '/total.ts',
    rightFileStart: { line: 5, offset: 1 },
    rightFileEnd: { line: 7, offset: 2 },
  },
  properties: { 'Reviewer.Fingerprint': { $type: 'System.String', $value: 'abc' } },
  identities: null,
  isDeleted: false,
  _links: {
    self: { href: `${repositoryUrl}/pullRequests/57/threads/147` },
    repository: { href: repositoryUrl },
  },
};

/** A thread that the service wrote itself: no status, no context. */
export const systemThread = {
  pullRequestThreadContext: null,
  id: 141,
  publishedDate: '2026-06-02T11:55:32.74Z',
  lastUpdatedDate: '2026-06-02T11:55:32.74Z',
  comments: [
    {
      id: 1,
      parentCommentId: 0,
      author: { ...author, displayName: 'Microsoft.VisualStudio.Services.TFS', descriptor: 's2s.Abc' },
      content: 'The reference refs/heads/feature was updated.',
      publishedDate: '2026-06-02T11:55:32.74Z',
      lastUpdatedDate: '2026-06-02T11:55:32.74Z',
      lastContentUpdatedDate: '2026-06-02T11:55:32.74Z',
      commentType: 'system',
      usersLiked: [],
      _links: { self: { href: `${repositoryUrl}/pullRequests/57/threads/141/comments/1` } },
    },
  ],
  threadContext: null,
  properties: { CodeReviewThreadType: { $type: 'System.String', $value: 'RefUpdate' } },
  identities: { '1': author },
  isDeleted: false,
  _links: { self: { href: `${repositoryUrl}/pullRequests/57/threads/141` } },
};

/** The changes of an iteration: an edit, a rename with an edit, a deletion without a path. */
export const iterationChanges = {
  changeEntries: [
    {
      changeTrackingId: 1,
      changeId: 1,
      item: { objectId: commit.commitId, originalObjectId: commit.commitId, path: '/total.ts' },
      changeType: 'edit',
    },
    {
      changeTrackingId: 2,
      changeId: 2,
      item: { objectId: commit.commitId, originalObjectId: commit.commitId, path: '/new.ts' },
      changeType: 'edit, rename',
      originalPath: '/old.ts',
    },
    {
      changeTrackingId: 3,
      changeId: 3,
      item: { originalObjectId: commit.commitId },
      changeType: 'delete',
      originalPath: '/gone.ts',
    },
  ],
  nextSkip: 0,
  nextTop: 0,
};

/** A status on an iteration as the answer to its creation. */
export const createdStatus = {
  iterationId: 2,
  id: 3,
  state: 'succeeded',
  description: 'Nothing to say',
  context: { name: 'ai-pr-review', genre: 'threadline' },
  creationDate: '2026-06-02T11:56:00Z',
  updatedDate: '2026-06-02T11:56:00Z',
  createdBy: author,
  targetUrl: 'https://dev.azure.com/contoso/Shop/_build/results?buildId=1',
  _links: { self: { href: `${repositoryUrl}/pullRequests/57/statuses/3` }, repository: { href: repositoryUrl } },
};

/** The error object with which the service refuses a caller without permission. */
export const refusal = {
  $id: '1',
  innerException: null,
  message: "TF401027: You need the Git 'PullRequestContribute' permission to perform this action.",
  typeName: 'Microsoft.TeamFoundation.Git.Server.GitNeedsPermissionException, Microsoft.TeamFoundation.Git.Server',
  typeKey: 'GitNeedsPermissionException',
  errorCode: 0,
  eventId: 3000,
};
