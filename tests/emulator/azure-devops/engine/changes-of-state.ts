// What people do to a pull request: abandon, reactivate, complete, retarget, vote. Shared by REST and the test interface.
import type { EmulatedIdentity } from '../state/identity.ts';
import type { CompletionOptions, PullRequestRecord } from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';
import { addIteration } from './iterations.ts';
import { newReviewer } from './open-pull-request.ts';
import { noteStatus, noteTarget, noteVote } from './system-threads.ts';

export function abandonPullRequest(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity): void {
  pullRequest.status = 'abandoned';
  pullRequest.closedDate = timestamp(world);
  pullRequest.mergeCommit = undefined;
  noteStatus(world, pullRequest, identity);
}

/** Both branches must exist; the merge is queued again. */
export function reactivatePullRequest(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity): void {
  pullRequest.status = 'active';
  pullRequest.closedDate = undefined;
  pullRequest.closedBy = undefined;
  pullRequest.mergeStatus = 'queued';
  noteStatus(world, pullRequest, identity);
}

/** Queues a completion; the next refresh carries it out. */
export function queueCompletion(
  world: World,
  pullRequest: PullRequestRecord,
  identity: EmulatedIdentity,
  options: CompletionOptions,
): void {
  pullRequest.completionOptions = options;
  pullRequest.completionQueueTime = timestamp(world);
  pullRequest.closedBy = identity;
  pullRequest.mergeStatus = 'queued';
  pullRequest.completing = true;
}

/** Points the pull request at another branch that exists; this makes an iteration. */
export async function retargetPullRequest(
  world: World,
  pullRequest: PullRequestRecord,
  identity: EmulatedIdentity,
  targetRef: string,
): Promise<void> {
  const old = pullRequest.targetRef;
  const target = pullRequest.repository.heads.get(targetRef) ?? pullRequest.mergeTarget;
  pullRequest.targetRef = targetRef;
  pullRequest.mergeTarget = target;
  pullRequest.mergeStatus = 'queued';
  pullRequest.mergeCommit = undefined;
  pullRequest.properties = {
    ...pullRequest.properties,
    'Microsoft.Git.PullRequest.TargetRefName': { $type: 'System.String', $value: targetRef },
  };
  const { mergeSource: source } = pullRequest;
  await addIteration(world, pullRequest, {
    source,
    target,
    reason: 'retarget',
    oldTargetRef: old,
    newTargetRef: targetRef,
  });
  noteTarget(world, pullRequest, identity, old);
}

/** Sets an identity's vote, adding it as a reviewer where it is none. */
export function castVote(world: World, pullRequest: PullRequestRecord, identity: EmulatedIdentity, vote: number): void {
  const known = pullRequest.reviewers.find((reviewer) => reviewer.identity.id === identity.id);
  if (known) known.vote = vote;
  else pullRequest.reviewers.push(newReviewer(identity, vote));
  noteVote(world, pullRequest, identity, vote);
}
