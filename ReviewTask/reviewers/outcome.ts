// What the reviewers together have to say: findings, and what did not come to an end.
import type { RawFinding } from '../model/finding.ts';
import type { Skip } from '../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../model/report.ts';
import type { RulesReport } from '../model/rules.ts';

/** Findings of all reviewers. One that failed is named; the others' findings stand. */
export interface ReviewerOutcome {
  readonly findings: readonly RawFinding[];
  /** Planned files that the model did not get to or gave no usable answer for. */
  readonly unreviewed: readonly Skip[];
  readonly failures: readonly ReviewerFailure[];
  /** What the change does, in the model's words. */
  readonly summary: string | undefined;
  readonly spending: ModelSpending;
  /** How far rules were checked. */
  readonly rules: RulesReport;
}

/** No money spent. */
export const noSpending: ModelSpending = {
  calls: 0,
  prompt: 0,
  cached: 0,
  completion: 0,
  reasoning: 0,
  repairs: 0,
  throttled: 0,
  estimated: false,
};

/** Two accounts as one. */
export function addSpending(one: ModelSpending, other: ModelSpending): ModelSpending {
  return {
    calls: one.calls + other.calls,
    prompt: one.prompt + other.prompt,
    cached: one.cached + other.cached,
    completion: one.completion + other.completion,
    reasoning: one.reasoning + other.reasoning,
    repairs: one.repairs + other.repairs,
    throttled: one.throttled + other.throttled,
    estimated: one.estimated || other.estimated,
  };
}
