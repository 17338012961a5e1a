// Compares two versions of a file line by line, in bounded time whatever they hold.
import { type ChangeObject, diffArrays } from 'diff';
import { slideChanges } from './slide.ts';
import { internLines, isEmpty, type LineIds, type Span, trimSpan } from './span.ts';
import { splitAtAnchors } from './split-at-anchors.ts';

/** Added plus removed lines up to which a gap is compared exactly: the cost grows with the square of their number. */
const EDIT_LIMIT = 400;
/** The same once the file has used up its effort. */
const TIRED_EDIT_LIMIT = 32;
/** Lines of a gap times its edit limit: what a long gap may cost, some two seconds at the very worst. */
const REACH_LIMIT = 20_000_000;
/** What one file may cost in squared edits; about a second. Counted, not timed: every machine must get the same hunks. */
const EFFORT = 3_000_000;
/** What looking at one line once more costs in the same coin. */
const EFFORT_PER_LINE = 4;

/**
 * What must be replaced to turn `left` into `right`: spans in file order with at least one equal line between two of
 * them, each with lines on one side or both.
 *
 * Anchor lines first, then an exact comparison of what lies between them. A gap too different for that is cut at the
 * lines that are unique within it, and one with no such line is replaced as a whole. The answer is always right; where
 * the input is hostile it is longer than it need be.
 */
export function changesBetween(left: readonly string[], right: readonly string[]): readonly Span[] {
  const ids = internLines(left, right);
  const whole = trimSpan(ids, { left: 0, leftEnd: left.length, right: 0, rightEnd: right.length });
  const budget: Budget = { effort: EFFORT };
  const changes: Span[] = [];
  // A stack, not recursion: the depth is the input's choice. The next gap of the file is always on top.
  const waiting = splitAtAnchors(ids, whole).toReversed();
  for (let gap = waiting.pop(); gap !== undefined; gap = waiting.pop()) {
    const span = trimSpan(ids, gap);
    const exact = compareExactly(ids, span, budget);
    if (exact !== undefined) {
      changes.push(...exact);
      continue;
    }
    const parts = budget.effort > 0 ? splitAtAnchors(ids, span) : [span];
    if (parts.length === 1) changes.push(span);
    else for (const part of parts.toReversed()) waiting.push(part);
  }
  return slideChanges(left, right, joinTouching(changes));
}

/** What may still be spent on a file; goes down. */
interface Budget {
  effort: number;
}

/** The changes within a trimmed span; `undefined` when there are more than the limits allow. */
function compareExactly(ids: LineIds, span: Span, budget: Budget): readonly Span[] | undefined {
  if (isEmpty(span)) return [];
  const left = ids.left.slice(span.left, span.leftEnd);
  const right = ids.right.slice(span.right, span.rightEnd);
  if (left.length === 0 || right.length === 0) return [span];
  const reach = Math.floor(REACH_LIMIT / (left.length + right.length));
  const limit = Math.max(TIRED_EDIT_LIMIT, Math.min(EDIT_LIMIT, budget.effort > 0 ? reach : 0));
  budget.effort -= (left.length + right.length) * EFFORT_PER_LINE;
  if (leastEdits(left, right) > limit) return undefined;
  const steps = diffArrays(left, right, { maxEditLength: limit });
  const changes = steps === undefined ? undefined : changesOf(steps, span);
  budget.effort -= (changes === undefined ? limit : editsIn(changes)) ** 2;
  return changes;
}

function changesOf(steps: readonly ChangeObject<number[]>[], span: Span): readonly Span[] {
  const changes: Span[] = [];
  let { left, right } = span;
  for (const { added, removed, count } of steps) {
    const leftEnd = left + (added ? 0 : count);
    const rightEnd = right + (removed ? 0 : count);
    if (added || removed) changes.push({ left, leftEnd, right, rightEnd });
    left = leftEnd;
    right = rightEnd;
  }
  return changes;
}

function editsIn(changes: readonly Span[]): number {
  return changes.reduce((sum, { left, leftEnd, right, rightEnd }) => sum + leftEnd - left + rightEnd - right, 0);
}

/** No comparison can do with fewer edits: the lines that one side has more often than the other. */
function leastEdits(left: readonly number[], right: readonly number[]): number {
  const surplus = new Map<number, number>();
  for (const id of left) surplus.set(id, (surplus.get(id) ?? 0) + 1);
  for (const id of right) surplus.set(id, (surplus.get(id) ?? 0) - 1);
  let edits = 0;
  for (const count of surplus.values()) edits += Math.abs(count);
  return edits;
}

/** Changes with no equal line between them made one. */
function joinTouching(changes: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    const touches = last !== undefined && last.leftEnd === change.left && last.rightEnd === change.right;
    if (touches) joined[joined.length - 1] = { ...last, leftEnd: change.leftEnd, rightEnd: change.rightEnd };
    else joined.push(change);
  }
  return joined;
}
