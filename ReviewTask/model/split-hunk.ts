// Cuts a hunk that is too large for one question at line boundaries; numbers and kinds of lines stay what they are.
import type { DiffLine, Hunk } from './diff.ts';

/** Part of a piece, from its end, in which a good place to cut is looked for. */
const lookBack = 1 / 4;

/**
 * Consecutive pieces of at most `limit`, as `sizeOf` counts lines; a single line may be larger. Every changed line is in
 * exactly one piece; a piece without any is left out.
 */
export function splitHunk(hunk: Hunk, limit: number, sizeOf: (line: DiffLine) => number): readonly Hunk[] {
  const pieces: Hunk[] = [];
  let rest = hunk.lines;
  while (rest.length > 0) {
    const fitting = countWithin(rest, limit, sizeOf);
    const at = fitting === rest.length ? fitting : placeToCut(rest, fitting, 1);
    pieces.push({ lines: rest.slice(0, at) });
    rest = rest.slice(at);
  }
  return pieces.filter(({ lines }) => lines.some(isChanged));
}

/** The hunk in two, each with about half of the changed lines; `undefined` where it has only one. */
export function halveHunk({ lines }: Hunk): readonly [Hunk, Hunk] | undefined {
  const changed = lines.flatMap((line, index) => (isChanged(line) ? [index] : []));
  const [first] = changed;
  const middle = changed[Math.floor(changed.length / 2)];
  if (first === undefined || middle === undefined || changed.length < 2) return undefined;
  const at = placeToCut(lines, middle, first + 1);
  return [{ lines: lines.slice(0, at) }, { lines: lines.slice(at) }];
}

/** How many lines fit, at least one. */
function countWithin(lines: readonly DiffLine[], limit: number, sizeOf: (line: DiffLine) => number): number {
  let size = 0;
  const beyond = lines.findIndex((line) => {
    size += sizeOf(line);
    return size > limit;
  });
  return beyond === -1 ? lines.length : Math.max(1, beyond);
}

/** An index from `least` to `most` before which to cut: between paragraphs, or at least not inside of a replacement. */
function placeToCut(lines: readonly DiffLine[], most: number, least: number): number {
  const from = Math.max(least, Math.ceil(most * (1 - lookBack)));
  const places = Array.from({ length: Math.max(0, most - from + 1) }, (_, index) => most - index);
  const isWhole = (at: number) => !(lines[at - 1]?.kind === 'removed' && lines[at]?.kind !== 'context');
  const isBlank = (at: number) => lines[at - 1]?.text.trim() === '';
  return places.find((at) => isWhole(at) && isBlank(at)) ?? places.find(isWhole) ?? Math.max(most, least);
}

function isChanged({ kind }: DiffLine): boolean {
  return kind !== 'context';
}
