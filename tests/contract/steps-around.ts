// Requests about everything around a repository: the client's handshake, projects, permissions, policies, builds.
import type { Step } from './step.ts';

const preview = 'api-version=7.1-preview.1';
const statusPolicy = {
  isEnabled: true,
  isBlocking: true,
  type: { id: 'cbdc66da-9728-4af8-aada-9a5a32e4a226' },
  settings: {
    statusGenre: 'contract',
    statusName: 'check',
    authorId: null,
    invalidateOnSourceUpdate: false,
    scope: [{ repositoryId: '{repositoryId}', refName: 'refs/heads/main', matchKind: 'exact' }],
  },
};
const evaluation = 'evaluations?artifactId=vstfs:///CodeReview/CodeReviewId/{projectId}/{id}';

/** Steps run in this order. */
export const aroundSteps: readonly Step[] = [
  { name: 'connection data', method: 'GET', path: '_apis/connectionData', withoutVersion: true, status: 200 },
  { name: 'locations of the location area', method: 'OPTIONS', path: '_apis/Location', status: 200 },
  { name: 'locations of git', method: 'OPTIONS', path: '_apis/git', status: 200 },
  { name: 'locations of policy', method: 'OPTIONS', path: '_apis/policy', status: 200 },
  { name: 'resource areas', method: 'GET', path: '_apis/ResourceAreas', withoutVersion: true, status: 200 },
  { name: 'projects', method: 'GET', path: '_apis/projects?$top=100', status: 200 },
  { name: 'project', method: 'GET', path: '_apis/projects/{project}', status: 200 },
  {
    name: 'permissions',
    method: 'GET',
    path: '_apis/permissions/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87/16384?tokens=repoV2/{projectId}/{repositoryId}&alwaysAllowAdministrators=false&delimiter=,',
    status: 200,
  },
  {
    name: 'permissions batch',
    method: 'POST',
    path: '_apis/security/permissionevaluationbatch',
    body: {
      alwaysAllowAdministrators: false,
      evaluations: [
        {
          securityNamespaceId: '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
          token: 'repoV2/{projectId}/{repositoryId}',
          permissions: 16384,
        },
      ],
    },
    status: 200,
  },

  { name: 'policy types', method: 'GET', path: '{project}/_apis/policy/types', status: 200 },
  {
    name: 'policy type',
    method: 'GET',
    path: '{project}/_apis/policy/types/cbdc66da-9728-4af8-aada-9a5a32e4a226',
    status: 200,
  },
  {
    name: 'create policy',
    method: 'POST',
    path: '{project}/_apis/policy/configurations',
    body: statusPolicy,
    status: 200,
    keep: { policy: 'id' },
  },
  { name: 'policies', method: 'GET', path: '{project}/_apis/policy/configurations', status: 200 },
  { name: 'policy', method: 'GET', path: '{project}/_apis/policy/configurations/{policy}', status: 200 },
  {
    name: 'policies of a branch',
    method: 'GET',
    path: '{project}/_apis/git/policy/configurations?repositoryId={repositoryId}&refName=refs/heads/main',
    status: 200,
  },
  {
    name: 'evaluations',
    method: 'GET',
    path: `{project}/_apis/policy/${evaluation}&${preview}`,
    status: 200,
    keep: { evaluation: 'value.0.evaluationId' },
  },
  {
    name: 'evaluation',
    method: 'GET',
    path: `{project}/_apis/policy/evaluations/{evaluation}?${preview}`,
    status: 200,
  },
  {
    name: 'queue evaluation again',
    method: 'PATCH',
    path: `{project}/_apis/policy/evaluations/{evaluation}?${preview}`,
    status: 200,
  },
  {
    name: 'update policy',
    method: 'PUT',
    path: '{project}/_apis/policy/configurations/{policy}',
    body: { ...statusPolicy, isBlocking: false },
    status: 200,
  },
  {
    name: 'revisions of a policy',
    method: 'GET',
    path: '{project}/_apis/policy/configurations/{policy}/revisions',
    status: 200,
  },
  {
    name: 'revision of a policy',
    method: 'GET',
    path: '{project}/_apis/policy/configurations/{policy}/revisions/1',
    status: 200,
  },
  { name: 'delete policy', method: 'DELETE', path: '{project}/_apis/policy/configurations/{policy}', status: 204 },

  { name: 'security namespaces', method: 'GET', path: '_apis/securitynamespaces', status: 200 },
  {
    name: 'security namespace',
    method: 'GET',
    path: '_apis/securitynamespaces/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
    status: 200,
  },
  {
    name: 'resource area',
    method: 'GET',
    path: '_apis/ResourceAreas/4e080c62-fa21-4fbc-8fef-2a10a2b38049',
    withoutVersion: true,
    status: 200,
  },

  { name: 'settings of pipelines', method: 'GET', path: '{project}/_apis/build/generalsettings', status: 200 },
  {
    name: 'create pipeline',
    method: 'POST',
    path: '{project}/_apis/build/definitions',
    body: {
      name: 'review',
      type: 'build',
      quality: 'definition',
      process: { type: 2, yamlFilename: 'azure-pipelines-review.yml' },
      repository: { id: '{repositoryId}', name: '{repository}', type: 'TfsGit', defaultBranch: 'refs/heads/main' },
      queue: { name: 'Azure Pipelines' },
    },
    status: 200,
    keep: { pipeline: 'id' },
  },
  {
    name: 'pipelines of a repository',
    method: 'GET',
    path: '{project}/_apis/build/definitions?repositoryId={repositoryId}&repositoryType=TfsGit&includeAllProperties=true',
    status: 200,
  },
  { name: 'pipelines', method: 'GET', path: '{project}/_apis/build/definitions', status: 200 },
  { name: 'pipeline', method: 'GET', path: '{project}/_apis/build/definitions/{pipeline}', status: 200 },
  {
    name: 'create build policy',
    method: 'POST',
    path: '{project}/_apis/policy/configurations',
    body: {
      isEnabled: true,
      isBlocking: false,
      type: { id: '0609b952-1397-4640-95ec-e00a01b2c241' },
      settings: {
        buildDefinitionId: 1,
        displayName: 'Threadline review',
        manualQueueOnly: false,
        queueOnSourceUpdateOnly: true,
        validDuration: 0,
        scope: [{ repositoryId: '{repositoryId}', refName: 'refs/heads/main', matchKind: 'exact' }],
      },
    },
    status: 200,
  },

  { name: 'build', method: 'GET', path: '{B}', status: 200 },
  { name: 'attachments of a build', method: 'GET', path: '{B}/attachments/contract.report', status: 200 },
  {
    name: 'attachment of a build',
    method: 'GET',
    path: '{B}/{timeline}/{record}/attachments/contract.report/report.json',
    status: 200,
  },
  { name: 'timeline', method: 'GET', path: '{B}/timeline', status: 200 },
  { name: 'timeline by id', method: 'GET', path: '{B}/timeline/{timeline}', status: 200 },
  { name: 'tag build', method: 'PUT', path: '{B}/tags/reviewed', status: 200 },
  { name: 'tag build twice', method: 'POST', path: '{B}/tags', body: ['one', 'two'], status: 200 },
  { name: 'tags of a build', method: 'GET', path: '{B}/tags', status: 200 },
  { name: 'take tag from build', method: 'DELETE', path: '{B}/tags/reviewed', status: 200 },
  {
    name: 'update build properties',
    method: 'PATCH',
    path: '{B}/properties',
    headers: { 'Content-Type': 'application/json-patch+json' },
    body: [{ op: 'add', path: '/verdict', value: 'PASS' }],
    status: 200,
  },
  { name: 'build properties', method: 'GET', path: '{B}/properties', status: 200 },
  {
    name: 'create artifact',
    method: 'POST',
    path: '{B}/artifacts',
    body: { name: 'report', resource: { type: 'Container', data: '#/1/report', properties: { localpath: 'report' } } },
    status: 200,
  },
  { name: 'artifacts', method: 'GET', path: '{B}/artifacts', status: 200 },
  {
    name: 'token of a job for a service connection',
    method: 'POST',
    path: '{project}/_apis/distributedtask/hubs/build/plans/plan-1/jobs/job-1/oidctoken?serviceConnectionId={connection}&api-version=7.1-preview.1',
    body: {},
    withoutVersion: true,
    status: 200,
  },
];
