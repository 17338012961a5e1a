// Decides what a run looks at: everything, or only what is new since the last review.
import type { StateReading } from '../model/own-threads.ts';
import type { Iteration, IterationReason, IterationRecord, PullRequest } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';
import type { FullCause, Scope } from '../model/scope.ts';

/** What the decision rests on. */
export interface ScopeGrounds {
  readonly reading: StateReading;
  /** All that the service lists, in any order. */
  readonly iterations: readonly IterationRecord[];
  /** The one to review. */
  readonly iteration: Pick<Iteration, 'id'>;
  readonly pullRequest: Pick<PullRequest, 'targetRef'>;
  /** `configDigest` of now. */
  readonly config: string;
  /** Somebody asked for a full review. */
  readonly isFullAsked: boolean;
}

/** A full review says why; where there is more than one cause, the one that a person would name first. */
export function decideScope(grounds: ScopeGrounds): Scope {
  const { reading, isFullAsked } = grounds;
  if (reading.kind === 'none') return { kind: 'full', because: 'first-review' };
  if (isFullAsked) return { kind: 'full', because: 'asked' };
  if (reading.kind === 'unusable') return { kind: 'full', because: reading.because };
  const { state } = reading;
  const because = causeOf(state, grounds);
  if (because !== undefined) return { kind: 'full', because };
  return { kind: 'delta', since: { id: state.iterationId, source: state.source, base: state.base }, state };
}

function causeOf(state: ReviewState, grounds: ScopeGrounds): FullCause | undefined {
  const { pullRequest, config } = grounds;
  // A state of a later iteration than the one to review belongs to a run that has overtaken this one.
  const iterations = grounds.iterations.filter(({ id }) => id <= grounds.iteration.id);
  if (pullRequest.targetRef !== state.targetRef) return 'retarget';
  const reviewed = iterations.find(({ id }) => id === state.iterationId);
  if (reviewed?.source !== state.source) return 'iteration-gone';
  const later = iterations.filter(({ id }) => id > state.iterationId).sort((a, b) => b.id - a.id);
  const rewritten = later.map(({ reason }) => rewriting(reason)).find((cause) => cause !== undefined);
  if (rewritten !== undefined) return rewritten;
  if (config !== state.config) return 'configuration-changed';
  return state.leftOut > 0 ? 'state-cut' : undefined;
}

/** `other` is a conflict solved on the server or an unknown reason: what it changed is seen by comparing, as with a push. */
function rewriting(reason: IterationReason): FullCause | undefined {
  return reason === 'push' || reason === 'other' ? undefined : reason;
}
