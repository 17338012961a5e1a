// The threads that earlier runs left on the pull request, and how far each of them is believed.
import type { KeptFinding } from './kept-finding.ts';
import type { ReviewThread } from './pull-request.ts';
import type { ReviewState } from './review-state.ts';
import type { FullCause } from './scope.ts';

/** What the tracking thread says of the last review. */
export type StateReading =
  /** `isBehind`: the last run rewrote its comment and ended before it wrote its state; this is the one before. */
  | { readonly kind: 'state'; readonly state: ReviewState; readonly isBehind?: true }
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
  readonly tracking: {
    /** The comment to rewrite; `undefined` where we have none. */
    readonly threadId: number | undefined;
    readonly reading: StateReading;
    /** The state's text where the reading is a state: what `withMarker` takes as `before` when the comment is rewritten. */
    readonly record: string | undefined;
  };
  /** In the order of the threads. */
  readonly findings: readonly OwnThread[];
}
