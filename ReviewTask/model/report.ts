// The whole account of one review: everything found, everything read, and everything left out.
import type { Finding, Severity } from './finding.ts';
import type { Ledger } from './ledger.ts';
import type { Skip } from './plan.ts';
import type { RulesReport } from './rules.ts';
import type { Scope } from './scope.ts';

/** `fail` with a blocker, `advisory` with warnings only, else `pass`. */
export type Verdict = 'pass' | 'advisory' | 'fail';

export interface ReviewedFile {
  readonly path: string;
  /** Added plus removed lines. */
  readonly changedLines: number;
}

/** What the model cost. All zero without one. */
export interface ModelSpending {
  /** Questions that were answered, repairs among them. */
  readonly calls: number;
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly reasoning: number;
  /** Calls that asked again because an answer could not be read. */
  readonly repairs: number;
  /** How often the server turned a question away for now (429). */
  readonly throttled: number;
  /** True when a server reported no usage and the numbers are ours. */
  readonly estimated: boolean;
}

/** A reviewer or one of its parts that did not come to an end. The others' findings stand. */
export interface ReviewerFailure {
  readonly reviewer: 'model' | 'secrets' | 'built-in';
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly pullRequestId: number;
  readonly iterationId: number;
  readonly sourceCommit: string;
  /** How much of the pull request was looked at. */
  readonly scope: Scope;
  readonly verdict: Verdict;
  /** True when a reviewable line was not reviewed; such a review never reads as a plain pass. */
  readonly partial: boolean;
  /** Settled, best first. */
  readonly findings: readonly Finding[];
  readonly reviewed: readonly ReviewedFile[];
  readonly skipped: readonly Skip[];
  /** What became of every changed line; `reviewed` and `skipped` say the same by file. */
  readonly ledger: Ledger;
  readonly failures: readonly ReviewerFailure[];
  /** What the change does, in the model's words; `undefined` without a model. */
  readonly summary: string | undefined;
  /** What is new since the last review, in the model's words; `undefined` in a full review. */
  readonly news: string | undefined;
  /** The model's name; `undefined` when only the built-in checks ran. */
  readonly model: string | undefined;
  /** Independent passes that the model was asked for; 0 without one. */
  readonly passes: number;
  readonly spending: ModelSpending;
  /** The owners' rules and guidelines, and how far the rules were checked. */
  readonly rules: RulesReport;
  readonly seconds: number;
  /** Likes of people on our comments, by fingerprint; absent where nobody looked. */
  readonly votes?: ReadonlyMap<string, number>;
}

/** Findings of a severity that count: posted, listed or known from before; not the merged, held and waived ones. */
export function countOf(findings: readonly Finding[], severity: Severity): number {
  const counting = ['post', 'list', 'known'];
  return findings.filter((one) => one.severity === severity && counting.includes(one.disposition.kind)).length;
}

/** The verdict that a set of findings makes. The model has no say in it. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (countOf(findings, 'blocker') > 0) return 'fail';
  return countOf(findings, 'warning') > 0 ? 'advisory' : 'pass';
}
