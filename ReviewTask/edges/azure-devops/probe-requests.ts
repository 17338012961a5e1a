// Requests that find out what a token may do. Their addresses are the same on every service that is supported.
import type { FoundRepository, WritePlace } from '../../model/access.ts';
import { gitNamespace } from './permission-bits.ts';
import type { Versioned } from './versions.ts';

/** Every call rejects with RequestFailure or the signal's reason. */
export interface ProbeRequests {
  repository(project: string, repository: string): Promise<unknown>;
  /** Enabled and disabled policies on a branch, given by its full name. */
  policies(repository: FoundRepository, ref: string): Promise<unknown>;
  /** Bits of the namespace "Git Repositories" on one repository, one evaluation each. */
  permissions(repository: FoundRepository, bits: readonly number[]): Promise<unknown>;
  pipelineSettings(project: string): Promise<unknown>;
  /** Asks for a thread that cannot be. */
  impossibleThread(place: WritePlace): Promise<unknown>;
  /** Asks for a status that cannot be. */
  impossibleStatus(place: WritePlace): Promise<unknown>;
  removeFirstComment(place: WritePlace, threadId: number): Promise<void>;
  removeStatus(place: WritePlace, statusId: number): Promise<void>;
}

/** What the requests are made with; addresses are below the collection. */
export interface ProbeAccess {
  get(address: string, version: string): Promise<unknown>;
  post(address: string, body: object, version: string): Promise<unknown>;
  remove(address: string, version: string): Promise<void>;
  readonly versioned: Versioned;
}

/** No pull request has as many; it is the largest number that the API takes there. */
const noIteration = 2_147_483_647;

/** Lines and offsets begin with 1: the service was seen to refuse 0. A comment without text is refused as well. */
const impossibleThread = {
  comments: [{ parentCommentId: 0, content: '', commentType: 1 }],
  status: 4,
  threadContext: {
    filePath: '/threadline-access-probe',
    rightFileStart: { line: 0, offset: 0 },
    rightFileEnd: { line: 0, offset: 0 },
  },
};

/** The API's definition says of the name of a status that it "cannot be null or empty". */
const impossibleStatus = {
  state: 'notApplicable',
  description: 'Access probe of Threadline; it cannot be posted.',
  context: { genre: '', name: '' },
};

export function createProbeRequests({ get, post, remove, versioned }: ProbeAccess): ProbeRequests {
  const read = (resource: string, address: string) => versioned(resource, (version) => get(address, version));
  const write = (resource: string, address: string, body: object) =>
    versioned(resource, (version) => post(address, body, version));
  return {
    repository: (project, repository) =>
      read('repositories', `${inProject(project)}/git/repositories/${encodeURIComponent(repository)}`),
    policies({ id, project }, ref) {
      const query = `repositoryId=${encodeURIComponent(id)}&refName=${encodeURIComponent(ref)}`;
      return read('policies', `${inProject(project)}/git/policy/configurations?${query}`);
    },
    permissions({ id, project }, bits) {
      const token = `repoV2/${project}/${id}`;
      const evaluations = bits.map((permissions) => ({ securityNamespaceId: gitNamespace, token, permissions }));
      const body = { alwaysAllowAdministrators: false, evaluations };
      return write('permissions', '_apis/security/permissionevaluationbatch', body);
    },
    pipelineSettings: (project) => read('pipelineSettings', `${inProject(project)}/build/generalsettings`),
    impossibleThread: (place) => write('threads', `${below(place)}/threads`, impossibleThread),
    impossibleStatus: (place) =>
      write('statuses', `${below(place)}/iterations/${noIteration}/statuses`, impossibleStatus),
    removeFirstComment: (place, threadId) =>
      versioned('threads', (version) => remove(`${below(place)}/threads/${threadId}/comments/1`, version)),
    removeStatus: (place, statusId) =>
      versioned('statuses', (version) => remove(`${below(place)}/statuses/${statusId}`, version)),
  };
}

const inProject = (project: string) => `${encodeURIComponent(project)}/_apis`;

function below({ project, pullRequestId, repository }: WritePlace): string {
  return `${inProject(project)}/git/repositories/${encodeURIComponent(repository)}/pullRequests/${pullRequestId}`;
}
