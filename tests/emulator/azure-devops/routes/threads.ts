// Threads, comments and likes.
import { type ComparedIterations, trackThread } from '../engine/thread-tracking.ts';
import { addComment, deleteComment, openThread, updateComment, updateThread } from '../engine/threads.ts';
import { collection, json, nothing } from '../http/answer.ts';
import { type Call, callerIdentity, pullRequestOf, repositoryOf } from '../http/call.ts';
import { partNotFound, sourceAndTargetNeeded } from '../http/refusals.ts';
import type { Method, Route } from '../http/router.ts';
import type { CommentState, PullRequestRecord, ThreadState } from '../state/pull-request.ts';
import { identityRef } from '../wire/identity.ts';
import { commentView, type Occasion, threadView } from '../wire/thread.ts';
import { wholeParameter } from './paging.ts';
import { pullRequestPath, threadsRead, threadsWrite } from './scopes.ts';

interface Found {
  readonly pullRequest: PullRequestRecord;
  readonly thread: ThreadState;
}

function threadOf(call: Call): Found {
  const pullRequest = pullRequestOf(call);
  const id = Number(call.values['threadId']);
  const thread = pullRequest.threads.find((known) => known.id === id);
  if (!thread) throw partNotFound('comment thread', 'DiscussionThreadNotFoundException', id);
  return { pullRequest, thread };
}

function commentOf(call: Call): Found & { readonly comment: CommentState } {
  const found = threadOf(call);
  const id = Number(call.values['commentId']);
  const comment = found.thread.comments.find((known) => known.id === id);
  if (!comment) throw partNotFound('comment', 'DiscussionCommentNotFoundException', id);
  return { ...found, comment };
}

function comparedIterations(call: Call): ComparedIterations | undefined {
  if (call.request.parameter('$iteration') === undefined) return undefined;
  return {
    iteration: wholeParameter(call.request, '$iteration', 0),
    base: wholeParameter(call.request, '$baseIteration', 0),
  };
}

async function view(call: Call, pullRequest: PullRequestRecord, thread: ThreadState, occasion: Occasion) {
  const compared = comparedIterations(call);
  const tracked = compared && (await trackThread(pullRequest, thread, compared));
  return threadView(call.world, pullRequest, thread, occasion, tracked);
}

async function list(call: Call) {
  const pullRequest = pullRequestOf(call);
  return collection(await Promise.all(pullRequest.threads.map((thread) => view(call, pullRequest, thread, 'listed'))));
}

async function get(call: Call) {
  const { pullRequest, thread } = threadOf(call);
  return json(await view(call, pullRequest, thread, 'listed'));
}

/** A pull request of another repository is told apart here, as observed at the service. */
function checkRepository(call: Call): void {
  const repository = repositoryOf(call);
  const id = Number(call.values['pullRequestId']);
  const elsewhere = call.world.pullRequests.some((known) => known.id === id && known.repository !== repository);
  if (elsewhere) throw sourceAndTargetNeeded();
}

function create(call: Call) {
  checkRepository(call);
  const pullRequest = pullRequestOf(call);
  const thread = openThread(call.world, pullRequest, callerIdentity(call), call.request.body);
  return json(threadView(call.world, pullRequest, thread, 'written'));
}

/** On a copy, of which nothing stays. */
function tryThread(call: Call): void {
  openThread({ ...call.world }, { ...pullRequestOf(call), threads: [] }, callerIdentity(call), call.request.body);
}

function update(call: Call) {
  const { pullRequest, thread } = threadOf(call);
  updateThread(call.world, thread, callerIdentity(call), call.request.body);
  return json(threadView(call.world, pullRequest, thread, 'written'));
}

function listComments(call: Call) {
  const { pullRequest, thread } = threadOf(call);
  return collection(thread.comments.map((comment) => commentView(call.world, pullRequest, thread, comment, 'listed')));
}

function getComment(call: Call) {
  const { pullRequest, thread, comment } = commentOf(call);
  return json(commentView(call.world, pullRequest, thread, comment, 'listed'));
}

function reply(call: Call) {
  const { pullRequest, thread } = threadOf(call);
  const comment = addComment(call.world, thread, callerIdentity(call), call.request.body);
  return json(commentView(call.world, pullRequest, thread, comment, 'written'));
}

function edit(call: Call) {
  const { pullRequest, thread, comment } = commentOf(call);
  updateComment(call.world, thread, comment, callerIdentity(call), call.request.body);
  return json(commentView(call.world, pullRequest, thread, comment, 'written'));
}

function remove(call: Call) {
  const { thread, comment } = commentOf(call);
  deleteComment(call.world, thread, comment, callerIdentity(call));
  return nothing();
}

function likes(call: Call) {
  return collection(commentOf(call).comment.usersLiked.map((identity) => identityRef(call.world, identity)));
}

function like(call: Call) {
  const { comment } = commentOf(call);
  const identity = callerIdentity(call);
  if (!comment.usersLiked.some(({ id }) => id === identity.id)) comment.usersLiked.push(identity);
  return nothing();
}

function unlike(call: Call) {
  const { comment } = commentOf(call);
  const index = comment.usersLiked.findIndex(({ id }) => id === callerIdentity(call).id);
  if (index >= 0) comment.usersLiked.splice(index, 1);
  return nothing();
}

const threads = `${pullRequestPath}/threads`;
const comments = `${threads}/{threadId}/comments`;
const locations = {
  thread: 'ab6e2e5d-a0b7-4153-b64a-a4efe0d49449',
  comment: '965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b',
  like: '5f2e2851-1389-425b-a00b-fb2adb3ef31b',
};

function route(method: Method, template: string, part: keyof typeof locations, handle: Route['handle']): Route {
  const location = locations[part];
  return method === 'GET'
    ? { method, template, scopes: threadsRead, location, handle }
    : { method, template, scopes: threadsWrite, permission: 'PullRequestContribute', location, handle };
}

export const threadRoutes: readonly Route[] = [
  route('GET', threads, 'thread', list),
  { ...route('POST', threads, 'thread', create), trial: tryThread },
  route('GET', `${threads}/{threadId}`, 'thread', get),
  route('PATCH', `${threads}/{threadId}`, 'thread', update),
  route('GET', comments, 'comment', listComments),
  route('POST', comments, 'comment', reply),
  route('GET', `${comments}/{commentId}`, 'comment', getComment),
  route('PATCH', `${comments}/{commentId}`, 'comment', edit),
  route('DELETE', `${comments}/{commentId}`, 'comment', remove),
  route('GET', `${comments}/{commentId}/likes`, 'like', likes),
  route('POST', `${comments}/{commentId}/likes`, 'like', like),
  route('DELETE', `${comments}/{commentId}/likes`, 'like', unlike),
];
