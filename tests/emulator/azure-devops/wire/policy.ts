// Policy configurations and evaluations as answers show them.
import type { PolicyEvaluation } from '../engine/policy-evaluation.ts';
import type { JsonRecord } from '../http/json.ts';
import type { PolicyState, PolicyType } from '../state/policy.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { ProjectState, World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { link } from './links.ts';

const policyBase = (world: World, project: ProjectState): string => `${world.collectionUrl}${project.id}/_apis/policy`;

export function policyTypeView(world: World, project: ProjectState, type: PolicyType): JsonRecord {
  const url = `${policyBase(world, project)}/types/${type.id}`;
  return {
    description: type.displayName,
    _links: { self: link(url) },
    id: type.id,
    url,
    displayName: type.displayName,
  };
}

export function policyView(world: World, policy: PolicyState): JsonRecord {
  const base = policyBase(world, policy.project);
  const url = `${base}/configurations/${policy.id}`;
  const typeUrl = `${base}/types/${policy.type.id}`;
  return {
    createdBy: identityRef(world, policy.createdBy),
    createdDate: policy.createdDate,
    isEnabled: policy.isEnabled,
    isBlocking: policy.isBlocking,
    isDeleted: policy.isDeleted,
    settings: policy.settings,
    isEnterpriseManaged: false,
    _links: { self: link(url), policyType: link(typeUrl) },
    revision: policy.revision,
    id: policy.id,
    url,
    type: { id: policy.type.id, url: typeUrl, displayName: policy.type.displayName },
  };
}

export function evaluationView(world: World, pullRequest: PullRequestRecord, evaluation: PolicyEvaluation): JsonRecord {
  const { policy, status } = evaluation;
  const project = pullRequest.repository.project;
  const done = status === 'approved' || status === 'rejected';
  return {
    configuration: policyView(world, policy),
    artifactId: `vstfs:///CodeReview/CodeReviewId/${project.id}/${pullRequest.id}`,
    evaluationId: evaluation.id,
    startedDate: pullRequest.creationDate,
    ...(done ? { completedDate: pullRequest.creationDate } : {}),
    status,
    context: evaluation.context,
    _links: { self: link(`${policyBase(world, project)}/evaluations/${evaluation.id}`) },
  };
}
