// Changed files and parts for tests, made of the new text and what changed in it.
import type { ChangedFile, DiffLine, Hunk } from '../../ReviewTask/model/diff.ts';
import type { ChunkPart } from '../../ReviewTask/model/plan.ts';

/** A file whose right side is `lines`; each of `added` is a 1-based line that is new, with three unchanged ones around it. */
export function changedFile(path: string, lines: readonly string[], added: readonly number[]): ChangedFile {
  const left = lines.filter((_, index) => !added.includes(index + 1));
  return {
    path,
    originalPath: path,
    isAdded: false,
    isDeleted: false,
    isRenamed: false,
    rightBlob: 'r',
    leftBlob: 'l',
    isSubmodule: false,
    changeTrackingId: 1,
    content: { kind: 'text', hunks: hunksOf(lines, added), left, right: lines },
  };
}

/** All hunks of the files as the parts of one question. */
export function partsOf(files: readonly ChangedFile[]): readonly ChunkPart[] {
  return files.flatMap((file) =>
    file.content.kind === 'text'
      ? [{ path: file.path, originalPath: file.originalPath, hunks: file.content.hunks }]
      : [],
  );
}

function hunksOf(lines: readonly string[], added: readonly number[]): readonly Hunk[] {
  const hunks: DiffLine[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  let left = 0;
  for (const [index, text] of lines.entries()) {
    const right = index + 1;
    const isAdded = added.includes(right);
    if (!isAdded) left += 1;
    if (!added.some((line) => Math.abs(line - right) <= 3)) continue;
    if (right !== last + 1) hunks.push([]);
    last = right;
    hunks.at(-1)?.push(isAdded ? { kind: 'added', right, text } : { kind: 'context', left, right, text });
  }
  return hunks.map((hunk) => ({ lines: hunk }));
}
