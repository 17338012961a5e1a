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

/** Area, resource name, resource version, lowest version, released version, id, route template. */
const table = `
git pullRequests 2 3.0 7.1 01a46dea-7d46-4d40-bc84-319e7c260d99 {project}/_apis/{area}/{resource}/{pullRequestId}
git pullRequests 2 1.0 7.1 a5d28130-9cd2-40fa-9f08-902e7daa9efb {project}/_apis/{area}/{resource}
git pullRequests 2 1.0 7.1 9946fd70-0d40-406e-b686-b4744cbbcc37 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pullRequestId}
git pullRequestThreads 1 3.0 7.1 ab6e2e5d-a0b7-4153-b64a-a4efe0d49449 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}
git pullRequestThreadComments 1 3.0 7.1 965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}/comments/{commentId}
git pullRequestCommentLikes 1 4.0 7.1 5f2e2851-1389-425b-a00b-fb2adb3ef31b {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/threads/{threadId}/comments/{commentId}/likes
git pullRequestIterations 2 3.0 7.1 d43911ee-6958-46b0-a42b-8445b8a0d004 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}
git pullRequestIterationChanges 1 3.0 7.1 4216bdcf-b6b1-4d59-8b82-c34cc183fc8b {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/changes
git pullRequestIterationStatuses 2 3.0 7.1 75cf11c5-979f-4038-a76e-058a06adf2bf {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/statuses/{statusId}
git pullRequestStatuses 2 3.0 7.1 b5f6bb4f-8d1e-4d79-8d11-4c9172c99c35 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/statuses/{statusId}
git pullRequestCommits 1 2.1 7.1 52823034-34a8-4576-922c-8d8b77e9e4c4 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/commits
git pullRequestCommits 1 3.0 7.1 e7ea0883-095f-4926-b5fb-f24691c26fb9 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/iterations/{iterationId}/commits
git pullRequestLabels 1 4.0 7.1 f22387e3-984e-4c52-9c6d-fbb8f14c812d {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/labels/{labelIdOrName}
git pullRequestProperties 1 4.1 7.1 48a52185-5b9e-4736-9dc1-bb1e2feac80b {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/properties
git pullRequestReviewers 1 1.0 7.1 4b6702c7-aa35-4b89-9c96-b9abf6d3e540 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/reviewers/{reviewerId}
git pullRequestWorkItems 1 1.0 7.1 0a637fcc-5370-4ce8-b0e8-98091f5f9482 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/workitems
git pullRequestAttachments 1 3.1 7.1 965d9361-878b-413b-a494-45d5b5fd8ab7 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/attachments/{fileName}
git pullRequestQuery 1 3.0 7.1 b3a6eebe-9cf0-49ea-b6cb-1a4c5f5007b0 {project}/_apis/{area}/repositories/{repositoryId}/{resource}
git pullRequestConflicts 1 3.0 7.1 d840fb74-bbef-42d3-b250-564604c054a4 {project}/_apis/{area}/repositories/{repositoryId}/pullRequests/{pullRequestId}/conflicts/{conflictId}
git repositories 1 1.0 7.1 225f7195-f9c7-4d14-ab28-a83f7ff77e1f {project}/_apis/{area}/{resource}/{repositoryId}
git refs 2 1.0 7.1 2d874a60-a811-4f62-9c9f-963a6ea0a55b {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*filter}
git items 1 1.0 7.1 fb93c0db-47ed-4a31-8c20-47552878fb44 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*path}
git itemsBatch 1 1.0 7.1 630fd2e4-fb88-4f85-ad21-13f3fd1fbca9 {project}/_apis/{area}/repositories/{repositoryId}/{resource}
git blobs 1 1.0 7.1 7b28e929-2c99-405d-9c5c-6167a06e6816 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}
git trees 1 1.0 7.1 729f6437-6f92-44ec-8bee-273a7111063c {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{sha1}
git commits 2 1.0 7.1 c2570c3b-5b3f-41b8-98bf-5407bfde8d58 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{commitId}
git commits 1 1.0 7.1 168b4bb9-d936-4cd9-8a5f-66d6f6b23192 {project}/_apis/{area}/repositories/{repositoryId}/pushes/{pushId}/{resource}
git commitsBatch 2 1.0 7.1 6400dfb2-0bcb-462b-b992-5a57f8f1416c {project}/_apis/{area}/repositories/{repositoryId}/{resource}
git changes 1 1.0 7.1 5bf884f5-3e07-42e9-afb8-1b872267bf16 {project}/_apis/{area}/repositories/{repositoryId}/commits/{commitId}/{resource}
git commitDiffs 1 1.0 7.1 615588d5-c0c7-4b88-88f8-e625306446e8 {project}/_apis/{area}/repositories/{repositoryId}/diffs/commits
git treeDiffs 1 3.0 7.1 e264ef02-4e92-4cfc-a4b1-5e71894d7b31 {project}/_apis/{area}/repositories/{repositoryId}/diffs/trees
git fileDiffs 1 5.0 7.1 c4c5a7e6-e9f3-4730-a92b-84baacff694b {project}/_apis/{area}/repositories/{repositoryId}/{resource}
git filePaths 1 3.0 7.1 e74b530c-edfa-402b-88e2-8d04671134f7 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{*scopepath}
git mergeBases 1 4.1 7.1 7cf2abb6-c964-4f7e-9872-f78c66e72e9c {project}/_apis/{area}/repositories/{repositoryNameOrId}/commits/{commitId}/{resource}
git branchStats 1 1.0 7.1 40c1f5b7-2bb6-4c28-b844-0f47cd6bb610 {project}/_apis/{area}/repositories/{repositoryId}/stats/branches/{*name}
git branchStats 2 1.0 7.1 d5b216de-d8d5-4d32-ae76-51df755b16d3 {project}/_apis/{area}/repositories/{repositoryId}/stats/branches
git pushes 3 1.0 7.1 ea98d07b-3c87-4971-8ede-a613694ffb55 {project}/_apis/{area}/repositories/{repositoryId}/{resource}/{pushId}
git statuses 2 2.1 7.1 428dd4fb-fda5-4722-af02-9313b80305da {project}/_apis/{area}/repositories/{repositoryId}/commits/{commitId}/{resource}
git policyConfigurations 1 5.0 7.1 2c420070-a0a2-49cc-9639-c9f271c5ff07 {project}/_apis/{area}/policy/configurations
policy configurations 1 2.0 7.1 dad91cbe-d183-45f8-9c6e-9c1164472121 {project}/_apis/{area}/{resource}/{configurationId}
policy types 1 2.0 7.1 44096322-2d3d-466a-bb30-d1b7de69f61f {project}/_apis/{area}/{resource}/{typeId}
policy evaluations 1 2.0 0.0 46aecb7a-5d2c-4647-897b-0209505a9fe4 {project}/_apis/{area}/{resource}/{evaluationId}
policy evaluations 1 2.0 0.0 c23ddff5-229c-4d04-a80b-0fdce9f360c8 {project}/_apis/{area}/{resource}
policy revisions 1 2.0 7.1 fe1e68a2-60d3-43cb-855b-85e41ae97c95 {project}/_apis/{area}/configurations/{configurationId}/{resource}/{revisionId}
core projects 4 1.0 7.1 603fe2ac-9723-48b9-88ad-09305aa6c6e1 _apis/{resource}/{*projectId}
Security Permissions 2 1.0 7.1 dd3b8bd6-c7fc-4cbd-929a-933d9c011c9d _apis/{resource}/{securityNamespaceId}/{permissions}
Security PermissionEvaluationBatch 1 3.0 7.1 cf1faa59-1b63-4448-bf04-13d981a46f5d _apis/{area}/{resource}
Security SecurityNamespaces 1 1.0 7.1 ce7b9f95-fde9-4be8-a86d-83b366f0b87a _apis/{resource}/{securityNamespaceId}
Location ConnectionData 1 1.0 0.0 00d9565f-ed9c-4a06-9a50-00e7896ccab4 _apis/{resource}
Location ResourceAreas 1 3.2 0.0 e81700f7-3be2-46de-8624-2eb35882fcaa _apis/{resource}/{areaId}
Build Builds 7 1.0 7.1 0cd358e1-9217-4d94-8269-1c1ee6f93dcf {project}/_apis/build/{resource}/{buildId}
Build Definitions 7 1.0 7.1 dbeaf647-6167-421a-bda9-c9327b25e2e6 {project}/_apis/build/{resource}/{definitionId}
build Timeline 3 2.0 7.1 8baac422-4c6e-4de5-8532-db96d92acffa {project}/_apis/{area}/builds/{buildId}/{resource}/{timelineId}
build attachments 2 4.1 7.1 af5122d3-3438-485e-a25a-2dbbfde84ee6 {project}/_apis/{area}/builds/{buildId}/{timelineId}/{recordId}/{resource}/{type}/{name}
build attachments 2 4.1 7.1 f2192269-89fa-4f94-baf6-8fb128c55159 {project}/_apis/{area}/builds/{buildId}/{resource}/{type}
build properties 1 3.2 7.1 0a6312e9-0627-49b7-8083-7d74a64849c9 {project}/_apis/{area}/builds/{buildId}/{resource}
build tags 3 2.0 7.1 6e6114b2-8161-44c8-8f6c-c5505782427f {project}/_apis/{area}/builds/{buildId}/{resource}/{*tag}
build artifacts 5 2.0 7.1 1db06c96-014e-44e1-ac91-90b2d4b3e984 {project}/_apis/{area}/builds/{buildId}/{resource}/{artifactName}
build logs 2 2.0 7.1 35a80daf-7f30-45fc-86e8-6b813d9c90df {project}/_apis/{area}/builds/{buildId}/{resource}/{logId}
distributedtask oidctoken 1 7.1 7.1 69a319f4-28c1-4bfd-93e6-ea0ff5c6f1a2 {scopeIdentifier}/_apis/{area}/hubs/{hubName}/plans/{planId}/jobs/{jobId}/{resource}
`;

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
  server2020: { max: '6.1', released: '6.0' },
};

