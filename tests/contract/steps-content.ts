// Requests about what a repository holds: files, blobs, trees, commits, comparisons, branches.
import type { Step } from './step.ts';

/** Version of a file at the head of the pull request. */
const atHead = 'versionDescriptor.version={head}&versionDescriptor.versionType=commit';

/** `{R}` is the repository; `{base}` and `{head}` are commits, `{blob}` is a blob. Steps run in this order. */
export const contentSteps: readonly Step[] = [
  { name: 'repositories', method: 'GET', path: '{project}/_apis/git/repositories', status: 200 },
  { name: 'repository', method: 'GET', path: '{project}/_apis/git/repositories/{repository}', status: 200 },
  { name: 'repository without project', method: 'GET', path: '_apis/git/repositories/{repositoryId}', status: 200 },
  { name: 'repositories of the organization', method: 'GET', path: '_apis/git/repositories', status: 200 },
  { name: 'refs', method: 'GET', path: '{R}/refs?filter=heads/&$top=100', status: 200 },
  { name: 'refs with merge refs', method: 'GET', path: '{R}/refs', status: 200 },
  { name: 'refs by path', method: 'GET', path: '{R}/refs/heads/main', status: 200 },
  { name: 'branches', method: 'GET', path: '{R}/stats/branches', status: 200 },
  { name: 'branch', method: 'GET', path: '{R}/stats/branches?name=feature', status: 200 },
  { name: 'branch by path', method: 'GET', path: '{R}/stats/branches/feature', status: 200 },

  {
    name: 'item by path',
    method: 'GET',
    path: '{R}/items/src/edited.ts?$format=json',
    headers: { Accept: 'application/json' },
    status: 200,
  },
  {
    name: 'item',
    method: 'GET',
    path: `{R}/items?path=/src/edited.ts&includeContent=true&includeContentMetadata=true&$format=json&${atHead}`,
    status: 200,
    headers: { Accept: 'application/json' },
    keep: { blob: 'objectId' },
  },
  { name: 'item as text', method: 'GET', path: `{R}/items?path=/src/edited.ts&$format=text&${atHead}`, status: 200 },
  {
    name: 'item as bytes',
    method: 'GET',
    path: `{R}/items?path=/src/edited.ts&$format=octetStream&${atHead}`,
    status: 200,
  },
  {
    name: 'items',
    method: 'GET',
    path: `{R}/items?scopePath=/&recursionLevel=full&${atHead}`,
    status: 200,
    headers: { Accept: 'application/json' },
  },
  {
    name: 'items of a folder',
    method: 'GET',
    path: '{R}/items?scopePath=/src&recursionLevel=oneLevel',
    status: 200,
    headers: { Accept: 'application/json' },
  },
  {
    name: 'items batch',
    method: 'POST',
    path: '{R}/itemsbatch',
    body: {
      itemDescriptors: [
        {
          path: '/src/edited.ts',
          version: '{head}',
          versionType: 'commit',
          versionOptions: 'none',
          recursionLevel: 'none',
        },
        { path: '/', version: 'main', versionType: 'branch', recursionLevel: 'oneLevel' },
      ],
      includeContentMetadata: true,
    },
    status: 200,
  },
  {
    name: 'blob',
    method: 'GET',
    path: '{R}/blobs/{blob}?$format=json',
    status: 200,
    headers: { Accept: 'application/json' },
  },
  { name: 'blob as bytes', method: 'GET', path: '{R}/blobs/{blob}?$format=octetstream', status: 200 },
  { name: 'blob as zip', method: 'GET', path: '{R}/blobs/{blob}?$format=zip', status: 200 },
  {
    name: 'blobs as zip',
    method: 'POST',
    path: '{R}/blobs',
    body: ['{blob}'],
    headers: { Accept: 'application/zip' },
    status: 200,
  },

  { name: 'commit', method: 'GET', path: '{R}/commits/{head}', status: 200, keep: { tree: 'treeId' } },
  { name: 'commit with its changes', method: 'GET', path: '{R}/commits/{head}?changeCount=10', status: 200 },
  { name: 'tree', method: 'GET', path: '{R}/trees/{tree}', status: 200 },
  { name: 'tree to its depth', method: 'GET', path: '{R}/trees/{tree}?recursive=true', status: 200 },
  {
    name: 'commits',
    method: 'GET',
    path: '{R}/commits?searchCriteria.itemVersion.version=feature&searchCriteria.$top=10',
    status: 200,
  },
  {
    name: 'commits batch',
    method: 'POST',
    path: '{R}/commitsbatch',
    body: {
      itemVersion: { versionType: 'branch', version: 'main' },
      compareVersion: { versionType: 'branch', version: 'feature' },
    },
    status: 200,
  },
  { name: 'changes of a commit', method: 'GET', path: '{R}/commits/{head}/changes?top=100&skip=0', status: 200 },
  { name: 'merge bases', method: 'GET', path: '{R}/commits/{head}/mergebases?otherCommitId={base}', status: 200 },
  {
    name: 'diff of commits',
    method: 'GET',
    path: '{R}/diffs/commits?baseVersion={base}&baseVersionType=commit&targetVersion={head}&targetVersionType=commit&diffCommonCommit=true&$top=100',
    status: 200,
  },
  {
    name: 'diff of branches',
    method: 'GET',
    path: '{R}/diffs/commits?baseVersion=main&baseVersionType=branch&targetVersion=feature&targetVersionType=branch',
    status: 200,
  },
  {
    name: 'line blocks',
    method: 'POST',
    path: '{R}/fileDiffs',
    body: {
      baseVersionCommit: '{base}',
      targetVersionCommit: '{head}',
      fileDiffParams: [{ path: '/src/edited.ts', originalPath: '/src/edited.ts' }],
    },
    status: 200,
  },
  {
    name: 'create commit status',
    method: 'POST',
    path: '{R}/commits/{head}/statuses',
    body: {
      state: 'succeeded',
      description: 'Built',
      context: { genre: 'contract', name: 'build' },
      targetUrl: 'https://contoso.example/1',
    },
    status: 201,
  },
  { name: 'commit statuses', method: 'GET', path: '{R}/commits/{head}/statuses', status: 200 },
];
