// Says a finding again in other words, as a model does that meets the same defect twice.
import type { Claim } from '../claim.ts';

const otherWords: Readonly<Record<string, string>> = {
  returns: 'gives back',
  throws: 'raises an error',
  when: 'if',
  never: 'at no time',
  without: 'with no',
  because: 'since',
  missing: 'absent',
  wrong: 'incorrect',
  every: 'each',
  fails: 'breaks',
};

/** The same defect on the same line with another title, failure and category. */
export function paraphrased(claim: Claim, category: Claim['category']): Claim {
  const failure = claim.failure.replace(/\b[a-z]+\b/g, (word) => otherWords[word] ?? word);
  const index = claim.origin.kind === 'expected' ? claim.origin.index : 0;
  return {
    ...claim,
    category,
    title: sentence(failure),
    failure: `${claim.title}: ${failure}`,
    origin: { kind: 'duplicate', index },
  };
}

/** The first ten words, as a title. */
function sentence(failure: string): string {
  const words = failure.split(/\s+/).slice(0, 10).join(' ');
  return words.replace(/[.,:;]+$/, '').replace(/^\w/, (letter) => letter.toUpperCase());
}
