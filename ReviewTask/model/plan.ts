// What will be read: files, skips with their reasons, and chunks that fit one question to the model.
import type { ChangedFile, Hunk, NoLines, TextContent } from './diff.ts';

/** A changed file that has lines to review. */
export interface TextFile extends ChangedFile {
  readonly content: TextContent;
}

/** True for a changed file whose lines could be read. */
export function isTextFile(file: ChangedFile): file is TextFile {
  return file.content.kind === 'text';
}

/** Why a changed file is not reviewed. */
export type SkipReason =
  /** A person or a default said so. Not a gap: an excluded file does not make the review partial. */
  | { readonly kind: 'excluded'; readonly pattern: string; readonly from: 'default' | 'input' | 'file' }
  /** Nothing to read. A binary or a submodule is no gap; `too-large` and `unreadable` are. */
  | { readonly kind: 'no-lines'; readonly reason: NoLines }
  /** The pull request has more changed lines than `maxChangedLines`; riskier files went first. */
  | { readonly kind: 'over-max-changed-lines'; readonly limit: number }
  /** Most lines are longer than a person would read, so the model did not get the file; the built-in checks did. */
  | { readonly kind: 'long-lines'; readonly limit: number }
  /** Lines of a file that is reviewed: the model saw their beginning only, the built-in checks all of them. */
  | { readonly kind: 'cut-lines'; readonly limit: number }
  /** The token ceiling of the run was reached. */
  | { readonly kind: 'over-max-tokens'; readonly limit: number }
  /** The run's own deadline came first. */
  | { readonly kind: 'out-of-time' }
  /** The model did not give a usable answer for this part. */
  | { readonly kind: 'model-failed'; readonly problem: string }
  /** These lines are as they were when an earlier iteration was reviewed; no gap. */
  | { readonly kind: 'reviewed-before'; readonly iteration: number }
  /** Neither planned nor left out: a mistake of ours, which the ledger finds. */
  | { readonly kind: 'unplanned' };

export interface Skip {
  readonly path: string;
  /** Added plus removed lines that are not reviewed; 0 where the file was not read. */
  readonly changedLines: number;
  readonly reason: SkipReason;
}

/** Part of one file that goes into one question. */
export interface ChunkPart {
  readonly path: string;
  readonly originalPath: string;
  readonly hunks: readonly Hunk[];
}

/** What one question to the model holds. */
export interface Chunk {
  readonly parts: readonly ChunkPart[];
  /** Our own estimate, of the hunks alone. */
  readonly estimatedTokens: number;
}

export interface ReviewPlan {
  /** Files to review, riskiest first; of a file that was reviewed before, with the hunks that hold something new only. */
  readonly files: readonly TextFile[];
  readonly skips: readonly Skip[];
  /** Every changed line of `files` is in exactly one chunk; a hunk too large for one is split. Empty where no model is used. */
  readonly chunks: readonly Chunk[];
}

/** True where a skip means that lines a person would expect to be reviewed were not. */
export function isGap(reason: SkipReason): boolean {
  if (reason.kind === 'excluded' || reason.kind === 'reviewed-before') return false;
  if (reason.kind === 'no-lines') return reason.reason === 'too-large' || reason.reason === 'unreadable';
  return true;
}
