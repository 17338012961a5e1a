// Parts the defects of this run into those that earlier runs told of already, and new ones.
import type { FreshPart } from '../model/delta.ts';
import type { Finding, PlacedFinding } from '../model/finding.ts';
import type { Carried } from './carry.ts';
import type { Defect } from './locate.ts';
import { isNotTouched } from './not-touched.ts';
import { sameAsKept } from './same-as-kept.ts';

/** The defects of a run. */
export interface Parted {
  readonly fresh: readonly Defect[];
  /** Earlier findings that this run has found again. */
  readonly reported: ReadonlySet<Carried>;
  /** Reports of those, and opinions on code that is not new: they become nothing. */
  readonly settled: readonly Finding[];
}

export function apartFromEarlier(
  defects: readonly Defect[],
  carried: readonly Carried[],
  freshPart: FreshPart | undefined,
): Parted {
  const known = sameAsKept(defects.flatMap(reportsOf), carried);
  const fresh: Defect[] = [];
  const reported = new Set<Carried>();
  const settled: Finding[] = [];
  for (const defect of defects) {
    const reports = reportsOf(defect);
    const earlier = reports.map((report) => known.get(report)).find((one) => one !== undefined);
    if (earlier !== undefined) {
      reported.add(earlier);
      // What was only listed is judged anew: this time it may earn a thread.
      if (earlier.threadId === undefined) fresh.push(defect);
      else settled.push(...reports.map((report) => mergedInto(report, earlier.finding.fingerprint)));
    } else if (reports.every((report) => isNotTouched(report, freshPart))) {
      settled.push(...reports.map(notTouched));
    } else fresh.push(defect);
  }
  return { fresh, reported, settled };
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
