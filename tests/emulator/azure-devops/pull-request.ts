// A pull request as tests handle it: what people do to it, and its whole state as plain data.
import {
  abandonPullRequest,
  castVote,
  queueCompletion,
  reactivatePullRequest,
  retargetPullRequest,
} from './engine/changes-of-state.ts';
import { noteDraft } from './engine/system-threads.ts';
import { addComment, deleteComment, openThread, updateComment, updateThread } from './engine/threads.ts';
import { type PullRequestState, showPullRequest } from './pull-request-state.ts';
import { fullRef, type Handles, type Repository } from './repository.ts';
import type { MergeStrategy, ThreadStatus } from './state/enumerations.ts';
import type { EmulatedIdentity } from './state/identity.ts';
import { mergedBag } from './state/properties.ts';
import type { CommentState, PullRequestRecord, ThreadContext, ThreadState } from './state/pull-request.ts';
import { pullRequestPage } from './wire/links.ts';

interface NewThreadOptions {
  readonly identity: EmulatedIdentity;
  readonly text: string;
  readonly threadContext?: ThreadContext;
  readonly status?: ThreadStatus;
}

/** A pull request of the organization, and what people do to it. */
export interface EmulatedPullRequest {
  readonly id: number;
  /** The page a person would open; not served by the emulator. */
  readonly webUrl: string;
  /** The fork for a fork pull request, else the repository itself. */
  readonly sourceRepository: Repository;
  state(): PullRequestState;
  /** Each resolves once the pull request is up to date. Ids are given back where something new was made. */
  /** Answers a comment, the first one unless told. */
  reply(threadId: number, identity: EmulatedIdentity, text: string, parent?: number): Promise<number>;
  openThread(options: NewThreadOptions): Promise<number>;
  /** As its author. */
  editComment(threadId: number, commentId: number, text: string): Promise<void>;
  /** As its author. */
  deleteComment(threadId: number, commentId: number): Promise<void>;
  setThreadStatus(threadId: number, status: ThreadStatus): Promise<void>;
  /** Sets some of a thread's properties, bare or wrapped; null takes one away. The rest stays. */
  editProperties(threadId: number, properties: Readonly<Record<string, unknown>>): Promise<void>;
  unlike(threadId: number, commentId: number, identity: EmulatedIdentity): Promise<void>;
  like(threadId: number, commentId: number, identity: EmulatedIdentity): Promise<void>;
  /** 10, 5, 0, -5 or -10. */
  vote(identity: EmulatedIdentity, vote: number): Promise<void>;
  setDraft(isDraft: boolean): Promise<void>;
  retarget(branch: string): Promise<void>;
  abandon(): Promise<void>;
  reactivate(): Promise<void>;
  /** Blocking policies may refuse: see `mergeStatus` afterwards. */
  complete(strategy?: MergeStrategy): Promise<void>;
}

function threadOf(record: PullRequestRecord, id: number): ThreadState {
  const found = record.threads.find((thread) => thread.id === id);
  if (!found) throw new Error(`Pull request ${record.id} has no thread ${id}.`);
  return found;
}

function commentOf(record: PullRequestRecord, threadId: number, id: number): CommentState {
  const found = threadOf(record, threadId).comments.find((comment) => comment.id === id);
  if (!found) throw new Error(`Thread ${threadId} has no comment ${id}.`);
  return found;
}

function discussion({ world, change }: Handles, record: PullRequestRecord) {
  return {
    reply: (threadId: number, identity: EmulatedIdentity, text: string, parent = 1) =>
      change(async () => {
        const body = { content: text, parentCommentId: parent };
        return addComment(world, threadOf(record, threadId), identity, body).id;
      }),
    editComment: (threadId: number, commentId: number, text: string) =>
      change(async () => {
        const comment = commentOf(record, threadId, commentId);
        updateComment(world, threadOf(record, threadId), comment, comment.author, { content: text });
      }),
    openThread: ({ identity, text, threadContext, status }: NewThreadOptions) =>
      change(async () => {
        const body = { comments: [{ content: text }], status: status ?? 'active', threadContext };
        return openThread(world, record, identity, body).id;
      }),
    deleteComment: (threadId: number, commentId: number) =>
      change(async () => {
        const comment = commentOf(record, threadId, commentId);
        deleteComment(world, threadOf(record, threadId), comment, comment.author);
      }),
    setThreadStatus: (threadId: number, status: ThreadStatus) =>
      change(async () => updateThread(world, threadOf(record, threadId), record.author, { status })),
    editProperties: (threadId: number, properties: Readonly<Record<string, unknown>>) =>
      change(async () => {
        const thread = threadOf(record, threadId);
        thread.properties = mergedBag(thread.properties, properties);
      }),
    like: (threadId: number, commentId: number, identity: EmulatedIdentity) =>
      change(async () => {
        const { usersLiked } = commentOf(record, threadId, commentId);
        if (!usersLiked.includes(identity)) usersLiked.push(identity);
      }),
    unlike: (threadId: number, commentId: number, identity: EmulatedIdentity) =>
      change(async () => {
        const { usersLiked } = commentOf(record, threadId, commentId);
        const index = usersLiked.indexOf(identity);
        if (index >= 0) usersLiked.splice(index, 1);
      }),
  };
}

function life({ world, change }: Handles, record: PullRequestRecord) {
  return {
    vote: (identity: EmulatedIdentity, vote: number) => change(async () => castVote(world, record, identity, vote)),
    setDraft: (isDraft: boolean) =>
      change(async () => {
        record.isDraft = isDraft;
        noteDraft(world, record, record.author);
      }),
    retarget: (branch: string) =>
      change(async () => {
        if (!record.repository.heads.has(fullRef(branch))) throw new Error(`There is no branch ${branch}.`);
        await retargetPullRequest(world, record, record.author, fullRef(branch));
      }),
    abandon: () => change(async () => abandonPullRequest(world, record, record.author)),
    reactivate: () => change(async () => reactivatePullRequest(world, record, record.author)),
    complete: (mergeStrategy: MergeStrategy = 'noFastForward') =>
      change(async () => queueCompletion(world, record, record.author, { mergeStrategy })),
  };
}

export function handlePullRequest(
  handles: Handles,
  record: PullRequestRecord,
  sourceRepository: Repository,
): EmulatedPullRequest {
  return {
    id: record.id,
    webUrl: pullRequestPage(handles.world, record),
    sourceRepository,
    state: () => showPullRequest(handles.world, record),
    ...discussion(handles, record),
    ...life(handles, record),
  };
}
