// The status at the end of a review, also where the model could not be reached and only the built-in checks have spoken.

import type { Explanation } from '../errors.ts';
import type { Config } from '../model/config.ts';
import { isGap } from '../model/plan.ts';
import type { StatusPost } from '../model/publication.ts';
import type { Report } from '../model/report.ts';
import { errorStatus, finalStatus, isFailing, type StatusContext, skippedStatus } from './status.ts';

/**
 * `failed` findings count whatever else happened. Without them, a review that read nothing at all makes the status
 * `error`, or `notApplicable` where the configuration asks for `neutral`.
 */
export function closingStatus(
  report: Report,
  wishes: Pick<Config, 'failOn' | 'onModelFailure'>,
  context: StatusContext,
): StatusPost {
  const failure = totalFailure(report);
  if (failure === undefined || isFailing(report, wishes.failOn)) return finalStatus(report, wishes.failOn, context);
  if (wishes.onModelFailure === 'error') return errorStatus(failure, context);
  return skippedStatus({ kind: 'filtered', reason: failure.problem }, context);
}

/** Why nothing at all, or nothing of what is new, was reviewed; `undefined` where at least one file was, or nothing should have been. */
function totalFailure(report: Report): Explanation | undefined {
  if (report.reviewed.length > 0) return undefined;
  const failure = report.failures.find((one) => one.reviewer === 'model');
  if (failure !== undefined) return failure;
  // Nothing was new: the lines of earlier reviews stand.
  if (report.ledger.totals.reviewedBefore > 0) return undefined;
  return report.skipped.some((skip) => isGap(skip.reason)) ? nothingRead : undefined;
}

const nothingRead: Explanation = {
  code: 'nothing-reviewed',
  problem: 'Not one changed file could be reviewed; the tracking comment names the reason for each.',
  fix: 'Raise the limit that is named there, or review the pull request by hand.',
};
