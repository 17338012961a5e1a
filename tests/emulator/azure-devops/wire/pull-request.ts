// Pull requests as answers show them: full, in a list, and their reviewers and labels.
import { compact, type JsonRecord } from '../http/json.ts';
import type { LabelState, PullRequestRecord, ReviewerState } from '../state/pull-request.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';
import { commitUrl, identityUrl, link, pullRequestUrl, repositoryUrl } from './links.ts';
import { commitPointer, commitRef, repositoryRef, repositoryStub } from './repository.ts';

export function reviewerView(world: World, pullRequest: PullRequestRecord, reviewer: ReviewerState): JsonRecord {
  const { descriptor: _none, ...identity } = identityRef(world, reviewer.identity);
  return {
    reviewerUrl: `${pullRequestUrl(world, pullRequest)}/reviewers/${reviewer.identity.id}`,
    vote: reviewer.vote,
    hasDeclined: reviewer.hasDeclined,
    ...(reviewer.isRequired ? { isRequired: true } : {}),
    isFlagged: reviewer.isFlagged,
    ...identity,
  };
}

export function labelView(world: World, pullRequest: PullRequestRecord, label: LabelState): JsonRecord {
  return {
    id: label.id,
    name: label.name,
    active: true,
    url: `${pullRequestUrl(world, pullRequest)}/labels/${label.id}`,
  };
}

function linksOf(world: World, pullRequest: PullRequestRecord): JsonRecord {
  const repository = repositoryUrl(world, pullRequest.repository);
  const source = repositoryUrl(world, pullRequest.sourceRepository);
  const own = pullRequestUrl(world, pullRequest);
  return {
    self: link(own),
    repository: link(repository),
    workItems: link(`${own}/workitems`),
    sourceBranch: link(`${source}/refs/${pullRequest.sourceRef.replace(/^refs\//, '')}`),
    targetBranch: link(`${repository}/refs/${pullRequest.targetRef.replace(/^refs\//, '')}`),
    statuses: link(`${own}/statuses`),
    sourceCommit: link(commitUrl(world, pullRequest.sourceRepository, pullRequest.mergeSource)),
    targetCommit: link(commitUrl(world, pullRequest.repository, pullRequest.mergeTarget)),
    createdBy: link(identityUrl(world, pullRequest.author)),
    iterations: link(`${own}/iterations`),
  };
}

function artifactId({ repository, id }: PullRequestRecord): string {
  return `vstfs:///Git/PullRequestId/${repository.project.id}%2f${repository.id}%2f${id}`;
}

function mergeFields(world: World, pullRequest: PullRequestRecord, detailed: boolean): JsonRecord {
  const { repository, sourceRepository, mergeCommit } = pullRequest;
  const gone = pullRequest.status === 'abandoned';
  const succeeded = !gone && pullRequest.mergeStatus === 'succeeded' && mergeCommit;
  return compact({
    mergeStatus: gone ? undefined : pullRequest.mergeStatus,
    isDraft: pullRequest.isDraft,
    mergeId: pullRequest.mergeId,
    lastMergeSourceCommit: commitPointer(world, sourceRepository, pullRequest.mergeSource),
    lastMergeTargetCommit: commitPointer(world, repository, pullRequest.mergeTarget),
    lastMergeCommit: succeeded
      ? detailed
        ? commitRef(world, repository, mergeCommit)
        : commitPointer(world, repository, mergeCommit.id)
      : undefined,
  });
}

function core(world: World, pullRequest: PullRequestRecord, detailed: boolean): JsonRecord {
  const { repository, closedBy } = pullRequest;
  return compact({
    repository: detailed ? repositoryRef(world, repository) : repositoryStub(world, repository),
    pullRequestId: pullRequest.id,
    codeReviewId: pullRequest.id,
    status: pullRequest.status,
    createdBy: identityRef(world, pullRequest.author),
    creationDate: pullRequest.creationDate,
    closedDate: pullRequest.closedDate,
    // Lists do not say who closed it (recorded).
    closedBy: detailed && closedBy ? identityRef(world, closedBy) : undefined,
    title: pullRequest.title,
    description: pullRequest.description,
    sourceRefName: pullRequest.sourceRef,
    targetRefName: pullRequest.targetRef,
    ...mergeFields(world, pullRequest, detailed),
    reviewers: pullRequest.reviewers.map((reviewer) => reviewerView(world, pullRequest, reviewer)),
    url: pullRequestUrl(world, pullRequest),
  });
}

function completion(world: World, pullRequest: PullRequestRecord): JsonRecord {
  const { completionOptions, autoCompleteSetBy, sourceRepository, repository } = pullRequest;
  return compact({
    completionOptions,
    supportsIterations: true,
    completionQueueTime: pullRequest.completionQueueTime,
    autoCompleteSetBy: autoCompleteSetBy && identityRef(world, autoCompleteSetBy),
    hasMultipleMergeBases: pullRequest.hasMultipleMergeBases ? true : undefined,
    artifactId: artifactId(pullRequest),
    forkSource:
      sourceRepository === repository
        ? undefined
        : {
            name: pullRequest.sourceRef,
            objectId: pullRequest.mergeSource,
            url: `${repositoryUrl(world, sourceRepository)}/refs/${pullRequest.sourceRef.replace(/^refs\//, '')}`,
            repository: repositoryRef(world, sourceRepository),
          },
  });
}

const labelsOf = (world: World, pullRequest: PullRequestRecord) =>
  pullRequest.labels.map((label) => labelView(world, pullRequest, label));

/** The answer to GET of one pull request: no links, labels only where the switch says so. */
export function pullRequestDetail(world: World, pullRequest: PullRequestRecord): JsonRecord {
  const labels = world.toggles.labelsOnGet ? { labels: labelsOf(world, pullRequest) } : {};
  return { ...core(world, pullRequest, true), ...labels, ...completion(world, pullRequest) };
}

/** The answer to a write: with links, and labels where there are any (`created` shows them always). */
export function pullRequestWritten(world: World, pullRequest: PullRequestRecord, created: boolean): JsonRecord {
  const labels = created || pullRequest.labels.length > 0 ? { labels: labelsOf(world, pullRequest) } : {};
  return {
    ...core(world, pullRequest, true),
    ...labels,
    _links: linksOf(world, pullRequest),
    ...completion(world, pullRequest),
  };
}

/** An entry of a list. */
export function pullRequestEntry(world: World, pullRequest: PullRequestRecord): JsonRecord {
  const labels = pullRequest.labels.length > 0 ? { labels: labelsOf(world, pullRequest) } : {};
  const { artifactId: _id, ...rest } = completion(world, pullRequest);
  return { ...core(world, pullRequest, false), ...labels, ...rest };
}
