// The whole state of a pull request as plain data, named as the REST answers name it.

import { type EvaluationStatus, evaluationsOf } from './engine/policy-evaluation.ts';
import type { IterationReason, MergeStatus, StatusState, ThreadStatus } from './state/enumerations.ts';
import type { PropertyBag } from './state/properties.ts';
import type {
  CommentState,
  PullRequestRecord,
  PullRequestThreadContext,
  ThreadContext,
  ThreadState,
} from './state/pull-request.ts';
import type { World } from './state/world.ts';

interface Person {
  readonly id: string;
  readonly displayName: string;
}

interface ShownComment {
  readonly id: number;
  readonly parentCommentId: number;
  readonly author: Person;
  /** Undefined once deleted. */
  readonly content: string | undefined;
  readonly commentType: string;
  readonly isDeleted: boolean;
  readonly usersLiked: readonly Person[];
}

/** A thread; positions are 1-based lines and UTF-16 offsets with an exclusive end. */
export interface ShownThread {
  readonly id: number;
  /** Undefined on threads that the service wrote. */
  readonly status: ThreadStatus | undefined;
  /** `CodeReviewThreadType` of a system thread. */
  readonly systemType: string | undefined;
  readonly isDeleted: boolean;
  readonly comments: readonly ShownComment[];
  readonly threadContext: ThreadContext | undefined;
  readonly pullRequestThreadContext: PullRequestThreadContext | undefined;
  readonly properties: PropertyBag;
}

interface ShownIteration {
  readonly id: number;
  readonly reason: IterationReason;
  readonly source: string;
  readonly target: string;
  readonly common: string | undefined;
}

interface ShownStatus {
  readonly id: number;
  readonly iterationId: number | undefined;
  readonly state: StatusState;
  readonly description: string | undefined;
  readonly genre: string | undefined;
  readonly name: string;
  readonly targetUrl: string | undefined;
  readonly properties: PropertyBag;
  readonly createdBy: Person;
}

/** Everything about a pull request, read at once. Commit ids have 40 hex digits, refs their full names. */
export interface PullRequestState {
  readonly title: string;
  readonly description: string | undefined;
  readonly status: 'active' | 'abandoned' | 'completed';
  readonly isDraft: boolean;
  readonly sourceRef: string;
  readonly targetRef: string;
  readonly mergeStatus: MergeStatus | undefined;
  readonly mergeCommit: string | undefined;
  readonly iterations: readonly ShownIteration[];
  /** All of them: system threads and deleted ones included. */
  readonly threads: readonly ShownThread[];
  readonly statuses: readonly ShownStatus[];
  readonly labels: readonly string[];
  readonly reviewers: readonly (Person & { readonly vote: number; readonly isRequired: boolean })[];
  readonly properties: PropertyBag;
  readonly policies: readonly { readonly id: number; readonly type: string; readonly status: EvaluationStatus }[];
}

const person = ({ id, displayName }: Person): Person => ({ id, displayName });

function comment(state: CommentState): ShownComment {
  const { id, parentCommentId, content, commentType, isDeleted } = state;
  return {
    ...{ id, parentCommentId, content, commentType, isDeleted },
    author: person(state.author),
    usersLiked: state.usersLiked.map(person),
  };
}

function thread(state: ThreadState): ShownThread {
  const { id, status, isDeleted, threadContext, pullRequestThreadContext, properties } = state;
  const type = properties['CodeReviewThreadType']?.$value;
  return {
    ...{ id, status, isDeleted, threadContext, pullRequestThreadContext, properties },
    systemType: type === undefined ? undefined : String(type),
    comments: state.comments.map(comment),
  };
}

export function showPullRequest(world: World, record: PullRequestRecord): PullRequestState {
  const { title, description, status, isDraft, sourceRef, targetRef, mergeStatus, properties } = record;
  return {
    ...{ title, description, status, isDraft, sourceRef, targetRef, mergeStatus, properties },
    mergeCommit: record.mergeCommit?.id,
    iterations: record.iterations.map(({ id, reason, source, target, common }) => ({
      id,
      reason,
      source,
      target,
      common,
    })),
    threads: record.threads.map(thread),
    statuses: record.statuses.map(
      ({ id, iterationId, state, description: text, context, targetUrl, createdBy, properties: own }) => ({
        ...{ id, iterationId, state, targetUrl },
        properties: own ?? {},
        description: text,
        genre: context.genre,
        name: context.name,
        createdBy: person(createdBy),
      }),
    ),
    labels: record.labels.map(({ name }) => name),
    reviewers: record.reviewers.map(({ identity, vote, isRequired }) => ({ ...person(identity), vote, isRequired })),
    policies: evaluationsOf(world, record).map(({ policy, status: result }) => ({
      id: policy.id,
      type: policy.type.displayName,
      status: result,
    })),
  };
}
