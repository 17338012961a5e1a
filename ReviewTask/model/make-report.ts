// Puts plan, findings and what the reviewers said together into the report; every changed file is accounted for.
import type { Finding } from './finding.ts';
import { isIncomplete, type Ledger, makeLedger } from './ledger.ts';
import type { ReviewPlan, Skip } from './plan.ts';
import { type ModelSpending, type Report, type ReviewedFile, type ReviewerFailure, verdictOf } from './report.ts';
import type { RulesReport } from './rules.ts';
import type { Scope } from './scope.ts';
import type { Snapshot } from './snapshot.ts';

/** What went into a review. */
export interface ReviewParts {
  readonly snapshot: Snapshot;
  readonly plan: ReviewPlan;
  readonly scope: Scope;
  readonly findings: readonly Finding[];
  /** Planned files, or parts of them, that got no review after all. */
  readonly unreviewed: readonly Skip[];
  readonly failures: readonly ReviewerFailure[];
  readonly summary: string | undefined;
  readonly news: string | undefined;
  readonly model: string | undefined;
  readonly passes: number;
  readonly spending: ModelSpending;
  readonly rules: RulesReport;
  /** Seconds from start to the settled findings. */
  readonly seconds: number;
}

/** The report. A review is partial when a line that a person would expect to be reviewed was not, or a reviewer failed. */
export function makeReport(parts: ReviewParts): Report {
  const ledger = makeLedger(parts.snapshot, parts.plan, parts.unreviewed);
  return {
    schemaVersion: 1,
    pullRequestId: parts.snapshot.pullRequest.id,
    iterationId: parts.snapshot.iteration.id,
    sourceCommit: parts.snapshot.iteration.source,
    scope: parts.scope,
    verdict: verdictOf(parts.findings),
    partial: parts.failures.length > 0 || isIncomplete(ledger),
    findings: parts.findings,
    reviewed: reviewedFiles(ledger),
    skipped: skippedFiles(ledger),
    ledger,
    failures: parts.failures,
    summary: parts.summary,
    news: parts.news,
    model: parts.model,
    passes: parts.passes,
    spending: parts.spending,
    rules: parts.rules,
    seconds: parts.seconds,
  };
}

function reviewedFiles({ entries }: Ledger): readonly ReviewedFile[] {
  return entries.flatMap(({ fate, path, lines = 0 }) => (fate.kind === 'sent' ? [{ path, changedLines: lines }] : []));
}

function skippedFiles({ entries }: Ledger): readonly Skip[] {
  return entries.flatMap(({ fate, path, lines = 0 }) =>
    'reason' in fate ? [{ path, changedLines: lines, reason: fate.reason }] : [],
  );
}
