// Says of each report whether it may become a thread at all, so that none that may not swallows one that may.
import type { Config } from '../model/config.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { isWaived, knownThread } from './known.ts';

/** `waived`: a person has set its thread aside. `unwanted`: its category is switched off. */
export type Standing = 'waived' | 'wanted' | 'unwanted';

export type StandingOf = (finding: PlacedFinding) => Standing;

/** Without threads and wishes. */
export const everythingWanted: StandingOf = () => 'wanted';

/** The standing of each report by itself, whatever it is joined with. */
export function standingIn(threads: readonly ReviewThread[], wishes: Pick<Config, 'categories'>): StandingOf {
  return (finding) => {
    const known = knownThread([finding], threads);
    if (known !== undefined && isWaived(known)) return 'waived';
    return isWanted(finding, wishes) ? 'wanted' : 'unwanted';
  };
}

/** The owners asked for each of their rules by name: the category, which the model chooses, switches none of them off. */
export function isWanted({ source, category }: PlacedFinding, { categories }: Pick<Config, 'categories'>): boolean {
  return source.kind === 'rule' || categories.includes(category);
}
