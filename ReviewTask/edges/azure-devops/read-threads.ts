// Reads the threads of a pull request and leaves out the ones that the service itself wrote.
import * as z from 'zod';
import type { ReviewThread, ThreadComment, ThreadStatus } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { readDate } from './read-date.ts';
import { identityReference } from './read-identity.ts';
import { propertiesBag, readProperties } from './read-properties.ts';
import { ourPath } from './repository-path.ts';
import { readAnswer } from './unusable.ts';

/** `CommentThreadStatus` by its number. */
export const threadStatuses = [
  'unknown',
  'active',
  'fixed',
  'wontFix',
  'closed',
  'byDesign',
  'pending',
] as const satisfies readonly ThreadStatus[];

/** Every thread that the service writes about votes, pushes and policies has this property. */
const systemThreadProperty = 'CodeReviewThreadType';
/** `CommentType.System`. */
const systemComment = 3;

const comment = z.looseObject({
  id: z.number(),
  author: identityReference.nullish(),
  content: z.string().nullish(),
  isDeleted: z.boolean().nullish(),
  commentType: z.union([z.number(), z.string()]).nullish(),
  parentCommentId: z.number().nullish(),
  publishedDate: z.string().nullish(),
  usersLiked: z.array(identityReference).nullish(),
});

const thread = z.looseObject({
  id: z.number(),
  status: z.union([z.number(), z.string()]).nullish(),
  isDeleted: z.boolean().nullish(),
  threadContext: z.looseObject({ filePath: z.string().nullish() }).nullish(),
  comments: z.array(comment).nullish(),
  properties: propertiesBag.nullish(),
});

/** Kinds of the service's own threads that tell of another iteration. */
const pushKinds = ['RefUpdate', 'TargetChanged'];

/** Id of the newest of the service's own threads that tell of a push or of another target; 0 for none. */
export function readPushMark(answer: unknown): number {
  const told = readAnswer(z.array(thread), answer, operations.readThreads).filter(({ properties }) =>
    pushKinds.includes(readProperties(properties ?? {}).get(systemThreadProperty) ?? ''),
  );
  return Math.max(0, ...told.map(({ id }) => id));
}

/** Threads of people and programs. Throws ServiceError where the answer has another shape. */
export function readThreads(answer: unknown): readonly ReviewThread[] {
  return readAnswer(z.array(thread), answer, operations.readThreads).filter(isWritten).map(reviewThread);
}

function isWritten(one: z.output<typeof thread>): boolean {
  const comments = one.comments ?? [];
  const isAllSystem = comments.length > 0 && comments.every(({ commentType: type }) => isSystem(type));
  return !isAllSystem && !(systemThreadProperty in (one.properties ?? {}));
}

const isSystem = (type: unknown) => type === systemComment || type === 'system';

function reviewThread(one: z.output<typeof thread>): ReviewThread {
  const filePath = one.threadContext?.filePath;
  return {
    id: one.id,
    status: statusOf(one.status),
    isDeleted: one.isDeleted ?? false,
    path: filePath ? ourPath(filePath) : undefined,
    comments: (one.comments ?? []).map(threadComment),
    properties: readProperties(one.properties ?? {}),
  };
}

function threadComment(one: z.output<typeof comment>): ThreadComment {
  const publishedAt = readDate(one.publishedDate);
  return {
    id: one.id,
    author: one.author ?? { id: '', displayName: '' },
    content: one.content ?? '',
    isDeleted: one.isDeleted ?? false,
    ...(one.parentCommentId == null ? {} : { parentId: one.parentCommentId }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(one.usersLiked == null ? {} : { likedBy: one.usersLiked }),
  };
}

function statusOf(status: number | string | null | undefined): ThreadStatus {
  if (typeof status === 'number') return threadStatuses[status] ?? 'unknown';
  return threadStatuses.find((name) => name === status) ?? 'unknown';
}
