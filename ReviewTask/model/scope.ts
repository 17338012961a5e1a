// How much of a pull request a run looks at: everything, what is new since the last review, or nothing at all.
import type { Iteration } from './pull-request.ts';
import type { ReviewState } from './review-state.ts';

/** Why everything is reviewed. */
export type FullCause =
  | 'first-review'
  /** A local branch, which has no reviews. */
  | 'preview'
  /** Somebody wrote `/threadline full`. */
  | 'asked'
  | 'force-push'
  | 'rebase'
  | 'retarget'
  | 'configuration-changed'
  /** The state is not there any more although the tracking comment is, or it cannot be read. */
  | 'state-lost'
  /** Part of the state found no room. */
  | 'state-cut'
  /** The state does not fit what its comment says of it: somebody changed it, or a run ended between writing the two. */
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

/**
 * The scope in one sentence, for the log and for the tracking comment. Nothing in it comes from outside. `iterationId` is the
 * iteration of the run, where that is known.
 */
export function describeScope(scope: Scope, iterationId?: number): string {
  if (scope.kind === 'delta') return describeDelta(scope, iterationId);
  if (scope.because === 'preview') return 'Everything that the head has on top of the base was reviewed.';
  return scope.because === 'first-review'
    ? 'Everything was reviewed: this is the first review of this pull request.'
    : `Everything was reviewed again, because ${causes[scope.because]}.`;
}

/** The iteration that was reviewed before may be the one of this run: then there is at most something left over. */
function describeDelta({ since, state }: Extract<Scope, { kind: 'delta' }>, iterationId: number | undefined): string {
  if (iterationId !== since.id) return `Only what is new since iteration ${since.id} was reviewed.`;
  return state.gaps.every((path) => state.lasting.includes(path))
    ? `Nothing is new since iteration ${since.id} was reviewed.`
    : `Only what an earlier review of iteration ${since.id} had left open was reviewed.`;
}

const causes: Readonly<Record<Exclude<FullCause, 'first-review' | 'preview'>, string>> = {
  asked: 'somebody asked for a full review',
  'force-push': 'the branch was force-pushed',
  rebase: 'the branch was rebased',
  retarget: 'the pull request got another target branch',
  'configuration-changed': 'the configuration of the review changed',
  'state-lost': 'what the last review had noted could not be read any more',
  'state-cut': 'the last review had more to note than there is room for',
  'state-edited':
    'what the last review had noted was changed by somebody else, or that run ended in the middle of noting it',
  'state-newer': 'a newer version of Threadline made the last review',
  'identity-changed': 'the last review was posted by another identity, and its notes prove nothing',
  'iteration-gone': 'the iteration of the last review is not there any more',
};
