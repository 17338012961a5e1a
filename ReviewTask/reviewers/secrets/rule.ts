// What a secret rule is, and the one way in which most of them look for their value.

/** A text being scanned, and what its path says about it. */
export interface ScannedText {
  /** Repository path, forward slashes. */
  readonly path: string;
  /** All lines joined by `\n`. */
  readonly text: string;
  /** True for tests, fixtures, samples and documentation, where made-up passwords are normal. */
  readonly isExample: boolean;
  /** True for formats that assign values without quotes: .env, YAML, properties, ini, Dockerfile. */
  readonly hasBareValues: boolean;
}

/** Part of the text: 0-based UTF-16 offsets, end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface SecretRule {
  /** Kebab-case; part of the placeholder and of the finding's source. */
  readonly id: string;
  /** What it is, as a person calls it: "Azure storage account key". */
  readonly label: string;
  /** How to make the leaked value worthless: one imperative sentence that names the place. */
  readonly revoke: string;
  /** Where the values are. Must be linear in the length of the text. */
  find(file: ScannedText): readonly Range[];
}

/** A value that a pattern found, with what stands around it on its line. */
export interface Candidate {
  readonly value: string;
  /** Up to 160 UTF-16 units before the value, on the same line. */
  readonly before: string;
  /** Up to 160 UTF-16 units after the value, on the same line. */
  readonly after: string;
  readonly range: Range;
  readonly file: ScannedText;
}

interface PatternRule {
  readonly id: string;
  readonly label: string;
  readonly revoke: string;
  /** Flags must include `g` and `d`. The group `value` is the secret; without it the whole match is. */
  readonly pattern: RegExp;
  /** Every match holds one of these: a text without them is passed over at once. */
  readonly needles?: readonly string[];
  /** Says no to look-alikes. */
  readonly accept?: (candidate: Candidate) => boolean;
}

const contextLength = 160;

/** The rest of the line before and after a range, cut to 160 UTF-16 units each. */
function around(text: string, range: Range): { before: string; after: string } {
  const before = text.slice(Math.max(0, range.start - contextLength), range.start);
  const after = text.slice(range.end, range.end + contextLength);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = after.indexOf('\n');
  return { before: before.slice(lineStart), after: lineEnd === -1 ? after : after.slice(0, lineEnd) };
}

/** Every value that a pattern finds in a text. */
export function candidates(file: ScannedText, pattern: RegExp): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const match of file.text.matchAll(pattern)) {
    const span = match.indices?.groups?.['value'] ?? match.indices?.[0];
    if (span === undefined) continue;
    const range = { start: span[0], end: span[1] };
    found.push({ value: file.text.slice(range.start, range.end), ...around(file.text, range), range, file });
  }
  return found;
}

/** A rule that is one pattern and, where needed, one question about each match. */
export function patternRule({ id, label, revoke, pattern, needles, accept }: PatternRule): SecretRule {
  return {
    id,
    label,
    revoke,
    find: (file) => {
      if (needles !== undefined && !needles.some((needle) => file.text.includes(needle))) return [];
      return candidates(file, pattern)
        .filter((candidate) => accept === undefined || accept(candidate))
        .map((candidate) => candidate.range);
    },
  };
}
