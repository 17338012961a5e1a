// The door to the pull request: opens the threads, writes the tracking comment, posts the status.
import pLimit from 'p-limit';
import { type Explanation, explanationOf, OvertakenError } from '../errors.ts';
import type { NewThread, Publication, ThreadChange, TrackingComment } from '../model/publication.ts';
import type { PullRequestKey } from '../model/pull-request.ts';
import type { Publisher } from '../ports.ts';
import { type FailedThread, type PostedThreads, threadKey } from './posted-threads.ts';

export interface ApplyOptions {
  /** Threads opened at the same time, from 1 to 4; more is cut to 4, so as not to run into the service's limits. */
  readonly concurrency: number;
  /** Told after each thread: its id, or why it could not be opened. */
  readonly onThread?: (thread: NewThread, outcome: number | Explanation) => void;
  /** Writes the tracking comment again, now that it is known which threads there are. */
  readonly rerender: (posted: PostedThreads) => TrackingComment;
}

/** What applying a publication came to. What failed is told, not thrown: the rest has been done. */
export interface Applied extends PostedThreads {
  /** Replies and thread statuses that could not be written. */
  readonly changeFailures: readonly Explanation[];
  /** The thread of the tracking comment; `undefined` where it could not be written. */
  readonly trackingThreadId: number | undefined;
  readonly trackingFailure: Explanation | undefined;
  readonly statusFailure: Explanation | undefined;
}

/**
 * Threads first, best first; then what changes on earlier threads; then the tracking comment with links to them, and the
 * answers to people; the status last, whatever came before. Throws OvertakenError alone: nothing is written after it.
 */
export async function applyPublication(
  publisher: Publisher,
  pullRequest: PullRequestKey,
  publication: Publication,
  options: ApplyOptions,
): Promise<Applied> {
  const posted = await openThreads(publisher, pullRequest, publication.threads, options);
  const changeFailures = await changeThreads(publisher, pullRequest, publication.changes, options);
  const tracking = await attempt('The tracking comment could not be written', () =>
    publisher.writeTracking(pullRequest, options.rerender(posted), publication.existingTracking),
  );
  const answerFailures = await changeThreads(publisher, pullRequest, publication.answers, options);
  const status = await attempt('The status could not be posted', () =>
    publisher.postStatus(pullRequest, publication.status),
  );
  return {
    ...posted,
    changeFailures: [...changeFailures, ...answerFailures],
    trackingThreadId: tracking.value,
    trackingFailure: tracking.failure,
    statusFailure: status.failure,
  };
}

async function openThreads(
  publisher: Publisher,
  pullRequest: PullRequestKey,
  threads: readonly NewThread[],
  { concurrency, onThread }: ApplyOptions,
): Promise<PostedThreads> {
  const limit = pLimit(Math.min(4, Math.max(1, Math.floor(concurrency))));
  const open = async (thread: NewThread) => {
    const outcome = await attempt('A thread could not be opened', () => publisher.openThread(pullRequest, thread));
    onThread?.(thread, outcome.failure === undefined ? outcome.value : outcome.failure);
    return { thread, ...outcome };
  };
  const outcomes = await allEnded(threads.map((thread) => limit(open, thread)));
  const threadIds = new Map<string, number>();
  const failed: FailedThread[] = [];
  for (const { thread, value, failure } of outcomes) {
    if (failure !== undefined) failed.push({ thread, explanation: failure });
    else threadIds.set(threadKey(thread), value);
  }
  return { threadIds, failed };
}

/** Replies and statuses on threads that are there already, four at a time at most; what failed is told, not thrown. */
export async function changeThreads(
  publisher: Publisher,
  pullRequest: PullRequestKey,
  changes: readonly ThreadChange[],
  { concurrency }: Pick<ApplyOptions, 'concurrency'>,
): Promise<readonly Explanation[]> {
  const limit = pLimit(Math.min(4, Math.max(1, Math.floor(concurrency))));
  const change = ({ first, reply, status, threadId }: ThreadChange) => {
    const answer = async () => {
      if (reply !== undefined) await publisher.reply(pullRequest, threadId, reply);
    };
    const set = async () => {
      if (status !== undefined) await publisher.setThreadStatus(pullRequest, threadId, status);
    };
    const [one, other] = first === 'reply' ? [answer, set] : [set, answer];
    return attempt('A thread could not be changed', async () => {
      await one();
      await other();
    });
  };
  const outcomes = await allEnded(changes.map((one) => limit(change, one)));
  return outcomes.flatMap(({ failure }) => failure ?? []);
}

/** Like Promise.all, but rejects only when nothing is under way any more: who is told of the end can rely on it. */
async function allEnded<Value>(tasks: readonly Promise<Value>[]): Promise<readonly Value[]> {
  await Promise.allSettled(tasks);
  return Promise.all(tasks);
}

type Attempt<Value> =
  | { readonly value: Value; readonly failure: undefined }
  | { readonly value: undefined; readonly failure: Explanation };

/** An error that explains itself is kept; of any other only its kind is told, because its words may hold anything. */
async function attempt<Value>(what: string, action: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await action(), failure: undefined };
  } catch (error) {
    if (error instanceof OvertakenError) throw error;
    const kind = error instanceof Error ? error.name : typeof error;
    const unexpected = {
      code: 'unexpected-error',
      problem: `${what}: an error that Threadline does not know (${kind}).`,
      fix: 'Run the review again. If it happens again, report it with the log of a run with system.debug set to true.',
    };
    return { value: undefined, failure: explanationOf(error) ?? unexpected };
  }
}
