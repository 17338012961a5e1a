// The part of an answer that is about rules: what was checked, and which findings belong to a rule.
import * as z from 'zod';
import type { RawFinding } from '../../../model/finding.ts';
import { type Rule, ruleScope } from '../../../model/rules.ts';
import { isId, type RuleAnswer, spellingsOf } from './checklist.ts';

/** One check as it is asked for. */
export const ruleCheck = z.object({ rule_id: z.string(), path: z.string(), broken: z.boolean() });

const looseCheck = z.looseObject({ rule_id: z.string(), path: z.string().nullish(), broken: z.boolean() });

/** The checks that can be read; whatever else stands there counts as no answer. */
export function checksIn(value: unknown): readonly RuleAnswer[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const check = looseCheck.safeParse(item);
    if (!check.success) return [];
    return [{ ruleId: check.data.rule_id, path: check.data.path ?? '', isBroken: check.data.broken }];
  });
}

/**
 * A finding of a rule has the rule's severity. One that names a rule for a file that it does not apply to is no more than
 * a suggestion; one that names an unknown rule is a finding like any other.
 */
export function withRule(finding: RawFinding, id: string | null | undefined, rules: readonly Rule[]): RawFinding {
  const rule = id === null || id === undefined ? undefined : rules.find((one) => isId(id, one.id));
  if (rule === undefined || finding.source.kind !== 'model') return finding;
  const isInScope = rule.scope === 'pull-request' || spellingsOf(finding.path).some(ruleScope(rule));
  if (!isInScope) return { ...finding, severity: 'suggestion' };
  const { id: own, scope, severity } = rule;
  return { ...finding, severity, source: { ...finding.source, kind: 'rule', rule: own, scope } };
}
