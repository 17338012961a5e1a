// Puts the unchanged lines around changes and numbers everything: what a reader of the diff sees.
import type { DiffLine, Hunk } from '../model/diff.ts';
import { changesBetween } from './diff.ts';
import type { Span } from './span.ts';

/** Unchanged lines shown before and after a change, as git does by default. */
export const CONTEXT_LINES = 3;

/**
 * The hunks that turn `left` into `right`, in file order; none where the lines are the same. Changes whose context
 * would touch or overlap share a hunk.
 */
export function hunksBetween(left: readonly string[], right: readonly string[]): readonly Hunk[] {
  return groupChanges(changesBetween(left, right)).map((group) => hunkOf(group, left, right));
}

function groupChanges(changes: readonly Span[]): readonly (readonly Span[])[] {
  const groups: Span[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.left - end <= 2 * CONTEXT_LINES) groups.at(-1)?.push(change);
    else groups.push([change]);
    end = change.leftEnd;
  }
  return groups;
}

function hunkOf(changes: readonly Span[], left: readonly string[], right: readonly string[]): Hunk {
  const first = changes[0];
  if (first === undefined) return { lines: [] };
  const lines: DiffLine[] = [];
  const above = Math.min(CONTEXT_LINES, first.left);
  let at = { left: first.left - above, right: first.right - above };
  const showContext = (leftEnd: number): void => {
    for (; at.left < leftEnd; at = { left: at.left + 1, right: at.right + 1 }) {
      lines.push({ kind: 'context', left: at.left + 1, right: at.right + 1, text: right[at.right] ?? '' });
    }
  };
  for (const change of changes) {
    showContext(change.left);
    for (let index = change.left; index < change.leftEnd; index += 1) {
      lines.push({ kind: 'removed', left: index + 1, text: left[index] ?? '' });
    }
    for (let index = change.right; index < change.rightEnd; index += 1) {
      lines.push({ kind: 'added', right: index + 1, text: right[index] ?? '' });
    }
    at = { left: change.leftEnd, right: change.rightEnd };
  }
  showContext(Math.min(at.left + CONTEXT_LINES, left.length));
  return { lines };
}
