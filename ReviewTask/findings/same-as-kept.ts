// Knows a finding of this run again as one of an earlier run, however it is worded this time.
import type { Category, PlacedFinding } from '../model/finding.ts';
import type { Carried } from './carry.ts';
import { isSameDefect } from './merge.ts';
import { sharedMeaning } from './telling-words.ts';

/** What one reviewer calls a bug, another calls missing error handling: within a family the word proves nothing. */
const families: Readonly<Record<Category, string>> = {
  bug: 'behaviour',
  'error-handling': 'behaviour',
  security: 'behaviour',
  performance: 'behaviour',
  maintainability: 'upkeep',
  testing: 'upkeep',
};

/** A run may pin a defect a few lines from where the last one did. */
const neighbouringLines = 3;
/**
 * Shared meaning, 0 to 1, that two tellings of one defect have at least: on the same lines and a few lines beside them. Told
 * anew, a defect keeps 0.2 to 0.5; two different ones on one line share 0.13 at most (measured on a handful of both).
 */
const sameMeaning = { onLines: 0.17, beside: 0.3 };

/**
 * The earlier finding that each of the findings is, where there is one. The nearest in place and words decides, so that the
 * order of the two lists does not matter; several findings may be the same earlier one. Gone code counts too: what is
 * found on it again has come back.
 */
export function sameAsKept(
  findings: readonly PlacedFinding[],
  carried: readonly Carried[],
): ReadonlyMap<PlacedFinding, Carried> {
  const known = new Map<PlacedFinding, Carried>();
  for (const finding of findings) {
    const [best] = carried
      .map((one) => ({ one, rank: rankOf(finding, one) }))
      .filter(({ rank }) => rank !== undefined)
      .sort((a, b) => compareRanks(a.rank ?? [], b.rank ?? []) || compare(keyOf(a.one), keyOf(b.one)));
    if (best !== undefined) known.set(finding, best.one);
  }
  return known;
}

/** How near a finding is to an earlier one, smaller is nearer; `undefined` where it is another. */
function rankOf(finding: PlacedFinding, { finding: earlier, whereabouts }: Carried): readonly number[] | undefined {
  if (finding.path !== earlier.path) return undefined;
  const likeness = sharedMeaning(finding, earlier);
  const isSamePrint = finding.fingerprint === earlier.fingerprint;
  const gap = linesBetween(finding, earlier) ?? neighbouringLines + 1;
  if (whereabouts.kind === 'gone') {
    // In rewritten code the place proves little, and without any lines there it is a number of another file.
    const isRewritten = whereabouts.anchor !== undefined && gap === 0 && isSameTold(finding, earlier, 1, likeness);
    return isSamePrint || isRewritten ? [3, gap, -likeness] : undefined;
  }
  if (isSamePrint) return [gap === 0 ? 0 : 2, gap, -likeness];
  const isSame = isSameDefect(earlier, finding) || isSameTold(finding, earlier, gap, likeness);
  return isSame ? [1, gap, -likeness] : undefined;
}

/** True where a finding says of the same lines, or of lines beside them, what the earlier one says, in whatever words. */
export function isToldAgain(finding: PlacedFinding, earlier: PlacedFinding): boolean {
  const gap = linesBetween(finding, earlier) ?? neighbouringLines + 1;
  return isSameTold(finding, earlier, gap, sharedMeaning(finding, earlier));
}

/** The same in other words, for the opinions of a model: its checks and the owners' rules have names to go by. */
function isSameTold(finding: PlacedFinding, earlier: PlacedFinding, gap: number, likeness: number): boolean {
  if (finding.source.kind !== 'model' || earlier.source.kind !== 'model' || gap > neighbouringLines) return false;
  const isFamily = families[finding.category] === families[earlier.category];
  if (gap === 0) return likeness >= (isFamily ? sameMeaning.onLines : sameMeaning.beside);
  return isFamily && likeness >= sameMeaning.beside;
}

/** 0 where the lines overlap; `undefined` where one has no lines or they are on different sides. */
function linesBetween({ anchor: a }: PlacedFinding, { anchor: b }: PlacedFinding): number | undefined {
  if (a.kind !== 'lines' || b.kind !== 'lines' || a.side !== b.side) return undefined;
  return Math.max(a.start.line - b.end.line, b.start.line - a.end.line, 0);
}

function keyOf({ threadId, kept }: Carried): string {
  return `${String(threadId ?? Number.MAX_SAFE_INTEGER).padStart(20, '0')} ${kept.fingerprint} ${kept.title}`;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, one] of a.entries()) {
    const difference = one - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
