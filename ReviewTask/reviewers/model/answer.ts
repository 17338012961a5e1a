// The model's answer: the schema it is asked for, and a reader that trusts nothing.
import * as z from 'zod';
import { type Category, categories, type RawFinding, type Severity, severities } from '../../model/finding.ts';
import type { Rule } from '../../model/rules.ts';
import { checksIn, ruleCheck, withRule } from './rules/answer.ts';
import type { RuleAnswer } from './rules/checklist.ts';
import { salvageObject } from './salvage.ts';

const finding = z.object({
  path: z.string(),
  side: z.enum(['new', 'old']),
  line: z.int(),
  end_line: z.int(),
  quote: z.string(),
  failure: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  replacement: z.union([z.string(), z.null()]),
});

const answer = z.object({ summary: z.string(), findings: z.array(finding) });

/** Checks stand before findings: a model that has said that a rule is broken then has to show where. */
const answerWithRules = z.object({
  summary: z.string(),
  rule_checks: z.array(ruleCheck),
  findings: z.array(finding.extend({ rule_id: z.union([z.string(), z.null()]) })),
});

const unsupported = new Set(['$schema', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'format']);

/** The schema sent along, within the strict subset that every server understands: no ranges, no lengths. */
export const answerSchema = { name: 'review', schema: withoutBounds(z.toJSONSchema(answer)) };

/** The schema for questions about files that rules apply to. */
export const answerSchemaWithRules = { name: 'review', schema: withoutBounds(z.toJSONSchema(answerWithRules)) };

/** What could be read out of an answer. */
export interface ReadAnswer {
  readonly summary: string;
  readonly findings: readonly RawFinding[];
  readonly ruleChecks: readonly RuleAnswer[];
  /** Items of the list that could not be read as findings. */
  readonly unreadable: number;
}

const loose = z.looseObject({
  summary: z.unknown().optional(),
  findings: z.array(z.unknown()),
  rule_checks: z.unknown().optional(),
});

const looseFinding = z.looseObject({
  path: z.string(),
  side: z.unknown().optional(),
  line: z.unknown().optional(),
  end_line: z.unknown().optional(),
  quote: z.string().nullish(),
  failure: z.string().nullish(),
  title: z.string().min(1),
  severity: z.string().nullish(),
  category: z.string().nullish(),
  replacement: z.string().nullish(),
  rule_id: z.string().nullish(),
});

/**
 * Reads an answer; `undefined` when there is no object with a list of findings in it. `rules` are those that may be named
 * in it. Never throws.
 */
export function readAnswer(text: string, rules: readonly Rule[] = []): ReadAnswer | undefined {
  return readObject(jsonIn(text), rules);
}

/** Reads the whole findings of an answer that was cut off. Never throws. */
export function readCutAnswer(text: string, rules: readonly Rule[] = []): ReadAnswer | undefined {
  return readObject(salvageObject(text), rules);
}

function readObject(value: unknown, rules: readonly Rule[]): ReadAnswer | undefined {
  const parsed = loose.safeParse(value);
  if (!parsed.success) return undefined;
  const items = parsed.data.findings.map((item) => looseFinding.safeParse(item));
  const findings = items.flatMap((item) =>
    item.success ? [withRule(toRaw(item.data), item.data.rule_id, rules)] : [],
  );
  const summary = typeof parsed.data.summary === 'string' ? parsed.data.summary.slice(0, 2_000) : '';
  return {
    summary,
    findings,
    ruleChecks: checksIn(parsed.data.rule_checks),
    unreadable: items.length - findings.length,
  };
}

/** The JSON value of a text that may have a fence, a byte order mark or words around it. */
function jsonIn(text: string): unknown {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(text.slice(start, end + 1));
  } catch {
    return undefined;
  }
}

function toRaw(item: z.infer<typeof looseFinding>): RawFinding {
  const line = lineNumber(item.line);
  const endLine = lineNumber(item.end_line);
  return {
    path: item.path.slice(0, 1_000),
    side: item.side === 'old' ? 'left' : 'right',
    line,
    endLine: line !== undefined && endLine !== undefined && endLine >= line ? endLine : line,
    quote: (item.quote ?? '').slice(0, 4_000),
    title: item.title.slice(0, 300),
    failure: (item.failure ?? '').slice(0, 4_000),
    severity: oneOf<Severity>(severities, item.severity) ?? 'suggestion',
    category: oneOf<Category>(categories, item.category) ?? 'bug',
    replacement: replacementIn(item.replacement),
    source: { kind: 'model', question: '', passes: [1] },
  };
}

/** A replacement written over a redacted secret would put the redaction's mark into the code. */
function replacementIn(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > 10_000) return undefined;
  return text.includes('<redacted:') ? undefined : text;
}

function lineNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined;
}

function oneOf<T extends string>(known: readonly T[], text: string | null | undefined): T | undefined {
  const wanted = text
    ?.toLowerCase()
    .trim()
    .replace(/[\s_]+/g, '-');
  return known.find((one) => one === wanted);
}

function withoutBounds(schema: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !unsupported.has(key))
      .map(([key, value]: [string, unknown]) => [key, cleaned(value)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return typeof value === 'object' && value !== null ? withoutBounds(value) : value;
}
