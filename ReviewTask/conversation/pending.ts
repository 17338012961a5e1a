// Finds the comments of people that await an answer, from the threads alone: what was answered shows in the threads.
import { noteOf } from '../model/note.ts';
import type { Identity, ReviewThread, ThreadComment } from '../model/pull-request.ts';
import { beginsCommand } from './commands.ts';
import { type OwnerOf, ownComments, type ThreadOwner } from './own-comments.ts';
import { needsNoAnswer } from './small-talk.ts';

/**
 * Replies of ours in one thread. Five are more than a finding deserves, and they end a loop with a program that we take for a
 * person. The tracking thread lives as long as the pull request and is where people ask for reviews: it may hold more.
 */
export const mostReplies: Readonly<Record<ThreadOwner, number>> = { finding: 5, other: 5, tracking: 20 };

/** Replies of one run. What is over it waits for the next run: a run must end in time, and a flood is no conversation. */
export const mostRepliesPerRun = 20;

/** All unanswered comments of one thread. One reply answers them together, so that no answer can come twice. */
export interface Pending {
  readonly thread: ReviewThread;
  readonly owner: ThreadOwner;
  /** Oldest first, at least one. */
  readonly comments: readonly ThreadComment[];
  /** Ids of the comments of the thread that we wrote. */
  readonly ours: ReadonlySet<number>;
  /** True for the reply that reaches the limit of the thread: it says so, and nothing is answered there afterwards. */
  readonly isLast: boolean;
}

/** What the run can do. */
export interface TalkOptions {
  /**
   * False where no model is configured. Text without a command then awaits an answer only in a thread where we never
   * answered: one line tells what works, and people are not told it twice.
   */
  readonly hasModel: boolean;
}

/**
 * Comments of people that await an answer, a thread each, the longest waiting first: in threads of ours everything that
 * people wrote after us, elsewhere only comments that begin with a command. Service identities are never answered. That is
 * the whole rule against talking to programs; one with the account of a person runs into the limits.
 */
export function pendingTalk(
  threads: readonly ReviewThread[],
  ownerOf: OwnerOf,
  me: Identity,
  options: TalkOptions = { hasModel: true },
): readonly Pending[] {
  const isOursIn = ownComments(threads, ownerOf, me);
  const keepsParents = threads.some(({ comments }) => comments.some(({ parentId = 0 }) => parentId > 1));
  return threads
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap((thread) => {
      const one = { thread, owner: ownerOf(thread), me, isOurs: isOursIn(thread), keepsParents };
      return pendingIn(one, options);
    })
    .sort(byWaiting);
}

/** The ones that this run answers. */
export function ofThisRun(pending: readonly Pending[]): readonly Pending[] {
  return pending.slice(0, mostRepliesPerRun);
}

interface Looked {
  readonly thread: ReviewThread;
  readonly owner: ThreadOwner;
  readonly me: Identity;
  readonly isOurs: (comment: ThreadComment) => boolean;
  readonly keepsParents: boolean;
}

function pendingIn(looked: Looked, { hasModel }: TalkOptions): readonly Pending[] {
  const { thread, owner, me, isOurs, keepsParents } = looked;
  const all = thread.comments.toSorted((a, b) => a.id - b.id);
  const own = all.filter(isOurs);
  const opening = owner === 'other' ? undefined : own[0];
  if (owner !== 'other' && opening === undefined) return [];
  // A note on the fate of the finding answers nobody, and costs nobody a reply.
  const replies = own.filter((comment) => comment !== opening && noteOf(comment.content) === undefined);
  if (replies.length > mostReplies[owner]) return [];
  const hearsText = owner !== 'other' && (hasModel || replies.length === 0);
  const comments = all.filter(
    (comment) =>
      !comment.isDeleted &&
      comment.author.isService !== true &&
      !isOurs(comment) &&
      comment.id > (opening?.id ?? 0) &&
      (beginsCommand(comment.content) || (hearsText && isTalk(comment, me))) &&
      !replies.some((reply) => answers(reply, comment, keepsParents)),
  );
  if (comments.length === 0) return [];
  const ours = new Set(own.map(({ id }) => id));
  return [{ thread, owner, comments, ours, isLast: replies.length === mostReplies[owner] }];
}

function isTalk({ content }: ThreadComment, me: Identity): boolean {
  return content.trim() !== '' && !needsNoAnswer(content, me);
}

/**
 * A reply answers the comment that it names and all before it, so that a comment which came while we were answering is not
 * lost. Where no comment of the pull request names another one than the first, the service may not keep the names: then a
 * reply answers whatever stands before it.
 */
function answers(reply: ThreadComment, comment: ThreadComment, keepsParents: boolean): boolean {
  const parent = reply.parentId ?? 0;
  if (parent >= comment.id) return true;
  return !keepsParents && parent <= 1 && reply.id > comment.id;
}

/** Comments without a time come last, in the order of their threads. */
function byWaiting(one: Pending, other: Pending): number {
  const [a, b] = [one, other].map(({ comments }) => comments[0]?.publishedAt ?? Number.MAX_SAFE_INTEGER);
  return (a ?? 0) - (b ?? 0) || one.thread.id - other.thread.id;
}
