// Puts findings in the order in which a person should see them.
import { severities } from '../model/finding.ts';
import type { PlacedFinding } from './merge.ts';

/** Most severe first, then those with an exact place, then by path and line: the same input always gives one order. */
export function ranked(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      certainty(b) - certainty(a) ||
      compare(a.path, b.path) ||
      lineOf(a) - lineOf(b) ||
      compare(a.title, b.title) ||
      // Whatever is left to differ decides last, so that the order of arrival never does.
      compare(JSON.stringify(a), JSON.stringify(b)),
  );
}

/** Deterministic checks before the model's opinion, exact places before vague ones. */
function certainty(finding: PlacedFinding): number {
  return (finding.source.kind === 'model' ? 0 : 2) + (finding.anchor.kind === 'lines' ? 1 : 0);
}

function lineOf(finding: PlacedFinding): number {
  return finding.anchor.kind === 'lines' ? finding.anchor.start.line : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
