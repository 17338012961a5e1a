// Writes threads and statuses in the form that Azure DevOps takes.
import type { Anchor } from '../../model/finding.ts';
import {
  type NewReply,
  type NewThread,
  propertyKeys,
  type StatusPost,
  type TrackingComment,
} from '../../model/publication.ts';
import { statusStates } from './read-statuses.ts';
import { threadStatuses } from './read-threads.ts';
import { theirPath } from './repository-path.ts';

/** `CommentType.Text`; the other kinds are the service's own. */
const textComment = 1;

/** A thread for one finding. The status is always sent: left out, the thread has no button to resolve it. */
export function threadBody(thread: NewThread) {
  return {
    comments: [firstComment(thread.body)],
    status: threadStatuses.indexOf(thread.status),
    threadContext: threadContext(thread.path, thread.anchor),
    pullRequestThreadContext: {
      ...(thread.changeTrackingId === undefined ? {} : { changeTrackingId: thread.changeTrackingId }),
      // First to latest is the view of all changes, where a person looks by default.
      iterationContext: { firstComparingIteration: 1, secondComparingIteration: thread.iterationId },
    },
    properties: {
      [propertyKeys.fingerprint]: thread.fingerprint,
      [propertyKeys.iteration]: String(thread.iterationId),
      ...(thread.record === undefined ? {} : { [propertyKeys.finding]: thread.record }),
    },
  };
}

/** Both ends are sent: a start alone is accepted and then breaks the web page. Offsets are 1-based, the end exclusive. */
function threadContext(path: string, anchor: Exclude<Anchor, { kind: 'pull-request' }>) {
  const filePath = theirPath(path);
  if (anchor.kind === 'file') return { filePath };
  const { side, start, end } = anchor;
  return side === 'right'
    ? { filePath, rightFileStart: start, rightFileEnd: end }
    : { filePath, leftFileStart: start, leftFileEnd: end };
}

/** The tracking thread hangs on no file and is closed, so that no policy on comments waits for it. */
export function trackingBody(tracking: TrackingComment) {
  return { comments: [firstComment(tracking.body)], ...trackingUpdate(tracking) };
}

/** What changes on the tracking thread besides its comment; all properties, for it is unknown whether a change merges. */
export function trackingUpdate({ properties }: TrackingComment) {
  return {
    status: threadStatuses.indexOf('closed'),
    properties: { [propertyKeys.tracking]: '1', ...Object.fromEntries(properties) },
  };
}

function firstComment(content: string) {
  return { parentCommentId: 0, content, commentType: textComment };
}

/** An answer to a comment of the thread. */
export function replyBody({ parentId, body }: NewReply) {
  return { parentCommentId: parentId, content: body, commentType: textComment };
}

export function statusBody({ iterationId, state, description, genre, name, targetUrl, run }: StatusPost) {
  return {
    iterationId,
    state: statusStates.indexOf(state),
    description,
    context: { genre, name },
    ...(targetUrl === undefined ? {} : { targetUrl }),
    ...(run === undefined ? {} : { properties: { [propertyKeys.run]: run } }),
  };
}
