// Chooses the findings whose verification is worth a call: those that would become threads, best first.
import { type Config, stagesOf } from '../model/config.ts';
import { isClaim, type PlacedFinding, severities, type Verification } from '../model/finding.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { knownThread } from './known.ts';
import type { Defect } from './locate.ts';
import { ranked } from './rank.ts';
import { isWanted } from './standing.ts';

/** Looked at beyond `maxComments`, to take the places of those that turn out to be false. */
const reserve = 5;

type Wishes = Pick<Config, 'minSeverity' | 'maxComments' | 'categories' | 'effort'>;

/**
 * What to verify and has no verdict yet, best first; nothing with `effort: quick`. Detectors' findings need no second look.
 * One that has fallen takes no other's place: as long as there are more, `maxComments` of them are looked at that may stand.
 */
export function candidates(
  defects: readonly Defect[],
  threads: readonly ReviewThread[],
  wishes: Wishes,
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
): readonly PlacedFinding[] {
  if (!stagesOf(wishes.effort).isVerified) return [];
  const wanted = defects.filter(
    ({ finding, twins }) =>
      isClaim(finding) &&
      isWanted(finding, wishes) &&
      severities.indexOf(finding.severity) <= severities.indexOf(wishes.minSeverity) &&
      knownThread([finding, ...twins], threads) === undefined,
  );
  const fallen = wanted.flatMap(({ finding }) => verdicts.get(finding) ?? []).filter(hasFallen);
  const paid = fallen.filter(({ by }) => by === 'model').length;
  const inOrder = ranked(wanted.map(({ finding }) => ({ finding, verification: undefined, isOnChange: true })));
  return inOrder
    .map(({ finding }) => ({ finding, verification: verdicts.get(finding) }))
    .filter(({ verification }) => verification === undefined || !hasFallen(verification))
    .slice(0, Math.max(wishes.maxComments, wishes.maxComments + reserve - paid))
    .filter(({ verification }) => verification === undefined)
    .map(({ finding }) => finding);
}

function hasFallen({ verdict }: Verification): boolean {
  return verdict !== 'confirmed' && verdict !== 'unchecked';
}
