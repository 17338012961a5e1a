// Makes iterations: one per push to the source or retarget, with real merge bases.
import { commitInfo, isAncestor, mergeBases } from '../git/history.ts';
import { emptyTree, treeDiff } from '../git/tree-diff.ts';
import type { IterationReason } from '../state/enumerations.ts';
import type { IterationState, PullRequestRecord } from '../state/pull-request.ts';
import { timestamp, type World } from '../state/world.ts';
import { trackIteration } from './tracking.ts';

interface NewIteration {
  readonly source: string;
  readonly target: string;
  readonly reason: IterationReason;
  readonly oldTargetRef?: string;
  readonly newTargetRef?: string;
}

/** Appends an iteration and numbers its files. */
export async function addIteration(
  world: World,
  pullRequest: PullRequestRecord,
  iteration: NewIteration,
): Promise<IterationState> {
  const { folder } = pullRequest.repository;
  const [bases, head] = await Promise.all([
    mergeBases(folder, iteration.target, iteration.source),
    commitInfo(folder, iteration.source),
  ]);
  const date = timestamp(world);
  const made: IterationState = {
    ...iteration,
    id: pullRequest.iterations.length + 1,
    description: head?.message.split('\n\n')[0] ?? '',
    author: pullRequest.author,
    createdDate: date,
    updatedDate: date,
    common: bases[0],
  };
  pullRequest.hasMultipleMergeBases = bases.length > 1;
  await trackIteration(pullRequest, made, treeDiff(folder, made.common ?? emptyTree, made.source));
  pullRequest.iterations.push(made);
  return made;
}

/** Why the source branch moved from `before` to `after`. */
export async function pushReason(
  world: World,
  pullRequest: PullRequestRecord,
  before: string,
  after: string,
  target: string,
): Promise<IterationReason> {
  const { folder } = pullRequest.repository;
  if (await isAncestor(folder, before, after)) return 'push';
  const oldBase = pullRequest.iterations.at(-1)?.common;
  const [newBase] = await mergeBases(folder, target, after);
  const rebased = oldBase !== undefined && newBase !== undefined && oldBase !== newBase;
  return rebased && (await isAncestor(folder, oldBase, newBase)) ? world.toggles.rebasedPushReason : 'forcePush';
}
