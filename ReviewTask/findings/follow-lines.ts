// Follows a finding along the lines of its file from the iteration that it was found in to the one of now.
import type { FileDelta } from '../model/delta.ts';
import type { Side, TextContent } from '../model/diff.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';
import { runsOf } from './anchor-lines.ts';
import type { Whereabouts } from './carry.ts';
import { anchorOn } from './kept-to-placed.ts';
import { hasWords, lineLikeness } from './line-likeness.ts';
import { findCode } from './search-code.ts';

/** A line that shares fewer of its words with the one that it replaced is another line. */
const sameLine = 0.5;

type LinePlace = Extract<KeptPlace, { kind: 'lines' }>;

/** Where the lines of a finding are now, and whether anything about them or around them has changed. */
export function followLines(kept: KeptFinding, place: LinePlace, now: TextContent, delta: FileDelta): Whereabouts {
  const { side } = place;
  const before = numbers(place.start.line, place.end.line);
  const telling = before.filter((line) => hasWords(delta.earlier[side][line - 1] ?? ''));
  const follow = delta.toNow[side];
  const there = (telling.length > 0 ? telling : before).flatMap((line) => follow(line) ?? []);
  if (there.length === 0) return lostLines(kept, place, now, delta);
  if (isNoChangeAnyMore(before, now, delta, side)) return { kind: 'gone', why: 'not-changed' };
  const all = before.flatMap((line) => follow(line) ?? []);
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const isWhole = all.length === before.length && last - first + 1 === before.length;
  const isAround =
    shows(delta.fresh.hunks, side, first, last) || shows(delta.lost.hunks, side, place.start.line, place.end.line);
  const isTouched = !isWhole || isAround || !shows(now.hunks, side, first, last);
  return {
    kind: isTouched ? 'touched' : 'untouched',
    anchor: anchorOn(now, place, [first, last], 'exact-line', isWhole),
  };
}

/** No line is where it was: moved elsewhere in the file, edited, or gone. */
function lostLines(kept: KeptFinding, place: LinePlace, now: TextContent, delta: FileDelta): Whereabouts {
  const moved = findCode(kept, place, now, 'unique');
  if (moved !== undefined) return { kind: 'touched', anchor: moved };
  const { side } = place;
  const old = delta.earlier[side].slice(place.start.line - 1, place.end.line);
  const [after, until] = gapAround(place, delta, now[side].length);
  const alike = numbers(after + 1, until - 1).filter((line) =>
    old.some((text) => lineLikeness(text, now[side][line - 1] ?? '') >= sameLine),
  );
  const [first, last] = [alike[0], alike.at(-1)];
  if (first === undefined || last === undefined) {
    const instead =
      until - after > 1 ? { anchor: anchorOn(now, place, [after + 1, until - 1], 'exact-line', false) } : {};
    return { kind: 'gone', why: 'code-gone', ...instead };
  }
  return { kind: 'touched', anchor: anchorOn(now, place, [first, last], 'exact-line', false) };
}

/** The lines of now between which the lines of the place were. */
function gapAround({ side, start, end }: LinePlace, { toNow, earlier }: FileDelta, length: number) {
  let [after, until] = [0, length + 1];
  for (let line = start.line - 1; line > 0 && after === 0; line -= 1) after = toNow[side](line) ?? 0;
  for (let line = end.line + 1; line <= earlier[side].length && until > length; line += 1) {
    until = toNow[side](line) ?? until;
  }
  return [after, until] as const;
}

/** True where all that was added or removed there is still in the file, and is no change to the target any more. */
function isNoChangeAnyMore(before: readonly number[], now: TextContent, delta: FileDelta, side: Side): boolean {
  const [changedThen, changedNow] = [changedOn(delta.earlier, side), changedOn(now, side)];
  const changed = before.filter((line) => changedThen.has(line));
  const there = changed.map(delta.toNow[side]);
  return changed.length > 0 && there.every((line) => line !== undefined && !changedNow.has(line));
}

function changedOn({ hunks }: TextContent, side: Side): ReadonlySet<number> {
  return new Set(
    runsOf(hunks)
      [side].flat()
      .flatMap(({ number, isChanged }) => (isChanged ? [number] : [])),
  );
}

function shows(hunks: TextContent['hunks'], side: Side, first: number, last: number): boolean {
  return runsOf(hunks)[side].some((run) => run.some(({ number }) => number >= first && number <= last));
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
