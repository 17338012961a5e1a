// Which rule has to be checked on which file, and which of these checks an answer leaves open.
import type { RawFinding } from '../../../model/finding.ts';
import { type Rule, ruleScope } from '../../../model/rules.ts';

/** One rule on one file; the path is empty for a rule about the whole pull request. */
export interface RuleCheck {
  readonly rule: Rule;
  readonly path: string;
}

/** What a model says about one check. Nothing about it has been compared with what was asked. */
export interface RuleAnswer {
  readonly ruleId: string;
  readonly path: string;
  readonly isBroken: boolean;
}

/** More rules than this in one question, or more checks, and a model begins to skip some. */
const mostRules = 10;
const mostChecks = 60;

/** Most UTF-16 units of rules and examples in one question: some 2,000 tokens. A single rule has 6,000 at most. */
export const mostRuleText = 8_000;

/** Rules about single files on the files they apply to: by rule, then in the order of the paths. */
export function checksOf(rules: readonly Rule[], paths: readonly string[]): readonly RuleCheck[] {
  return rules
    .filter((rule) => rule.scope === 'file')
    .flatMap((rule) => paths.filter(ruleScope(rule)).map((path) => ({ rule, path })));
}

/** Rules about the change as a whole that apply to at least one changed file. */
export function wholeChecksOf(rules: readonly Rule[], paths: readonly string[]): readonly RuleCheck[] {
  return rules
    .filter((rule) => rule.scope === 'pull-request' && paths.some(ruleScope(rule)))
    .map((rule) => ({ rule, path: '' }));
}

/** True where the checks are few and short enough to be asked at the end of the finder's question. */
export function ridesAlong(checks: readonly RuleCheck[]): boolean {
  const rules = rulesOf(checks);
  const size = rules.reduce((sum, { text, good, bad }) => sum + text.length + good.length + bad.length, 0);
  return checks.length <= mostChecks && rules.length <= mostRules && size <= mostRuleText;
}

/** The checks in questions of their own that are small enough to be answered line by line. */
export function groupsOf(checks: readonly RuleCheck[]): readonly (readonly RuleCheck[])[] {
  const groups: RuleCheck[][] = [];
  for (const check of checks) {
    const open = groups.at(-1);
    if (open !== undefined && ridesAlong([...open, check])) open.push(check);
    else groups.push([check]);
  }
  return groups;
}

/** The rules of the checks, each once, in order. */
export function rulesOf(checks: readonly RuleCheck[]): readonly Rule[] {
  return [...new Set(checks.map(({ rule }) => rule))];
}

/** How each check came out: a check is broken only where a finding shows it; broken without one is no answer. */
export function outcomeOf(
  check: RuleCheck,
  answers: readonly RuleAnswer[],
  findings: readonly RawFinding[],
): 'kept' | 'broken' | 'unanswered' {
  const { rule, path } = check;
  const shows = ({ source, path: where }: RawFinding) =>
    source.kind === 'rule' && source.rule === rule.id && (path === '' || isPath(where, path));
  if (findings.some(shows)) return 'broken';
  const own = answers.filter((answer) => isId(answer.ruleId, rule.id) && (path === '' || isPath(answer.path, path)));
  return own.length > 0 && own.every((answer) => !answer.isBroken) ? 'kept' : 'unanswered';
}

/** A model may change the case of an id, or put it in the brackets it was shown in. */
export function isId(said: string, id: string): boolean {
  return (
    said
      .trim()
      .replace(/^\[|\]$/g, '')
      .toLowerCase() === id.toLowerCase()
  );
}

function isPath(said: string, path: string): boolean {
  return spellingsOf(said).includes(path);
}

/** What a path may mean that a model wrote: as it stands, and without the `a/` or `b/` of a diff. */
export function spellingsOf(said: string): readonly string[] {
  const path = said
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
  return [path, path.replace(/^[ab]\//, '')];
}
