// Reads that need no discovery of routes: their addresses are the same on every service that is supported.
import type { PullRequestKey } from '../../model/pull-request.ts';
import { RequestFailure } from './request-failure.ts';
import type { Versioned } from './versions.ts';

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

/** What the reads are made with. */
export interface DirectAccess {
  /** The parsed answer of an address below the collection, at a version of the API. */
  get(address: string, version: string): Promise<unknown>;
  /** Rejects where the collection is not there. */
  probe(): Promise<void>;
  readonly versioned: Versioned;
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

/** Reads at a version that the service knows. */
function versionedRead({ get, probe, versioned }: DirectAccess) {
  return async function read(resource: string, address: string): Promise<unknown> {
    try {
      return await versioned(resource, (version) => get(address, version));
    } catch (error) {
      // Where not even the service's error names what is missing, it may be the collection itself.
      if (error instanceof RequestFailure && error.status === 404 && error.typeKey === undefined) await probe();
      throw error;
    }
  };
}
