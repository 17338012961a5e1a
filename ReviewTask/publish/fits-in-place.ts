// Judges whether a proposed replacement may be put in place at a click: it must leave the code around it standing.
import type { InPlace } from '../model/finding.ts';

/** Texts in quotes and line comments, in which brackets mean nothing; rough on purpose, and the same for both sides. */
const quiet = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$|(?:^|\s)#\s.*$/gm;

/** Why new lines do not fit. `syntax` is a parser's word; `brackets` is asked only where no parser could tell. */
export type Misfit = 'redacted' | 'repeated-line' | 'indentation' | 'syntax' | 'brackets';

/**
 * Why the new lines may not take the place of the old ones; `undefined` where they may. They have to begin at the same
 * indentation, also where a parser is content: in some languages the indentation is the meaning. Lines without line endings.
 */
export function misfitOf(
  lines: readonly string[],
  replaced: readonly string[],
  inPlace: InPlace | undefined,
): Misfit | undefined {
  const [text, before] = [lines.join('\n'), replaced.join('\n')];
  if (text.includes('<redacted:')) return 'redacted';
  if (inPlace === 'repeats') return 'repeated-line';
  if (inPlace === 'breaks') return 'syntax';
  if (indentation(lines) !== indentation(replaced)) return 'indentation';
  return inPlace === 'parses' || balance(text) === balance(before) ? undefined : 'brackets';
}

/** White space before the first line that has more; empty where none has. */
function indentation(lines: readonly string[]): string {
  const first = lines.find((line) => line.trim() !== '');
  return /^\s*/.exec(first ?? '')?.[0] ?? '';
}

/** What is open and what is closed too often at the end, as a text to compare. */
function balance(text: string): string {
  const bare = text.replace(quiet, '');
  return ['()', '[]', '{}'].map((pair) => count(bare, pair.charAt(0)) - count(bare, pair.charAt(1))).join(' ');
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
