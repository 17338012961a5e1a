// The chapter of a run that finds nothing new: the status that the last review came to is given again where it is missing.
import { inputsDigest } from '../config/digest.ts';
import type { Outcome } from '../model/outcome.ts';
import type { PullRequest } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';
import { isUnchanged } from '../plan/unchanged.ts';
import type { World } from '../ports.ts';
import type { ReviewRequest } from './request.ts';
import type { Talk } from './talk.ts';

/** A sweep comes by every few minutes: what a model will not answer to must not be paid for each time. */
const mostTries = 3;

/** The outcome where nothing is new, with no write where the status stands; `undefined` where there is something to do. */
export async function restIfUnchanged(
  request: ReviewRequest,
  world: World,
  pullRequest: PullRequest,
  talk: Talk,
): Promise<Outcome | undefined> {
  const { reading } = talk.own.tracking;
  const grounds = {
    ...{ reading, pullRequest, pushMark: talk.pushMark },
    inputs: inputsDigest(request.inputs),
    findings: talk.own.findings,
    isAsked: talk.pending.length > 0,
    ...(request.yields ? { mostTries } : {}),
  };
  if (request.inputs.problems.length > 0 || reading.kind !== 'state' || !isUnchanged(grounds)) return undefined;
  const { state } = reading;
  const isPosted = await standsAlready(request, world, pullRequest, state);
  if (!isPosted) await world.publisher.postStatus(pullRequest, statusAgain(request, state));
  const reason = `Nothing is new since iteration ${state.iterationId} was reviewed: ${state.status.description}`;
  return { kind: 'unchanged', reason, state: state.status.state, counts: state.counts };
}

async function standsAlready(request: ReviewRequest, world: World, pullRequest: PullRequest, state: ReviewState) {
  const { statusGenre, statusName } = request.inputs.inputs;
  const all = await world.pullRequests.statuses(pullRequest, state.iterationId);
  const last = all.findLast(({ genre, name }) => genre === statusGenre && name === statusName);
  return last?.state === state.status.state;
}

/** Without a run: a run that is under way on the same iteration is not overtaken by this. */
function statusAgain(request: ReviewRequest, { iterationId, status }: ReviewState) {
  const { statusGenre, statusName } = request.inputs.inputs;
  return { ...status, iterationId, genre: statusGenre, name: statusName, targetUrl: request.runUrl };
}
