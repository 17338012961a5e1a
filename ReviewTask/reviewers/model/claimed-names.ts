// The names that a finding says are in the code: those between backticks, but for advice, values and what is missing.
import type { RawFinding } from '../../model/finding.ts';

/** A name as code writes it, qualified or called; not a keyword, a number or a piece of an expression. */
const namePattern = /^[A-Za-z_$@][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)*(?:\(\))?[!?]?$/;

/** Before a name: it is advised, missed, thrown or compared with, so it need not stand in the code. */
const notClaimed =
  /\b(?:use|using|instead|instead of|with|should|prefer|rather|than|missing|lacks?|without|no|not|never|add|adding|needs?|needed|require[sd]?|must|be|become[s]?|is|are|was|were|as|like|such as|e\.g\.|to|into|throws?|throwing|raises?|returns?|returning|yields?|gives?|gets?|an?|or|equals?|expects?|via)[\s,:(]*(?:an?|the|of|call(?:s|ed)?(?: to)?)?\s*$/i;

/** After a name: it is said to be absent. */
const saidMissing =
  /^[\s,]*(?:(?:is|are|was|were) (?:missing|absent|not|never|required|needed|better)|instead|should|must|would|does not exist|isn't|error|exception|check|guard|handling)\b/i;

/** Results and errors that a run brings about, and words of languages. */
const notAName =
  /(?:Error|Exception)$|^(?:undefined|null|nil|none|nan|true|false|infinity|void|await|async|finally|try|catch|using|lock|defer|return|break|continue|else|default|const|let|var|static|readonly|yield|unsafe|final|with|in|of|this|self|super|new|E[A-Z]{3,})$/i;

interface Claim {
  readonly name: string;
  /** The title begins with it: the finding is about it. */
  readonly isSubject: boolean;
}

/** The words around names are understood in English only. */
export function isEnglish(language: string): boolean {
  return /^\s*(?:$|en\b|english\b)/i.test(language);
}

/**
 * What the finding claims stands in the code: the last part of each name, each once. In another language than English every
 * name between backticks counts, and none as what the finding is about: a title may well begin with what is missing.
 */
export function claimedNames(
  { title, failure }: Pick<RawFinding, 'title' | 'failure'>,
  language = '',
): readonly Claim[] {
  const isRead = isEnglish(language);
  const inTitle = claimsIn(title, isRead).map(({ name, at }) => ({ name, isSubject: isRead && at === 0 }));
  const inFailure = claimsIn(failure, isRead).map(({ name }) => ({ name, isSubject: false }));
  const all = [...inTitle, ...inFailure];
  return all.filter((claim, index) => all.findIndex(({ name }) => name === claim.name) === index);
}

/** `isRead`: the words before and after a name are understood. */
function claimsIn(text: string, isRead: boolean): readonly { readonly name: string; readonly at: number }[] {
  return [...text.matchAll(/(?<!`)`([^`\n]{1,120})`(?!`)/g)].flatMap((match) => {
    const name = match[1] ?? '';
    const before = text.slice(Math.max(0, match.index - 40), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
    const last = /([A-Za-z_$][\w$]*)(?:\(\))?[!?]?$/.exec(name)?.[1];
    if (!namePattern.test(name) || last === undefined || last.length < 3 || notAName.test(last)) return [];
    const isAdvice = isRead && (notClaimed.test(before) || saidMissing.test(after));
    return isAdvice ? [] : [{ name: last, at: match.index }];
  });
}
