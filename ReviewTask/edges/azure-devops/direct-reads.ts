// Reads that need no discovery of routes: their addresses are the same on every service that is supported.
import type { PullRequestKey } from '../../model/pull-request.ts';
import { RequestFailure } from './request-failure.ts';

/** Answers hold enumerations as names and dates as texts. Every call rejects with RequestFailure or the signal's reason. */
export interface DirectReads {
  pullRequest(project: string, id: number): Promise<unknown>;
  /** One page of the active pull requests of a repository (name or id) or of the whole project. */
  openPullRequests(project: string, repository: string | undefined, top: number, skip: number): Promise<unknown>;
  iterations(key: PullRequestKey): Promise<unknown>;
  statuses(key: PullRequestKey, iteration: number): Promise<unknown>;
  threads(key: PullRequestKey): Promise<unknown>;
  likes(key: PullRequestKey, threadId: number, commentId: number): Promise<unknown>;
}

/** Known to Azure DevOps Services and to the servers 2020 and 2022. */
const version = '6.0';

/** What the reads are made with. */
export interface DirectAccess {
  /** The parsed answer of an address below the collection, at a version of the API. */
  get(address: string, version: string): Promise<unknown>;
  /** Rejects where the collection is not there. */
  probe(): Promise<void>;
}

export function createDirectReads(access: DirectAccess): DirectReads {
  const read = versionedRead(access);
  const below = ({ project, repository, id }: PullRequestKey) =>
    `${inProject(project)}/repositories/${encodeURIComponent(repository)}/pullRequests/${id}`;
  return {
    pullRequest: (project, id) => read('pullRequest', `${inProject(project)}/pullRequests/${id}`),
    openPullRequests(project, repository, top, skip) {
      const place = repository === undefined ? '' : `/repositories/${encodeURIComponent(repository)}`;
      const query = `searchCriteria.status=active&%24top=${top}&%24skip=${skip}`;
      return read('pullRequests', `${inProject(project)}${place}/pullRequests?${query}`).then(listed);
    },
    iterations: (key) => read('iterations', `${below(key)}/iterations`).then(listed),
    statuses: (key, iteration) => read('statuses', `${below(key)}/iterations/${iteration}/statuses`).then(listed),
    threads: (key) => read('threads', `${below(key)}/threads`).then(listed),
    likes: (key, threadId, commentId) =>
      read('likes', `${below(key)}/threads/${threadId}/comments/${commentId}/likes`).then(listed),
  };
}

const inProject = (project: string) => `${encodeURIComponent(project)}/_apis/git`;

/** Takes the wrapper `{"count", "value"}` off a list; anything else is left for the reader to refuse. */
function listed(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) return answer;
  return answer.value;
}

/** Reads at the one version; resources that a service still calls a preview are remembered and asked for as such. */
function versionedRead({ get, probe }: DirectAccess) {
  const previews = new Set<string>();
  return async function read(resource: string, address: string): Promise<unknown> {
    const isPreview = previews.has(resource);
    try {
      return await get(address, isPreview ? `${version}-preview` : version);
    } catch (error) {
      if (!(error instanceof RequestFailure)) throw error;
      if (!isPreview && wantsPreview(error)) {
        previews.add(resource);
        return read(resource, address);
      }
      // Where not even the service's error names what is missing, it may be the collection itself.
      if (error.status === 404 && error.typeKey === undefined) await probe();
      throw error;
    }
  };
}

function wantsPreview({ status, typeKey }: RequestFailure): boolean {
  return status === 400 && typeKey === 'VssInvalidPreviewVersionException';
}
