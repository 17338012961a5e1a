// The locate stage: every raw finding gets its place, and reports of one defect are joined, whoever made them.
import type { ChangedFile } from '../model/diff.ts';
import type { PlacedFinding, RawFinding } from '../model/finding.ts';
import { standsFor } from './merge.ts';
import { place } from './place.ts';
import { inBaseOrder } from './rank.ts';
import { everythingWanted, type Standing, type StandingOf } from './standing.ts';

/** One defect: the report that stands for it, and the other reports of the same. */
export interface Defect {
  /** `report` with what the others add: passes, position, and a question where it stated none. */
  readonly finding: PlacedFinding;
  /** As it was made. */
  readonly report: PlacedFinding;
  readonly twins: readonly PlacedFinding[];
}

/** The defects, each finding in exactly one of them. The same for every order of `raw`. */
export function locate(
  raw: readonly RawFinding[],
  files: readonly ChangedFile[],
  standingOf: StandingOf = everythingWanted,
): readonly Defect[] {
  return joinReports(place(raw, files), standingOf);
}

/** What a person waived claims its own words first; what nobody wants comes last, so that it can only be a twin. */
const standings: readonly Standing[] = ['waived', 'wanted', 'unwanted'];

/** Joins reports of the same defect. The same for every order of `reports`. */
export function joinReports(
  reports: readonly PlacedFinding[],
  standingOf: StandingOf = everythingWanted,
): readonly Defect[] {
  const inOrder = inBaseOrder(reports);
  const groups: { readonly first: PlacedFinding; readonly twins: PlacedFinding[] }[] = [];
  for (const standing of standings) {
    for (const finding of inOrder.filter((one) => standingOf(one) === standing)) {
      const group = groups.find(({ first }) => standsFor(first, finding, standingOf));
      if (group === undefined) groups.push({ first: finding, twins: [] });
      else group.twins.push(finding);
    }
  }
  return groups.map(({ first, twins }) => defectOf(first, twins, standingOf));
}

/** A report with its twins. Those of another standing add nothing: what is held must not move what is not. */
export function defectOf(report: PlacedFinding, twins: readonly PlacedFinding[], standingOf: StandingOf): Defect {
  const equals = twins.filter((twin) => standingOf(twin) === standingOf(report) && isSameSource(report, twin));
  return { finding: joined(report, equals), report, twins };
}

function isSameSource({ source: one }: PlacedFinding, { source: other }: PlacedFinding): boolean {
  return one.kind === 'rule' ? other.kind === 'rule' && one.rule === other.rule : one.kind === other.kind;
}

/** The first finding with what the others add: passes, the best position, a question where it stated none. */
function joined(first: PlacedFinding, twins: readonly PlacedFinding[]): PlacedFinding {
  const { source } = first;
  if (twins.length === 0 || (source.kind !== 'model' && source.kind !== 'rule')) return first;
  const sources = [first, ...twins].flatMap((one) =>
    one.source.kind === 'model' || one.source.kind === 'rule' ? [one.source] : [],
  );
  const passes = [...new Set(sources.flatMap((one) => one.passes))].sort((a, b) => a - b);
  const positions = sources.flatMap(({ position }) => (position === undefined ? [] : [position]));
  const question = sources.find((one) => one.question !== '')?.question ?? '';
  const position = positions.length === 0 ? {} : { position: Math.min(...positions) };
  return { ...first, source: { ...source, question, passes, ...position } };
}
