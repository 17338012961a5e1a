// The REST resources as OPTIONS lists them: ids, route templates and versions, from a recording of the real service.
import type { Profile } from '../state/world.ts';
import type { ResourceVersions } from './versions.ts';

/** One resource of an area. */
export interface ResourceLocation extends ResourceVersions {
  readonly id: string;
  readonly area: string;
  readonly resourceName: string;
  readonly routeTemplate: string;
}

/** area, id, resource name, route template, resource version, lowest version, released version. */
type Row = readonly [string, string, string, string, number, string, string];

const rows: readonly Row[] = [
  ['git', '01a46dea-7d46-4d40-bc84-319e7c260d99', 'pullRequests', '{project}/_apis/{area}/{resource}/{pullRequestId}', 2, '3.0', '7.1'],
  ['git', 'a5d28130-9cd2-40fa-9f08-902e7daa9efb', 'pullRequests', '{project}/_apis/{area}/{resource}', 2, '1.0', '7.1'],
  ['git', '9946fd70-0d40-406e-b686-b4744cbbcc37', 'pullRequests', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pullRequestId}', 2, '1.0', '7.1'],
  ['git', 'ab6e2e5d-a0b7-4153-b64a-a4efe0d49449', 'pullRequestThreads', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}', 1, '3.0', '7.1'],
  ['git', '965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b', 'pullRequestThreadComments', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}/comments/{commentId}', 1, '3.0', '7.1'],
  ['git', '5f2e2851-1389-425b-a00b-fb2adb3ef31b', 'pullRequestCommentLikes', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}/comments/{commentId}/likes', 1, '4.0', '7.1'],
  ['git', 'd43911ee-6958-46b0-a42b-8445b8a0d004', 'pullRequestIterations', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}', 2, '3.0', '7.1'],
  ['git', '4216bdcf-b6b1-4d59-8b82-c34cc183fc8b', 'pullRequestIterationChanges', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/changes', 1, '3.0', '7.1'],
  ['git', '75cf11c5-979f-4038-a76e-058a06adf2bf', 'pullRequestIterationStatuses', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/statuses/{statusId}', 2, '3.0', '7.1'],
  ['git', 'b5f6bb4f-8d1e-4d79-8d11-4c9172c99c35', 'pullRequestStatuses', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/statuses/{statusId}', 2, '3.0', '7.1'],
  ['git', '52823034-34a8-4576-922c-8d8b77e9e4c4', 'pullRequestCommits', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/commits', 1, '2.1', '7.1'],
  ['git', 'e7ea0883-095f-4926-b5fb-f24691c26fb9', 'pullRequestCommits', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/commits', 1, '3.0', '7.1'],
  ['git', 'f22387e3-984e-4c52-9c6d-fbb8f14c812d', 'pullRequestLabels', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/labels/{labelIdOrName}', 1, '4.0', '7.1'],
  ['git', '48a52185-5b9e-4736-9dc1-bb1e2feac80b', 'pullRequestProperties', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/properties', 1, '4.1', '7.1'],
  ['git', '4b6702c7-aa35-4b89-9c96-b9abf6d3e540', 'pullRequestReviewers', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/reviewers/{reviewerId}', 1, '1.0', '7.1'],
  ['git', '0a637fcc-5370-4ce8-b0e8-98091f5f9482', 'pullRequestWorkItems', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/workitems', 1, '1.0', '7.1'],
  ['git', '965d9361-878b-413b-a494-45d5b5fd8ab7', 'pullRequestAttachments', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/attachments/{fileName}', 1, '3.1', '7.1'],
  ['git', 'b3a6eebe-9cf0-49ea-b6cb-1a4c5f5007b0', 'pullRequestQuery', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}', 1, '3.0', '7.1'],
  ['git', 'd840fb74-bbef-42d3-b250-564604c054a4', 'pullRequestConflicts', '{project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/conflicts/{conflictId}', 1, '3.0', '7.1'],
  ['git', '225f7195-f9c7-4d14-ab28-a83f7ff77e1f', 'repositories', '{project}/_apis/{area}/{resource}/{repositoryId}', 1, '1.0', '7.1'],
  ['git', '2d874a60-a811-4f62-9c9f-963a6ea0a55b', 'refs', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*filter}', 2, '1.0', '7.1'],
  ['git', 'fb93c0db-47ed-4a31-8c20-47552878fb44', 'items', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*path}', 1, '1.0', '7.1'],
  ['git', '630fd2e4-fb88-4f85-ad21-13f3fd1fbca9', 'itemsBatch', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}', 1, '1.0', '7.1'],
  ['git', '7b28e929-2c99-405d-9c5c-6167a06e6816', 'blobs', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}', 1, '1.0', '7.1'],
  ['git', '729f6437-6f92-44ec-8bee-273a7111063c', 'trees', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}', 1, '1.0', '7.1'],
  ['git', 'c2570c3b-5b3f-41b8-98bf-5407bfde8d58', 'commits', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{commitId}', 2, '1.0', '7.1'],
  ['git', '168b4bb9-d936-4cd9-8a5f-66d6f6b23192', 'commits', '{project}/_apis/{area}/repositories/{repositoryId}/pushes/{pushId}/{resource}', 1, '1.0', '7.1'],
  ['git', '6400dfb2-0bcb-462b-b992-5a57f8f1416c', 'commitsBatch', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}', 2, '1.0', '7.1'],
  ['git', '5bf884f5-3e07-42e9-afb8-1b872267bf16', 'changes', '{project}/_apis/{area}/repositories/{repositoryId}/commits/{commitId}/{resource}', 1, '1.0', '7.1'],
  ['git', '615588d5-c0c7-4b88-88f8-e625306446e8', 'commitDiffs', '{project}/_apis/{area}/repositories/{repositoryId}/diffs/commits', 1, '1.0', '7.1'],
  ['git', 'e264ef02-4e92-4cfc-a4b1-5e71894d7b31', 'treeDiffs', '{project}/_apis/{area}/repositories/{repositoryId}/diffs/trees', 1, '3.0', '7.1'],
  ['git', 'c4c5a7e6-e9f3-4730-a92b-84baacff694b', 'fileDiffs', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}', 1, '5.0', '7.1'],
  ['git', 'e74b530c-edfa-402b-88e2-8d04671134f7', 'filePaths', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*scopepath}', 1, '3.0', '7.1'],
  ['git', '7cf2abb6-c964-4f7e-9872-f78c66e72e9c', 'mergeBases', '{project}/_apis/{area}/repositories/{repositoryNameOrId}/commits/{commitId}/{resource}', 1, '4.1', '7.1'],
  ['git', '40c1f5b7-2bb6-4c28-b844-0f47cd6bb610', 'branchStats', '{project}/_apis/{area}/repositories/{repositoryId}/stats/branches/{*name}', 1, '1.0', '7.1'],
  ['git', 'd5b216de-d8d5-4d32-ae76-51df755b16d3', 'branchStats', '{project}/_apis/{area}/repositories/{repositoryId}/stats/branches', 2, '1.0', '7.1'],
  ['git', 'ea98d07b-3c87-4971-8ede-a613694ffb55', 'pushes', '{project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pushId}', 3, '1.0', '7.1'],
  ['git', '428dd4fb-fda5-4722-af02-9313b80305da', 'statuses', '{project}/_apis/{area}/repositories/{repositoryId}/commits/{commitId}/{resource}', 2, '2.1', '7.1'],
  ['git', '2c420070-a0a2-49cc-9639-c9f271c5ff07', 'policyConfigurations', '{project}/_apis/{area}/policy/configurations', 1, '5.0', '7.1'],
  ['policy', 'dad91cbe-d183-45f8-9c6e-9c1164472121', 'configurations', '{project}/_apis/{area}/{resource}/{configurationId}', 1, '2.0', '7.1'],
  ['policy', '44096322-2d3d-466a-bb30-d1b7de69f61f', 'types', '{project}/_apis/{area}/{resource}/{typeId}', 1, '2.0', '7.1'],
  ['policy', '46aecb7a-5d2c-4647-897b-0209505a9fe4', 'evaluations', '{project}/_apis/{area}/{resource}/{evaluationId}', 1, '2.0', '0.0'],
  ['policy', 'c23ddff5-229c-4d04-a80b-0fdce9f360c8', 'evaluations', '{project}/_apis/{area}/{resource}', 1, '2.0', '0.0'],
  ['policy', 'fe1e68a2-60d3-43cb-855b-85e41ae97c95', 'revisions', '{project}/_apis/{area}/configurations/{configurationId}/{resource}/{revisionId}', 1, '2.0', '7.1'],
  ['core', '603fe2ac-9723-48b9-88ad-09305aa6c6e1', 'projects', '_apis/{resource}/{*projectId}', 4, '1.0', '7.1'],
  ['Security', 'dd3b8bd6-c7fc-4cbd-929a-933d9c011c9d', 'Permissions', '_apis/{resource}/{securityNamespaceId}/{permissions}', 2, '1.0', '7.1'],
  ['Security', 'cf1faa59-1b63-4448-bf04-13d981a46f5d', 'PermissionEvaluationBatch', '_apis/{area}/{resource}', 1, '3.0', '7.1'],
  ['Security', 'ce7b9f95-fde9-4be8-a86d-83b366f0b87a', 'SecurityNamespaces', '_apis/{resource}/{securityNamespaceId}', 1, '1.0', '7.1'],
  ['Location', '00d9565f-ed9c-4a06-9a50-00e7896ccab4', 'ConnectionData', '_apis/{resource}', 1, '1.0', '0.0'],
  ['Location', 'e81700f7-3be2-46de-8624-2eb35882fcaa', 'ResourceAreas', '_apis/{resource}/{areaId}', 1, '3.2', '0.0'],
  ['Build', '0cd358e1-9217-4d94-8269-1c1ee6f93dcf', 'Builds', '{project}/_apis/build/{resource}/{buildId}', 7, '1.0', '7.1'],
  ['build', '8baac422-4c6e-4de5-8532-db96d92acffa', 'Timeline', '{project}/_apis/{area}/builds/{buildId}/{resource}/{timelineId}', 3, '2.0', '7.1'],
  ['build', 'af5122d3-3438-485e-a25a-2dbbfde84ee6', 'attachments', '{project}/_apis/{area}/builds/{buildId}/{timelineId}/{recordId}/{resource}/{type}/{name}', 2, '4.1', '7.1'],
  ['build', 'f2192269-89fa-4f94-baf6-8fb128c55159', 'attachments', '{project}/_apis/{area}/builds/{buildId}/{resource}/{type}', 2, '4.1', '7.1'],
  ['build', '0a6312e9-0627-49b7-8083-7d74a64849c9', 'properties', '{project}/_apis/{area}/builds/{buildId}/{resource}', 1, '3.2', '7.1'],
  ['build', '6e6114b2-8161-44c8-8f6c-c5505782427f', 'tags', '{project}/_apis/{area}/builds/{buildId}/{resource}/{*tag}', 3, '2.0', '7.1'],
  ['build', '1db06c96-014e-44e1-ac91-90b2d4b3e984', 'artifacts', '{project}/_apis/{area}/builds/{buildId}/{resource}/{artifactName}', 5, '2.0', '7.1'],
  ['build', '35a80daf-7f30-45fc-86e8-6b813d9c90df', 'logs', '{project}/_apis/{area}/builds/{buildId}/{resource}/{logId}', 2, '2.0', '7.1'],
  ['distributedtask', '69a319f4-28c1-4bfd-93e6-ea0ff5c6f1a2', 'oidctoken', '{scopeIdentifier}/_apis/{area}/hubs/{hubName}/plans/{planId}/jobs/{jobId}/{resource}', 1, '7.1', '7.1'],
];

/** Ids of the areas, as ResourceAreas lists them. */
export const areas: readonly { readonly id: string; readonly name: string }[] = [
  { id: '4e080c62-fa21-4fbc-8fef-2a10a2b38049', name: 'git' },
  { id: 'fb13a388-40dd-4a04-b530-013a739c72ef', name: 'policy' },
  { id: '79134c72-4a58-4b42-976c-04e7115f32bf', name: 'core' },
  { id: '965220d5-5bb9-42cf-8d67-9b146df2a5a4', name: 'build' },
];

const ceilings: Readonly<Record<Profile, { readonly max: string; readonly released: string }>> = {
  services: { max: '7.2', released: '7.1' },
  server2022: { max: '7.1', released: '7.0' },
  server2020: { max: '6.0', released: '5.1' },
};

/** Resources that were still in preview on the oldest server. */
const latePreviews = new Set(['pullRequestStatuses', 'pullRequestIterationStatuses']);

function location(profile: Profile, row: Row): ResourceLocation {
  const [area, id, resourceName, routeTemplate, resourceVersion, minVersion, released] = row;
  const { max, released: ceiling } = ceilings[profile];
  const preview = released === '0.0' || (profile === 'server2020' && latePreviews.has(resourceName));
  return {
    id,
    area,
    resourceName,
    routeTemplate,
    // The older server numbered every git resource 1.
    resourceVersion: profile === 'server2020' ? 1 : resourceVersion,
    minVersion,
    maxVersion: max,
    releasedVersion: preview ? '0.0' : ceiling,
  };
}

/** Every resource that a service of this profile has. */
export function locationsOf(profile: Profile): readonly ResourceLocation[] {
  return rows
    .filter(([, , , , , minVersion]) => Number(minVersion) <= Number(ceilings[profile].max))
    .map((row) => location(profile, row));
}

/** The highest version of a profile, for resources that OPTIONS does not list. */
export function versionsOf(profile: Profile): ResourceVersions {
  const { max, released } = ceilings[profile];
  return { resourceVersion: 9, minVersion: '1.0', maxVersion: max, releasedVersion: released };
}
