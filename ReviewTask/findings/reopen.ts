// Takes a defect apart when the report that stood for it fell: what the others say may hold all the same.
import { type Config, stagesOf } from '../model/config.ts';
import type { PlacedFinding, Verification } from '../model/finding.ts';
import { type Defect, joinReports } from './locate.ts';
import { likenessOf } from './merge.ts';

/** Reports that share this much of their words say the same, and fall together. */
const sameWords = 0.5;

/**
 * The defects, with those taken apart whose first report was not confirmed. A deterministic check stands for itself again:
 * the doubt is about the model's words, not about what the check saw. So does a report of the model in other words, where
 * the first one was looked at and did not hold: overlapping lines may have two defects.
 */
export function reopen(
  defects: readonly Defect[],
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
  { effort }: Pick<Config, 'effort'>,
): readonly Defect[] {
  if (!stagesOf(effort).isVerified) return defects;
  return defects
    .flatMap((defect) => withoutRefutedTwins(defect, verdicts))
    .flatMap((defect) => {
      const { finding, twins } = defect;
      const verdict = verdicts.get(finding)?.verdict;
      if (finding.source.kind !== 'model' || verdict === 'confirmed') return [defect];
      const wasLookedAt = verdict !== undefined && verdict !== 'unchecked';
      const standsAlone = (twin: PlacedFinding) =>
        twin.source.kind !== 'model' || (wasLookedAt && likenessOf(finding, twin) < sameWords);
      const others = twins.filter(standsAlone);
      if (others.length === 0) return [defect];
      return [{ finding, twins: twins.filter((twin) => !standsAlone(twin)) }, ...joinReports(others)];
    });
}

/** A report that is false by itself says nothing about the others. */
function withoutRefutedTwins(
  { finding, twins }: Defect,
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
): readonly Defect[] {
  const isRefuted = (twin: PlacedFinding) => verdicts.get(twin)?.verdict === 'refuted';
  const refuted = twins.filter(isRefuted).map((twin) => ({ finding: twin, twins: [] }));
  return [{ finding, twins: twins.filter((twin) => !isRefuted(twin)) }, ...refuted];
}
