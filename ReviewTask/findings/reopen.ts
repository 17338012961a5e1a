// Takes a defect apart when the report that stood for it fell: what the others say may hold all the same.
import { isClaim, type PlacedFinding, type Verification } from '../model/finding.ts';
import { type Defect, defectOf, joinReports } from './locate.ts';
import { isSameSpan, isWorse, saysTheSame, standsFor } from './merge.ts';
import { inBaseOrder } from './rank.ts';
import { everythingWanted, type StandingOf } from './standing.ts';

type Verdicts = ReadonlyMap<PlacedFinding, Verification>;

/**
 * The defects, with those taken apart whose first report was looked at and not confirmed, or not as severe as it said. A
 * deterministic check stands for itself again: the doubt is about the model's words, not about what the check saw. So does
 * a report of the model in other words: overlapping lines may have two defects. What comes free joins another defect that
 * it is a report of, so that it is not told twice.
 */
export function reopen(
  defects: readonly Defect[],
  verdicts: Verdicts,
  standingOf: StandingOf = everythingWanted,
): readonly Defect[] {
  const free = ({ finding }: Defect, twin: PlacedFinding): boolean => {
    const verification = verdicts.get(finding);
    if (verification === undefined || verification.verdict === 'unchecked') return false;
    const isFallen = verification.verdict !== 'confirmed' || isWorse(twin, verification);
    return isFallen && standsAlone(finding, twin);
  };
  const isHome = ({ finding }: Defect, twin: PlacedFinding): boolean => {
    const verification = verdicts.get(finding);
    if (verification === undefined) return !isWorse(twin, finding);
    return verification.verdict === 'confirmed' && !isWorse(twin, verification);
  };
  const open = defects.flatMap((defect) => withoutRefutedTwins(defect, verdicts, standingOf));
  return takenApart(open, { free, isHome, verdicts, standingOf });
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
  const isCertain = ({ finding }: Defect) => !isClaim(finding) || verdicts.get(finding)?.verdict === 'confirmed';
  const free = (defect: Defect, twin: PlacedFinding) =>
    !isCertain(defect) && (!isClaim(twin) || (defect.finding.source.kind === 'rule' && twin.source.kind !== 'rule'));
  const isHome = (defect: Defect, twin: PlacedFinding) =>
    isCertain(defect) && !isWorse(twin, verdicts.get(defect.finding) ?? defect.finding);
  return takenApart(defects, { free, isHome, verdicts, standingOf });
}

/** How defects are taken apart. */
interface Parting {
  /** Whether a twin leaves its defect. */
  readonly free: (defect: Defect, twin: PlacedFinding) => boolean;
  /** Whether a defect may take a report in. */
  readonly isHome: (defect: Defect, report: PlacedFinding) => boolean;
  readonly verdicts: Verdicts;
  readonly standingOf: StandingOf;
}

function takenApart(defects: readonly Defect[], { free, isHome, verdicts, standingOf }: Parting): readonly Defect[] {
  const freed = inBaseOrder(defects.flatMap((defect) => defect.twins.filter((twin) => free(defect, twin))));
  const homeOf = (twin: PlacedFinding) =>
    defects.find((defect) => isHome(defect, twin) && standsFor(defect.report, twin, standingOf));
  const homes = new Map(freed.map((twin) => [twin, homeOf(twin)]));
  const kept = defects.map((defect) => {
    const stay = defect.twins.filter((twin) => !free(defect, twin));
    const come = freed.filter((twin) => homes.get(twin) === defect);
    return withTwins(defect, [...stay, ...come], verdicts, standingOf);
  });
  const homeless = freed.filter((twin) => homes.get(twin) === undefined);
  return [...kept, ...joinReports(homeless, standingOf)];
}

/** A verdict belongs to the finding as it was asked about, so that only one without is told anew what its twins say. */
function withTwins(
  defect: Defect,
  twins: readonly PlacedFinding[],
  verdicts: Verdicts,
  standingOf: StandingOf,
): Defect {
  const { finding, report } = defect;
  if (twins.length === defect.twins.length && twins.every((twin) => defect.twins.includes(twin))) return defect;
  return verdicts.has(finding) ? { finding, report, twins } : defectOf(report, twins, standingOf);
}

/** A report that is false by itself says nothing about the others, and agrees with none of them. */
function withoutRefutedTwins(defect: Defect, verdicts: Verdicts, standingOf: StandingOf): readonly Defect[] {
  const isRefuted = (twin: PlacedFinding) => verdicts.get(twin)?.verdict === 'refuted';
  const refuted = defect.twins.filter(isRefuted);
  const rest = defect.twins.filter((twin) => !isRefuted(twin));
  const alone = refuted.map((twin) => ({ finding: twin, report: twin, twins: [] }));
  return [withTwins(defect, rest, verdicts, standingOf), ...alone];
}
