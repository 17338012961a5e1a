// What is kept of a finding for the next run: enough to know it again, to find its code, and to ask whether it still holds.
import type { Finding } from '../model/finding.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';

/**
 * `anchored` are the lines that the anchor covers; `undefined` where they are not known, or where one of them holds a secret.
 * Texts are cut where the record is written.
 */
export function keepFinding(finding: Finding, anchored: readonly string[] | undefined): KeptFinding {
  const { category, failure, fingerprint, path, severity, source, title } = finding;
  return {
    fingerprint,
    path,
    severity,
    category,
    source: source.kind === 'model' ? { kind: 'model' } : { kind: source.kind, rule: source.rule },
    title,
    failure,
    question: 'question' in source ? source.question : '',
    place: placeOf(finding),
    code: anchored ?? [],
  };
}

/** Where the finding is now. */
export function placeOf({ anchor }: Finding): KeptPlace {
  if (anchor.kind !== 'lines') return { kind: anchor.kind };
  const { end, side, start } = anchor;
  return { kind: 'lines', side, start, end };
}
