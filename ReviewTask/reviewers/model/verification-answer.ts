// The answer to a verification: its schema, a reader that trusts nothing, and the proof of its evidence.
import * as z from 'zod';
import type { ChangedFile } from '../../model/diff.ts';
import { type Evidence, type Severity, severities, type Verification } from '../../model/finding.ts';
import type { CodeBase } from '../../ports.ts';
import { jsonIn, lineNumber, oneOf } from './json.ts';

const verdicts = ['confirmed', 'refuted', 'pre-existing', 'unclear'] as const;

/** What is said about a claim. */
export const verificationShape = z.object({
  explanation: z.string(),
  evidence: z.array(z.object({ path: z.string(), line: z.int(), quote: z.string() })),
  verdict: z.enum(verdicts),
  severity: z.enum(severities),
});

/** An answer as it was read; nothing about it has been proven. */
export interface ReadVerification {
  readonly verdict: (typeof verdicts)[number];
  readonly evidence: readonly Evidence[];
  readonly explanation: string;
  /** `undefined` where it named none that is known. */
  readonly severity: Severity | undefined;
}

const loose = z.looseObject({
  verdict: z.string(),
  evidence: z.array(z.unknown()).catch([]),
  explanation: z.string().catch(''),
  severity: z.string().nullish().catch(undefined),
});
const looseEvidence = z.looseObject({ path: z.string().min(1), line: z.unknown(), quote: z.string().min(1) });

/** A model without a schema may leave the outer object out. */
const wrapped = z.looseObject({ verification: z.looseObject({}) });

/** Reads an answer; `undefined` when there is no known verdict in it. Never throws. */
export function readVerification(text: string): ReadVerification | undefined {
  const value = jsonIn(text);
  const parsed = loose.safeParse(wrapped.safeParse(value).data?.verification ?? value);
  const verdict = parsed.success ? oneOf(verdicts, parsed.data.verdict) : undefined;
  if (!parsed.success || verdict === undefined) return undefined;
  const evidence = parsed.data.evidence.slice(0, 20).flatMap((item): readonly Evidence[] => {
    const one = looseEvidence.safeParse(item);
    if (!one.success) return [];
    const { path, quote } = one.data;
    return [{ path: path.slice(0, 1_000), line: lineNumber(one.data.line) ?? 0, quote: quote.slice(0, 1_000) }];
  });
  const explanation = parsed.data.explanation.replace(/\s+/g, ' ').trim().slice(0, 600);
  return { verdict, evidence, explanation, severity: oneOf(severities, parsed.data.severity) };
}

/** Shorter pieces stand nearly everywhere, and prove nothing. In letters and digits. */
const leastLetters = 3;

/**
 * A verdict with what is left of its evidence once every quote has been looked up; one with nothing left counts as unclear.
 * The severity is never above `claimed`.
 */
export async function proven(
  read: ReadVerification,
  claimed: Severity,
  files: readonly ChangedFile[],
  code: CodeBase,
): Promise<Verification> {
  const looked = await Promise.all(read.evidence.map((one) => lookedUp(one, files, code)));
  const evidence = looked.filter((one) => one !== undefined).slice(0, 5);
  const isProven = read.verdict === 'unclear' || evidence.length > 0;
  const verdict = isProven ? read.verdict : 'unclear';
  const unproven = `No line proves that it is ${read.verdict}. ${read.explanation}`.trim();
  return {
    ...{ verdict, evidence, explanation: isProven ? read.explanation : unproven },
    severity: verdict === 'confirmed' ? milder(claimed, read.severity) : claimed,
    by: 'model',
  };
}

function milder(claimed: Severity, read: Severity | undefined): Severity {
  if (read === undefined) return claimed;
  return severities.indexOf(read) > severities.indexOf(claimed) ? read : claimed;
}

/** The evidence where it really stands: at its line, else at the nearest line of the file that holds it. */
async function lookedUp(
  evidence: Evidence,
  files: readonly ChangedFile[],
  code: CodeBase,
): Promise<Evidence | undefined> {
  const path = evidence.path.replace(/^(?:\.?\/)+/, '').replaceAll('\\', '/');
  const quote = plain(evidence.quote.split('\n').find((line) => line.trim() !== '') ?? '');
  if (quote.replace(/[^\p{L}\p{N}]/gu, '').length < leastLetters) return undefined;
  const lines = (await code.read(path)) ?? [];
  const matches = lines.flatMap((text, index) => (plain(text).includes(quote) ? [{ line: index + 1, text }] : []));
  const [best] = [...matches, ...removedLines(path, quote, files)].sort(
    (a, b) => Math.abs(a.line - evidence.line) - Math.abs(b.line - evidence.line),
  );
  return best === undefined ? undefined : { path, line: best.line, quote: best.text.trim().slice(0, 300) };
}

/** Removed lines prove what was there before. Told in the words of the quote: the line itself has not been redacted. */
function removedLines(path: string, quote: string, files: readonly ChangedFile[]) {
  const file = files.find((one) => one.path === path || one.originalPath === path);
  if (file?.content.kind !== 'text') return [];
  return file.content.hunks.flatMap(({ lines }) =>
    lines.flatMap((one) =>
      one.kind === 'removed' && plain(one.text).includes(quote) ? [{ line: one.left, text: quote }] : [],
    ),
  );
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
