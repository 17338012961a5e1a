// Searches a file for the code that a finding was kept with, where nothing tells how its lines have moved.
import type { TextContent } from '../model/diff.ts';
import type { Anchor } from '../model/finding.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';
import { plainText, runsOf, type SideLine } from './anchor-lines.ts';
import type { Whereabouts } from './carry.ts';
import { anchorOn } from './kept-to-placed.ts';
import { lineLikeness } from './line-likeness.ts';

/** Letters and digits below which code stands in nearly every file, and proves nothing by being there. */
const leastLetters = 6;
/** How far an edited line may have moved, in lines. */
const mostMoved = 40;
/** An edited line has to share this much with what it was: nothing else says that it is the same. */
const sameLine = 0.7;
/** Code that stands further from every hunk than this is no part of the change any more. */
const nearHunk = 10;

type LinePlace = Extract<KeptPlace, { kind: 'lines' }>;

/** Where the kept code stands in a file of which nobody knows how it was; `untouched` where it stands there as it was. */
export function searchCode(kept: KeptFinding, place: LinePlace, now: TextContent): Whereabouts {
  // A secret is not kept: the check that found it finds it again.
  if (kept.code.length === 0) return { kind: 'untouched', anchor: { kind: 'file' } };
  const anchor = findCode(kept, place, now, 'nearest');
  if (anchor !== undefined && anchor.kind === 'lines') {
    if (place.side === 'left') return { kind: 'untouched', anchor };
    const gap = fromHunks(now, anchor.start.line);
    if (gap > nearHunk) return { kind: 'gone', why: 'not-changed' };
    return { kind: gap === 0 ? 'untouched' : 'touched', anchor };
  }
  if (place.side === 'left')
    return { kind: 'gone', why: startsOf(kept, now.left).length > 0 ? 'not-changed' : 'code-gone' };
  const edited = editedLine(kept, place, now);
  if (edited === undefined) return { kind: 'gone', why: 'code-gone' };
  return { kind: 'touched', anchor: anchorOn(now, place, [edited, edited], 'nearest-quote', false) };
}

/**
 * The kept code on its side of the file, white space aside: the only place, or the nearest to where it was. On the left
 * only lines that are removed count. `undefined` where it is not there, or says too little.
 */
export function findCode(
  kept: KeptFinding,
  place: LinePlace,
  now: TextContent,
  which: 'unique' | 'nearest',
): Anchor | undefined {
  const letters = kept.code.join('').replace(/[^\p{L}\p{N}]/gu, '').length;
  if (kept.code.length === 0 || (which === 'unique' && letters < leastLetters)) return undefined;
  const lines = now[place.side];
  const removed = new Set(changedLines(now, 'left').map(({ number }) => number));
  const starts = startsOf(kept, lines).filter((start) => place.side === 'right' || removed.has(start));
  const [first] = nearestTo(place.start.line, starts, now, place.side);
  if (first === undefined || (which === 'unique' && starts.length > 1)) return undefined;
  const last = Math.min(lines.length, first + place.end.line - place.start.line);
  const isAsKept = kept.code.every((text, index) => lines[first - 1 + index] === text);
  const how = starts.length === 1 ? 'unique-quote' : 'nearest-quote';
  return anchorOn(now, place, [first, last], how, isAsKept);
}

/** 1-based lines where the kept code begins. */
function startsOf({ code }: KeptFinding, lines: readonly string[]): readonly number[] {
  const wanted = code.map(plainText);
  const plain = lines.map(plainText);
  return plain.flatMap((_, start) => (wanted.every((text, ahead) => plain[start + ahead] === text) ? [start + 1] : []));
}

/** Nearest first; at the same distance, what is part of the change. */
function nearestTo(line: number, starts: readonly number[], now: TextContent, side: 'left' | 'right') {
  const changed = new Set(changedLines(now, side).map(({ number }) => number));
  const rank = (start: number) => Math.abs(start - line) + (changed.has(start) ? 0 : 0.5);
  return [...starts].sort((a, b) => rank(a) - rank(b));
}

/** The added line that is most like one of the kept ones, near where it was. */
function editedLine({ code }: KeptFinding, place: LinePlace, now: TextContent): number | undefined {
  const rated = changedLines(now, 'right')
    .filter(({ number }) => Math.abs(number - place.start.line) <= mostMoved)
    .map(({ number, text }) => ({ number, likeness: Math.max(...code.map((one) => lineLikeness(one, text))) }))
    .filter(({ likeness }) => likeness >= sameLine);
  const distance = (number: number) => Math.abs(number - place.start.line);
  return rated.sort((a, b) => b.likeness - a.likeness || distance(a.number) - distance(b.number))[0]?.number;
}

function changedLines({ hunks }: TextContent, side: 'left' | 'right'): readonly SideLine[] {
  return runsOf(hunks)
    [side].flat()
    .filter(({ isChanged }) => isChanged);
}

/** Lines between a line of the right side and the nearest line that a hunk shows; 0 for one that it shows. */
function fromHunks({ hunks }: TextContent, line: number): number {
  const shown = runsOf(hunks).right.flat();
  return Math.min(...shown.map(({ number }) => Math.abs(number - line)), Number.POSITIVE_INFINITY);
}
