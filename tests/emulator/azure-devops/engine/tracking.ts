// Gives every file lineage of a pull request one number that stays through edits and renames.
import { type TreeChange, treeDiff } from '../git/tree-diff.ts';
import type { IterationState, PullRequestRecord, TrackingTable } from '../state/pull-request.ts';

/** Old path to new path between two sources. */
async function renamesBetween(folder: string, from: string, to: string): Promise<ReadonlyMap<string, string>> {
  const changes = await treeDiff(folder, from, to);
  return new Map(
    changes.flatMap(({ originalPath, path }): readonly (readonly [string, string])[] =>
      originalPath === undefined ? [] : [[originalPath, path]],
    ),
  );
}

function next(table: TrackingTable): number {
  table.last += 1;
  return table.last;
}

/** The paths of the iteration before, carried along the renames since. */
async function carried(pullRequest: PullRequestRecord, iteration: IterationState): Promise<Map<string, number>> {
  const before = pullRequest.iterations.find(({ id }) => id === iteration.id - 1);
  const known = pullRequest.tracking.byIteration.get(iteration.id - 1);
  if (!before || !known) return new Map();
  const renames = await renamesBetween(pullRequest.repository.folder, before.source, iteration.source);
  return new Map([...known].map(([path, id]) => [renames.get(path) ?? path, id]));
}

/** Numbers the changes of a new iteration; call once, when the iteration is made. */
export async function trackIteration(
  pullRequest: PullRequestRecord,
  iteration: IterationState,
  changes: Promise<readonly TreeChange[]>,
): Promise<void> {
  const [paths, found] = await Promise.all([carried(pullRequest, iteration), changes]);
  for (const { path, originalPath } of found) {
    const known = paths.get(path) ?? (originalPath === undefined ? undefined : paths.get(originalPath));
    paths.set(path, known ?? next(pullRequest.tracking));
  }
  pullRequest.tracking.byIteration.set(iteration.id, paths);
}

/** The number of a change as seen at `iterationId`; a path never seen before (noise from the target) gets a new one. */
export function trackingId(pullRequest: PullRequestRecord, iterationId: number, change: TreeChange): number {
  const table = pullRequest.tracking;
  const paths = table.byIteration.get(iterationId) ?? new Map<string, number>();
  const id =
    paths.get(change.path) ??
    (change.originalPath === undefined ? undefined : paths.get(change.originalPath)) ??
    next(table);
  paths.set(change.path, id);
  table.byIteration.set(iterationId, paths);
  return id;
}

/** The path that a tracked file has at an iteration; `undefined` when the iteration does not know the number. */
export function pathOfTracked(pullRequest: PullRequestRecord, iterationId: number, id: number): string | undefined {
  const paths = pullRequest.tracking.byIteration.get(iterationId) ?? new Map<string, number>();
  return [...paths].find(([, known]) => known === id)?.[0];
}
