// How many lines of context a question gets: some for free, more with more changed lines, so that the cost per line stays put.
import { changedLineCount } from '../model/diff.ts';
import type { Chunk } from '../model/plan.ts';
import type { ContextBudget } from './context-of.ts';

/** How much a review may spend on reading around the change. */
export type Generosity = 'quick' | 'standard' | 'deep';

/**
 * A line is about twelve tokens, and a change costs sixteen or seventeen tokens a line by itself. `quick` has to stay below
 * 25 tokens for each changed line and 3,000 for each question; `standard` sends everything twice and has 80.
 */
const shares: Readonly<
  Record<Generosity, { readonly perHunk: number; readonly free: number; readonly share: number }>
> = {
  quick: { perHunk: 25, free: 40, share: 0.3 },
  standard: { perHunk: 40, free: 60, share: 0.6 },
  deep: { perHunk: 60, free: 100, share: 1 },
};

/** The budget of one question. */
export function budgetOf({ parts }: Chunk, generosity: Generosity): ContextBudget {
  const { perHunk, free, share } = shares[generosity];
  const changed = parts.reduce((sum, part) => sum + changedLineCount(part.hunks), 0);
  return { linesPerHunk: perHunk, linesPerChunk: Math.round(free + share * changed) };
}
