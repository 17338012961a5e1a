// The threads that earlier runs left on the pull request, and how far each of them is believed.
import type { KeptFinding } from './kept-finding.ts';
import type { ReviewThread } from './pull-request.ts';
import type { ReviewState } from './review-state.ts';
import type { FullCause } from './scope.ts';

/** What the tracking thread says of the last review. */
export type StateReading =
  | { readonly kind: 'state'; readonly state: ReviewState }
  /** There is no tracking thread. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unusable'; readonly because: FullCause };

/** The thread of a finding. */
export interface OwnThread {
  readonly thread: ReviewThread;
  /** `undefined` where the record is missing, from another version, or not what we wrote. */
  readonly kept: KeptFinding | undefined;
  /** `former`: another identity wrote it in our form, maybe we ourselves with another token. */
  readonly standing: 'ours' | 'former';
  /** Whether "won't fix" or "by design" on it silences a finding. */
  readonly mayWaive: boolean;
}

/** Everything of ours on a pull request. */
export interface OwnThreads {
  /** `threadId`: the comment to rewrite; `undefined` where we have none. */
  readonly tracking: { readonly threadId: number | undefined; readonly reading: StateReading };
  /** In the order of the threads. */
  readonly findings: readonly OwnThread[];
}
