// The chapter of taking a turn: the run says that it has begun, and from then on looks before it writes.
import { OvertakenError } from '../errors.ts';
import type { PostedStatus } from '../model/publication.ts';
import type { Publisher, World } from '../ports.ts';
import { beforeOvertaken, isUnderWay, lookLasts, unfinishedRun } from '../publish/overtaken.ts';
import { pendingStatus } from '../publish/status.ts';
import type { Occasion } from './occasion.ts';
import type { ReviewRequest } from './request.ts';

/** A run that has begun. */
export interface Run {
  /** Looks before it writes; throws OvertakenError. */
  readonly publisher: Publisher;
  /** Resolves when an earlier run on the same iteration, where there is one, can write nothing any more. */
  readonly alone: () => Promise<void>;
  /** Another run was under way on the same iteration. */
  readonly hasCompany: boolean;
}

/** Milliseconds that a write of an overtaken run may still take after its last look. */
const grace = 3_000;

/**
 * Posts the `pending` status: runs on one iteration are ordered by it, and the one that began last goes on. Throws
 * OvertakenError where the request yields to a run that is under way.
 */
export async function beginRun(
  request: ReviewRequest,
  world: World,
  { iteration, pullRequest, status }: Occasion,
): Promise<Run> {
  const { clock, publisher, pullRequests } = world;
  const { genre, name, run = '' } = status;
  const before: readonly PostedStatus[] = run === '' ? [] : await pullRequests.statuses(pullRequest, iteration.id);
  // One that began longer ago than a run may last was killed, and will not come back.
  const since = clock.now() - request.inputs.inputs.timeoutMinutes * 60_000;
  if (request.yields && isUnderWay(before, { genre, name, run }, since)) {
    throw new OvertakenError('another run is reviewing this iteration at this moment');
  }
  const hasCompany = unfinishedRun(before, { genre, name, run });
  const id = await publisher.postStatus(pullRequest, pendingStatus(status));
  const begun = clock.now();
  const ticket = { ...{ pullRequest, iteration, genre, name, run }, pendingId: run === '' ? undefined : id };
  return {
    publisher: beforeOvertaken(publisher, pullRequests, ticket, clock),
    hasCompany,
    async alone() {
      const wait = begun + lookLasts + grace - clock.now();
      if (hasCompany && wait > 0) await clock.sleep(wait, world.cancelled);
    },
  };
}
