// Chooses the findings whose verification is worth a call: those that would become threads, best first.
import { type Config, stagesOf } from '../model/config.ts';
import { type PlacedFinding, severities, type Verification } from '../model/finding.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { knownThread } from './known.ts';
import type { Defect } from './locate.ts';
import { ranked } from './rank.ts';

/** Looked at beyond `maxComments`, to take the places of those that turn out to be false. */
const reserve = 5;

type Wishes = Pick<Config, 'minSeverity' | 'maxComments' | 'categories' | 'effort'>;

/** What to verify and has no verdict yet, best first; nothing with `effort: quick`. Detectors' findings need no second look. */
export function candidates(
  defects: readonly Defect[],
  threads: readonly ReviewThread[],
  wishes: Wishes,
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
): readonly PlacedFinding[] {
  if (!stagesOf(wishes.effort).isVerified) return [];
  const wanted = defects.filter(
    ({ finding, twins }) =>
      finding.source.kind === 'model' &&
      wishes.categories.includes(finding.category) &&
      severities.indexOf(finding.severity) <= severities.indexOf(wishes.minSeverity) &&
      knownThread([finding, ...twins], threads) === undefined,
  );
  const inOrder = ranked(wanted.map(({ finding }) => ({ finding, verification: undefined, isOnChange: true })));
  const first = inOrder.slice(0, wishes.maxComments + reserve).map(({ finding }) => finding);
  return first.filter((finding) => !verdicts.has(finding));
}
