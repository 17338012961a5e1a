// The files of a chunk that got no usable answer, as skips.
import { changedLineCount } from '../../model/diff.ts';
import type { Chunk, Skip, SkipReason } from '../../model/plan.ts';

/** One skip for each part of the chunk. */
export function skipsOf(chunk: Chunk, reason: SkipReason): readonly Skip[] {
  return chunk.parts.map((part) => ({ path: part.path, changedLines: changedLineCount(part.hunks), reason }));
}
