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

/** Lines that are known as `path:number`, to begin with. */
export function shownAs(seen: ReadonlySet<string>): Shown {
  const lines = new Set(seen);
  return {
    has: (path, line) => lines.has(`${path}:${line}`),
    add: (path, line) => void lines.add(`${path}:${line}`),
  };
}

/** 1-based right lines that a hunk changes, upwards. A removal stands at the line that took its place, or the one before it. */
export function changedLines(hunk: Hunk): readonly number[] {
  return [...new Set(changesIn(hunk).map(({ line }) => line))].sort((one, other) => one - other);
}

/** The texts that a hunk adds or removes, each with its right line; for a removal the line as in `changedLines`. */
export function changesIn(hunk: Hunk): readonly { readonly line: number; readonly text: string }[] {
  return hunk.lines.flatMap((line, index) => {
    if (line.kind === 'context') return [];
    const place = line.kind === 'added' ? line.right : (rightAfter(hunk, index) ?? rightBefore(hunk, index));
    return place === undefined ? [] : [{ line: place, text: line.text }];
  });
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
