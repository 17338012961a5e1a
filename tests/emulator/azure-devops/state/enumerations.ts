// The enumerations of the REST contract: numbers and names go in, camel case names come out.

export const threadStatuses = {
  unknown: 0,
  active: 1,
  fixed: 2,
  wontFix: 3,
  closed: 4,
  byDesign: 5,
  pending: 6,
} as const;
export type ThreadStatus = keyof typeof threadStatuses;

export const commentTypes = { unknown: 0, text: 1, codeChange: 2, system: 3 } as const;
export type CommentType = keyof typeof commentTypes;

export const statusStates = {
  notSet: 0,
  pending: 1,
  succeeded: 2,
  failed: 3,
  error: 4,
  notApplicable: 5,
  partiallySucceeded: 6,
} as const;
export type StatusState = keyof typeof statusStates;

export const pullRequestStatuses = { notSet: 0, active: 1, abandoned: 2, completed: 3, all: 4 } as const;

export const mergeStrategies = { noFastForward: 1, squash: 2, rebase: 3, rebaseMerge: 4 } as const;
export type MergeStrategy = keyof typeof mergeStrategies;

export const recursionLevels = { none: 0, oneLevel: 1, oneLevelPlusNestedEmptyFolders: 4, full: 120 } as const;
export type RecursionLevel = keyof typeof recursionLevels;

export const versionTypes = { branch: 0, tag: 1, commit: 2 } as const;
export type VersionType = keyof typeof versionTypes;

export const versionOptions = { none: 0, previousChange: 1, firstParent: 2 } as const;
export type VersionOption = keyof typeof versionOptions;

export type MergeStatus = 'notSet' | 'queued' | 'conflicts' | 'succeeded' | 'rejectedByPolicy' | 'failure';
export type IterationReason = 'push' | 'forcePush' | 'create' | 'rebase' | 'unknown' | 'retarget' | 'resolveConflicts';

/** Reads a member from its number, its number as text, or its name in any case; `undefined` for anything else. */
export function readMember<Name extends string>(
  members: Readonly<Record<Name, number>>,
  value: unknown,
): Name | undefined {
  const names = Object.keys(members) as Name[];
  const text = String(value).trim().toLowerCase();
  return names.find((name) => name.toLowerCase() === text || String(members[name]) === text);
}