/** Resources that were still in preview on the oldest server. */
const latePreviews = new Set(['pullRequestStatuses', 'pullRequestIterationStatuses']);

function location(profile: Profile, row: string): ResourceLocation {
  const [area = '', resourceName = '', version, minVersion = '', released, id = '', routeTemplate = ''] =
    row.split(' ');
  const { max, released: ceiling } = ceilings[profile];
  const preview = released === '0.0' || (profile === 'server2020' && latePreviews.has(resourceName));
  return {
    id,
    area,
    resourceName,
    routeTemplate,
    // The older server numbered every git resource 1.
    resourceVersion: profile === 'server2020' ? 1 : Number(version),
    minVersion,
    maxVersion: max,
    releasedVersion: preview ? '0.0' : ceiling,
  };
}

function allOf(profile: Profile): readonly ResourceLocation[] {
  const all = table
    .trim()
    .split('\n')
    .map((row) => location(profile, row));
  return all.filter(({ minVersion }) => Number(minVersion) <= Number(ceilings[profile].max));
}

const known = { services: allOf('services'), server2020: allOf('server2020'), server2022: allOf('server2022') };

/** Every resource that a service of this profile has. */
export function locationsOf(profile: Profile): readonly ResourceLocation[] {
  return known[profile];
}

/** The highest version of a profile, for resources that OPTIONS does not list. */
export function versionsOf(profile: Profile): ResourceVersions {
  const { max, released } = ceilings[profile];
  return { resourceVersion: 9, minVersion: '1.0', maxVersion: max, releasedVersion: released };
}
