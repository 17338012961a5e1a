// What one look at a pull request saw: its changed files with their lines, and the threads on it.
import type { ChangedFile, ChangeEntry } from './diff.ts';
import type { Identity, Iteration, PullRequest, ReviewThread } from './pull-request.ts';

/** A pull request at one iteration. Nothing in it changes while a review runs. */
export interface Snapshot {
  readonly pullRequest: PullRequest;
  readonly iteration: Iteration;
  /** Files whose contents were asked for, sorted by path in code unit order. */
  readonly files: readonly ChangedFile[];
  /** Changed files whose contents were not asked for, in the same order. */
  readonly unread: readonly ChangeEntry[];
  /**
   * Those of `unread` that the checkout could tell about at no cost: their lines are counted and looked through for secrets,
   * and never shown to a model.
   */
  readonly counted?: readonly ChangedFile[];
  readonly threads: readonly ReviewThread[];
  /** Whom the token acts as: anyone may write a thread that looks like ours, but not under our identity. */
  readonly me: Identity;
}
