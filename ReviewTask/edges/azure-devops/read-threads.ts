// Reads the threads of a pull request and leaves out the ones that the service itself wrote.
import * as z from 'zod';
import type { ReviewThread, ThreadStatus } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { identityReference } from './read-identity.ts';
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
});

const thread = z.looseObject({
  id: z.number(),
  status: z.union([z.number(), z.string()]).nullish(),
  isDeleted: z.boolean().nullish(),
  threadContext: z.looseObject({ filePath: z.string().nullish() }).nullish(),
  comments: z.array(comment).nullish(),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

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
    comments: (one.comments ?? []).map((each) => ({
      id: each.id,
      author: each.author ?? { id: '', displayName: '' },
      content: each.content ?? '',
      isDeleted: each.isDeleted ?? false,
    })),
    properties: readProperties(one.properties ?? {}),
  };
}

function statusOf(status: number | string | null | undefined): ThreadStatus {
  if (typeof status === 'number') return threadStatuses[status] ?? 'unknown';
  return threadStatuses.find((name) => name === status) ?? 'unknown';
}

const wrapped = z.looseObject({ $value: z.unknown() });
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A properties bag with its `{"$type","$value"}` wrappers taken off; what is no scalar is left out. */
function readProperties(bag: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [key, value] of Object.entries(bag)) {
    const inner = wrapped.safeParse(value);
    const plain = scalar.safeParse(inner.success ? inner.data.$value : value);
    if (plain.success) read.set(key, String(plain.data));
  }
  return read;
}
