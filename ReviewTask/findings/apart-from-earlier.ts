// Parts the defects of this run into those that earlier runs told of already, and new ones.
import type { FreshPart } from '../model/delta.ts';
import type { Finding, PlacedFinding } from '../model/finding.ts';
import type { Carried } from './carry.ts';
import type { Earlier } from './earlier.ts';
import type { Defect } from './locate.ts';
import { isWorse, saysTheSame } from './merge.ts';
import { isNotTouched } from './not-touched.ts';
import { isToldAgain, sameAsKept } from './same-as-kept.ts';

/** The defects of a run. */
export interface Parted {
  readonly fresh: readonly Defect[];
  /** Earlier findings that this run has found again, each with the worst report of it. */
  readonly reported: ReadonlyMap<Carried, PlacedFinding>;
  /** Reports of those, and opinions on code that is not new: they become nothing. */
  readonly settled: readonly Finding[];
}

export function apartFromEarlier(
  defects: readonly Defect[],
  earlier: readonly Earlier[],
  freshPart: FreshPart | undefined,
): Parted {
  const byCarried = new Map(earlier.map((one) => [one.carried, one]));
  const known = sameAsKept(defects.flatMap(reportsOf), [...byCarried.keys()]);
  const tellsOf = (report: PlacedFinding): Earlier | undefined => {
    const carried = known.get(report);
    const one = carried && byCarried.get(carried);
    return one !== undefined && maySilence(one, report) ? one : undefined;
  };
  const fresh: Defect[] = [];
  const reported = new Map<Carried, PlacedFinding>();
  const settled: Finding[] = [];
  for (const defect of defects) {
    const told = earlierOf(defect, tellsOf);
    if (told !== undefined) {
      reported.set(told.carried, worst(defect, reported.get(told.carried)));
      // What was only listed is judged anew: this time it may earn a thread.
      if (told.standing === undefined) fresh.push(defect);
      else settled.push(...reportsOf(defect).map((report) => mergedInto(report, told.carried.finding.fingerprint)));
    } else if (reportsOf(defect).every((report) => isNotTouched(report, freshPart))) {
      settled.push(...reportsOf(defect).map(notTouched));
    } else fresh.push(defect);
  }
  return { fresh, reported, settled };
}

/**
 * What a person set aside silences the same code with the same category, and what means the same and claims nothing worse,
 * however the model words it this time. Another defect on those lines is raised.
 */
function maySilence({ carried, isSpoilt = false, standing }: Earlier, report: PlacedFinding): boolean {
  // Whoever spoilt the record may have borrowed the fingerprint of a worse finding.
  if (isSpoilt && isWorse(report, carried.kept)) return false;
  if (standing !== 'set-aside' || (!isSpoilt && report.fingerprint === carried.kept.fingerprint)) return true;
  const isSame = saysTheSame(carried.finding, report) || isToldAgain(report, carried.finding);
  return isSame && !isWorse(report, carried.kept);
}

/** The earlier finding that a defect is. A twin alone proves it only where the report that leads is no worse. */
function earlierOf({ finding, twins }: Defect, tellsOf: (report: PlacedFinding) => Earlier | undefined) {
  const own = tellsOf(finding);
  if (own !== undefined) return own;
  const other = twins.map(tellsOf).find((one) => one !== undefined);
  return other === undefined || isWorse(finding, other.carried.kept) ? undefined : other;
}

function worst({ finding }: Defect, before: PlacedFinding | undefined): PlacedFinding {
  return before === undefined || isWorse(finding, before) ? finding : before;
}

function reportsOf({ finding, twins }: Defect): readonly PlacedFinding[] {
  return [finding, ...twins];
}

function mergedInto(report: PlacedFinding, into: string): Finding {
  return { ...report, disposition: { kind: 'merged', into }, verification: undefined, rank: `same as ${into}` };
}

function notTouched(report: PlacedFinding): Finding {
  const disposition = { kind: 'hold', reason: 'not-touched' } as const;
  return { ...report, disposition, verification: undefined, rank: 'on code that was reviewed before' };
}
