// The threads that the service itself writes: pushes, votes, status changes, merge attempts.
import type { EmulatedIdentity } from '../state/identity.ts';
import type { PropertyBag } from '../state/properties.ts';
import { typedValue } from '../state/properties.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';

interface SystemNote {
  readonly type: string;
  readonly text: string;
  readonly properties?: Readonly<Record<string, string | number>>;
  /** Referred to from properties by `1`, `2`, … */
  readonly identities?: readonly EmulatedIdentity[];
  readonly author?: EmulatedIdentity;
}

function bag(note: SystemNote): PropertyBag {
  const entries = Object.entries({ CodeReviewThreadType: note.type, ...note.properties });
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      const typed = typedValue(value);
      return typed ? [[key, typed]] : [];
    }),
  );
}

/** Appends a system thread. It has no status, and clients know it by `CodeReviewThreadType`. */
function addSystemThread(world: World, pullRequest: PullRequestRecord, note: SystemNote): void {
  world.lastThreadId += 1;
  const date = timestamp(world);
  const identities = note.identities?.map((identity, index) => [String(index + 1), identity] as const);
  pullRequest.threads.push({
    id: world.lastThreadId,
    publishedDate: date,
    lastUpdatedDate: date,
    comments: [
      {
        id: 1,
        parentCommentId: 0,
        author: note.author ?? world.service,
        content: note.text,
        publishedDate: date,
        lastUpdatedDate: date,
        lastContentUpdatedDate: date,
        commentType: 'system',
        isDeleted: false,
        usersLiked: [],
      },
    ],
    status: undefined,
    threadContext: undefined,
    pullRequestThreadContext: undefined,
    properties: bag(note),
    identities: identities && Object.fromEntries(identities),
    isDeleted: false,
  });
}

export function notePush(
  world: World,
  pullRequest: PullRequestRecord,
  newCommits: readonly string[],
  before: string,
): void {
  const { author, sourceRef } = pullRequest;
  const head = newCommits[0];
  addSystemThread(world, pullRequest, {
    type: 'RefUpdate',
    text: `The reference ${sourceRef} was updated.`,
    identities: [author],
    properties: {
      CodeReviewRefName: sourceRef,
      CodeReviewRefNewCommits: newCommits.join(';'),
      CodeReviewRefNewCommitsCount: newCommits.length,
      CodeReviewRefOldHeadCommit: before,
      ...(head === undefined ? {} : { CodeReviewRefNewHeadCommit: head }),
      CodeReviewRefUpdatedByIdentity: '1',
    },
  });
}

export function noteVote(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity, vote: number): void {
  addSystemThread(world, pullRequest, {
    type: 'VoteUpdate',
    text: `${identity.displayName} voted ${vote}`,
    author: identity,
    identities: [identity],
    properties: {
      CodeReviewVoteResult: String(vote),
      CodeReviewVotedByInitiatorIdentity: '1',
      CodeReviewVotedByIdentity: '1',
    },
  });
}

const statusNames = { active: 'Active', abandoned: 'Abandoned', completed: 'Completed' } as const;

export function noteStatus(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity): void {
  addSystemThread(world, pullRequest, {
    type: 'StatusUpdate',
    text: `${identity.displayName} updated the pull request status to ${statusNames[pullRequest.status]}`,
    author: identity,
    identities: [identity],
    properties: {
      CodeReviewStatus: statusNames[pullRequest.status],
      CodeReviewStatusUpdatedByIdentity: '1',
      BypassPolicy: 'False',
    },
  });
}

export function noteMerge(world: World, pullRequest: PullRequestRecord): void {
  const commit = pullRequest.mergeCommit?.id;
  const succeeded = pullRequest.mergeStatus === 'succeeded';
  addSystemThread(world, pullRequest, {
    type: 'MergeAttempt',
    text: succeeded ? `The pull request merges into ${commit ?? ''}.` : 'The pull request has merge conflicts.',
    properties: {
      ...(commit === undefined ? {} : { CodeReviewMergeCommit: commit }),
      CodeReviewMergeStatus: succeeded ? 'Succeeded' : 'Conflicts',
      CodeReviewSourceCommit: pullRequest.mergeSource,
      CodeReviewTargetCommit: pullRequest.mergeTarget,
    },
  });
}

export function noteTarget(
  world: World,
  pullRequest: PullRequestRecord,
  identity: EmulatedIdentity,
  old: string,
): void {
  addSystemThread(world, pullRequest, {
    type: 'TargetChanged',
    text: `${identity.displayName} changed the target branch from ${old} to ${pullRequest.targetRef}`,
    author: identity,
    identities: [identity],
    properties: { CodeReviewOldTargetRefName: old, CodeReviewNewTargetRefName: pullRequest.targetRef },
  });
}

export function noteDraft(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity): void {
  addSystemThread(world, pullRequest, {
    type: 'IsDraftUpdate',
    text: pullRequest.isDraft ? 'The pull request is a draft.' : 'The pull request is ready.',
    author: identity,
    identities: [identity],
    properties: { CodeReviewIsDraft: pullRequest.isDraft ? 'True' : 'False', CodeReviewIsDraftUpdatedByIdentity: '1' },
  });
}

export function noteReviewer(
  world: World,
  pullRequest: PullRequestRecord,
  identity: EmulatedIdentity,
  reviewer: EmulatedIdentity,
  change: 'added' | 'removed',
): void {
  const key =
    change === 'added' ? 'CodeReviewReviewersUpdatedAddedIdentity' : 'CodeReviewReviewersUpdatedRemovedIdentity';
  addSystemThread(world, pullRequest, {
    type: 'ReviewersUpdate',
    text: `${identity.displayName} ${change} ${reviewer.displayName} as a reviewer`,
    author: identity,
    identities: [identity, reviewer],
    properties: {
      CodeReviewReviewersUpdatedNumAdded: change === 'added' ? 1 : 0,
      CodeReviewReviewersUpdatedNumRemoved: change === 'removed' ? 1 : 0,
      CodeReviewReviewersUpdatedByIdentity: '1',
      [key]: '2',
    },
  });
}
