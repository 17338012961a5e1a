// What is new about a pull request since an earlier iteration, file by file.
import type { Hunk, TextContent } from './diff.ts';

/** Where a line of one text stands in another: 1-based to 1-based, `undefined` for a line that is gone or never was. */
export type LineMap = (line: number) => number | undefined;

/** Changed lines of one look at a file that another look did not have. */
export interface FreshLines {
  /** The hunks that hold such a line; of a long hunk the surroundings of those lines only. */
  readonly hunks: readonly Hunk[];
  /** 1-based numbers of the added lines that are new. */
  readonly right: ReadonlySet<number>;
  /** 1-based numbers of the removed lines that are new. */
  readonly left: ReadonlySet<number>;
}

/** A file of the pull request as an earlier review saw it, beside the file as it is now. */
export interface FileDelta {
  /** Repository path now. */
  readonly path: string;
  /** Repository path at the earlier iteration. */
  readonly earlierPath: string;
  /** What the diff was then. */
  readonly earlier: TextContent;
  /** From the earlier line numbers to those of now. */
  readonly toNow: { readonly left: LineMap; readonly right: LineMap };
  /** Changed lines of now that were not part of the diff then; numbers of now. */
  readonly fresh: FreshLines;
  /** Changed lines of then that are not part of the diff now; numbers of then. */
  readonly lost: FreshLines;
}

/** What one run has to look at, where it does not look at everything. */
export interface FreshPart {
  /** The iteration that was reviewed before. */
  readonly since: number;
  /** By path now; a file that is not in it is new as a whole. */
  readonly files: ReadonlyMap<string, FreshLines>;
}
