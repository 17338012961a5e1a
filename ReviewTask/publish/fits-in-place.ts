// Judges whether a proposed replacement may be put in place at a click: it must leave the code around it standing.

/** Texts in quotes and line comments, in which brackets mean nothing; rough on purpose, and the same for both sides. */
const quiet = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$|(?:^|\s)#\s.*$/gm;

/**
 * True where the new lines open and close the same brackets as the old ones, begin at the same indentation, and hold no
 * mark of a redacted secret. Lines without line endings.
 */
export function fitsInPlace(lines: readonly string[], replaced: readonly string[]): boolean {
  const [text, before] = [lines.join('\n'), replaced.join('\n')];
  if (text.includes('<redacted:')) return false;
  return indentation(lines) === indentation(replaced) && balance(text) === balance(before);
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
