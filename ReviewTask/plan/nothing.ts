// Tells a pull request that has nothing to review from one that could not be read.
import { isGap, type ReviewPlan } from '../model/plan.ts';

/** Why there is nothing to review; `undefined` where there is something, or where something could not be read. */
export function nothingToReview(
  plan: ReviewPlan,
): { readonly kind: 'no-reviewable-changes' } | { readonly kind: 'all-files-excluded' } | undefined {
  // Lines that were reviewed before are something: their findings stand, and their verdict with them.
  if (plan.skips.some((skip) => skip.reason.kind === 'reviewed-before')) return undefined;
  if (plan.files.length > 0 || plan.skips.some((skip) => isGap(skip.reason))) return undefined;
  const excluded = plan.skips.filter((skip) => skip.reason.kind === 'excluded');
  const isAllExcluded = excluded.length > 0 && excluded.length === plan.skips.length;
  return { kind: isAllExcluded ? 'all-files-excluded' : 'no-reviewable-changes' };
}
