// What is kept of a finding for the next run: enough to know it again, to find its code, and to ask whether it still holds.
import type { Finding } from '../model/finding.ts';
import { lineDigest } from '../model/fingerprint.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';

/** Longest texts that are kept, in UTF-16 units, and most lines. */
const titleLimit = 200;
const failureLimit = 600;
const questionLimit = 300;
const mostLines = 20;

/** `anchored` are the lines that the anchor covers; `undefined` where they are not known. */
export function keepFinding(finding: Finding, anchored: readonly string[] | undefined): KeptFinding {
  const { category, failure, fingerprint, path, severity, source, title } = finding;
  return {
    fingerprint,
    path,
    severity,
    category,
    source: source.kind === 'model' ? { kind: 'model' } : { kind: source.kind, rule: source.rule },
    title: title.slice(0, titleLimit),
    failure: failure.slice(0, failureLimit),
    question: 'question' in source ? source.question.slice(0, questionLimit) : '',
    place: placeOf(finding),
    code: (anchored ?? []).slice(0, mostLines).map(lineDigest),
  };
}

/** Where the finding is now. */
export function placeOf({ anchor }: Finding): KeptPlace {
  if (anchor.kind !== 'lines') return { kind: anchor.kind };
  const { end, side, start } = anchor;
  return { kind: 'lines', side, start, end };
}
