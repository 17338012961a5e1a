// Threads and comments as answers show them.
import { compact, type JsonRecord } from '../http/json.ts';
import type { CommentState, PullRequestRecord, PullRequestThreadContext, ThreadState } from '../state/pull-request.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { link, pullRequestUrl, repositoryUrl } from './links.ts';

/** In lists comments carry the people who liked them; in the answer to a write they do not. */
export type Occasion = 'written' | 'listed';

function commentLinks(world: World, pullRequest: PullRequestRecord, thread: ThreadState, id: number): JsonRecord {
  const own = pullRequestUrl(world, pullRequest);
  return {
    self: link(`${own}/threads/${thread.id}/comments/${id}`),
    repository: link(repositoryUrl(world, pullRequest.repository)),
    threads: link(`${own}/threads/${thread.id}`),
    pullRequests: link(`${world.collectionUrl}_apis/git/pullRequests/${pullRequest.id}`),
  };
}

export function commentView(
  world: World,
  pullRequest: PullRequestRecord,
  thread: ThreadState,
  comment: CommentState,
  occasion: Occasion,
): JsonRecord {
  const likes = world.toggles.likesInLists ? comment.usersLiked : [];
  return compact({
    id: comment.id,
    parentCommentId: comment.parentCommentId,
    author: identityRef(world, comment.author),
    content: comment.isDeleted ? undefined : comment.content,
    publishedDate: comment.publishedDate,
    lastUpdatedDate: comment.lastUpdatedDate,
    lastContentUpdatedDate: comment.lastContentUpdatedDate,
    isDeleted: comment.isDeleted ? true : undefined,
    commentType: comment.commentType,
    usersLiked: occasion === 'listed' ? likes.map((identity) => identityRef(world, identity)) : undefined,
    _links: commentLinks(world, pullRequest, thread, comment.id),
  });
}

/** What a read at certain iterations changes about a thread. */
export interface TrackedView {
  readonly threadContext: JsonRecord | undefined;
  readonly pullRequestThreadContext: JsonRecord | undefined;
}

function plainContext(context: PullRequestThreadContext | undefined): JsonRecord | undefined {
  return context && compact({ iterationContext: context.iterationContext, changeTrackingId: context.changeTrackingId });
}

export function threadView(
  world: World,
  pullRequest: PullRequestRecord,
  thread: ThreadState,
  occasion: Occasion,
  tracked?: TrackedView,
): JsonRecord {
  const own = `${pullRequestUrl(world, pullRequest)}/threads/${thread.id}`;
  const absent = world.toggles.threadNulls ? null : undefined;
  const { identities } = thread;
  const view = compact({
    pullRequestThreadContext:
      (tracked ? tracked.pullRequestThreadContext : plainContext(thread.pullRequestThreadContext)) ?? absent,
    id: thread.id,
    publishedDate: thread.publishedDate,
    lastUpdatedDate: thread.lastUpdatedDate,
    comments: thread.comments.map((comment) => commentView(world, pullRequest, thread, comment, occasion)),
    status: thread.status,
    threadContext: (tracked ? tracked.threadContext : thread.threadContext) ?? absent,
    properties: thread.properties,
    identities: identities
      ? Object.fromEntries(Object.entries(identities).map(([key, identity]) => [key, identityRef(world, identity)]))
      : absent,
    isDeleted: thread.isDeleted,
    _links: { self: link(own), repository: link(repositoryUrl(world, pullRequest.repository)) },
  });
  return view;
}
