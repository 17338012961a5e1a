// Threads and comments: the rules of the service for opening, answering and changing them.

import { isRecord, listOf, member, numberMember, recordOf, textMember } from '../http/json.ts';
import {
  badArgument,
  commentTooLong,
  foreignComment,
  invalidArgument,
  missingBody,
  outOfRange,
} from '../http/refusals.ts';
import { commentTypes, readMember, threadStatuses } from '../state/enumerations.ts';
import type { EmulatedIdentity } from '../state/identity.ts';
import { mergedBag } from '../state/properties.ts';
import {
  type CommentState,
  type Position,
  type PullRequestRecord,
  type PullRequestThreadContext,
  positionNames,
  type ThreadContext,
  type ThreadState,
} from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';

const longestComment = 150_000;

function checkContent(content: unknown): string {
  if (typeof content !== 'string' || content.trim() === '') {
    throw badArgument('Value cannot be null or empty.\r\nParameter name: comment.Content');
  }
  if (content.length > longestComment) throw commentTooLong();
  return content;
}

function checkNoAuthor(comment: unknown): void {
  if (isRecord(member(comment, 'author'))) {
    throw badArgument('An author of a comment cannot be updated.\r\nParameter name: Author');
  }
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function position(context: unknown, name: string): Position | undefined {
  const value = member(context, name);
  if (!isRecord(value)) return undefined;
  const line = numberMember(value, 'line') ?? 0;
  const offset = numberMember(value, 'offset') ?? 0;
  if (line < 1) throw outOfRange(line, `${capital(name)}.Line`);
  if (offset < 1) throw outOfRange(offset, `${capital(name)}.Offset`);
  return { line, offset };
}

function checkOrder(context: ThreadContext, side: 'left' | 'right'): void {
  const start = context[`${side}FileStart`];
  const end = context[`${side}FileEnd`];
  if (!start || !end) return;
  if (end.line < start.line) throw outOfRange(end.line, `${capital(side)}FileEnd.Line`);
  if (end.line === start.line && end.offset < start.offset)
    throw outOfRange(end.offset, `${capital(side)}FileEnd.Offset`);
}

/** Reads a thread's place in a file; undefined for a thread on the whole pull request. */
function readThreadContext(value: unknown): ThreadContext | undefined {
  if (!isRecord(value)) return undefined;
  const filePath = textMember(value, 'filePath');
  if (filePath !== undefined && !filePath.startsWith('/')) {
    throw badArgument(`The path '${filePath}' must begin with a slash.\r\nParameter name: threadContext.FilePath`);
  }
  const positions = positionNames.flatMap((name) => {
    const found = position(value, name);
    return found ? [[name, found] as const] : [];
  });
  const context: ThreadContext = { ...(filePath === undefined ? {} : { filePath }), ...Object.fromEntries(positions) };
  checkOrder(context, 'left');
  checkOrder(context, 'right');
  return context;
}

function readIterations(value: unknown): PullRequestThreadContext | undefined {
  if (!isRecord(value)) return undefined;
  const changeTrackingId = numberMember(value, 'changeTrackingId');
  const context = member(value, 'iterationContext');
  const first = numberMember(context, 'firstComparingIteration');
  const second = numberMember(context, 'secondComparingIteration');
  return {
    ...(first === undefined || second === undefined
      ? {}
      : { iterationContext: { firstComparingIteration: first, secondComparingIteration: second } }),
    ...(changeTrackingId === undefined ? {} : { changeTrackingId }),
  };
}

function readStatus(value: unknown): ThreadState['status'] {
  if (value === undefined || value === null) return 'unknown';
  const status = readMember(threadStatuses, value);
  if (status === undefined) throw invalidArgument('status');
  return status;
}

/** Adds a comment to a thread from a request body. */
export function addComment(world: World, thread: ThreadState, author: EmulatedIdentity, body: unknown): CommentState {
  if (!isRecord(body)) throw missingBody('comment');
  const content = checkContent(member(body, 'content'));
  checkNoAuthor(body);
  const date = timestamp(world);
  const asked = readMember(commentTypes, member(body, 'commentType') ?? 'text');
  const parent = numberMember(body, 'parentCommentId') ?? 0;
  if (parent !== 0 && !thread.comments.some(({ id }) => id === parent)) throw invalidArgument('parentCommentId');
  const comment: CommentState = {
    id: thread.comments.length + 1,
    parentCommentId: world.toggles.replyParents === 'first' ? Math.min(parent, 1) : parent,
    author,
    content,
    publishedDate: date,
    lastUpdatedDate: date,
    lastContentUpdatedDate: date,
    commentType: asked === 'codeChange' ? 'codeChange' : 'text',
    isDeleted: false,
    usersLiked: [],
  };
  thread.comments.push(comment);
  thread.lastUpdatedDate = date;
  return comment;
}

/** Opens a thread from a request body. The same body twice makes two threads, as at the service. */
export function openThread(
  world: World,
  pullRequest: PullRequestRecord,
  author: EmulatedIdentity,
  body: unknown,
): ThreadState {
  if (!isRecord(body)) throw missingBody('commentThread');
  const comments = listOf(member(body, 'comments'));
  if (comments.length === 0) throw invalidArgument('The thread must have at least one comment.');
  const date = timestamp(world);
  const thread: ThreadState = {
    id: world.lastThreadId + 1,
    publishedDate: date,
    lastUpdatedDate: date,
    comments: [],
    status: readStatus(member(body, 'status')),
    threadContext: readThreadContext(member(body, 'threadContext')),
    pullRequestThreadContext: readIterations(member(body, 'pullRequestThreadContext')),
    properties: mergedBag({}, recordOf(member(body, 'properties'))),
    identities: undefined,
    isDeleted: false,
  };
  for (const comment of comments) addComment(world, thread, author, comment);
  world.lastThreadId = thread.id;
  pullRequest.threads.push(thread);
  return thread;
}

/** PATCH of a thread: status, properties, place, and further comments. */
export function updateThread(world: World, thread: ThreadState, author: EmulatedIdentity, body: unknown): void {
  if (!isRecord(body)) throw missingBody('commentThread');
  const context = member(body, 'threadContext');
  const place = isRecord(context) ? readThreadContext(context) : thread.threadContext;
  const status = member(body, 'status');
  const newStatus = status === undefined || status === null ? thread.status : readStatus(status);
  const comments = listOf(member(body, 'comments'));
  // A thread sent back as it was read is refused for the authors in it (observed by users of the client library).
  for (const comment of comments) checkNoAuthor(comment);
  const added = comments.filter((comment) => numberMember(comment, 'id') === undefined);
  for (const comment of added) addComment(world, thread, author, comment);
  const properties = member(body, 'properties');
  if (isRecord(properties)) {
    thread.properties = mergedBag(world.toggles.threadProperties === 'merge' ? thread.properties : {}, properties);
  }
  thread.threadContext = place;
  thread.status = newStatus;
  thread.lastUpdatedDate = timestamp(world);
}

function checkAuthor(world: World, comment: CommentState, identity: EmulatedIdentity): void {
  if (world.toggles.foreignComments === 'refused' && comment.author.id !== identity.id) throw foreignComment();
}

export function updateComment(
  world: World,
  thread: ThreadState,
  comment: CommentState,
  identity: EmulatedIdentity,
  body: unknown,
): void {
  checkAuthor(world, comment, identity);
  if (!isRecord(body)) throw missingBody('comment');
  checkNoAuthor(body);
  const content = checkContent(member(body, 'content'));
  const date = timestamp(world);
  comment.content = content;
  comment.lastUpdatedDate = date;
  comment.lastContentUpdatedDate = date;
  thread.lastUpdatedDate = date;
}

/** A deleted comment stays without its content; a thread whose comments are all deleted is deleted. */
export function deleteComment(
  world: World,
  thread: ThreadState,
  comment: CommentState,
  identity: EmulatedIdentity,
): void {
  checkAuthor(world, comment, identity);
  comment.isDeleted = true;
  comment.content = undefined;
  comment.lastUpdatedDate = timestamp(world);
  thread.lastUpdatedDate = comment.lastUpdatedDate;
  thread.isDeleted = thread.comments.every(({ isDeleted }) => isDeleted);
}
