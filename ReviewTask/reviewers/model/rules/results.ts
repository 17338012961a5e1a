// How far the rules were checked, for the report, and a failure where some of them were not.

import type { ReviewerFailure } from '../../../model/report.ts';
import type { Rule, RuleBook, RuleResult, RulesReport } from '../../../model/rules.ts';
import type { CheckOutcome } from './sweep.ts';

/** The account of rules and guidelines; `outcomes` are those of all questions. */
export function rulesReport(book: RuleBook, outcomes: readonly CheckOutcome[]): RulesReport {
  return {
    guidelines: book.guidelines.map(({ path, isCut }) => ({ path, isCut })),
    rules: book.rules.map((rule) => resultOf(rule, outcomes)),
    notes: book.notes,
  };
}

/** A file that several questions show counts once; it breaks a rule where any of its parts does. */
function resultOf(rule: Rule, outcomes: readonly CheckOutcome[]): RuleResult {
  const own = outcomes.filter((one) => one.rule.id === rule.id);
  const paths = (outcome: CheckOutcome['outcome']) =>
    new Set(own.filter((one) => one.outcome === outcome).map(({ path }) => path));
  const [broken, unanswered, kept] = [paths('broken'), paths('unanswered'), paths('kept')];
  const checked = new Set([...kept, ...broken]);
  return { id: rule.id, checked: checked.size, broken: broken.size, unanswered: [...unanswered].sort() };
}

/**
 * Named where a check got no answer although it was asked twice: such a review is partial. What nobody reviewed at all
 * (`unreviewed` paths) is named already.
 */
export function uncheckedFailure(report: RulesReport, unreviewed: ReadonlySet<string>): readonly ReviewerFailure[] {
  const open = report.rules
    .map(({ id, unanswered }) => ({ id, count: unanswered.filter((path) => !unreviewed.has(path)).length }))
    .filter(({ count }) => count > 0);
  if (open.length === 0) return [];
  const names = open.map(({ id, count }) => `${id} (${count})`).join(', ');
  return [
    {
      reviewer: 'model',
      code: 'rules-not-checked',
      problem: `The model gave no answer to some checks of rules, also when asked again: ${names}.`,
      fix: 'Run the review again, use a stronger model, or state these rules more simply.',
    },
  ];
}
