// The status at the end of a review, also where the model could not be reached and only the built-in checks have spoken.
import type { Config } from '../model/config.ts';
import type { StatusPost } from '../model/publication.ts';
import type { Report, ReviewerFailure } from '../model/report.ts';
import { errorStatus, finalStatus, isFailing, type StatusContext, skippedStatus } from './status.ts';

/**
 * `failed` findings count whatever else happened. Without them, a model that gave no usable answer at all makes the status
 * `error`, or `notApplicable` where the configuration asks for `neutral`.
 */
export function closingStatus(
  report: Report,
  wishes: Pick<Config, 'failOn' | 'onModelFailure'>,
  context: StatusContext,
): StatusPost {
  const failure = modelFailure(report);
  if (failure === undefined || isFailing(report, wishes.failOn)) return finalStatus(report, wishes.failOn, context);
  if (wishes.onModelFailure === 'error') return errorStatus(failure, context);
  return skippedStatus({ kind: 'filtered', reason: failure.problem }, context);
}

/** Why the model said nothing at all; `undefined` where it answered for at least one file or none was asked. */
function modelFailure(report: Report): ReviewerFailure | undefined {
  if (report.reviewed.length > 0) return undefined;
  return report.failures.find((failure) => failure.reviewer === 'model');
}
