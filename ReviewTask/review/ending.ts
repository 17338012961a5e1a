// The chapter of runs that end early: what is said of them, and a status where one can be posted.
import { explanationOf, OvertakenError } from '../errors.ts';
import type { Outcome, Stopped } from '../model/outcome.ts';
import type { StatusPost } from '../model/publication.ts';
import type { PullRequest } from '../model/pull-request.ts';
import type { World } from '../ports.ts';
import { isSettledByLaterRun } from '../publish/overtaken.ts';
import { errorStatus, type StatusContext } from '../publish/status.ts';

/** Where a status can be posted. */
export interface Place {
  readonly pullRequest: PullRequest;
  readonly status: StatusContext;
  /** True where the same error is not said again: the run comes by often. */
  readonly isSaidOnce: boolean;
  /** Id of the `pending` status of this run; `undefined` until it has begun. */
  readonly pendingId: number | undefined;
}

export function closed(pullRequest: PullRequest): Outcome {
  const reason = `The pull request is ${pullRequest.state}: there is nothing left to review.`;
  return { kind: 'skipped', reason, skippedFiles: 0 };
}

/** A run that could not be made; `place` is `undefined` where not even that is known. */
export async function stopped(error: unknown, world: World, place: Place | undefined): Promise<Outcome> {
  const cause = refusal(error, world);
  const said = { kind: 'stopped', stopped: cause, cause: error } as const;
  if (place === undefined) return { ...said, isOnPullRequest: false };
  if (await isSettled(world, place)) return { kind: 'superseded', reason: laterRun.problem };
  const post = errorStatus(cause, place.status);
  try {
    if (place.isSaidOnce && (await standsAlready(post, world, place))) return { ...said, isOnPullRequest: true };
    await world.lastWords.postStatus(place.pullRequest, post);
    return { ...said, isOnPullRequest: true };
  } catch {
    return { ...said, isOnPullRequest: false };
  }
}

/** False where the statuses cannot be read: better said twice than not at all. */
async function standsAlready(post: StatusPost, { pullRequests }: World, { pullRequest }: Place): Promise<boolean> {
  const all = await pullRequests.statuses(pullRequest, post.iterationId).catch(() => []);
  const last = all.findLast(({ genre, name }) => genre === post.genre && name === post.name);
  return last?.state === post.state && last.description === post.description;
}

/** What to tell of an error; a cancelled run stopped because of that, whatever else broke on the way. */
export function refusal(error: unknown, { cancelled }: Pick<World, 'cancelled'>): Stopped {
  return explanationOf(cancelled.aborted ? cancelled.reason : error) ?? unexpected(error);
}

const laterRun = new OvertakenError('a later run has reviewed the same iteration');

/** An error of ours must not cover the verdict of a run that began after us. */
async function isSettled({ lastLook }: World, { pendingId, pullRequest, status }: Place): Promise<boolean> {
  const { genre, iterationId, name, run = '' } = status;
  if (pendingId === undefined || run === '' || lastLook === undefined) return false;
  try {
    return isSettledByLaterRun(await lastLook.statuses(pullRequest, iterationId), { genre, name, pendingId, run });
  } catch {
    return false;
  }
}

function unexpected(error: unknown) {
  return {
    code: 'unexpected-error',
    problem: `Threadline met an error that it does not know (${error instanceof Error ? error.name : typeof error}).`,
    fix: 'Run the review again. If it happens again, report it with the log of a run with system.debug set to true.',
  };
}
