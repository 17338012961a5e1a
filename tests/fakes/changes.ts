// Builders of changed entries and files, for tests that need one with just this or that about it.
import type { ChangedFile, ChangeEntry, Hunk } from '../../ReviewTask/model/diff.ts';
import type { TextFile } from '../../ReviewTask/model/plan.ts';

/** An edited file; whatever is given goes before the defaults. */
export function anEntry(given: Partial<ChangeEntry> = {}): ChangeEntry {
  const path = given.path ?? 'src/app.ts';
  return {
    path,
    originalPath: path,
    isAdded: false,
    isDeleted: false,
    isRenamed: false,
    isSubmodule: false,
    leftBlob: '1'.repeat(40),
    rightBlob: '2'.repeat(40),
    changeTrackingId: 1,
    ...given,
  };
}

/** A file that is new with these lines. */
export function aNewFile(path: string, lines: readonly string[]): TextFile {
  const hunk: Hunk = { lines: lines.map((text, index) => ({ kind: 'added', right: index + 1, text })) };
  return {
    ...anEntry({ path, isAdded: true, leftBlob: undefined }),
    content: { kind: 'text', hunks: lines.length > 0 ? [hunk] : [], left: [], right: lines },
  };
}

/** A changed file without lines. */
export function aFileWithoutLines(path: string, reason: 'binary' | 'submodule' | 'unreadable'): ChangedFile {
  return { ...anEntry({ path }), content: { kind: 'none', reason } };
}
