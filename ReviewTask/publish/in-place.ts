// The file as it would be with a replacement in place, for a parser to look at, and what can be told without one.
import type { TextContent } from '../model/diff.ts';
import type { Finding } from '../model/finding.ts';
import { replacementLines, replacementOf } from './replacement.ts';

/** A replacement that could be offered at a click, as far as anyone can tell without a parser. */
export interface Trial {
  /** All lines of the right side with the replacement in place. */
  readonly lines: readonly string[];
  /** It begins or ends with a line that stands beside the range already. */
  readonly repeats: boolean;
}

/** `undefined` where there is no replacement, or one that is not offered at a click whatever a parser says. */
export function trialOf(finding: Finding, { right }: TextContent): Trial | undefined {
  const { anchor, replacement } = finding;
  if (anchor.kind !== 'lines' || replacement === undefined) return undefined;
  const [first, after] = [anchor.start.line - 1, anchor.end.line];
  const anchored = right.slice(first, after);
  const offer = replacementOf(finding, anchored);
  // A parser knows better than a count of brackets.
  if (offer.kind === 'none' || (offer.kind === 'by-hand' && offer.because !== 'brackets')) return undefined;
  const lines = replacementLines(replacement);
  return {
    lines: [...right.slice(0, first), ...lines, ...right.slice(after)],
    repeats: repeats(lines[0], anchored[0], right[first - 1]) || repeats(lines.at(-1), anchored.at(-1), right[after]),
  };
}

/** Lines of brackets and single words stand side by side often; a line that says something does not. */
const telling = /\w+\W+\w/;

function repeats(line: string | undefined, instead: string | undefined, beside: string | undefined): boolean {
  const [written, was, neighbour] = [line, instead, beside].map((text) => text?.trimEnd());
  return written !== undefined && telling.test(written) && written === neighbour && written !== was;
}
