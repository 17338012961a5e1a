// The calls of azure-devops-node-api that the adapter makes, with answers as `unknown` until a schema has read them.
import { GitApi } from 'azure-devops-node-api/GitApi.js';
import type {
  Comment,
  GitItemRequestData,
  GitPullRequestCommentThread,
  GitPullRequestStatus,
} from 'azure-devops-node-api/interfaces/GitInterfaces.js';
import type { BlobId } from '../../model/diff.ts';
import type { PullRequestKey } from '../../model/pull-request.ts';
import { createDirectReads, type DirectReads } from './direct-reads.ts';
import { GuardedHttpClient, type Guards } from './guarded-http-client.ts';
import { createProbeRequests, type ProbeRequests } from './probe-requests.ts';
import { createProvisioningCalls, type ProvisioningCalls } from './provisioning-calls.ts';
import { createVersions } from './versions.ts';

/** Every call rejects with RequestFailure or the signal's reason, also for a 404. */
export interface GitRest extends DirectReads, ProbeRequests, ProvisioningCalls {
  connectionData(): Promise<unknown>;
  /** Branches whose name begins with `name`, given without `refs/heads/`. */
  branches(key: PullRequestKey, name: string): Promise<unknown>;
  /** One page of the changes since the common commit; `top` at most 2,000. */
  changes(key: PullRequestKey, iteration: number, top: number, skip: number): Promise<unknown>;
  createThread(key: PullRequestKey, thread: object): Promise<unknown>;
  updateThread(key: PullRequestKey, id: number, thread: object): Promise<unknown>;
  createComment(key: PullRequestKey, threadId: number, comment: object): Promise<unknown>;
  updateComment(key: PullRequestKey, threadId: number, commentId: number, content: string): Promise<unknown>;
  deleteComment(key: PullRequestKey, threadId: number, commentId: number): Promise<void>;
  createStatus(key: PullRequestKey, iteration: number, status: object): Promise<unknown>;
  /** A zip of blobs; the names of its entries are not documented. */
  blobsZip(key: PullRequestKey, ids: readonly BlobId[]): Promise<Uint8Array>;
  blob(key: PullRequestKey, id: BlobId): Promise<Uint8Array>;
  /** Lists of items, one for each folder; fails as a whole where one of them does not exist. */
  folders(
    key: PullRequestKey,
    commit: string,
    folders: readonly { readonly path: string; readonly isDeep: boolean }[],
  ): Promise<unknown>;
  /** One file at a commit, as it is stored. */
  item(key: PullRequestKey, commit: string, path: string): Promise<Uint8Array>;
}

/** Location id of the pull request resource; any id of the git area would do for the discovery. */
const pullRequestsLocation = '01a46dea-7d46-4d40-bc84-319e7c260d99';
/** `GitVersionType.Commit`; the enum itself would be a run-time import. */
const versionTypeCommit = 2;

/**
 * Builds the client by its direct constructor: `WebApi` would ask two more questions and triple the bundle. Both HTTP
 * clients inside it are replaced by one guarded client, so that they share its connections. `requestTimeout` in milliseconds.
 */
export function createGitRest(userAgent: string, requestTimeout: number, guards: Guards): GitRest {
  const http = new GuardedHttpClient(userAgent, requestTimeout, guards);
  const git = quietly(() => new GitApi(guards.address.url, [], {}, userAgent));
  git.http = http;
  git.rest.client = http;
  const discover = discovery(git);
  const accepting = (version: string) => ({ acceptHeader: `application/json;api-version=${version}` });
  const get = async (path: string, version: string): Promise<unknown> => {
    const answer = await git.rest.get<unknown>(`${guards.address.url}${path}`, accepting(version));
    return answer.result;
  };
  const post = async (path: string, body: object, version: string): Promise<unknown> => {
    const answer = await git.rest.create<unknown>(`${guards.address.url}${path}`, body, accepting(version));
    return answer.result;
  };
  const remove = async (path: string, version: string): Promise<void> => {
    await git.rest.del(`${guards.address.url}${path}`, accepting(version));
  };
  const versioned = createVersions();
  const put = async (path: string, body: object, version: string): Promise<unknown> => {
    const answer = await git.rest.replace<unknown>(`${guards.address.url}${path}`, body, accepting(version));
    return answer.result;
  };
  return {
    async connectionData() {
      const answer = await git.rest.get(`${guards.address.url}_apis/connectionData`);
      return answer.result;
    },
    ...createDirectReads({ get, probe: discover, versioned }),
    ...createProbeRequests({ get, post, remove, versioned }),
    ...createProvisioningCalls({ get, post, put }),
    ...routed({ ...reads(git), ...contents(git), ...writes(git) }, discover),
  };
}

