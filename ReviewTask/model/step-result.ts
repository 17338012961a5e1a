// What the outcome of a review means for the pipeline step: its result, its last words and its output variables.

import type { Severity } from './finding.ts';
import type { Outcome } from './outcome.ts';
import { isGap } from './plan.ts';
import { countOf, type Report } from './report.ts';

export interface StepResult {
  readonly result: 'succeeded' | 'issues' | 'failed';
  /** One line, or a few where a person has something to do. */
  readonly message: string;
}

/**
 * The step fails for findings only where `failTask` asks for it. An error that stands on the pull request as a status leaves
 * the step with issues, so that the rest of the pipeline runs; one that nobody would see on the pull request fails the step.
 */
export function stepResult(outcome: Outcome, failTask: boolean): StepResult {
  switch (outcome.kind) {
    case 'skipped':
    case 'unchanged': {
      const isFailed = failTask && (outcome.state === 'failed' || outcome.state === 'error');
      return { result: isFailed ? 'failed' : 'succeeded', message: outcome.reason };
    }
    case 'superseded':
      return { result: 'succeeded', message: outcome.reason };
    case 'stopped': {
      const isFailed = failTask || !outcome.isOnPullRequest;
      return { result: isFailed ? 'failed' : 'issues', message: `${outcome.stopped.problem}\n${outcome.stopped.fix}` };
    }
    case 'reviewed': {
      const message = `${wordOf(outcome)}: ${countsText(outcome.report)}.`;
      if (failTask && (outcome.isFailed || outcome.state === 'error')) return { result: 'failed', message };
      if (!outcome.isStatusPosted) return { result: 'failed', message: [message, ...hintsOf(outcome)].join('\n') };
      const hasIssues = outcome.unposted.length > 0 || outcome.report.failures.length > 0;
      return hasIssues
        ? { result: 'issues', message: [message, ...hintsOf(outcome)].join('\n') }
        : { result: 'succeeded', message };
    }
  }
}

/** What a person has to do about what did not come to its end. */
function hintsOf({ report, unposted }: Extract<Outcome, { kind: 'reviewed' }>): readonly string[] {
  return [...report.failures, ...unposted].map((one) => `${one.problem} ${one.fix}`);
}

/** The task's output variables by name; `reportPath` is added by whoever wrote the report. */
export function outputVariables(outcome: Outcome): Readonly<Record<string, string>> {
  const report = outcome.kind === 'reviewed' ? outcome.report : undefined;
  const count = (severity: Severity) => String(countIn(outcome, severity));
  const verdict = {
    reviewed: () => (outcome.kind === 'reviewed' ? outcome.verdict : ''),
    skipped: () => 'SKIPPED',
    unchanged: () => 'UNCHANGED',
    superseded: () => 'SUPERSEDED',
    stopped: () => 'ERROR',
  };
  return {
    verdict: verdict[outcome.kind](),
    blockers: count('blocker'),
    warnings: count('warning'),
    suggestions: count('suggestion'),
    reviewedFiles: String(report?.reviewed.length ?? 0),
    skippedFiles: String(report ? report.skipped.length : outcome.kind === 'skipped' ? outcome.skippedFiles : 0),
  };
}

/** A run that finds nothing new has the counts of the last review, so that a gate on them does not open. */
function countIn(outcome: Outcome, severity: Severity): number {
  if (outcome.kind === 'unchanged') return outcome.counts[severity];
  return outcome.kind === 'reviewed' ? countOf(outcome.report.findings, severity) : 0;
}

function wordOf({ verdict }: Extract<Outcome, { kind: 'reviewed' }>): string {
  return verdict === 'ERROR' ? 'ERROR, nothing was reviewed' : verdict;
}

function countsText(report: Report): string {
  const gaps = report.skipped.filter((skip) => isGap(skip.reason)).length;
  const counts = (['blocker', 'warning', 'suggestion'] as const).map((severity) => {
    const count = countOf(report.findings, severity);
    return `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  // The counts are those of the whole pull request, the files those of this run alone.
  const files = `${report.reviewed.length} file${report.reviewed.length === 1 ? '' : 's'} reviewed`;
  const done = report.reviewed.length === 0 && gaps === 0 ? 'nothing new to review' : files;
  return `${counts.join(', ')}; ${done}${gaps > 0 ? `, ${gaps} not reviewed` : ''}`;
}
