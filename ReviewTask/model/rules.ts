// What the owners of a repository ask of its code: rules that are checked one by one, and guidelines that are taken into account.
import type { Severity } from './finding.ts';
import { isNegated, lastMatch } from './glob.ts';

/** One rule that every file it applies to is checked against. */
export interface Rule {
  /** Unique in a run: letters, digits, `.`, `_` and `-`. */
  readonly id: string;
  /** `pull-request`: about the change as a whole, checked once. */
  readonly scope: 'file' | 'pull-request';
  /** Globs of the files it applies to, `!` negates; empty for all. */
  readonly paths: readonly string[];
  /** Of every finding of the rule, whatever a model says. */
  readonly severity: Severity;
  readonly text: string;
  /** Example of code that keeps it; empty for none. */
  readonly good: string;
  /** Example of code that breaks it; empty for none. */
  readonly bad: string;
  /** Repository path of the file that states it, at the target commit. */
  readonly from: string;
}

/** A text for people and programs that write code here. */
export interface Guideline {
  /** Repository path, at the target commit. */
  readonly path: string;
  /** It applies below this folder; empty for everywhere. */
  readonly folder: string;
  /** Globs of the files it applies to; empty for all below the folder. */
  readonly globs: readonly string[];
  readonly text: string;
  /** True where the text was too long and its end is left out. */
  readonly isCut: boolean;
}

/** Everything that was found at the target commit. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly guidelines: readonly Guideline[];
  /** What was cut, left out or could not be read, in sentences. */
  readonly notes: readonly string[];
}

export const noRules: RuleBook = { rules: [], guidelines: [], notes: [] };

/** Tells of each repository path whether a rule applies to it. */
export function ruleScope(rule: Rule): (path: string) => boolean {
  return matcherOf(rule.paths);
}

/** Tells of each repository path whether a guideline applies to it. */
export function guidelineScope({ folder, globs }: Guideline): (path: string) => boolean {
  const matches = matcherOf(globs);
  return (path) => (folder === '' || path.startsWith(`${folder}/`)) && matches(path);
}

/** True for a guideline that applies to every file. */
export function isForAll({ folder, globs }: Guideline): boolean {
  return folder === '' && globs.every((glob) => glob === '**' || glob === '**/*' || glob === '*');
}

function matcherOf(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => true;
  const patterns = globs.map((pattern) => ({ pattern, from: 'file' as const }));
  const decide = lastMatch(patterns);
  const isOnlyNegated = patterns.every(isNegated);
  return (path) => {
    const rule = decide(path);
    return rule === undefined ? isOnlyNegated : !isNegated(rule);
  };
}

/** What a review made of the owners' wishes. */
export interface RulesReport {
  readonly guidelines: readonly { readonly path: string; readonly isCut: boolean }[];
  readonly rules: readonly RuleResult[];
  readonly notes: readonly string[];
}

/** How far one rule was checked. */
export interface RuleResult {
  readonly id: string;
  /** Changed files that it was checked on, or 1 for a rule about the whole pull request. */
  readonly checked: number;
  /** Of those, the ones that break it. */
  readonly broken: number;
  /** Repository paths that it applies to and that nobody got an answer for. */
  readonly unanswered: readonly string[];
}
