// Files for the checks: given lines on the right side, all or some of them added.
import type { DiffLine } from '../../../ReviewTask/model/diff.ts';
import type { TextFile } from '../../../ReviewTask/model/plan.ts';

/** A file of which the lines with the given 1-based numbers are added and the others are context. */
export function fileWith(path: string, right: readonly string[], added: ReadonlySet<number>): TextFile {
  const left: string[] = [];
  const lines = right.map((text, index): DiffLine => {
    if (added.has(index + 1)) return { kind: 'added', right: index + 1, text };
    left.push(text);
    return { kind: 'context', left: left.length, right: index + 1, text };
  });
  return {
    path,
    originalPath: path,
    isAdded: left.length === 0,
    isDeleted: false,
    isRenamed: false,
    rightBlob: 'b'.repeat(40),
    leftBlob: left.length === 0 ? undefined : 'a'.repeat(40),
    isSubmodule: false,
    changeTrackingId: 1,
    content: { kind: 'text', hunks: [{ lines }], left, right },
  };
}

/** A new file: every line is added. */
export function addedFile(path: string, right: readonly string[]): TextFile {
  return fileWith(path, right, new Set(right.map((_, index) => index + 1)));
}
