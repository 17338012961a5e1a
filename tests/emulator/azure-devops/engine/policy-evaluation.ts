// Which branch policies apply to a pull request and what each of them says about it now.

import type { BuildState } from '../state/build.ts';
import { stableGuid } from '../state/identity.ts';
import { type PolicyState, policyTypes } from '../state/policy.ts';
import type { PullRequestRecord, StatusRecord } from '../state/pull-request.ts';
import type { RepositoryState, World } from '../state/world.ts';

export type EvaluationStatus = 'queued' | 'running' | 'approved' | 'rejected' | 'notApplicable' | 'broken';

export interface PolicyEvaluation {
  readonly id: string;
  readonly policy: PolicyState;
  readonly status: EvaluationStatus;
  readonly context: Readonly<Record<string, unknown>>;
}

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function scopeMatches(scope: unknown, repository: RepositoryState, ref: string): boolean {
  const { repositoryId = null, refName = null, matchKind } = object(scope);
  if (repositoryId !== null && repositoryId !== repository.id) return false;
  const kind = String(matchKind ?? 'Exact').toLowerCase();
  if (kind === 'defaultbranch') return ref === repository.defaultBranch;
  if (refName === null) return true;
  return kind === 'prefix' ? ref.startsWith(`${String(refName)}`) : ref === refName;
}

/** Enabled or not, the policies whose scope covers a branch. */
export function policiesOnBranch(world: World, repository: RepositoryState, ref: string): readonly PolicyState[] {
  return world.policies.filter(
    ({ project, isDeleted, settings }) =>
      project === repository.project &&
      !isDeleted &&
      list(settings['scope']).some((scope) => scopeMatches(scope, repository, ref)),
  );
}

/** The enabled policies on a pull request's target. */
export function policiesFor(world: World, pullRequest: PullRequestRecord): readonly PolicyState[] {
  return policiesOnBranch(world, pullRequest.repository, pullRequest.targetRef).filter(({ isEnabled }) => isEnabled);
}

/** The newest status of one context; with `iterationId` only of that iteration. */
function latestStatus(
  pullRequest: PullRequestRecord,
  genre: string,
  name: string,
  iterationId?: number,
): StatusRecord | undefined {
  return pullRequest.statuses.findLast(
    (status) =>
      (status.context.genre ?? '') === genre &&
      status.context.name === name &&
      (iterationId === undefined || status.iterationId === iterationId),
  );
}

function statusPolicy(policy: PolicyState, pullRequest: PullRequestRecord): EvaluationStatus {
  const { statusGenre, statusName, authorId, invalidateOnSourceUpdate, policyApplicability } = policy.settings;
  const iteration = invalidateOnSourceUpdate === true ? pullRequest.iterations.length : undefined;
  const status = latestStatus(pullRequest, String(statusGenre ?? ''), String(statusName ?? ''), iteration);
  const trusted = typeof authorId !== 'string' || status?.createdBy.id === authorId;
  if (!status || !trusted)
    return policyApplicability === 1 || policyApplicability === 'conditional' ? 'notApplicable' : 'queued';
  if (status.state === 'succeeded') return 'approved';
  if (status.state === 'notApplicable') return 'notApplicable';
  return status.state === 'failed' || status.state === 'error' ? 'rejected' : 'running';
}

function minimumReviewers(policy: PolicyState, pullRequest: PullRequestRecord): EvaluationStatus {
  const { minimumApproverCount = 1, creatorVoteCounts, allowDownvotes } = policy.settings;
  const counted = pullRequest.reviewers.filter(
    ({ identity }) => creatorVoteCounts === true || identity.id !== pullRequest.author.id,
  );
  if (allowDownvotes !== true && counted.some(({ vote }) => vote < 0)) return 'rejected';
  return counted.filter(({ vote }) => vote >= 5).length >= Number(minimumApproverCount) ? 'approved' : 'queued';
}

function requiredReviewers(policy: PolicyState, pullRequest: PullRequestRecord): EvaluationStatus {
  const required = list(policy.settings['requiredReviewerIds']).map(String);
  const votes = required.map((id) => pullRequest.reviewers.find(({ identity }) => identity.id === id)?.vote ?? 0);
  if (votes.some((vote) => vote < 0)) return 'rejected';
  return votes.every((vote) => vote >= 5) ? 'approved' : 'queued';
}

function commentsPolicy(pullRequest: PullRequestRecord): EvaluationStatus {
  const open = pullRequest.threads.some(
    ({ status, isDeleted }) => !isDeleted && (status === 'active' || status === 'pending'),
  );
  return open ? 'rejected' : 'approved';
}

function latestBuild(world: World, policy: PolicyState, pullRequest: PullRequestRecord): BuildState | undefined {
  return world.builds.findLast(
    ({ definition, sourceBranch }) =>
      definition.id === Number(policy.settings['buildDefinitionId']) &&
      sourceBranch === `refs/pull/${pullRequest.id}/merge`,
  );
}

function buildPolicy(world: World, policy: PolicyState, pullRequest: PullRequestRecord): EvaluationStatus {
  const build = latestBuild(world, policy, pullRequest);
  if (!build) return 'queued';
  if (build.status !== 'completed') return 'running';
  return build.result === 'succeeded' || build.result === 'partiallySucceeded' ? 'approved' : 'rejected';
}

function evaluate(world: World, policy: PolicyState, pullRequest: PullRequestRecord): EvaluationStatus {
  switch (policy.type.id) {
    case policyTypes.status.id:
      return statusPolicy(policy, pullRequest);
    case policyTypes.minimumReviewers.id:
      return minimumReviewers(policy, pullRequest);
    case policyTypes.requiredReviewers.id:
      return requiredReviewers(policy, pullRequest);
    case policyTypes.comments.id:
      return commentsPolicy(pullRequest);
    case policyTypes.workItems.id:
      return pullRequest.workItems.length > 0 ? 'approved' : 'rejected';
    case policyTypes.build.id:
      return buildPolicy(world, policy, pullRequest);
    default:
      return 'approved';
  }
}

function contextOf(
  world: World,
  policy: PolicyState,
  pullRequest: PullRequestRecord,
): Readonly<Record<string, unknown>> {
  if (policy.type.id === policyTypes.build.id) {
    const build = latestBuild(world, policy, pullRequest);
    return build ? { buildId: build.id, buildDefinitionId: build.definition.id, isExpired: false } : {};
  }
  if (policy.type.id !== policyTypes.status.id) return {};
  const { statusGenre, statusName } = policy.settings;
  const status = latestStatus(pullRequest, String(statusGenre ?? ''), String(statusName ?? ''));
  return status ? { latestStatusId: status.id } : {};
}

/** The state of every enabled policy on the pull request's target branch. */
export function evaluationsOf(world: World, pullRequest: PullRequestRecord): readonly PolicyEvaluation[] {
  return policiesFor(world, pullRequest).map((policy) => ({
    id: stableGuid(world.organization, 'evaluation', pullRequest.id, policy.id),
    policy,
    status: evaluate(world, policy, pullRequest),
    context: contextOf(world, policy, pullRequest),
  }));
}
