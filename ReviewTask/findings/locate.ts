// The locate stage: every raw finding gets its place, and reports of one defect are joined, whoever made them.
import type { ChangedFile } from '../model/diff.ts';
import type { PlacedFinding, RawFinding } from '../model/finding.ts';
import { isSameDefect } from './merge.ts';
import { place } from './place.ts';
import { inBaseOrder } from './rank.ts';

/** One defect: the report that stands for it, and the other reports of the same. */
export interface Defect {
  /** Carries the passes of all reports, where the model found it. */
  readonly finding: PlacedFinding;
  readonly twins: readonly PlacedFinding[];
}

/** The defects, each finding in exactly one of them. The same for every order of `raw`. */
export function locate(raw: readonly RawFinding[], files: readonly ChangedFile[]): readonly Defect[] {
  return joinReports(place(raw, files));
}

/** Joins reports of the same defect. The same for every order of `reports`. */
export function joinReports(reports: readonly PlacedFinding[]): readonly Defect[] {
  const groups: { readonly first: PlacedFinding; readonly twins: PlacedFinding[] }[] = [];
  for (const finding of inBaseOrder(reports)) {
    const group = groups.find(({ first }) => isSameDefect(first, finding));
    if (group === undefined) groups.push({ first: finding, twins: [] });
    else group.twins.push(finding);
  }
  return groups.map(({ first, twins }) => ({ finding: joined(first, twins), twins }));
}

/** The first finding with what the others add: passes, the best position, a question where it stated none. */
function joined(first: PlacedFinding, twins: readonly PlacedFinding[]): PlacedFinding {
  if (first.source.kind !== 'model') return first;
  const sources = [first, ...twins].flatMap(({ source }) => (source.kind === 'model' ? [source] : []));
  const passes = [...new Set(sources.flatMap((source) => source.passes))].sort((a, b) => a - b);
  const positions = sources.flatMap(({ position }) => (position === undefined ? [] : [position]));
  return {
    ...first,
    source: {
      kind: 'model',
      question: sources.find(({ question }) => question !== '')?.question ?? '',
      passes,
      ...(positions.length === 0 ? {} : { position: Math.min(...positions) }),
    },
  };
}
