// Puts plan, findings and what the reviewers said together into the report; every changed file is accounted for.
import { changedLineCount } from './diff.ts';
import type { Finding } from './finding.ts';
import { isGap, type ReviewPlan, type Skip } from './plan.ts';
import { type ModelSpending, type Report, type ReviewedFile, type ReviewerFailure, verdictOf } from './report.ts';
import type { Snapshot } from './snapshot.ts';

/** What went into a review. */
export interface ReviewParts {
  readonly snapshot: Snapshot;
  readonly plan: ReviewPlan;
  readonly findings: readonly Finding[];
  /** Planned files, or parts of them, that got no review after all. */
  readonly unreviewed: readonly Skip[];
  readonly failures: readonly ReviewerFailure[];
  readonly summary: string | undefined;
  readonly model: string | undefined;
  readonly passes: number;
  readonly spending: ModelSpending;
  /** Seconds from start to the settled findings. */
  readonly seconds: number;
}

/** The report. A review is partial when a line that a person would expect to be reviewed was not, or a reviewer failed. */
export function makeReport(parts: ReviewParts): Report {
  const skipped = [...parts.plan.skips, ...parts.unreviewed];
  return {
    schemaVersion: 1,
    pullRequestId: parts.snapshot.pullRequest.id,
    iterationId: parts.snapshot.iteration.id,
    sourceCommit: parts.snapshot.iteration.source,
    verdict: verdictOf(parts.findings),
    partial: parts.failures.length > 0 || skipped.some((skip) => isGap(skip.reason)),
    findings: parts.findings,
    reviewed: reviewedFiles(parts.plan, parts.unreviewed),
    skipped: [...skipped].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    failures: parts.failures,
    summary: parts.summary,
    model: parts.model,
    passes: parts.passes,
    spending: parts.spending,
    seconds: parts.seconds,
  };
}

function reviewedFiles(plan: ReviewPlan, unreviewed: readonly Skip[]): readonly ReviewedFile[] {
  return plan.files.flatMap((file) => {
    const missed = unreviewed
      .filter((skip) => skip.path === file.path)
      .reduce((sum, skip) => sum + skip.changedLines, 0);
    const changedLines = changedLineCount(file.content.hunks) - missed;
    return changedLines > 0 ? [{ path: file.path, changedLines }] : [];
  });
}
