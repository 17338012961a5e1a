// A pull request held in memory, behind the port that reads pull requests.
import type { ChangeEntry } from '../../ReviewTask/model/diff.ts';
import type { PostedStatus } from '../../ReviewTask/model/publication.ts';
import type {
  Identity,
  Iteration,
  IterationRecord,
  PullRequest,
  ReviewThread,
} from '../../ReviewTask/model/pull-request.ts';
import type { PullRequests } from '../../ReviewTask/ports.ts';

export const somePullRequest: PullRequest = {
  project: 'Fabrikam',
  repository: '5febef5a-833d-4e14-b9c0-14cb638f91e6',
  id: 22,
  title: 'Add a basket',
  description: '',
  author: { id: 'd6245f20-2af8-44f4-9451-8107cb2767db', displayName: 'Normal Paulk' },
  state: 'active',
  isDraft: false,
  isFork: false,
  sourceRef: 'refs/heads/basket',
  targetRef: 'refs/heads/main',
  targetCommit: 'c'.repeat(40),
  repositoryName: 'Shop',
  webUrl: 'https://dev.azure.com/fabrikam/Fabrikam/_git/Shop/pullrequest/22',
};

export const someIteration: Iteration = { id: 3, source: 'a'.repeat(40), base: 'b'.repeat(40) };

/** An edit of `README.md` between two blobs, with what a test cares about put in its place. */
export function changeEntry(given: Partial<ChangeEntry> = {}): ChangeEntry {
  const path = given.path ?? 'README.md';
  return {
    path,
    originalPath: path,
    isAdded: false,
    isDeleted: false,
    isRenamed: false,
    leftBlob: 'left',
    rightBlob: 'right',
    isSubmodule: false,
    changeTrackingId: 1,
    ...given,
  };
}

/** What a fake pull request answers with; empty where nothing is given. */
export interface PullRequestContents {
  readonly changes?: readonly ChangeEntry[];
  readonly threads?: readonly ReviewThread[];
  /** `someIteration` alone where nothing is given; the last one is the latest. */
  readonly iterations?: readonly IterationRecord[];
  readonly statuses?: readonly PostedStatus[];
  /** Ids of the active pull requests, whatever the repository. */
  readonly open?: readonly number[];
  /** Who likes a comment, by `thread/comment`. */
  readonly likes?: Readonly<Record<string, readonly Identity[]>>;
  readonly seenAs?: string;
  readonly pushMark?: number;
  /** Texts by path, the same at every commit. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Answers at once; whatever is asked for, the pull request is `somePullRequest` at `someIteration`. */
export function fakePullRequests(contents: PullRequestContents = {}): PullRequests {
  const iterations = contents.iterations ?? [{ ...someIteration, reason: 'push', createdAt: undefined }];
  return {
    find: async () => somePullRequest,
    me: async () => ({ id: '3b5f0c34-4aec-4bf4-8708-1d36f0dbc468', displayName: 'Build Service' }),
    latestIteration: async () => {
      const { id, source, base } = iterations.at(-1) ?? someIteration;
      return { id, source, base };
    },
    iterations: async () => iterations,
    statuses: async () => contents.statuses ?? [],
    open: async () => contents.open ?? [],
    likes: async (_pullRequest, threadId, commentId) => contents.likes?.[`${threadId}/${commentId}`] ?? [],
    pushMark: () => contents.pushMark ?? 0,
    seenAs: () => contents.seenAs,
    changes: async () => contents.changes ?? [],
    threads: async () => contents.threads ?? [],
    file: async (_pullRequest, _commit, path) => contents.files?.[path],
  };
}
