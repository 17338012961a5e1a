// The pull request as Azure DevOps describes it: who, what, which commits, and the threads on it.

/** Names one pull request in one collection. All that a request about it needs. */
export interface PullRequestKey {
  /** Project id (GUID) or name. */
  readonly project: string;
  /** Repository id (GUID). */
  readonly repository: string;
  readonly id: number;
}

export interface Identity {
  /** Storage key (GUID), the same in votes and in comment authors. */
  readonly id: string;
  readonly displayName: string;
  /** True for a build service or another service identity; absent where nobody told. */
  readonly isService?: boolean;
}

/** A pull request, without its changes. */
export interface PullRequest extends PullRequestKey {
  readonly title: string;
  readonly description: string;
  readonly author: Identity;
  readonly state: 'active' | 'abandoned' | 'completed';
  readonly isDraft: boolean;
  readonly isFork: boolean;
  /** Full ref names, `refs/heads/…`. */
  readonly sourceRef: string;
  readonly targetRef: string;
  /** Tip of the target branch as the service last saw it; configuration is read here, never from the source. */
  readonly targetCommit: string;
  /** Tip of the source branch; absent where the service did not say, or may not have seen the last push yet. */
  readonly sourceCommit?: string;
  readonly repositoryName: string;
  /** The page a person opens. */
  readonly webUrl: string;
}

/**
 * One push to the source branch. Line numbers of threads count on `source` (right side) and `base` (left side):
 * the merge commit and the target's tip both shift lines.
 */
export interface Iteration {
  /** 1-based, counts up with each push. */
  readonly id: number;
  /** `sourceRefCommit`: 40 hex digits. */
  readonly source: string;
  /** `commonRefCommit`, the merge base of source and target. */
  readonly base: string;
}

/** Why there is an iteration, as far as it matters: all but `push` put the lines on another ground. */
export type IterationReason = 'push' | 'force-push' | 'rebase' | 'retarget' | 'other';

/** An iteration with its circumstances. */
export interface IterationRecord extends Iteration {
  readonly reason: IterationReason;
  /** Milliseconds since the epoch; `undefined` where the service did not say. */
  readonly createdAt: number | undefined;
}

export type ThreadStatus = 'unknown' | 'active' | 'fixed' | 'wontFix' | 'closed' | 'byDesign' | 'pending';

export interface ThreadComment {
  /** 1-based within its thread. */
  readonly id: number;
  readonly author: Identity;
  readonly content: string;
  readonly isDeleted: boolean;
  /** The comment that it answers, 0 for none; services may flatten answers to 1, the first comment. */
  readonly parentId?: number;
  /** Milliseconds since the epoch; absent where the service did not say. */
  readonly publishedAt?: number;
  /** People who like it, as far as the list of threads tells. */
  readonly likedBy?: readonly Identity[];
}

/** A discussion on the pull request. Threads that the service itself writes are left out by the reader. */
export interface ReviewThread {
  readonly id: number;
  readonly status: ThreadStatus;
  readonly isDeleted: boolean;
  /** Repository path of the file it hangs on; `undefined` for a thread on the whole pull request. */
  readonly path: string | undefined;
  readonly comments: readonly ThreadComment[];
  /** The properties bag with its `$type` wrappers taken off; values as strings. */
  readonly properties: ReadonlyMap<string, string>;
}
