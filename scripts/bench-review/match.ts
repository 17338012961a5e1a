// Which expected finding a reported one is about: by what the scripted model meant, else by where it is.
import type { ReportedFinding, RunRecord } from './run-record.ts';

/** A real model's finding counts for an expected one when its lines come this near. */
const nearLines = 3;

/** Index into the expected findings; `undefined` for a finding that is about none of them. */
export function expectedOf(finding: ReportedFinding, run: RunRecord): number | undefined {
  const claim = run.claims.find(({ title }) => title === finding.title);
  if (claim === undefined) return nearestExpected(finding, run);
  return claim.origin.kind === 'expected' || claim.origin.kind === 'duplicate' ? claim.origin.index : undefined;
}

/** For findings whose origin nobody knows: real and recorded models, and the built-in checks. */
function nearestExpected(finding: ReportedFinding, run: RunRecord): number | undefined {
  const { lines, path } = finding;
  if (lines === undefined) return undefined;
  const index = run.expected.findIndex(
    (one) =>
      one.path === path &&
      one.side === lines.side &&
      lines.first <= one.endLine + nearLines &&
      lines.last >= one.line - nearLines,
  );
  return index < 0 ? undefined : index;
}

/** True where the thread covers exactly the expected lines. */
export function isExact(finding: ReportedFinding, run: RunRecord, index: number): boolean {
  const expected = run.expected[index];
  const { lines } = finding;
  if (expected === undefined || lines === undefined || finding.path !== expected.path) return false;
  return lines.side === expected.side && lines.first === expected.line && lines.last === expected.endLine;
}

/** True where the thread begins within the expected lines. */
export function isOnRightLines(finding: ReportedFinding, run: RunRecord, index: number): boolean {
  const expected = run.expected[index];
  const { lines } = finding;
  if (expected === undefined || lines === undefined || finding.path !== expected.path) return false;
  return lines.side === expected.side && lines.first >= expected.line && lines.first <= expected.endLine;
}
