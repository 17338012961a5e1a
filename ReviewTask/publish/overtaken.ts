// Stops a run before its next write when a newer push, a closed pull request or a later run has overtaken it.
import { OvertakenError } from '../errors.ts';
import type { PostedStatus } from '../model/publication.ts';
import type { Iteration, PullRequest } from '../model/pull-request.ts';
import type { Clock, Publisher, PullRequests } from '../ports.ts';

/**
 * Milliseconds that one look counts for. Writes of one publication follow each other within seconds, and looking before
 * each of them would double the requests.
 */
export const lookLasts = 3_000;

/** The run as the statuses of its iteration name it. */
export interface RunTicket {
  readonly pullRequest: PullRequest;
  readonly iteration: Iteration;
  readonly genre: string;
  readonly name: string;
  /** Id of the `pending` status that this run posted: runs of one iteration are ordered by it. `undefined` for none. */
  readonly pendingId: number | undefined;
  /** Names this run in its statuses; empty where it does not. */
  readonly run: string;
  /** No run that began before this one posts a status with a higher id, but for the error that it may end in. */
  readonly lastBefore: number;
  /** Milliseconds since the epoch: a look before it might miss a run that began at the same time. */
  readonly notBefore: number;
}

/** A publisher that looks before it writes. Every method throws OvertakenError once the run has been overtaken. */
export function beforeOvertaken(
  publisher: Publisher,
  pullRequests: Pick<PullRequests, 'find' | 'statuses'>,
  ticket: RunTicket,
  clock: Pick<Clock, 'now' | 'sleep'>,
  signal: AbortSignal,
): Publisher {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let overtaken: OvertakenError | undefined;
  const lookAgain = async (): Promise<void> => {
    const wait = ticket.notBefore - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
    // What the answer says was true at the latest when it was asked for.
    const asked = clock.now();
    try {
      await lookNow(pullRequests, ticket);
      lookedAt = asked;
    } catch (error) {
      if (error instanceof OvertakenError) overtaken = error;
      throw error;
    }
  };
  const look = async (): Promise<void> => {
    if (overtaken !== undefined) throw overtaken;
    if (clock.now() - lookedAt < lookLasts) return;
    looking ??= lookAgain().finally(() => {
      looking = undefined;
    });
    await looking;
  };
  const guarded =
    <Given extends readonly unknown[], Answer>(write: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      await look();
      return write(...given);
    };
  return {
    postStatus: guarded((...given) => publisher.postStatus(...given)),
    openThread: guarded((...given) => publisher.openThread(...given)),
    writeTracking: guarded((...given) => publisher.writeTracking(...given)),
    reply: guarded((...given) => publisher.reply(...given)),
    setThreadStatus: guarded((...given) => publisher.setThreadStatus(...given)),
    keepFinding: guarded((...given) => publisher.keepFinding(...given)),
    removeComment: guarded((...given) => publisher.removeComment(...given)),
  };
}

async function lookNow(pullRequests: Pick<PullRequests, 'find' | 'statuses'>, ticket: RunTicket): Promise<void> {
  const { iteration, pullRequest } = ticket;
  const [now, statuses] = await Promise.all([
    pullRequests.find(pullRequest.project, pullRequest.id),
    ticket.pendingId === undefined ? [] : pullRequests.statuses(pullRequest, iteration.id),
  ]);
  if (now.state !== 'active') throw new OvertakenError(`the pull request is ${now.state} now`);
  if (now.sourceCommit !== undefined && now.sourceCommit !== iteration.source) {
    throw new OvertakenError('a newer push is on the pull request');
  }
  if (hasLaterRun(statuses, ticket)) throw new OvertakenError('a later run reviews the same iteration');
}

/**
 * Of several runs on one iteration the one that began last goes on; the others stop before they write. Where a list has only
 * the latest status of a name, a later run that has come to its end shows by that alone.
 */
function hasLaterRun(statuses: readonly PostedStatus[], ticket: RunTicket): boolean {
  const { genre, lastBefore, name, pendingId = 0, run } = ticket;
  const others = statuses.filter(
    (status) => status.genre === genre && status.name === name && status.run !== run && status.run !== '',
  );
  return others.some(({ id, state }) => {
    if (state === 'pending') return id > pendingId;
    return state !== 'error' && id > Math.max(pendingId, lastBefore);
  });
}

/**
 * True where another run has begun and not come to its end. One that began before a run which has come to its end does not
 * count: that one has waited for it.
 */
export function unfinishedRun(
  statuses: readonly PostedStatus[],
  { genre, name, run }: Pick<RunTicket, 'genre' | 'name' | 'run'>,
): boolean {
  const others = statuses.filter((status) => status.genre === genre && status.name === name && status.run !== run);
  const last = new Map(others.map((status) => [status.run, status.state]));
  const begun = new Map(others.filter(({ state }) => state === 'pending').map((status) => [status.run, status.id]));
  // A run that ended in an error may have waited for nobody.
  const isDone = (other: string) => other !== '' && !['pending', 'error'].includes(last.get(other) ?? 'pending');
  const doneSince = Math.max(0, ...[...begun].flatMap(([other, id]) => (isDone(other) ? [id] : [])));
  return [...begun].some(([other, id]) => last.get(other) === 'pending' && id > doneSince);
}

/** True where a run that began after this one has come to its end: nothing that this one could say is news. */
export function isSettledByLaterRun(
  statuses: readonly PostedStatus[],
  { genre, name, pendingId, run }: Pick<RunTicket, 'genre' | 'name' | 'pendingId' | 'run'>,
): boolean {
  const last = statuses.findLast((status) => status.genre === genre && status.name === name);
  return last !== undefined && last.run !== run && last.state !== 'pending' && last.id > (pendingId ?? last.id);
}

/** True where another run has begun within the time since `since`, milliseconds since the epoch, and not said its last word. */
export function isUnderWay(
  statuses: readonly PostedStatus[],
  run: Pick<RunTicket, 'genre' | 'name' | 'run'>,
  since: number,
): boolean {
  return unfinishedRun(
    statuses.filter(({ createdAt = 0 }) => createdAt >= since),
    run,
  );
}
