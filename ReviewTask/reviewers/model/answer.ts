// The model's answer: the schema it is asked for, and a reader that trusts nothing.
import * as z from 'zod';
import { type Category, categories, type RawFinding, type Severity, severities } from '../../model/finding.ts';
import type { Rule } from '../../model/rules.ts';
import { jsonIn, lineNumber, oneOf } from './json.ts';
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
  question: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  replacement: z.union([z.string(), z.null()]),
});

/** An answer about a change. */
export const answerShape = z.object({ summary: z.string(), findings: z.array(finding) });

/**
 * The same about files that rules apply to. Checks stand before findings: a model that has said that a rule is broken then
 * has to show where.
 */
export const answerShapeWithRules = z.object({
  summary: z.string(),
  rule_checks: z.array(ruleCheck),
  findings: z.array(finding.extend({ rule_id: z.union([z.string(), z.null()]) })),
});

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

/** The path may be empty: a finding about the whole pull request has none. */
const looseFinding = z.looseObject({
  path: z.string(),
  side: z.unknown().optional(),
  line: z.unknown().optional(),
  end_line: z.unknown().optional(),
  quote: z.string().nullish(),
  failure: z.string().nullish(),
  question: z.string().nullish(),
  title: z.string().min(1),
  severity: z.string().nullish(),
  category: z.string().nullish(),
  replacement: z.string().nullish(),
  rule_id: z.string().nullish(),
});

/**
 * Reads an answer; `undefined` when there is no object with a list of findings in it. `pass`: which of the independent
 * passes it is of. `rules`: those that may be named in it. Never throws.
 */
/** Findings read from one answer; a model that writes more has not chosen, and the rest is counted as unreadable. */
const mostFindings = 100;

export function readAnswer(text: string, pass = 1, rules: readonly Rule[] = []): ReadAnswer | undefined {
  return readObject(jsonIn(text), pass, rules);
}

/** Reads the whole findings of an answer that was cut off. Never throws. */
export function readCutAnswer(text: string, pass = 1, rules: readonly Rule[] = []): ReadAnswer | undefined {
  return readObject(salvageObject(text), pass, rules);
}

function readObject(value: unknown, pass: number, rules: readonly Rule[]): ReadAnswer | undefined {
  const parsed = loose.safeParse(value);
  if (!parsed.success) return undefined;
  const items = parsed.data.findings.slice(0, mostFindings).map((item) => looseFinding.safeParse(item));
  const findings = items
    .flatMap((item) => (item.success ? [item.data] : []))
    .map((item, index) => withRule(toRaw(item, pass, index + 1), item.rule_id, rules));
  const summary = typeof parsed.data.summary === 'string' ? parsed.data.summary.slice(0, 2_000) : '';
  const ruleChecks = checksIn(parsed.data.rule_checks);
  return { summary, findings, ruleChecks, unreadable: parsed.data.findings.length - findings.length };
}

function toRaw(item: z.infer<typeof looseFinding>, pass: number, position: number): RawFinding {
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
    severity: severityOf(item.severity),
    category: oneOf<Category>(categories, item.category) ?? 'bug',
    replacement: replacementIn(item.replacement),
    source: { kind: 'model', question: (item.question ?? '').slice(0, 500), passes: [pass], position },
  };
}

/** Other words for the three, as models use them; one that nobody knows is taken as serious enough to be looked at. */
const severityWords: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'blocker'],
  ['high', 'blocker'],
  ['low', 'suggestion'],
  ['minor', 'suggestion'],
  ['info', 'suggestion'],
  ['nit', 'suggestion'],
]);

function severityOf(text: string | null | undefined): Severity {
  return oneOf<Severity>(severities, text) ?? severityWords.get(text?.toLowerCase().trim() ?? '') ?? 'warning';
}

/** A replacement written over a redacted secret would put the redaction's mark into the code. */
function replacementIn(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || text.length > 10_000) return undefined;
  return text.includes('<redacted:') ? undefined : text;
}
