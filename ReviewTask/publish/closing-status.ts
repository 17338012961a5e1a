// The status at the end of a review, also where the model could not be reached and only the built-in checks have spoken.
import { conclusionOf } from '../model/conclusion.ts';
import type { Config } from '../model/config.ts';
import type { StatusPost } from '../model/publication.ts';
import type { Report } from '../model/report.ts';
import { errorStatus, finalStatus, type StatusContext, skippedStatus } from './status.ts';

/**
 * `failed` findings count whatever else happened. Without them, a review that read nothing at all makes the status
 * `error`, or `notApplicable` where the configuration asks for `neutral`.
 */
export function closingStatus(
  report: Report,
  wishes: Pick<Config, 'failOn' | 'onModelFailure'>,
  context: StatusContext,
): StatusPost {
  const conclusion = conclusionOf(report, wishes.failOn);
  if (conclusion.kind !== 'error') return finalStatus(report, conclusion.kind, context);
  if (wishes.onModelFailure === 'error') return errorStatus(conclusion.why, context);
  return skippedStatus({ kind: 'filtered', reason: conclusion.why.problem }, context);
}
