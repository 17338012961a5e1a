// Takes a defect apart when the report that stood for it fell: what the others say may hold all the same.
import type { PlacedFinding, Verification } from '../model/finding.ts';
import { type Defect, joinReports } from './locate.ts';
import { likenessOf } from './merge.ts';

/** Reports that share this much of their words say the same, and fall together. */
const sameWords = 0.5;

/**
 * The defects, with those taken apart whose first report was looked at and not confirmed. A deterministic check stands for
 * itself again: the doubt is about the model's words, not about what the check saw. So does a report of the model in other
 * words: overlapping lines may have two defects.
 */
export function reopen(
  defects: readonly Defect[],
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
): readonly Defect[] {
  return defects
    .flatMap((defect) => withoutRefutedTwins(defect, verdicts))
    .flatMap((defect) => {
      const verdict = verdicts.get(defect.finding)?.verdict ?? 'unchecked';
      if (verdict === 'confirmed' || verdict === 'unchecked') return [defect];
      const { finding } = defect;
      return without(defect, (twin) => twin.source.kind !== 'model' || likenessOf(finding, twin) < sameWords);
    });
}

/** At the end: a deterministic check does not wait behind a report of the model that nobody came to look at. */
export function withChecksApart(
  defects: readonly Defect[],
  verdicts: ReadonlyMap<PlacedFinding, Verification>,
): readonly Defect[] {
  return defects.flatMap((defect) => {
    const isCertain = defect.finding.source.kind !== 'model' || verdicts.get(defect.finding)?.verdict === 'confirmed';
    return isCertain ? [defect] : without(defect, (twin) => twin.source.kind !== 'model');
  });
}

function without({ finding, twins }: Defect, standsAlone: (twin: PlacedFinding) => boolean): readonly Defect[] {
  const others = twins.filter(standsAlone);
  return [{ finding, twins: twins.filter((twin) => !standsAlone(twin)) }, ...joinReports(others)];
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
