// Leaves out of a plan what was reviewed before and is the same since.
import type { FreshPart } from '../model/delta.ts';
import { changedLineCount } from '../model/diff.ts';
import type { Skip, TextFile } from '../model/plan.ts';

/**
 * The files with the hunks that hold something new, all of them where there is no `fresh`; and the changed lines of each
 * file that stand in no such hunk. Every changed line is in one of the two.
 */
export function dueFiles(
  files: readonly TextFile[],
  fresh: FreshPart | undefined,
): { readonly due: readonly TextFile[]; readonly before: readonly Skip[] } {
  if (fresh === undefined) return { due: files, before: [] };
  const reason = { kind: 'reviewed-before', iteration: fresh.since } as const;
  const due: TextFile[] = [];
  const before: Skip[] = [];
  for (const file of files) {
    const hunks = fresh.files.get(file.path)?.hunks ?? file.content.hunks;
    const old = changedLineCount(file.content.hunks) - changedLineCount(hunks);
    if (hunks.length > 0) due.push(old === 0 ? file : { ...file, content: { ...file.content, hunks } });
    if (old > 0) before.push({ path: file.path, changedLines: old, reason });
  }
  return { due, before };
}
