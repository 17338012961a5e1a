// What a claim that a rule is broken is measured by: the rule's own words, not whether anything fails.
import type { PlacedFinding } from '../../../model/finding.ts';
import type { Rule, RuleBook } from '../../../model/rules.ts';
import { ruleText } from './text.ts';

/** The rule that a finding is about; `undefined` where it is about none. */
export function ruleOf({ source }: Pick<PlacedFinding, 'source'>, { rules }: RuleBook): Rule | undefined {
  return source.kind === 'rule' ? rules.find(({ id }) => id === source.rule) : undefined;
}

/** The one thing to find out. */
export function ruleQuestion({ id }: Rule): string {
  return `Do these lines break rule [${id}], as it is worded?`;
}

/** Stands before the claim: the rule, and what the verdicts mean for it. */
export function ruleTerms(rule: Rule): string {
  return `${ruleText(rule)}

The claim is that changed lines break this rule of the owners. The rule alone decides, and for this claim the verdicts mean:
- confirmed: the lines break the rule as it is worded, whether or not anything fails. Quote the line that breaks it.
- refuted: they keep it, or it is not about such code. Quote the line that shows it. That nothing fails refutes nothing here;
  nor does it that the rule is about style, naming, tests, comments or another matter of form.
- pre-existing: code that the change did not touch breaks it, and the change adds nothing. Quote the unchanged line.
- unclear: the rule's words do not decide it, or what decides it is not in front of you.
The severity is the owners': repeat the claimed one.`;
}
