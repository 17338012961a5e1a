// Reads the iterations of a pull request from the service's answers.
import * as z from 'zod';
import type { IterationReason, IterationRecord } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { readDate } from './read-date.ts';
import { readAnswer, unusable } from './unusable.ts';

const commit = z.looseObject({ commitId: z.string() });

const iteration = z.looseObject({
  id: z.number(),
  sourceRefCommit: commit.nullish(),
  commonRefCommit: commit.nullish(),
  createdDate: z.string().nullish(),
  reason: z.union([z.number(), z.string()]).nullish(),
});

/** All iterations, oldest first. Throws ServiceError where there is none or one lacks a commit. */
export function readIterations(answer: unknown): readonly IterationRecord[] {
  const all = readAnswer(z.array(iteration), answer, operations.readPullRequest);
  if (all.length === 0) throw unusable(operations.readPullRequest, 'the pull request has no iterations');
  return all.map(iterationRecord).sort((one, other) => one.id - other.id);
}

function iterationRecord(one: z.output<typeof iteration>): IterationRecord {
  const source = one.sourceRefCommit?.commitId;
  const base = one.commonRefCommit?.commitId;
  if (source === undefined || base === undefined) {
    throw unusable(operations.readPullRequest, `iteration ${one.id} has no source or no common commit`);
  }
  return { id: one.id, source, base, reason: reasonOf(one.reason), createdAt: readDate(one.createdDate) };
}

/** `IterationReason`, combined by adding. A push is 0. */
const flags: readonly (readonly [name: string, value: number, reason: IterationReason])[] = [
  // What moves the lines most comes first: of several reasons one is told.
  ['retarget', 16, 'retarget'],
  ['rebase', 4, 'rebase'],
  ['forcepush', 1, 'force-push'],
  ['unknown', 8, 'other'],
];
/** The first push, and the merge that the web page makes of a conflict: they put no line on another ground. */
const pushes = new Map([
  ['push', 0],
  ['create', 2],
  ['resolveconflicts', 32],
]);

/** A number or comma-joined names, in any letter case; what is not known, or not told, is `other`. */
export function reasonOf(reason: number | string | null | undefined): IterationReason {
  const names = typeof reason === 'string' ? reason.split(',').map((name) => name.trim().toLowerCase()) : [];
  const number = typeof reason === 'number' ? reason : 0;
  const found = flags.find(([name, value]) => names.includes(name) || (number & value) !== 0);
  if (found !== undefined) return found[2];
  if (typeof reason === 'number') return (number & ~(2 | 32)) === 0 ? 'push' : 'other';
  return names.length > 0 && names.every((name) => pushes.has(name)) ? 'push' : 'other';
}
