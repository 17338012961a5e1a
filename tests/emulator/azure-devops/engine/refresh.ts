// Brings pull requests up to date with the branches: new iterations, new merges, completions that were asked for.
import { fetchCommit, headsFingerprint, readHeads } from '../git/bare-repository.ts';
import { log } from '../git/history.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { RepositoryState, World } from '../state/world.ts';
import { finishCompletion } from './completion.ts';
import { addIteration, pushReason } from './iterations.ts';
import { attemptMerge } from './merge-attempt.ts';
import { policiesFor } from './policy-evaluation.ts';
import { notePush } from './system-threads.ts';

/** Reads the branches again where they may have moved, also by a push from outside. */
export async function refreshHeads(repository: RepositoryState): Promise<void> {
  const fingerprint = await headsFingerprint(repository.folder);
  if (fingerprint === repository.headsFingerprint) return;
  repository.heads = await readHeads(repository.folder);
  repository.headsFingerprint = fingerprint;
}

/** A push resets votes where a reviewer policy says so. */
function resetVotes(world: World, pullRequest: PullRequestRecord): void {
  const resets = policiesFor(world, pullRequest).some(({ settings }) => settings['resetOnSourcePush'] === true);
  for (const reviewer of resets ? pullRequest.reviewers : []) reviewer.vote = 0;
}

async function takePush(world: World, pullRequest: PullRequestRecord, source: string, target: string): Promise<void> {
  const before = pullRequest.mergeSource;
  if (pullRequest.sourceRepository !== pullRequest.repository) {
    await fetchCommit(pullRequest.repository.folder, pullRequest.sourceRepository.folder, pullRequest.sourceRef);
  }
  const [reason, commits] = await Promise.all([
    pushReason(world, pullRequest, before, source, target),
    log(pullRequest.repository.folder, { revisions: [source, `^${before}`], limit: 100 }),
  ]);
  await addIteration(world, pullRequest, { source, target, reason });
  notePush(
    world,
    pullRequest,
    commits.map(({ id }) => id),
    before,
  );
  resetVotes(world, pullRequest);
}

async function refreshPullRequest(world: World, pullRequest: PullRequestRecord): Promise<void> {
  const source = pullRequest.sourceRepository.heads.get(pullRequest.sourceRef);
  const target = pullRequest.repository.heads.get(pullRequest.targetRef);
  // A deleted branch leaves the pull request as it was, as the service does.
  if (source === undefined || target === undefined) return;
  if (source !== pullRequest.mergeSource) await takePush(world, pullRequest, source, target);
  if (source !== pullRequest.mergeSource || target !== pullRequest.mergeTarget) {
    pullRequest.mergeSource = source;
    pullRequest.mergeTarget = target;
    pullRequest.mergeStatus = 'queued';
  }
  if (pullRequest.mergeStatus === 'queued') await attemptMerge(world, pullRequest);
  if (pullRequest.completing) await finishCompletion(world, pullRequest);
}

/** Brings every repository and every active pull request up to date. */
export async function refreshWorld(world: World): Promise<void> {
  await Promise.all(world.repositories.map(refreshHeads));
  for (const pullRequest of world.pullRequests) {
    if (pullRequest.status === 'active') await refreshPullRequest(world, pullRequest);
  }
  // A completion moves the target, which other pull requests must see.
  await Promise.all(world.repositories.map(refreshHeads));
}
