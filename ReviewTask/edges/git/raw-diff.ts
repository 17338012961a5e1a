// Reads what `git diff-tree --raw -z` prints.
import type { ChangeEntry } from '../../model/diff.ts';

const submoduleMode = '160000';
const header = /^:(\d{6}) (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) ([A-Z])\d*$/;

/** The changes in git's order. Throws Error where the text has another form, which no version of git is known to print. */
export function changesIn(text: string): readonly ChangeEntry[] {
  const fields = text.split('\0');
  const changes: ChangeEntry[] = [];
  for (let at = 0; at < fields.length - 1; ) {
    const match = header.exec(fields[at] ?? '');
    if (match === null) throw new Error('git printed a list of changes in an unknown form.');
    const [, leftMode = '', rightMode = '', left = '', right = '', letter = ''] = match;
    // Renames and copies name two paths, old and new.
    const pathCount = letter === 'R' || letter === 'C' ? 2 : 1;
    const originalPath = fields[at + 1] ?? '';
    const path = fields[at + pathCount] ?? '';
    at += 1 + pathCount;
    changes.push({
      path,
      originalPath: letter === 'R' ? originalPath : path,
      isAdded: letter === 'A' || letter === 'C',
      isDeleted: letter === 'D',
      isRenamed: letter === 'R',
      rightBlob: letter === 'D' ? undefined : right,
      leftBlob: letter === 'A' || letter === 'C' ? undefined : left,
      isSubmodule: leftMode === submoduleMode || rightMode === submoduleMode,
      changeTrackingId: undefined,
    });
  }
  return changes;
}
