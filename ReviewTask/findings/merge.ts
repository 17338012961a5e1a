// Finds the same defect reported more than once in a run; deterministic and independent of order.
import type { Anchor, RawFinding } from '../model/finding.ts';

/** A finding with its place, before its fate is decided. */
export interface PlacedFinding extends RawFinding {
  readonly anchor: Anchor;
  readonly fingerprint: string;
}

/** True where two findings describe one defect: overlapping lines of one side, and the same category or similar words. */
export function isSameDefect(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.path !== b.path || !overlap(a, b)) return false;
  if (a.source.kind === 'rule' && b.source.kind === 'rule') return a.source.rule === b.source.rule;
  if (sourceKey(a) === sourceKey(b) && sourceKey(a) !== 'model') return sameSpan(a, b);
  return a.category === b.category || similarity(words(a), words(b)) >= 0.5;
}

function sourceKey(finding: PlacedFinding): string {
  return finding.source.kind === 'model' ? 'model' : `${finding.source.kind}:${finding.source.rule}`;
}

function overlap(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines') {
    return a.anchor.kind === b.anchor.kind && similarity(words(a), words(b)) >= 0.5;
  }
  if (a.anchor.side !== b.anchor.side) return false;
  return a.anchor.start.line <= b.anchor.end.line && b.anchor.start.line <= a.anchor.end.line;
}

function sameSpan(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines') return true;
  const [one, two] = [a.anchor, b.anchor];
  return one.start.line === two.start.line && one.start.offset === two.start.offset;
}

function words(finding: PlacedFinding): ReadonlySet<string> {
  return new Set(`${finding.title} ${finding.failure}`.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? []);
}

/** Jaccard index: shared words over all words, 0 to 1. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
