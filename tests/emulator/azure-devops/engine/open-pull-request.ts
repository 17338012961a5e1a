// Opens a pull request: the first iteration is made at once, the merge is queued.
import { fetchCommit } from '../git/bare-repository.ts';
import { type EmulatedIdentity, stableGuid } from '../state/identity.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import { type RepositoryState, timestamp, type World } from '../state/world.ts';
import { addIteration } from './iterations.ts';

export interface NewPullRequest {
  readonly repository: RepositoryState;
  readonly sourceRepository: RepositoryState;
  readonly title: string;
  readonly description: string | undefined;
  /** Full ref names; both branches exist. */
  readonly sourceRef: string;
  readonly targetRef: string;
  readonly author: EmulatedIdentity;
  readonly isDraft: boolean;
  readonly reviewers: readonly EmulatedIdentity[];
  readonly labels: readonly string[];
  readonly workItems: readonly string[];
}

function bag(request: NewPullRequest): PullRequestRecord['properties'] {
  const text = (value: string) => ({ $type: 'System.String', $value: value });
  return {
    'Microsoft.Git.PullRequest.SourceRefName': text(request.sourceRef),
    'Microsoft.Git.PullRequest.TargetRefName': text(request.targetRef),
  };
}

function record(world: World, request: NewPullRequest, source: string, target: string): PullRequestRecord {
  world.lastPullRequestId += 1;
  const id = world.lastPullRequestId;
  const { repository, sourceRepository, author, title, description, isDraft, sourceRef, targetRef } = request;
  return {
    ...{ id, repository, sourceRepository, author, title, description, isDraft, sourceRef, targetRef },
    creationDate: timestamp(world),
    status: 'active',
    mergeId: stableGuid(world.organization, 'merge', id),
    mergeStatus: 'queued',
    mergeSource: source,
    mergeTarget: target,
    mergeCommit: undefined,
    hasMultipleMergeBases: false,
    closedDate: undefined,
    closedBy: undefined,
    autoCompleteSetBy: undefined,
    completionOptions: undefined,
    completionQueueTime: undefined,
    completing: false,
    iterations: [],
    threads: [],
    statuses: [],
    reviewers: request.reviewers.map((identity) => newReviewer(identity)),
    labels: request.labels.map((name) => ({ id: stableGuid(world.organization, 'label', name), name })),
    attachments: [],
    workItems: [...request.workItems],
    properties: bag(request),
    lastStatusId: 0,
    tracking: { last: 0, byIteration: new Map() },
  };
}

export function newReviewer(identity: EmulatedIdentity, vote = 0): PullRequestRecord['reviewers'][number] {
  return { identity, vote, isRequired: false, hasDeclined: false, isFlagged: false };
}

/** Adds the pull request to the world. Both branches must exist; the caller has checked the rules. */
export async function openPullRequest(world: World, request: NewPullRequest): Promise<PullRequestRecord> {
  const source = request.sourceRepository.heads.get(request.sourceRef) ?? '';
  const target = request.repository.heads.get(request.targetRef) ?? '';
  if (request.sourceRepository !== request.repository) {
    await fetchCommit(request.repository.folder, request.sourceRepository.folder, request.sourceRef);
  }
  const made = record(world, request, source, target);
  await addIteration(world, made, { source, target, reason: world.toggles.firstIterationReason });
  world.pullRequests.push(made);
  return made;
}
