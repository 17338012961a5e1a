// What is left of "broken" in the account of the rules once the findings that say so have been looked at.
import type { Finding } from '../model/finding.ts';
import type { RuleResult, RulesReport } from '../model/rules.ts';

/** The account with files no longer counted as broken where all that was found against them is held back. */
export function rulesInTheEnd(report: RulesReport, findings: readonly Finding[]): RulesReport {
  return { ...report, rules: report.rules.map((rule) => inTheEnd(rule, findings)) };
}

function inTheEnd(rule: RuleResult, findings: readonly Finding[]): RuleResult {
  const own = findings.filter(
    ({ source, disposition }) => source.kind === 'rule' && source.rule === rule.id && disposition.kind !== 'merged',
  );
  const standing = new Set(own.flatMap(({ path, disposition }) => (disposition.kind === 'hold' ? [] : [path])));
  const fallen = new Set(own.map(({ path }) => path).filter((path) => !standing.has(path)));
  return { ...rule, broken: Math.max(0, rule.broken - fallen.size) };
}
