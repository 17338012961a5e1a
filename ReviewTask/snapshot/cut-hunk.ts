// Cuts a long hunk down to the lines that matter and their surroundings: one new line in a new file is no new file.
import type { DiffLine, Hunk } from '../model/diff.ts';

/** Lines of the hunk kept before and after each line that matters. */
const surroundings = 15;
/** A hunk up to this many lines is left whole: cutting it would hide more than it saves. */
const shortHunk = 60;

/** The hunk itself where it is short, else its parts around the wanted lines; none where no line is wanted. */
export function cutHunk(hunk: Hunk, isWanted: (line: DiffLine) => boolean): readonly Hunk[] {
  const wanted = hunk.lines.flatMap((line, index) => (isWanted(line) ? [index] : []));
  if (wanted.length === 0) return [];
  if (hunk.lines.length <= shortHunk) return [hunk];
  const parts: { readonly start: number; end: number }[] = [];
  for (const index of wanted) {
    const [start, end] = [Math.max(0, index - surroundings), Math.min(hunk.lines.length, index + surroundings + 1)];
    const last = parts.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else parts.push({ start, end });
  }
  const [only] = parts;
  if (parts.length === 1 && only?.start === 0 && only.end === hunk.lines.length) return [hunk];
  return parts.map(({ start, end }) => ({ lines: hunk.lines.slice(start, end) }));
}
