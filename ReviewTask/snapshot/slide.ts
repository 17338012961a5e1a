// Moves a block of added or removed lines to where a person would say that it begins.
import type { Span } from './span.ts';

/** Places tried for one block; nobody can tell the difference beyond that. */
const MAX_SLIDE = 100;
/** A tab counts as so many columns. */
const TAB_COLUMNS = 4;
/** Blank lines skipped in search of the indentation that a cut is judged by. */
const MAX_BLANK_LINES = 20;

/**
 * The same changes at better places.
 *
 * When a function is added after a similar one, "the last brace of the old, and all of the new but its last brace" is
 * as right as "the new function", and the comparison cannot tell. Each block that is only added or only removed is put
 * where its two ends cut the least indented lines, best after a blank line; where several places are equal, the last.
 */
export function slideChanges(
  left: readonly string[],
  right: readonly string[],
  changes: readonly Span[],
): readonly Span[] {
  const slid: Span[] = [];
  for (const [index, change] of changes.entries()) {
    const before = slid.at(-1);
    const after = changes[index + 1];
    // One equal line is kept on either side, so that two changes never become one.
    const roomAbove = change.left - (before === undefined ? 0 : before.leftEnd + 1);
    const roomBelow = (after === undefined ? left.length : after.left - 1) - change.leftEnd;
    const by = bestShift(left, right, change, roomAbove, roomBelow);
    slid.push({
      left: change.left + by,
      leftEnd: change.leftEnd + by,
      right: change.right + by,
      rightEnd: change.rightEnd + by,
    });
  }
  return slid;
}

function bestShift(
  left: readonly string[],
  right: readonly string[],
  change: Span,
  roomAbove: number,
  roomBelow: number,
): number {
  const isAdded = change.left === change.leftEnd;
  if (!isAdded && change.right !== change.rightEnd) return 0;
  const lines = isAdded ? right : left;
  const start = isAdded ? change.right : change.left;
  const end = isAdded ? change.rightEnd : change.leftEnd;
  let up = 0;
  while (up < Math.min(roomAbove, MAX_SLIDE) && lines[start - up - 1] === lines[end - up - 1]) up += 1;
  let down = 0;
  while (down < Math.min(roomBelow, MAX_SLIDE) && lines[start + down] === lines[end + down]) down += 1;
  let best = { shift: 0, cost: Number.POSITIVE_INFINITY };
  for (let shift = -up; shift <= down; shift += 1) {
    const cost = cutCost(lines, start + shift) + cutCost(lines, end + shift);
    if (cost <= best.cost) best = { shift, cost };
  }
  return best.shift;
}

/** How unnatural it is to cut before the line at `index`: columns of indentation, with small changes to settle ties. */
function cutCost(lines: readonly string[], index: number): number {
  if (index >= lines.length) return 0;
  const indent = indentFrom(lines, index);
  const above = lines[index - 1];
  if (above !== undefined && isBlank(above)) return indent;
  const isClosing = above !== undefined && indent < indentOf(above);
  return indent + (isClosing || isBlank(lines[index] ?? '') ? 1.5 : 1);
}

/** Indentation of the first line from `index` on that is not blank. */
function indentFrom(lines: readonly string[], index: number): number {
  for (const line of lines.slice(index, index + MAX_BLANK_LINES)) {
    if (!isBlank(line)) return indentOf(line);
  }
  return 0;
}

function indentOf(line: string): number {
  const space = /^[ \t]*/.exec(line)?.[0] ?? '';
  return space.length + (TAB_COLUMNS - 1) * (space.split('\t').length - 1);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