/**
 * The library still calls `url.parse`, of which Node 24 warns once on the error stream (DEP0169) when the caller is a
 * bundle. The one warning is spent here, where it would tell the reader of a build log nothing.
 */
function quietly<T>(make: () => T): T {
  const before = process.noDeprecation ?? false;
  process.noDeprecation = true;
  try {
    return make();
  } finally {
    process.noDeprecation = before;
  }
}

/** Asks once for the routes of the git area, which the library's calls need. */
function discovery(git: GitApi): () => Promise<void> {
  let discovered: Promise<unknown> | undefined;
  return async () => {
    // The library starts one discovery per call that comes before the first answer.
    discovered ??= git.vsoClient.beginGetLocation('git', pullRequestsLocation);
    try {
      await discovered;
    } catch (error) {
      discovered = undefined;
      throw error;
    }
  };
}

/** The calls, each of which waits for the routes first. */
function routed<Calls extends object>(calls: Calls, discover: () => Promise<void>): Calls {
  const waiting = Object.entries(calls).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => {
    const routedCall = async (...given: unknown[]): Promise<unknown> => {
      await discover();
      return call(...given);
    };
    return [name, routedCall] as const;
  });
  return Object.fromEntries(waiting) as Calls;
}

type Reads = 'branches' | 'changes';

function reads(git: GitApi): Pick<GitRest, Reads> {
  return {
    branches: ({ project, repository }, name) => git.getRefs(repository, project, `heads/${name}`),
    changes: ({ project, repository, id }, iteration, top, skip) =>
      git.getPullRequestIterationChanges(repository, id, iteration, project, top, skip, 0),
  };
}

function contents(git: GitApi): Pick<GitRest, 'blobsZip' | 'blob' | 'item' | 'folders'> {
  return {
    blobsZip: async ({ project, repository }, ids) => bytesOf(await git.getBlobsZip([...ids], repository, project)),
    blob: async ({ project, repository }, id) => bytesOf(await git.getBlobContent(repository, id, project)),
    folders({ project, repository }, commit, folders) {
      const itemDescriptors = folders.map(({ path, isDeep }) => ({
        path: `/${path}`,
        version: commit,
        versionType: 'commit',
        recursionLevel: isDeep ? 'full' : 'oneLevel',
      }));
      // In a body the contract has names, where the client's types have numbers.
      return git.getItemsBatch({ itemDescriptors } as object as GitItemRequestData, repository, project);
    },
    async item({ project, repository }, commit, path) {
      const version = { version: commit, versionType: versionTypeCommit };
      const none = undefined;
      return bytesOf(await git.getItemContent(repository, `/${path}`, project, none, none, none, none, none, version));
    },
  };
}

type Writes = 'createThread' | 'updateThread' | 'createComment' | 'updateComment' | 'deleteComment' | 'createStatus';

function writes(git: GitApi): Pick<GitRest, Writes> {
  return {
    createThread: ({ project, repository, id }, thread) =>
      git.createThread(thread as GitPullRequestCommentThread, repository, id, project),
    updateThread: ({ project, repository, id }, threadId, thread) =>
      git.updateThread(thread as GitPullRequestCommentThread, repository, id, threadId, project),
    createComment: ({ project, repository, id }, threadId, comment) =>
      git.createComment(comment as Comment, repository, id, threadId, project),
    updateComment: ({ project, repository, id }, threadId, commentId, content) =>
      git.updateComment({ content }, repository, id, threadId, commentId, project),
    deleteComment: ({ project, repository, id }, threadId, commentId) =>
      git.deleteComment(repository, id, threadId, commentId, project),
    createStatus: ({ project, repository, id }, iteration, status) =>
      git.createPullRequestIterationStatus(status as GitPullRequestStatus, repository, id, iteration, project),
  };
}

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
