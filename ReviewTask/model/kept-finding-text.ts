// Kept findings as text for the properties of a thread, and back; whatever the text, reading it gives an answer.
import * as z from 'zod';
import { cutEnd } from './cut-end.ts';
import { categories, severities } from './finding.ts';
import type { KeptFinding, KeptPlace } from './kept-finding.ts';
import { parseJson } from './parse-json.ts';

/** In UTF-16 units; code in lines, and all lines together in units. */
const limits = { title: 300, failure: 600, question: 600, path: 1_000, codeLines: 20, code: 2_000 } as const;

const position = z.object({ line: z.int().min(1), offset: z.int().min(1) });

/** Shape of a `KeptPlace`; what else is in it is left out. */
export const keptPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lines'), side: z.enum(['left', 'right']), start: position, end: position }),
  z.object({ kind: z.literal('file') }),
  z.object({ kind: z.literal('pull-request') }),
]);

const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model') }),
  z.object({ kind: z.enum(['rule', 'secrets', 'built-in']), rule: z.string() }),
]);

/** Shape of a `KeptFinding`; what else is in it is left out. */
export const keptFindingSchema = z.object({
  fingerprint: z.string().min(1),
  path: z.string(),
  severity: z.enum(severities),
  category: z.enum(categories),
  source: sourceSchema,
  title: z.string(),
  failure: z.string(),
  question: z.string(),
  place: keptPlaceSchema,
  code: z.array(z.string()),
});

const record = keptFindingSchema.extend({ version: z.literal(1) });

/**
 * The finding as it is kept: texts cut to their limits with an ellipsis, code to whole lines from the top (20 lines, 2,000
 * UTF-16 units), and no code at all where a secret was found in it.
 */
export function keptForm(finding: KeptFinding): KeptFinding {
  const { fingerprint, path, severity, category, source, title, failure, question, place, code } = finding;
  return {
    fingerprint,
    path: cutEnd(path, limits.path),
    severity,
    category,
    source: source.kind === 'model' ? { kind: source.kind } : { kind: source.kind, rule: source.rule },
    title: cutEnd(title, limits.title),
    failure: cutEnd(failure, limits.failure),
    question: cutEnd(question, limits.question),
    place: keptPlace(place),
    code: source.kind === 'secrets' ? [] : firstLines(code),
  };
}

/** The place without what else an anchor says. */
function keptPlace(place: KeptPlace): KeptPlace {
  if (place.kind !== 'lines') return { kind: place.kind };
  const { kind, side, start, end } = place;
  return { kind, side, start, end };
}

function firstLines(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let units = 0;
  for (const line of lines.slice(0, limits.codeLines)) {
    units += line.length;
    // A line cut in the middle would look like other code.
    if (units > limits.code) break;
    kept.push(line);
  }
  return kept;
}

/** One line of JSON. */
export function encodeKeptFinding(finding: KeptFinding): string {
  return JSON.stringify({ version: 1, ...keptForm(finding) });
}

/** `undefined` for anything that is not a finding of this version. Never throws. */
export function decodeKeptFinding(text: string): KeptFinding | undefined {
  const read = record.safeParse(parseJson(text));
  if (!read.success) return undefined;
  const { version: _version, ...finding } = read.data;
  // The limits hold for what somebody else wrote, too.
  return keptForm(finding);
}
