// The PullRequests port on Azure DevOps.
import type { IterationRecord, PullRequest, PullRequestKey } from '../../model/pull-request.ts';
import type { PullRequests } from '../../ports.ts';
import { activePullRequests } from './active-pull-requests.ts';
import { isMissingPath } from './explain-not-found.ts';
import type { GitRest } from './git-rest.ts';
import { operations } from './operations.ts';
import { type ChangesPage, changeEntries, readChangesPage } from './read-changes.ts';
import { readIdentities } from './read-identity.ts';
import { readIterations } from './read-iterations.ts';
import { type FoundPullRequest, readPullRequest, readTip } from './read-pull-request.ts';
import { readStatuses } from './read-statuses.ts';
import { readPushMark, readThreads } from './read-threads.ts';
import { ourPath } from './repository-path.ts';
import { RequestFailure } from './request-failure.ts';
import type { Session } from './session.ts';
import { targetOf } from './target.ts';
import { unusable } from './unusable.ts';

/** Most changes that the service lists on one page. */
const pageSize = 2000;

export function createPullRequests(session: Session): PullRequests {
  let pushMark = 0;
  return {
    find: (project, id) => find(session, project, id),
    me: () => session.identity(),
    async latestIteration(key) {
      const latest = (await iterations(session, key)).at(-1);
      if (latest === undefined) throw unusable(operations.readPullRequest, 'the pull request has no iterations');
      return { id: latest.id, source: latest.source, base: latest.base };
    },
    iterations: (key) => iterations(session, key),
    async statuses(key, iterationId) {
      const read = (rest: GitRest) => rest.statuses(key, iterationId);
      return readStatuses(await session.perform(operations.readStatuses, targetOf(key), read));
    },
    async changes(key, { id }) {
      const listAll = (rest: GitRest) => allChanges(rest, key, id);
      return changeEntries(await session.perform(operations.readChanges, targetOf(key), listAll));
    },
    async threads(key) {
      const answer = await session.perform(operations.readThreads, targetOf(key), (rest) => rest.threads(key));
      const threads = readThreads(answer);
      pushMark = readPushMark(answer);
      return threads;
    },
    open(project, repository) {
      const target = repository === undefined ? { project } : { project, repository };
      return session.perform(operations.listPullRequests, target, (rest) =>
        activePullRequests(rest, project, repository),
      );
    },
    async likes(key, threadId, commentId) {
      const read = (rest: GitRest) => rest.likes(key, threadId, commentId);
      return readIdentities(await session.perform(operations.readThreads, targetOf(key), read));
    },
    pushMark: () => pushMark,
    seenAs: () => session.seenAs(),
    async file(key, commit, path) {
      const read = (rest: GitRest) => fileBytes(rest, key, commit, ourPath(path));
      const bytes = await session.perform(operations.readContents, targetOf(key), read);
      // Takes a byte order mark off, which no reader of text files wants to meet.
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
  };
}

async function find(session: Session, project: string, id: number): Promise<PullRequest> {
  const target = { project, pullRequest: id };
  const answer = await session.perform(operations.readPullRequest, target, (rest) => rest.pullRequest(project, id));
  const { projectName, ...found } = readPullRequest(answer, session.collectionUrl, project);
  session.remember(found.project, projectName);
  session.remember(found.repository, found.repositoryName);
  return { ...found, targetCommit: found.targetCommit ?? (await targetTip(session, found)) };
}

/** The tip of the target branch, for a pull request that has not been merged on trial, such as an abandoned one. */
async function targetTip(session: Session, pullRequest: Omit<FoundPullRequest, 'projectName'>): Promise<string> {
  const branch = pullRequest.targetRef.replace(/^refs\/heads\//, '');
  const answer = await session.perform(operations.readPullRequest, targetOf(pullRequest), (rest) =>
    rest.branches(pullRequest, branch),
  );
  const tip = readTip(answer, pullRequest.targetRef);
  if (tip === undefined) throw unusable(operations.readPullRequest, 'its target branch no longer exists');
  return tip;
}

async function iterations(session: Session, key: PullRequestKey): Promise<readonly IterationRecord[]> {
  return readIterations(
    await session.perform(operations.readPullRequest, targetOf(key), (rest) => rest.iterations(key)),
  );
}

async function allChanges(rest: GitRest, key: PullRequestKey, iteration: number): Promise<ChangesPage['changes']> {
  const changes: ChangesPage['changes'][number][] = [];
  for (let skip = 0; ; ) {
    const page = readChangesPage(await rest.changes(key, iteration, pageSize, skip));
    changes.push(...page.changes);
    if (page.nextSkip === 0) return changes;
    if (page.nextSkip <= skip) throw unusable(operations.readChanges, 'its pages do not end');
    skip = page.nextSkip;
  }
}

async function fileBytes(rest: GitRest, key: PullRequestKey, commit: string, path: string) {
  try {
    return await rest.item(key, commit, path);
  } catch (error) {
    if (error instanceof RequestFailure && error.status === 404 && isMissingPath(error)) return undefined;
    throw error;
  }
}
