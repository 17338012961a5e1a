// Reads one page of an iteration's changes: flags in either form, renames under either name, no folders.
import * as z from 'zod';
import type { BlobId, ChangeEntry } from '../../model/diff.ts';
import { operations } from './operations.ts';
import { ourPath } from './repository-path.ts';
import { readAnswer, unusable } from './unusable.ts';

/** `VersionControlChangeType`, combined by adding; names come comma-joined and in any letter case. */
const flagValues = new Map([
  ['add', 1],
  ['edit', 2],
  ['rename', 8],
  ['delete', 16],
  ['undelete', 32],
  ['sourcerename', 1024],
]);

const has = (flags: number, name: string) => (flags & (flagValues.get(name) ?? 0)) !== 0;

/** The flags of a change type that comes as a number or as names such as `edit, rename`; unknown names count nothing. */
export function changeFlags(changeType: number | string): number {
  if (typeof changeType === 'number') return changeType;
  const names = changeType.split(',').map((name) => name.trim().toLowerCase());
  return names.reduce((flags, name) => flags | (flagValues.get(name) ?? 0), 0);
}

const change = z.looseObject({
  changeTrackingId: z.number().nullish(),
  changeType: z.union([z.number(), z.string()]).nullish(),
  originalPath: z.string().nullish(),
  sourceServerItem: z.string().nullish(),
  item: z
    .looseObject({
      path: z.string().nullish(),
      objectId: z.string().nullish(),
      originalObjectId: z.string().nullish(),
      gitObjectType: z.union([z.number(), z.string()]).nullish(),
      isFolder: z.boolean().nullish(),
    })
    .nullish(),
});
type Change = z.output<typeof change>;

const page = z.looseObject({ changeEntries: z.array(change), nextSkip: z.number().nullish() });

export interface ChangesPage {
  readonly changes: readonly Change[];
  /** Where the next page begins; 0 at the end, which the service also says by leaving it out. */
  readonly nextSkip: number;
}

export function readChangesPage(answer: unknown): ChangesPage {
  const { changeEntries, nextSkip } = readAnswer(page, answer, operations.readChanges);
  return { changes: changeEntries, nextSkip: nextSkip ?? 0 };
}

/** All pages as change entries, in the service's order. Throws ServiceError for a change without any path. */
export function changeEntries(changes: readonly Change[]): readonly ChangeEntry[] {
  const files = changes.filter((one) => !isFolder(one));
  const renamedAway = new Set(files.filter((one) => has(flagsOf(one), 'rename')).map(originalPathOf));
  // The old half of a rename may be listed by itself; its new half says it all.
  const isOldHalf = (one: Change) => has(flagsOf(one), 'sourcerename') && has(flagsOf(one), 'delete');
  const told = files.filter((one) => !(isOldHalf(one) && renamedAway.has(pathOf(one))));
  return told.map(changeEntry);
}

function changeEntry(one: Change): ChangeEntry {
  const path = pathOf(one);
  if (path === undefined) throw unusable(operations.readChanges, 'a change has no path');
  const flags = flagsOf(one);
  const isDeleted = has(flags, 'delete');
  const isRenamed = has(flags, 'rename') && !isDeleted;
  const isAdded = (has(flags, 'add') || has(flags, 'undelete')) && !isDeleted && !isRenamed;
  const right = blobId(one.item?.objectId);
  const left = blobId(one.item?.originalObjectId);
  return {
    path,
    originalPath: isRenamed ? (originalPathOf(one) ?? path) : path,
    isAdded,
    isDeleted,
    isRenamed,
    rightBlob: isDeleted ? undefined : right,
    // Some answers name the blob of a deleted file as the item's own.
    leftBlob: isDeleted ? (left ?? right) : isAdded ? undefined : left,
    isSubmodule: isType(one, 'commit', 1),
    changeTrackingId: one.changeTrackingId ?? undefined,
  };
}

const flagsOf = (one: Change) => changeFlags(one.changeType ?? 0);

/** Absent or empty on deletions, where the original path stands in for it. */
function pathOf(one: Change): string | undefined {
  const path = one.item?.path || originalPathOf(one);
  return path === undefined ? undefined : ourPath(path);
}

function originalPathOf(one: Change): string | undefined {
  const path = one.originalPath || one.sourceServerItem;
  return path ? ourPath(path) : undefined;
}

const isFolder = (one: Change) => one.item?.isFolder === true || isType(one, 'tree', 2);

function isType(one: Change, name: string, number: number): boolean {
  const type = one.item?.gitObjectType;
  return typeof type === 'string' ? type.toLowerCase() === name : type === number;
}

function blobId(id: string | null | undefined): BlobId | undefined {
  return !id || /^0+$/.test(id) ? undefined : id.toLowerCase();
}
