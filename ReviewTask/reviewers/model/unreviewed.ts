// The files of a chunk that got no usable answer, as skips.
import { wholeLineCount } from '../../model/long-line.ts';
import type { Chunk, Skip, SkipReason } from '../../model/plan.ts';

/** One skip for each part of the chunk. Lines that were not shown whole are skipped by the plan already. */
export function skipsOf(chunk: Chunk, reason: SkipReason): readonly Skip[] {
  return chunk.parts.map((part) => ({ path: part.path, changedLines: wholeLineCount(part.hunks), reason }));
}
