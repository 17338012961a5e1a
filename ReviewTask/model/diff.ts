// What changed: files, hunks and lines, with the numbering that threads use.

/** Left is the merge base, right is the source of the iteration. */
export type Side = 'left' | 'right';

/** One line of a hunk. Line numbers are 1-based; `text` has no line ending and no byte order mark. */
export type DiffLine =
  | { readonly kind: 'context'; readonly left: number; readonly right: number; readonly text: string }
  | { readonly kind: 'added'; readonly right: number; readonly text: string }
  | { readonly kind: 'removed'; readonly left: number; readonly text: string };

/** A run of changed lines with unchanged lines around it, in file order; removed lines come before added ones. */
export interface Hunk {
  readonly lines: readonly DiffLine[];
}

/** Blob id of an empty side: the file does not exist there. */
export type BlobId = string;

/**
 * One changed path as the iteration lists it, before its contents are read. Paths are repository paths: forward
 * slashes, no leading slash.
 */
export interface ChangeEntry {
  readonly path: string;
  /** The path on the left side; differs from `path` for a rename. */
  readonly originalPath: string;
  readonly isAdded: boolean;
  readonly isDeleted: boolean;
  readonly isRenamed: boolean;
  /** Blob on the right side; `undefined` when deleted. */
  readonly rightBlob: BlobId | undefined;
  /** Blob on the left side; `undefined` when added. */
  readonly leftBlob: BlobId | undefined;
  /** True where the service says that the entry is not a file: a submodule or a folder. */
  readonly isSubmodule: boolean;
  /** Follows the file through the iterations; `undefined` for a local preview. */
  readonly changeTrackingId: number | undefined;
}

/** Why a changed file has no lines to read. */
export type NoLines =
  | 'binary'
  | 'submodule'
  | 'lfs-pointer'
  | 'too-large'
  | 'unreadable'
  /** Same content on both sides: a pure rename or a mode change. */
  | 'same-content'
  /** Only line endings, the final newline or the byte order mark differ. */
  | 'only-line-endings';

/** A changed file with its hunks, or with the reason why it has none. */
export interface ChangedFile extends ChangeEntry {
  readonly content: TextContent | NoContent;
}

export interface TextContent {
  readonly kind: 'text';
  readonly hunks: readonly Hunk[];
  /** All lines of each side without line endings; empty where the file does not exist on that side. */
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export interface NoContent {
  readonly kind: 'none';
  readonly reason: NoLines;
}

/** Lines added on the right plus lines removed on the left. */
export function changedLineCount(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, hunk) => sum + hunk.lines.filter((line) => line.kind !== 'context').length, 0);
}
