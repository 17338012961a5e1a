// The chapter of taking a turn: the run says that it has begun, waits for a run before it, and from then on looks before it writes.
import { OvertakenError } from '../errors.ts';
import type { PostedStatus } from '../model/publication.ts';
import type { Publisher, World } from '../ports.ts';
import { beforeOvertaken, isUnderWay, lookLasts, unfinishedRun } from '../publish/overtaken.ts';
import { pendingStatus } from '../publish/status.ts';
import { provingWrites } from './access.ts';
import type { Occasion } from './occasion.ts';
import type { ReviewRequest } from './request.ts';
import { readTalk } from './talk.ts';

/** A run that has begun. */
export interface Run {
  /** Looks before it writes; throws OvertakenError. */
  readonly publisher: Publisher;
  /** What is known when the turn is ours: the threads are read again where another run may have written meanwhile. */
  readonly occasion: Occasion;
  /** Whether they were. */
  readonly isReadAgain: boolean;
}

/** Milliseconds that a write of an overtaken run may still take after its last look. */
const grace = 3_000;

/** Milliseconds from the end of which on an overtaken run writes nothing any more. */
const handover = lookLasts + grace;

/**
 * Milliseconds that may pass between reading the statuses and posting our own. A run looks no earlier than this after it
 * began: so of two that begin at once, one sees the other's `pending` before it writes, or the other has seen its own.
 */
const gap = 500;

/**
 * Posts the `pending` status: runs on one iteration are ordered by it, and the one that began last goes on. Resolves when
 * no other run can write any more, but for one that begins later. Throws OvertakenError where the request yields to a run
 * that is under way.
 */
export async function beginRun(
  request: ReviewRequest,
  world: World,
  occasion: Occasion,
  onBegun: (pendingId: number) => void,
): Promise<Run> {
  const { cancelled, clock, publisher, pullRequests } = world;
  const { iteration, pullRequest, status } = occasion;
  const { genre, name, run = '' } = status;
  const asked = clock.now();
  const before: readonly PostedStatus[] = run === '' ? [] : await pullRequests.statuses(pullRequest, iteration.id);
  // One that began longer ago than a run may last was killed, and will not come back.
  const since = asked - request.inputs.inputs.timeoutMinutes * 60_000;
  if (request.yields && isUnderWay(before, { genre, name, run }, since)) {
    throw new OvertakenError('another run is reviewing this iteration at this moment');
  }
  const { begun, id } = await provingWrites(world, pullRequest, async () => {
    const posted = await publisher.postStatus(pullRequest, pendingStatus(status));
    onBegun(posted);
    return { id: posted, begun: clock.now() };
  });
  // Where that took long, another run may have begun in between: a status before ours is in the list by now.
  const isStale = run !== '' && begun - asked > gap;
  const known = isStale ? await pullRequests.statuses(pullRequest, iteration.id) : before;
  const hasCompany = unfinishedRun(known, { genre, name, run });
  const end = Math.max(hasCompany ? begun + handover : 0, endOfEarlier(occasion, begun));
  if (end > begun) await clock.sleep(end - begun, cancelled);
  const pendingId = run === '' ? undefined : id;
  const notBefore = run === '' ? 0 : begun + gap;
  const now = run !== '' && end > begun ? await pullRequests.statuses(pullRequest, iteration.id) : before;
  const lastBefore = Math.max(0, ...now.map((one) => one.id));
  const ticket = { ...{ pullRequest, iteration, genre, name, run }, pendingId, lastBefore, notBefore };
  // A run that has come to its end meanwhile may have written after we read the threads.
  const isOurs = (one: PostedStatus) => one.genre === genre && one.name === name;
  const isReadAgain = end > begun || before.some((one) => isOurs(one) && one.run !== run);
  const talk = isReadAgain
    ? await readTalk(pullRequests, pullRequest, request.inputs.inputs.model.provider !== 'none')
    : occasion.talk;
  const guarded = beforeOvertaken(publisher, pullRequests, ticket, clock, cancelled);
  return { publisher: guarded, occasion: { ...occasion, talk }, isReadAgain };
}

/**
 * When a run on an earlier iteration can write nothing any more, in milliseconds since the epoch: soon after the push that
 * overtook it. 0 where the iteration before was reviewed to its end.
 */
function endOfEarlier({ iteration, iterations, talk }: Occasion, now: number): number {
  const { reading } = talk.own.tracking;
  const reviewed = reading.kind === 'state' ? reading.state.iterationId : 0;
  const pushed = iterations.find(({ id }) => id === iteration.id)?.createdAt;
  if (iteration.id === 1 || reviewed >= iteration.id - 1 || pushed === undefined) return 0;
  // The service's clock and ours may differ; waiting longer than that helps nobody.
  return Math.min(pushed, now) + handover;
}
