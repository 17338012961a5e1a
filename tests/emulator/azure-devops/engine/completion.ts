// Carries out an asked-for completion: policies first, then the merge onto the target branch.
import { commitInfo, isAncestor, log, mergeBases } from '../git/history.ts';
import { deleteRef, mergeTrees, updateRef, writeCommit } from '../git/merge.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';
import { evaluationsOf } from './policy-evaluation.ts';
import { noteStatus } from './system-threads.ts';

/** Whether an enabled blocking policy is not satisfied; a bypass lifts them all. */
function isBlocked(world: World, pullRequest: PullRequestRecord): boolean {
  if (pullRequest.completionOptions?.bypassPolicy === true) return false;
  return evaluationsOf(world, pullRequest).some(
    ({ policy, status }) => policy.isBlocking && status !== 'approved' && status !== 'notApplicable',
  );
}

/** Replays the source's own commits onto the target; `undefined` where one does not apply cleanly. */
async function rebased(pullRequest: PullRequestRecord): Promise<string | undefined> {
  const { folder } = pullRequest.repository;
  const { mergeSource, mergeTarget } = pullRequest;
  if (await isAncestor(folder, mergeTarget, mergeSource)) return mergeSource;
  const [base] = await mergeBases(folder, mergeTarget, mergeSource);
  const commits = await log(folder, { revisions: [mergeSource, `^${base ?? mergeTarget}`], more: ['--no-merges'] });
  let tip = mergeTarget;
  for (const commit of [...commits].reverse()) {
    // The merge of a prefix of the source is the state after that prefix: three-way against the same base.
    const merged = await mergeTrees(folder, mergeTarget, commit.id);
    if (merged.kind === 'conflicts') return undefined;
    const author = { name: commit.author.name, email: commit.author.email, date: Date.parse(commit.author.date) };
    tip = await writeCommit(folder, { tree: merged.tree, parents: [tip], message: commit.message, author });
  }
  return tip;
}

/** The commit that becomes the target's tip; `undefined` when the strategy cannot be carried out. */
async function completedCommit(world: World, pullRequest: PullRequestRecord): Promise<string | undefined> {
  const { repository, mergeCommit, mergeTarget, mergeSource, completionOptions } = pullRequest;
  const strategy = completionOptions?.mergeStrategy ?? 'noFastForward';
  if (!mergeCommit) return undefined;
  const tip = strategy === 'rebase' || strategy === 'rebaseMerge' ? await rebased(pullRequest) : mergeSource;
  if (tip === undefined || strategy === 'rebase') return tip;
  const closer = pullRequest.closedBy ?? pullRequest.author;
  return writeCommit(repository.folder, {
    tree: mergeCommit.tree,
    parents: strategy === 'squash' ? [mergeTarget] : [mergeTarget, tip],
    message: completionOptions?.mergeCommitMessage ?? `Merged PR ${pullRequest.id}: ${pullRequest.title}`,
    author: { name: closer.displayName, email: closer.uniqueName, date: world.now().getTime() },
  });
}

/** Finishes a completion that was asked for: completed, or still active with the reason in `mergeStatus`. */
export async function finishCompletion(world: World, pullRequest: PullRequestRecord): Promise<void> {
  pullRequest.completing = false;
  const refused = isBlocked(world, pullRequest) ? 'rejectedByPolicy' : undefined;
  const commit = refused ? undefined : await completedCommit(world, pullRequest);
  if (commit === undefined) {
    pullRequest.mergeStatus = refused ?? pullRequest.mergeStatus;
    pullRequest.closedBy = undefined;
    pullRequest.completionQueueTime = undefined;
    return;
  }
  const { folder } = pullRequest.repository;
  await updateRef(folder, pullRequest.targetRef, commit);
  pullRequest.mergeCommit = await commitInfo(folder, commit);
  pullRequest.status = 'completed';
  pullRequest.mergeStatus = 'succeeded';
  pullRequest.closedDate = timestamp(world);
  noteStatus(world, pullRequest, pullRequest.closedBy ?? pullRequest.author);
  if (pullRequest.completionOptions?.deleteSourceBranch) {
    await deleteRef(pullRequest.sourceRepository.folder, pullRequest.sourceRef);
  }
}
