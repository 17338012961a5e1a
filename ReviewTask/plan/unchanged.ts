// Recognizes a run that has nothing to do: the last review saw all that is there, and its answer still holds.
import type { OwnThread, StateReading } from '../model/own-threads.ts';
import type { PullRequest } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';
import { keptOpen } from '../model/thread-standing.ts';

/** What can be known after reading the pull request and its threads, and nothing else. */
export interface UnchangedGrounds {
  readonly reading: StateReading;
  readonly pullRequest: Pick<PullRequest, 'sourceCommit' | 'targetRef' | 'targetCommit'>;
  /** `PullRequests.pushMark` of now: the same commit may have come back as another iteration. */
  readonly pushMark: number;
  /** `inputsDigest` of now. */
  readonly inputs: string;
  readonly findings: readonly OwnThread[];
  /** A person wrote something that waits for an answer, or asked for a review. */
  readonly isAsked: boolean;
  /** Reviews of one iteration after which an unfinished one is left as it is; absent: it is always tried again. */
  readonly mostTries?: number;
}

/**
 * True where the status of the state can be given again as it is. The configuration file need not be read for that: it is
 * the same at the same commit of the target. A review that left gaps, ended in an error or died on its way is worth
 * another try.
 */
export function isUnchanged(grounds: UnchangedGrounds): boolean {
  const { reading, pullRequest, pushMark, inputs, findings, isAsked, mostTries = Number.POSITIVE_INFINITY } = grounds;
  if (isAsked || reading.kind !== 'state' || reading.isBehind) return false;
  const { state } = reading;
  const tries = state.reviews.filter(({ iterationId }) => iterationId === state.iterationId).length;
  return (
    pullRequest.sourceCommit === state.source &&
    pushMark === state.pushMark &&
    pullRequest.targetRef === state.targetRef &&
    pullRequest.targetCommit === state.targetCommit &&
    inputs === state.inputs &&
    (isFinished(state) || tries >= mostTries) &&
    areThreadsAsLeft(state, findings)
  );
}

function isFinished(state: ReviewState): boolean {
  return state.gaps.every((path) => state.lasting.includes(path)) && isVerdict(state.status.state);
}

const isVerdict = (status: ReviewState['status']['state']) => status === 'succeeded' || status === 'failed';

/**
 * Every thread that the state names is there in the status that it names, and it names every thread of ours. One that
 * somebody put up in our form since then changes nothing.
 */
function areThreadsAsLeft(state: ReviewState, findings: readonly OwnThread[]): boolean {
  const left = new Map(state.threads);
  const now = new Map<number, string>(findings.map(({ thread }) => [thread.id, thread.status]));
  const isEachAsLeft = state.threads.every(([id, status]) => {
    const is = now.get(id);
    return status === keptOpen ? is === 'active' || is === 'pending' : is === status;
  });
  return isEachAsLeft && findings.every(({ thread, standing }) => standing === 'former' || left.has(thread.id));
}
