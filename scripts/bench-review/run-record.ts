// What one run of the task on one case left behind: everything that the metrics are made of, as plain data.

import type { ExpectedFinding } from './bench-case.ts';
import type { Claim } from './claim.ts';

/** A finding of the report, as far as the bench reads it. */
export interface ReportedFinding {
  readonly fingerprint: string;
  readonly path: string;
  readonly title: string;
  readonly source: string;
  /** `undefined` without a line. 1-based lines, the last inclusive. */
  readonly lines: { readonly side: 'new' | 'old'; readonly first: number; readonly last: number } | undefined;
  readonly disposition: string;
  /** Why it was held or listed; empty otherwise. */
  readonly reason: string;
  /** Who verified it; empty when nobody did. */
  readonly verifiedBy: string;
}

/** One question that reached the model. */
export interface AskedQuestion {
  readonly kind: 'findings' | 'verdict' | 'other';
  /** Schema and tools, which providers put before the texts. */
  readonly preamble: string;
  readonly system: string;
  readonly user: string;
  /** Milliseconds on one clock for all questions of a run. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

export interface RunRecord {
  readonly caseName: string;
  readonly model: string;
  readonly expected: readonly ExpectedFinding[];
  readonly claims: readonly Claim[];
  /** Best first, as the report has them. */
  readonly findings: readonly ReportedFinding[];
  /** Fingerprints and places of the threads that are on the pull request, in the order of the report. */
  readonly posted: readonly ReportedFinding[];
  /** In the order of asking. */
  readonly questions: readonly AskedQuestion[];
  readonly changedLines: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
  /** The task's output variable. */
  readonly verdict: string;
  /** States of the status in the order of posting. */
  readonly statuses: readonly string[];
  readonly lastStatus: string;
  readonly exitCode: number | null;
  /** The report could be read. */
  readonly hasReport: boolean;
}
