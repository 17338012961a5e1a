// Finds the secrets of a text: all rules, overlaps settled, offsets turned into lines and columns.
import { assignmentRules } from './assignments.ts';
import { azureRules } from './azure.ts';
import { connectionRules } from './connections.ts';
import { hasBareValues, isExamplePath } from './paths.ts';
import { privateKeyRules } from './private-keys.ts';
import type { Range, ScannedText, SecretRule } from './rule.ts';
import { presetMatches, presetRuleList } from './secretlint.ts';
import { tokenRules } from './tokens.ts';
import { vendorRules } from './vendors.ts';

/** The part of a secret that is on one line. */
export interface SecretSpan {
  /** 1-based. */
  readonly line: number;
  /** 1-based UTF-16 offset. */
  readonly start: number;
  /** 1-based UTF-16 offset, exclusive. */
  readonly end: number;
  /** Kebab-case. */
  readonly rule: string;
  /** "Azure storage account key". */
  readonly label: string;
}

/** One secret: its spans top to bottom, one per line, and how to make it worthless. */
export interface Secret {
  readonly rule: string;
  readonly label: string;
  readonly revoke: string;
  readonly spans: readonly [SecretSpan, ...SecretSpan[]];
}

/** Rules that know a value by its form, the most telling first. They read lines of any length. */
const formRules: readonly SecretRule[] = [
  ...privateKeyRules,
  ...azureRules,
  ...vendorRules,
  ...tokenRules,
  ...connectionRules,
];

const rules: readonly SecretRule[] = [...formRules, ...assignmentRules];

/** `by-form`: values that give themselves away; names before values say little in a path or in generated text. */
export type SecretKinds = 'all' | 'by-form';

/** Longer lines are minified code or data, where a name before a value says little. In UTF-16 units. */
const longestGuessedLine = 5_000;

/** Every kind of secret that is looked for, each id once, for the documentation. */
export const secretKinds: readonly { readonly id: string; readonly label: string }[] = [
  ...new Map([...presetRuleList, ...rules].map(({ id, label }) => [id, { id, label }])).values(),
].sort((left, right) => (left.id < right.id ? -1 : 1));

interface Match {
  readonly rule: { readonly id: string; readonly label: string; readonly revoke: string };
  readonly range: Range;
  /** Lower names the secret where ranges overlap. */
  readonly rank: number;
}

/** Overlapping ranges become one, named by the rule of the lowest rank, so that no part of a value is left. */
function merged(matches: readonly Match[]): readonly Match[] {
  const sorted = [...matches].sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  const settled: Match[] = [];
  for (const match of sorted) {
    const last = settled.at(-1);
    if (last === undefined || match.range.start >= last.range.end) {
      settled.push(match);
      continue;
    }
    const range = { start: last.range.start, end: Math.max(last.range.end, match.range.end) };
    settled[settled.length - 1] = { ...(match.rank < last.rank ? match : last), range };
  }
  return settled;
}

/** The same text, as long as before, with its overlong lines blank. */
function withoutLongLines(file: ScannedText, lines: readonly string[]): ScannedText {
  if (lines.every((line) => line.length <= longestGuessedLine)) return file;
  const short = lines.map((line) => (line.length > longestGuessedLine ? ' '.repeat(line.length) : line));
  return { ...file, text: short.join('\n') };
}

async function matchesIn(file: ScannedText, lines: readonly string[], kinds: SecretKinds): Promise<readonly Match[]> {
  const guessed = withoutLongLines(file, lines);
  const wanted = kinds === 'by-form' ? formRules : rules;
  const own = wanted.flatMap((rule, rank) =>
    rule.find(rank < formRules.length ? file : guessed).map((range) => ({ rule, range, rank })),
  );
  const preset = (await presetMatches(file)).map((match) => ({ rule: match, range: match.range, rank: -1 }));
  return merged([...preset, ...own].filter(({ range }) => range.end > range.start));
}

/** 0-based offset of the first character of each line in the joined text. */
function lineStarts(lines: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  return starts;
}

/** Index of the line that holds an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function spansOf(match: Match, lines: readonly string[], starts: readonly number[]): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let index = lineAt(starts, match.range.start); index <= lineAt(starts, match.range.end - 1); index++) {
    const base = starts[index] ?? 0;
    const text = lines[index] ?? '';
    const indent = match.range.start > base ? 0 : text.length - text.trimStart().length;
    const start = Math.max(match.range.start - base, indent);
    const end = Math.min(match.range.end - base, text.length);
    if (end > start) {
      spans.push({ line: index + 1, start: start + 1, end: end + 1, rule: match.rule.id, label: match.rule.label });
    }
  }
  return spans;
}

/** Every secret of a text, top to bottom. A private key that spans lines is one secret. */
export async function locateSecrets(
  path: string,
  lines: readonly string[],
  kinds: SecretKinds = 'all',
): Promise<readonly Secret[]> {
  const file = { path, text: lines.join('\n'), isExample: isExamplePath(path), hasBareValues: hasBareValues(path) };
  const starts = lineStarts(lines);
  return (await matchesIn(file, lines, kinds)).flatMap((match) => {
    const [first, ...rest] = spansOf(match, lines, starts);
    if (first === undefined) return [];
    return [
      { rule: match.rule.id, label: match.rule.label, revoke: match.rule.revoke, spans: [first, ...rest] as const },
    ];
  });
}

/**
 * The spans of all secrets in the lines of one side of a file or of any other text, top to bottom. A secret of several
 * lines gives a span per line. Lines are without their endings. In lines over 5,000 UTF-16 units a value is found by its
 * own form only, not by the name it is assigned to.
 */
export async function findSecrets(path: string, lines: readonly string[]): Promise<readonly SecretSpan[]> {
  return (await locateSecrets(path, lines)).flatMap(({ spans }) => spans);
}
