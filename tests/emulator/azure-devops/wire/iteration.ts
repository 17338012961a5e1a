// Iterations and their change entries as answers show them.
import type { TreeChange } from '../git/tree-diff.ts';
import { compact, type JsonRecord } from '../http/json.ts';
import type { IterationState } from '../state/pull-request.ts';
import type { Toggles } from '../state/toggles.ts';
import type { World } from '../state/world.ts';
import { identityRef } from './identity.ts';

const commit = (id: string): JsonRecord => ({ commitId: id });

export function iterationView(world: World, iteration: IterationState): JsonRecord {
  const { common, oldTargetRef, newTargetRef } = iteration;
  return compact({
    id: iteration.id,
    description: iteration.description,
    author: identityRef(world, iteration.author),
    createdDate: iteration.createdDate,
    updatedDate: iteration.updatedDate,
    sourceRefCommit: commit(iteration.source),
    targetRefCommit: commit(iteration.target),
    commonRefCommit: common === undefined ? undefined : commit(common),
    hasMoreCommits: false,
    reason: iteration.reason,
    oldTargetRefName: oldTargetRef,
    newTargetRefName: newTargetRef,
  });
}

/** One file of a change, with the number of its lineage. */
export interface NumberedChange {
  readonly change: TreeChange;
  readonly trackingId: number;
  readonly type: string;
}

/** The flag list that the service writes into one string. */
export function changeType(change: TreeChange): string {
  if (change.kind !== 'rename') return change.kind;
  const same = change.objectId === change.originalObjectId && change.mode === change.originalMode;
  return same ? 'rename' : 'edit, rename';
}

const submodule = '160000';

function itemOf({ change, type }: NumberedChange, toggles: Toggles): JsonRecord {
  const deleted = type.startsWith('delete');
  const link = change.mode === submodule || (deleted && change.originalMode === submodule);
  return compact({
    objectId: change.objectId,
    originalObjectId: change.originalObjectId,
    gitObjectType: link && toggles.submoduleObjectType ? 'commit' : undefined,
    path: deleted && !toggles.itemPathOnDelete ? undefined : `/${change.path}`,
  });
}

export function changeEntry(numbered: NumberedChange, changeId: number, toggles: Toggles): JsonRecord {
  const { change, type, trackingId } = numbered;
  const original = type.startsWith('delete') ? change.path : change.originalPath;
  return compact({
    changeTrackingId: trackingId,
    changeId,
    item: itemOf(numbered, toggles),
    changeType: type,
    originalPath: original === undefined ? undefined : `/${original}`,
  });
}
