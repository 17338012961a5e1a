// The Publisher port on Azure DevOps. A thread is never posted twice: after a doubtful failure it looks before it tries again.
import * as z from 'zod';
import { propertyKeys, type TrackingComment } from '../../model/publication.ts';
import type { PullRequestKey, ReviewThread } from '../../model/pull-request.ts';
import type { Publisher } from '../../ports.ts';
import { withRetry } from '../retry.ts';
import { saysNotVisible } from './explain-not-found.ts';
import type { GitRest } from './git-rest.ts';
import { operations } from './operations.ts';
import { longestPause } from './pace.ts';
import { targetOf } from './pull-requests.ts';
import { readThreads } from './read-threads.ts';
import { repeatCreation } from './repeat.ts';
import { ourPath } from './repository-path.ts';
import { RequestFailure } from './request-failure.ts';
import type { Session } from './session.ts';
import { statusBody, threadBody, trackingBody, trackingUpdate } from './thread-body.ts';
import { readAnswer } from './unusable.ts';

const created = z.looseObject({ id: z.number() });

/** A thread to make, and how to know it again among the threads of the pull request. */
interface Creation {
  readonly key: PullRequestKey;
  readonly body: object;
  readonly isIt: (thread: ReviewThread) => boolean;
}

export function createPublisher(session: Session): Publisher {
  return {
    async postStatus(key, status) {
      // The latest status of a name counts, so posting it again is harmless.
      const answer = await session.perform(operations.postStatus, targetOf(key), (rest) =>
        rest.createStatus(key, status.iterationId, statusBody(status)),
      );
      // An answer without an id means that something on the way answered in place of the service.
      readAnswer(created, answer, operations.postStatus);
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
  };
}

function createThread(session: Session, creation: Creation): Promise<number> {
  const { clock, log, signal } = session;
  const create = (rest: GitRest) =>
    withRetry((attempt) => (attempt === 1 ? post(rest, creation) : findOrPost(rest, creation)), {
      clock,
      signal,
      attempts: 4,
      firstDelay: 1000,
      longestDelay: 15_000,
      longestServerDelay: longestPause,
      decide: repeatCreation,
      onRetry: ({ delay }) =>
        log.debug(`It is open whether a thread was made. Looking at the threads in ${delay} ms before trying again.`),
    });
  return session.perform(operations.writeThread, targetOf(creation.key), create);
}

async function findOrPost(rest: GitRest, creation: Creation): Promise<number> {
  const threads = readThreads(await rest.threads(creation.key));
  const found = threads.find((thread) => !thread.isDeleted && creation.isIt(thread));
  return found?.id ?? post(rest, creation);
}

async function post(rest: GitRest, { key, body }: Creation): Promise<number> {
  return readAnswer(created, await rest.createThread(key, body), operations.writeThread).id;
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
