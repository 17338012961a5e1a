// Reads a pull request from the service's answers.
import * as z from 'zod';
import type { PullRequest } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { identityReference } from './read-identity.ts';
import { readAnswer } from './unusable.ts';

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
  lastMergeSourceCommit: commit.nullish(),
  lastMergeTargetCommit: commit.nullish(),
  mergeStatus: z.union([z.number(), z.string()]).nullish(),
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
    ...sourceCommitOf(found),
    repositoryName: repository.name,
    webUrl: collectionUrl + place.map(encoded).join('/'),
  };
}

/** Half a character, which JSON can hold and no address can, becomes the sign for an unknown one. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** Numbers as the client library gives them: 2 abandoned, 3 completed. */
function stateOf(status: number | string | null | undefined): PullRequest['state'] {
  if (status === 2 || status === 'abandoned') return 'abandoned';
  return status === 3 || status === 'completed' ? 'completed' : 'active';
}

/** While a trial merge is queued, the commits may be those of the merge before. */
function sourceCommitOf({ lastMergeSourceCommit: source, mergeStatus }: z.output<typeof pullRequestAnswer>) {
  const isQueued = mergeStatus === 'queued' || mergeStatus === 1;
  return source == null || isQueued ? {} : { sourceCommit: source.commitId };
}

const refsAnswer = z.array(z.looseObject({ name: z.string(), objectId: z.string() }));

/** The tip of a full ref name in a list of refs that begin like it; `undefined` when it is not among them. */
export function readTip(answer: unknown, ref: string): string | undefined {
  return readAnswer(refsAnswer, answer, operations.readPullRequest).find(({ name }) => name === ref)?.objectId;
}
