// Finds the same defect reported more than once in a run; deterministic and independent of order.
import type { PlacedFinding } from '../model/finding.ts';

/** Independent passes may pin one defect to neighbouring lines; one pass names two neighbouring defects on purpose. */
const neighbouringLines = 3;

/**
 * True where two findings describe one defect: overlapping lines of one side, and the same category or similar words.
 * Findings of different passes may also stand a few lines apart, or one of them without a line.
 */
export function isSameDefect(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.path !== b.path) return false;
  if (a.source.kind === 'rule' && b.source.kind === 'rule') {
    return a.source.rule === b.source.rule && (linesBetween(a, b) ?? 0) === 0;
  }
  if (sourceKey(a) === sourceKey(b) && sourceKey(a) !== 'model') return isSameSpan(a, b);
  const likeness = likenessOf(a, b);
  const gap = linesBetween(a, b);
  if (gap === 0) return a.category === b.category || likeness >= (isSameSpan(a, b) ? 0.25 : 0.5);
  if (gap === undefined && a.anchor.kind === b.anchor.kind) return a.anchor.kind !== 'lines' && likeness >= 0.5;
  if (!areOfDifferentPasses(a, b) || a.category !== b.category) return false;
  return gap === undefined ? likeness >= 0.5 : gap <= neighbouringLines && likeness >= 0.3;
}

function sourceKey(finding: PlacedFinding): string {
  return finding.source.kind === 'model' ? 'model' : `${finding.source.kind}:${finding.source.rule}`;
}

function areOfDifferentPasses(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.source.kind !== 'model' || b.source.kind !== 'model') return false;
  const { passes } = b.source;
  return a.source.passes.every((pass) => !passes.includes(pass));
}

/** 0 where the lines overlap; `undefined` where one has no lines or they are on different sides. */
function linesBetween(a: PlacedFinding, b: PlacedFinding): number | undefined {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines' || a.anchor.side !== b.anchor.side) return undefined;
  const gap = Math.max(a.anchor.start.line - b.anchor.end.line, b.anchor.start.line - a.anchor.end.line);
  return Math.max(gap, 0);
}

function isSameSpan(a: PlacedFinding, b: PlacedFinding): boolean {
  if (a.anchor.kind !== 'lines' || b.anchor.kind !== 'lines') return a.anchor.kind === b.anchor.kind;
  const [one, two] = [a.anchor, b.anchor];
  return one.start.line === two.start.line && one.start.offset === two.start.offset;
}

/** Shared words of two findings over all their words, 0 to 1. */
export function likenessOf(a: PlacedFinding, b: PlacedFinding): number {
  return similarity(words(a), words(b));
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
