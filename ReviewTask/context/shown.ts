// What the hunks of a question show already, and which lines of it changed, by their numbers on the right side.
import type { Hunk } from '../model/diff.ts';
import type { ChunkPart } from '../model/plan.ts';

/** Lines that a model has been given, by path; what is picked is added, so that nothing is shown twice. */
export interface Shown {
  has(path: string, line: number): boolean;
  add(path: string, line: number): void;
}

/** The lines of the hunks to begin with. */
export function shownIn(parts: readonly ChunkPart[]): Shown {
  const byPath = new Map<string, Set<number>>();
  const linesOf = (path: string) => {
    const lines = byPath.get(path) ?? new Set<number>();
    byPath.set(path, lines);
    return lines;
  };
  for (const part of parts) {
    for (const line of part.hunks.flatMap((hunk) => hunk.lines)) {
      if (line.kind !== 'removed') linesOf(part.path).add(line.right);
    }
  }
  return {
    has: (path, line) => byPath.get(path)?.has(line) ?? false,
    add: (path, line) => void linesOf(path).add(line),
  };
}

/** 1-based right lines that a hunk changes, upwards. A removal stands at the line that took its place, or the one before it. */
export function changedLines(hunk: Hunk): readonly number[] {
  const changed = new Set<number>();
  for (const [index, line] of hunk.lines.entries()) {
    if (line.kind === 'added') changed.add(line.right);
    if (line.kind === 'removed') {
      const place = rightAfter(hunk, index) ?? rightBefore(hunk, index);
      if (place !== undefined) changed.add(place);
    }
  }
  return [...changed].sort((one, other) => one - other);
}

/** 1-based right lines that a hunk adds. */
export function addedLines(hunk: Hunk): readonly number[] {
  return hunk.lines.flatMap((line) => (line.kind === 'added' ? [line.right] : []));
}

function rightAfter(hunk: Hunk, index: number): number | undefined {
  for (let at = index + 1; at < hunk.lines.length; at += 1) {
    const line = hunk.lines[at];
    if (line !== undefined && line.kind !== 'removed') return line.right;
  }
  return undefined;
}

function rightBefore(hunk: Hunk, index: number): number | undefined {
  for (let at = index - 1; at >= 0; at -= 1) {
    const line = hunk.lines[at];
    if (line !== undefined && line.kind !== 'removed') return line.right;
  }
  return undefined;
}
