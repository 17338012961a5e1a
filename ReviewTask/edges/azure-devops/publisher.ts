// The Publisher port on Azure DevOps. Nothing is made twice: after a doubtful failure it looks before it tries again.
import * as z from 'zod';
import { propertyKeys, type TrackingComment } from '../../model/publication.ts';
import type { PullRequestKey, ReviewThread } from '../../model/pull-request.ts';
import type { Publisher } from '../../ports.ts';
import { saysNotVisible } from './explain-not-found.ts';
import type { GitRest } from './git-rest.ts';
import { makeOnce } from './make-once.ts';
import { operations } from './operations.ts';
import { readThreads, threadStatuses } from './read-threads.ts';
import { createReplies } from './replies.ts';
import { ourPath } from './repository-path.ts';
import { RequestFailure } from './request-failure.ts';
import type { Session } from './session.ts';
import { targetOf } from './target.ts';
import { statusBody, threadBody, trackingBody, trackingUpdate } from './thread-body.ts';
import { readAnswer } from './unusable.ts';

const created = z.looseObject({ id: z.number() });

/** A thread to make, and how to know it again among the threads of the pull request. */
interface NewThreadToMake {
  readonly key: PullRequestKey;
  readonly body: object;
  readonly isIt: (thread: ReviewThread) => boolean;
}

export function createPublisher(session: Session): Publisher {
  const write = <T>(key: PullRequestKey, call: (rest: GitRest) => Promise<T>) =>
    session.perform(operations.writeThread, targetOf(key), call);
  return {
    async postStatus(key, status) {
      // The latest status of a name counts, so posting it again is harmless.
      const answer = await session.perform(operations.postStatus, targetOf(key), (rest) =>
        rest.createStatus(key, status.iterationId, statusBody(status)),
      );
      // An answer without an id means that something on the way answered in place of the service.
      return readAnswer(created, answer, operations.postStatus).id;
    },
    openThread(key, thread) {
      const { fingerprint, iterationId } = thread;
      const path = ourPath(thread.path);
      const isIt = (other: ReviewThread) =>
        other.path === path &&
        other.properties.get(propertyKeys.fingerprint) === fingerprint &&
        other.properties.get(propertyKeys.iteration) === String(iterationId);
      return createThread(session, { key, body: threadBody(thread), isIt });
    },
    async writeTracking(key, tracking, existing) {
      if (existing !== undefined && (await rewriteTracking(session, key, existing, tracking))) return existing;
      const isIt = (other: ReviewThread) =>
        other.id !== existing && other.path === undefined && other.properties.has(propertyKeys.tracking);
      return createThread(session, { key, body: trackingBody(tracking), isIt });
    },
    reply: createReplies(session),
    async setThreadStatus(key, threadId, status) {
      await write(key, (rest) => rest.updateThread(key, threadId, { status: threadStatuses.indexOf(status) }));
    },
    async keepFinding(key, threadId, properties) {
      await write(key, (rest) => rest.updateThread(key, threadId, { properties: Object.fromEntries(properties) }));
    },
    removeComment: (key, threadId, commentId) =>
      write(key, (rest) => rest.deleteComment(key, threadId, commentId).catch(unlessGone)),
  };
}

/** A thread of ours: another identity's tracking comment cannot be rewritten, and its findings are not ours to count. */
function createThread(session: Session, { key, body, isIt }: NewThreadToMake): Promise<number> {
  return session.perform(operations.writeThread, targetOf(key), (rest) =>
    makeOnce(session, rest, {
      async make() {
        return readAnswer(created, await rest.createThread(key, body), operations.writeThread).id;
      },
      async find() {
        const like = readThreads(await rest.threads(key)).filter((thread) => !thread.isDeleted && isIt(thread));
        if (like.length === 0) return undefined;
        const me = (await session.identity()).id.toLowerCase();
        return like.find(({ comments }) => comments[0]?.author.id.toLowerCase() === me)?.id;
      },
    }),
  );
}

/** Passes over a comment or thread that is no longer there. */
function unlessGone(error: unknown): void {
  if (error instanceof RequestFailure && error.status === 404 && !saysNotVisible(error)) return;
  throw error;
}

/**
 * Rewrites the comment first and the state after it, so that the state never runs ahead of what people see. False when
 * the thread is no longer there, or belongs to another identity: only an author may change a comment.
 */
async function rewriteTracking(session: Session, key: PullRequestKey, id: number, tracking: TrackingComment) {
  return session.perform(operations.writeThread, targetOf(key), async (rest) => {
    try {
      await rest.updateComment(key, id, 1, tracking.body);
      await rest.updateThread(key, id, trackingUpdate(tracking));
      return true;
    } catch (error) {
      if (error instanceof RequestFailure && isOutOfReach(error)) return false;
      throw error;
    }
  });
}

/** True where it is this one thread that cannot be written, not the whole pull request. */
function isOutOfReach(failure: RequestFailure): boolean {
  if (failure.status === 404) return !saysNotVisible(failure);
  return failure.status === 403 && failure.text !== '' && !/TF401027|VS403463/.test(failure.text);
}
