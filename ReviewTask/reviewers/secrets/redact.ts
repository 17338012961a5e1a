// Takes secrets out of everything that goes to a model, with the same name for the same value.
import { locateSecrets, type Secret } from './find.ts';

export interface Redactor {
  /**
   * The same lines with each secret replaced by a name such as `<redacted:azure-storage-key:1>`. As many lines come
   * back as went in; a key of several lines leaves its name on each. A value seen before is replaced wherever it
   * stands, even where nothing else gives it away. Columns right of a secret shift.
   */
  redact(path: string, lines: readonly string[]): Promise<readonly string[]>;
  /** How many different values were taken out so far. */
  count(): number;
}

/** Shorter values than this are too common to be replaced wherever they stand. */
const distinctive = 10;

/** More values than this are not looked for where nothing gives them away: a hostile file could hold thousands. */
const mostTraces = 500;

/** The text of each span of a secret, top to bottom. */
function textsOf(secret: Secret, lines: readonly string[]): readonly string[] {
  return secret.spans.map(({ line, start, end }) => (lines[line - 1] ?? '').slice(start - 1, end - 1));
}

/** The lines with every span replaced. Right to left, so that the columns of the spans still to come hold. */
function withoutSpans(lines: readonly string[], secrets: readonly Secret[], names: readonly string[]): string[] {
  const redacted = [...lines];
  for (const [index, secret] of [...secrets.entries()].reverse()) {
    for (const { line, start, end } of secret.spans) {
      const text = redacted[line - 1] ?? '';
      redacted[line - 1] = text.slice(0, start - 1) + (names[index] ?? '') + text.slice(end - 1);
    }
  }
  return redacted;
}

/** A redactor that remembers values for as long as it lives: one for each run. */
export function createRedactor(): Redactor {
  /** Names by whole value. */
  const names = new Map<string, string>();
  /** Names by single-line texts that give a value away wherever they stand: the value, or one line of a long key. */
  const traces = new Map<string, string>();

  function nameOf(rule: string, texts: readonly string[]): string {
    const value = texts.join('\n');
    const known = names.get(value);
    if (known !== undefined) return known;
    const name = `<redacted:${rule}:${names.size + 1}>`;
    names.set(value, name);
    for (const text of texts) {
      const isDistinctive = text.length >= distinctive && !text.startsWith('-----');
      if (isDistinctive && traces.size < mostTraces) traces.set(text, name);
    }
    return name;
  }

  function withoutTraces(lines: readonly string[]): readonly string[] {
    const whole = lines.join('\n');
    const present = [...traces].filter(([text]) => whole.includes(text));
    if (present.length === 0) return lines;
    return lines.map((line) => present.reduce((text, [trace, name]) => text.replaceAll(trace, () => name), line));
  }

  async function redact(path: string, lines: readonly string[]): Promise<readonly string[]> {
    const secrets = await locateSecrets(path, lines);
    const placed = secrets.map((secret) => nameOf(secret.rule, textsOf(secret, lines)));
    return withoutTraces(withoutSpans(lines, secrets, placed));
  }

  return { redact, count: () => names.size };
}
