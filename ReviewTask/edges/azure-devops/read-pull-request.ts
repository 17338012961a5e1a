// Reads a pull request and its iterations from the service's answers.
import * as z from 'zod';
import type { Iteration, PullRequest } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { identityReference } from './read-identity.ts';
import { readAnswer, unusable } from './unusable.ts';

const commit = z.looseObject({ commitId: z.string() });

const pullRequestAnswer = z.looseObject({
  pullRequestId: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  createdBy: identityReference,
  status: z.union([z.number(), z.string()]).nullish(),
  isDraft: z.boolean().nullish(),
  forkSource: z.unknown().optional(),
  sourceRefName: z.string(),
  targetRefName: z.string(),
  lastMergeTargetCommit: commit.nullish(),
  repository: z.looseObject({
    id: z.string(),
    name: z.string(),
    project: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
  }),
});

/** A pull request of which the target's tip may still have to be asked for. */
export type FoundPullRequest = Omit<PullRequest, 'targetCommit'> & {
  readonly targetCommit: string | undefined;
  readonly projectName: string;
};

/** `collectionUrl` ends in a slash; `project` is what the caller asked with, used where the answer names none. */
export function readPullRequest(answer: unknown, collectionUrl: string, project: string): FoundPullRequest {
  const found = readAnswer(pullRequestAnswer, answer, operations.readPullRequest);
  const { repository } = found;
  const place = [repository.project?.name ?? project, '_git', repository.name, 'pullrequest', `${found.pullRequestId}`];
  return {
    project: repository.project?.id ?? project,
    projectName: repository.project?.name ?? project,
    repository: repository.id,
    id: found.pullRequestId,
    title: found.title,
    description: found.description ?? '',
    author: found.createdBy,
    state: stateOf(found.status),
    isDraft: found.isDraft ?? false,
    isFork: found.forkSource !== undefined && found.forkSource !== null,
    sourceRef: found.sourceRefName,
    targetRef: found.targetRefName,
    targetCommit: found.lastMergeTargetCommit?.commitId,
    repositoryName: repository.name,
    webUrl: collectionUrl + place.map(encodeURIComponent).join('/'),
  };
}

/** Numbers as the client library gives them: 2 abandoned, 3 completed. */
function stateOf(status: number | string | null | undefined): PullRequest['state'] {
  if (status === 2 || status === 'abandoned') return 'abandoned';
  return status === 3 || status === 'completed' ? 'completed' : 'active';
}

const iterationsAnswer = z.array(
  z.looseObject({ id: z.number(), sourceRefCommit: commit.nullish(), commonRefCommit: commit.nullish() }),
);

/** The iteration with the highest id. Throws ServiceError where there is none or it lacks a commit. */
export function readLatestIteration(answer: unknown): Iteration {
  const all = readAnswer(iterationsAnswer, answer, operations.readPullRequest);
  const latest = all.reduce<(typeof all)[number] | undefined>(
    (best, one) => (best === undefined || one.id > best.id ? one : best),
    undefined,
  );
  if (latest === undefined) throw unusable(operations.readPullRequest, 'the pull request has no iterations');
  const source = latest.sourceRefCommit?.commitId;
  const base = latest.commonRefCommit?.commitId;
  if (source === undefined || base === undefined) {
    throw unusable(operations.readPullRequest, `iteration ${latest.id} has no source or no common commit`);
  }
  return { id: latest.id, source, base };
}

const refsAnswer = z.array(z.looseObject({ name: z.string(), objectId: z.string() }));

/** The tip of a full ref name in a list of refs that begin like it; `undefined` when it is not among them. */
export function readTip(answer: unknown, ref: string): string | undefined {
  return readAnswer(refsAnswer, answer, operations.readPullRequest).find(({ name }) => name === ref)?.objectId;
}
