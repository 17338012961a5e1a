// How a review ended, decided in one place for the status, the headings, the run's last line and its output variables.
import type { FailOn } from './config.ts';
import type { Stopped } from './outcome.ts';
import { isGap } from './plan.ts';
import { countOf, type Report } from './report.ts';

/** `error`: nothing was reviewed, and `why` says why. `failed`: the findings are what `failOn` names; they count first. */
export type Conclusion =
  | { readonly kind: 'failed' | 'succeeded' }
  | { readonly kind: 'error'; readonly why: Stopped; readonly isOnlyOfNew: boolean };

export function conclusionOf(report: Report, failOn: FailOn): Conclusion {
  if (isFailing(report, failOn)) return { kind: 'failed' };
  const why = whyNothing(report);
  if (why === undefined) return { kind: 'succeeded' };
  return { kind: 'error', why, isOnlyOfNew: report.ledger.totals.reviewedBefore > 0 };
}

/** `ERROR`, or `PASS`, `ADVISORY` or `FAIL` with `PARTIAL` before it where a line was not reviewed. */
export function verdictText(report: Report, failOn: FailOn): string {
  if (conclusionOf(report, failOn).kind === 'error') return 'ERROR';
  return `${report.partial ? 'PARTIAL ' : ''}${report.verdict.toUpperCase()}`;
}

/** The verdict for a heading: an error says what it means. */
export function verdictHeading(report: Report, failOn: FailOn): string {
  const conclusion = conclusionOf(report, failOn);
  const verdict = verdictText(report, failOn);
  if (conclusion.kind !== 'error') return verdict;
  return `${verdict} — ${conclusion.isOnlyOfNew ? 'nothing of what is new' : 'nothing'} was reviewed`;
}

/** True where the findings make the status `failed`. */
export function isFailing({ findings }: Pick<Report, 'findings'>, failOn: FailOn): boolean {
  if (failOn === 'none') return false;
  if (countOf(findings, 'blocker') > 0) return true;
  return failOn === 'warning' && countOf(findings, 'warning') > 0;
}

/** Why nothing at all, or nothing of what is new, was reviewed; `undefined` where at least one file was, or nothing should have been. */
function whyNothing(report: Report): Stopped | undefined {
  if (report.reviewed.length > 0) return undefined;
  const failure = report.failures.find((one) => one.reviewer === 'model');
  if (failure !== undefined) return failure;
  // Nothing was new: the lines of earlier reviews stand.
  if (report.ledger.totals.reviewedBefore > 0) return undefined;
  return report.skipped.some((skip) => isGap(skip.reason)) ? nothingRead : undefined;
}

const nothingRead: Stopped = {
  code: 'nothing-reviewed',
  problem: 'Not one changed file could be reviewed; the tracking comment names the reason for each.',
  fix: 'Raise the limit that is named there, or review the pull request by hand.',
};
