// The owners' rules and guidelines in the tracking comment: what was read, what was checked, and what had to be left out.
import type { RulesReport } from '../model/rules.ts';
import { cutText } from './clean-characters.ts';
import { cleanInline, codeSpan } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { type CommentPart, folded } from './fit-parts.ts';

/** A folded list; nothing where the repository has neither. */
export function rulesParts({ guidelines, rules, notes }: RulesReport): CommentPart[] {
  const items = [
    ...rules.map(({ id, checked, broken, unanswered }) => {
      const open = unanswered.length > 0 ? ` · no answer for ${unanswered.length}` : '';
      return `- rule ${codeSpan(id)} · checked on ${checked}, broken in ${broken}${open}`;
    }),
    ...guidelines.map(({ path, isCut }) => `- guideline ${codeSpan(path)}${isCut ? ' · cut' : ''}`),
    ...notes.slice(0, 20).map((note) => `- ${cleanInline(cutText(note, 300))}`),
  ];
  if (items.length === 0) return [];
  const names = `${counted(rules.length, 'rule')}, ${counted(guidelines.length, 'guideline file')}`;
  return [folded(5, `Rules of this repository: ${names}`, items)];
}
