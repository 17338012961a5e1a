// How much of a pull request a run looks at: everything, what is new since the last review, or nothing at all.
import type { Iteration } from './pull-request.ts';
import type { ReviewState } from './review-state.ts';

/** Why everything is reviewed. */
export type FullCause =
  | 'first-review'
  /** Somebody wrote `/threadline full`. */
  | 'asked'
  | 'force-push'
  | 'rebase'
  | 'retarget'
  | 'configuration-changed'
  /** The state is not there any more although the tracking comment is, or it cannot be read. */
  | 'state-lost'
  /** The state does not fit what its comment says of it: somebody changed it. */
  | 'state-edited'
  /** A newer version of Threadline wrote it. */
  | 'state-newer'
  /** The last review was made by another identity, whose state proves nothing. */
  | 'identity-changed'
  /** The service no longer lists the iteration that was reviewed. */
  | 'iteration-gone';

/** What to review. */
export type Scope =
  | { readonly kind: 'full'; readonly because: FullCause }
  /** What is new since `since`, the iteration of the last review; maybe nothing. */
  | { readonly kind: 'delta'; readonly since: Iteration; readonly state: ReviewState };
