// How many lines of context a question gets: some for free, more with more changed lines, so that the cost per line stays put.
import type { Effort } from '../model/config.ts';
import { changedLineCount } from '../model/diff.ts';
import type { ChunkPart } from '../model/plan.ts';
import type { CallerReach } from './callers.ts';
import type { ContextBudget } from './context-of.ts';

/**
 * A line is about twelve tokens, and a change costs sixteen or seventeen tokens a line by itself. `quick` has to stay below
 * 25 tokens for each changed line and 3,000 for each question; `standard` sends everything twice and has 80.
 */
const shares: Readonly<Record<Effort, { readonly perHunk: number; readonly free: number; readonly share: number }>> = {
  quick: { perHunk: 25, free: 40, share: 0.3 },
  standard: { perHunk: 40, free: 60, share: 0.6 },
  deep: { perHunk: 60, free: 100, share: 1 },
};

/** The budget of a question about these parts. */
export function budgetOf(parts: readonly ChunkPart[], effort: Effort): ContextBudget {
  const { perHunk, free, share } = shares[effort];
  const changed = parts.reduce((sum, part) => sum + changedLineCount(part.hunks), 0);
  return { linesPerHunk: perHunk, linesPerChunk: Math.round(free + share * changed) };
}

/** What the finder sees of each caller of a changed function; `undefined` for none: `quick` has no tokens for it. */
export function callerReachOf(effort: Effort): CallerReach | undefined {
  switch (effort) {
    case 'quick':
      return undefined;
    case 'standard':
      return { sites: 2, around: 1, withSignature: false };
    case 'deep':
      return { sites: 3, around: 2, withSignature: true };
  }
}
