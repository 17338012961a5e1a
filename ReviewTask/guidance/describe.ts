// The rules and guidelines as lines for the log: where each stands and what it is for.
import type { RuleBook } from '../model/rules.ts';

/** One line for each; nothing where there is none. */
export function describeRules({ guidelines, rules, notes }: RuleBook): readonly string[] {
  return [
    ...guidelines.map(({ path, folder, globs }) => {
      const where = [folder === '' ? '' : `below ${folder}/`, globs.join(', ')].filter(Boolean).join(', ');
      return `Guideline ${path}${where === '' ? '' : ` (${where})`}`;
    }),
    ...rules.map(({ id, from, scope, paths }) => {
      const where =
        scope === 'pull-request' ? 'the whole pull request' : paths.length === 0 ? 'all files' : paths.join(', ');
      return `Rule ${id} from ${from}, for ${where}`;
    }),
    ...notes,
  ];
}
