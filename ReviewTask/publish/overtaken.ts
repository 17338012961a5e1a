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
}

/** A publisher that looks before it writes. Every method throws OvertakenError once the run has been overtaken. */
export function beforeOvertaken(
  publisher: Publisher,
  pullRequests: Pick<PullRequests, 'find' | 'statuses'>,
  ticket: RunTicket,
  clock: Pick<Clock, 'now'>,
): Publisher {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (clock.now() - lookedAt < lookLasts) return;
    looking ??= lookNow(pullRequests, ticket).finally(() => {
      looking = undefined;
    });
    await looking;
    lookedAt = clock.now();
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

/** Of several runs on one iteration the one that began last goes on; the others stop before they write. */
function hasLaterRun(statuses: readonly PostedStatus[], { genre, name, pendingId = 0, run }: RunTicket): boolean {
  return statuses.some(
    (status) =>
      status.genre === genre &&
      status.name === name &&
      status.state === 'pending' &&
      status.id > pendingId &&
      status.run !== run,
  );
}

/** True where the last word of another run is that it has begun. */
export function unfinishedRun(
  statuses: readonly PostedStatus[],
  { genre, name, run }: Pick<RunTicket, 'genre' | 'name' | 'run'>,
): boolean {
  const others = statuses.filter((status) => status.genre === genre && status.name === name && status.run !== run);
  const last = new Map(others.map((status) => [status.run, status.state]));
  return [...last.values()].includes('pending');
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
