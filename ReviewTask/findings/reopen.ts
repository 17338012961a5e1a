// Takes a defect apart when the report that stood for it fell: what the others say may hold all the same.
import { isClaim, type PlacedFinding, type Verification } from '../model/finding.ts';
import { type Defect, defectOf, joinReports } from './locate.ts';
import { isSameSpan, isWorse, saysTheSame } from './merge.ts';
import { everythingWanted, type StandingOf } from './standing.ts';

type Verdicts = ReadonlyMap<PlacedFinding, Verification>;

/**
 * The defects, with those taken apart whose first report was looked at and not confirmed, or not as severe as it said. A
 * deterministic check stands for itself again: the doubt is about the model's words, not about what the check saw. So does
 * a report of the model in other words: overlapping lines may have two defects.
 */
export function reopen(
  defects: readonly Defect[],
  verdicts: Verdicts,
  standingOf: StandingOf = everythingWanted,
): readonly Defect[] {
  return defects
    .flatMap((defect) => withoutRefutedTwins(defect, verdicts, standingOf))
    .flatMap((defect) => {
      const { finding } = defect;
      const verification = verdicts.get(finding);
      if (verification === undefined || verification.verdict === 'unchecked') return [defect];
      const isFree = (twin: PlacedFinding) => verification.verdict !== 'confirmed' || isWorse(twin, verification);
      return without(defect, (twin) => isFree(twin) && standsAlone(finding, twin), standingOf);
    });
}

/** True for a twin whose word is not the word of the report that stood for it. */
function standsAlone(first: PlacedFinding, twin: PlacedFinding): boolean {
  if (!isClaim(twin)) return true;
  // That a rule is kept says nothing about a failure, and of a line nothing about another one.
  if (first.source.kind === 'rule') return twin.source.kind !== 'rule' || !isSameSpan(first, twin);
  return !saysTheSame(first, twin);
}

/** At the end: what proves itself, or is about something else than a rule, does not wait behind what nobody confirmed. */
export function withChecksApart(
  defects: readonly Defect[],
  verdicts: Verdicts,
  standingOf: StandingOf = everythingWanted,
): readonly Defect[] {
  return defects.flatMap((defect) => {
    const { finding } = defect;
    if (!isClaim(finding) || verdicts.get(finding)?.verdict === 'confirmed') return [defect];
    const isOther = (twin: PlacedFinding) => finding.source.kind === 'rule' && twin.source.kind !== 'rule';
    return without(defect, (twin) => !isClaim(twin) || isOther(twin), standingOf);
  });
}

function without(
  { finding, report, twins }: Defect,
  isApart: (twin: PlacedFinding) => boolean,
  standingOf: StandingOf,
): readonly Defect[] {
  const others = twins.filter(isApart);
  const rest = twins.filter((twin) => !isApart(twin));
  return [{ finding, report, twins: rest }, ...joinReports(others, standingOf)];
}

/** A report that is false by itself says nothing about the others, and agrees with none of them. */
function withoutRefutedTwins(defect: Defect, verdicts: Verdicts, standingOf: StandingOf): readonly Defect[] {
  const isRefuted = (twin: PlacedFinding) => verdicts.get(twin)?.verdict === 'refuted';
  const { finding, report, twins } = defect;
  const refuted = twins.filter(isRefuted);
  if (refuted.length === 0) return [defect];
  const rest = twins.filter((twin) => !isRefuted(twin));
  // A verdict belongs to the finding as it was asked about.
  const first = verdicts.has(finding) ? { finding, report, twins: rest } : defectOf(report, rest, standingOf);
  return [first, ...refuted.map((twin) => ({ finding: twin, report: twin, twins: [] }))];
}
