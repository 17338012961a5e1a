// The merge that the service makes ahead of time, kept at refs/pull/N/merge.
import { commitInfo } from '../git/history.ts';
import { deleteRef, mergeTrees, updateRef, writeCommit } from '../git/merge.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { World } from '../state/world.ts';
import { noteMerge } from './system-threads.ts';

const shortRef = (ref: string): string => ref.replace(/^refs\/heads\//, '');

const mergeRef = (pullRequest: PullRequestRecord): string => `refs/pull/${pullRequest.id}/merge`;

/** Merges the source's tip into the target's; parents are target, then source. A conflict leaves no merge commit. */
export async function attemptMerge(world: World, pullRequest: PullRequestRecord): Promise<void> {
  const { repository, mergeSource, mergeTarget } = pullRequest;
  const merged = await mergeTrees(repository.folder, mergeTarget, mergeSource);
  if (merged.kind === 'clean') {
    const source = await commitInfo(repository.folder, mergeSource);
    const commit = await writeCommit(repository.folder, {
      tree: merged.tree,
      parents: [mergeTarget, mergeSource],
      message: `Merge pull request ${pullRequest.id} from ${shortRef(pullRequest.sourceRef)} into ${shortRef(pullRequest.targetRef)}`,
      author: {
        name: pullRequest.author.displayName,
        email: pullRequest.author.uniqueName,
        // The newest input's date keeps the commit id the same from run to run.
        date: Date.parse(source?.committer.date ?? '') || world.now().getTime(),
      },
    });
    await updateRef(repository.folder, mergeRef(pullRequest), commit);
    pullRequest.mergeCommit = await commitInfo(repository.folder, commit);
    pullRequest.mergeStatus = 'succeeded';
  } else {
    await deleteRef(repository.folder, mergeRef(pullRequest));
    pullRequest.mergeCommit = undefined;
    pullRequest.mergeStatus = 'conflicts';
  }
  noteMerge(world, pullRequest);
}
