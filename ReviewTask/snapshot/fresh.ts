// Says which changed lines of a file were not part of the diff at an earlier iteration.
import type { FreshLines, LineMap } from '../model/delta.ts';
import type { DiffLine, Hunk, TextContent } from '../model/diff.ts';
import { cutHunk } from './cut-hunk.ts';
import { type LineMaps, lineMaps } from './line-map.ts';

/** Both sides of a file then and now. */
export interface SideMaps {
  readonly left: LineMaps;
  readonly right: LineMaps;
}

/** The maps of both sides, from the earlier diff to the one of now. */
export function sideMaps(earlier: TextContent, now: TextContent): SideMaps {
  return { left: lineMaps(earlier.left, now.left), right: lineMaps(earlier.right, now.right) };
}

/**
 * The changed lines of `now` that the earlier diff did not have, with the hunks that hold them; all of them where there is
 * no earlier diff. An added line is old where it was an added line then, a removed one where it was removed then: whatever
 * a merge of the target, a rename, a shift or a revert moves about is not new.
 *
 * Where lines that were added then were taken out again, nothing in the diff of now tells of it, and yet the added lines
 * on both sides of the cut read differently: they count as new.
 */
export function freshHunks(
  now: TextContent,
  earlier: TextContent | undefined,
  maps = earlier && sideMaps(earlier, now),
): FreshLines {
  const changed = changedLines(now.hunks);
  if (earlier === undefined || maps === undefined) return { hunks: now.hunks, ...changed };
  const then = changedLines(earlier.hunks);
  const right = new Set([
    ...[...changed.right].filter((line) => !isOld(line, maps.right.toEarlier, then.right)),
    ...besideCuts(maps.right, then.right, changed.right),
  ]);
  const left = new Set([...changed.left].filter((line) => !isOld(line, maps.left.toEarlier, then.left)));
  const isFresh = (line: DiffLine) =>
    (line.kind === 'added' && right.has(line.right)) || (line.kind === 'removed' && left.has(line.left));
  return { hunks: now.hunks.flatMap((hunk) => cutHunk(hunk, isFresh)), right, left };
}

function isOld(line: number, toEarlier: LineMap, changedThen: ReadonlySet<number>): boolean {
  const then = toEarlier(line);
  return then !== undefined && changedThen.has(then);
}

/** The added lines of now between which a line is missing that was added then. */
function besideCuts(
  { changes }: LineMaps,
  addedThen: ReadonlySet<number>,
  addedNow: ReadonlySet<number>,
): readonly number[] {
  return changes.flatMap(({ left, leftEnd, right, rightEnd }) => {
    if (right !== rightEnd || !numbersFrom(left + 1, leftEnd).some((line) => addedThen.has(line))) return [];
    return [right, right + 1].filter((line) => addedNow.has(line));
  });
}

function numbersFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function changedLines(hunks: readonly Hunk[]) {
  const right = new Set<number>();
  const left = new Set<number>();
  for (const line of hunks.flatMap((hunk) => hunk.lines)) {
    if (line.kind === 'added') right.add(line.right);
    if (line.kind === 'removed') left.add(line.left);
  }
  return { right, left };
}
