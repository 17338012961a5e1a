// What the outcome of a sweep means for the pipeline step: its result, its last words and its output variables.
import { outputVariables, type StepResult, stepResult } from './step-result.ts';
import { type Fate, fateOf, type SweepOutcome } from './sweep.ts';

/**
 * The step fails where nothing could be done at all: the list was refused, or every pull request that was begun stopped
 * before anything could be said on it. `failTask` makes it fail where it would fail the review of one of them by itself.
 */
export function sweepResult(outcome: SweepOutcome, failTask: boolean): StepResult {
  if (outcome.kind === 'refused') {
    return { result: 'failed', message: `${outcome.stopped.problem}\n${outcome.stopped.fix}` };
  }
  const { pullRequests } = outcome;
  const message = countsLine(outcome);
  const results = pullRequests.map((one) => stepResult(one.outcome, failTask).result);
  const isMute = pullRequests.map((one) => one.outcome.kind === 'stopped' && !one.outcome.isOnPullRequest);
  const isFailed = failTask ? results.includes('failed') : isMute.length > 0 && !isMute.includes(false);
  if (isFailed) return { result: 'failed', message };
  return { result: results.some((result) => result !== 'succeeded') ? 'issues' : 'succeeded', message };
}

/** The task's output variables by name; numbers of findings and files are sums over what was reviewed in this run. */
export function sweepVariables(outcome: SweepOutcome): Readonly<Record<string, string>> {
  const all = outcome.kind === 'swept' ? outcome.pullRequests.map((one) => outputVariables(one.outcome)) : [];
  const sum = (name: string) => String(all.reduce((total, one) => total + Number(one[name]), 0));
  const count = (fate: Fate) => String(countOf(outcome, fate));
  const leftOut = outcome.kind === 'swept' ? outcome.leftOut.length : 0;
  return {
    verdict: outcome.kind === 'swept' ? 'SWEPT' : 'ERROR',
    blockers: sum('blockers'),
    warnings: sum('warnings'),
    suggestions: sum('suggestions'),
    reviewedFiles: sum('reviewedFiles'),
    skippedFiles: sum('skippedFiles'),
    openPullRequests: String(all.length + leftOut),
    reviewedPullRequests: count('reviewed'),
    unchangedPullRequests: count('unchanged'),
    skippedPullRequests: count('skipped'),
    failedPullRequests: count('failed'),
    leftOutPullRequests: String(leftOut),
  };
}

function countOf(outcome: SweepOutcome, fate: Fate): number {
  return outcome.kind === 'swept' ? outcome.pullRequests.filter((one) => fateOf(one) === fate).length : 0;
}

/** `5 open pull requests: 2 reviewed, 3 unchanged.`, with those that were left out. */
export function countsLine(outcome: Extract<SweepOutcome, { kind: 'swept' }>): string {
  const { leftOut, pullRequests } = outcome;
  const total = pullRequests.length + leftOut.length;
  if (total === 0) return 'No pull request is open: there was nothing to do.';
  const fates = (['reviewed', 'unchanged', 'skipped', 'failed'] as const).flatMap((fate) => {
    const count = countOf(outcome, fate);
    return count === 0 ? [] : [`${count} ${fate}`];
  });
  const left = leftOut.length === 0 ? [] : [`${leftOut.length} not begun`];
  return `${total} open pull request${total === 1 ? '' : 's'}: ${[...fates, ...left].join(', ')}.`;
}
