// Cuts a span into smaller ones at the lines that both sides hold exactly once.
import { isEmpty, type LineIds, type Span } from './span.ts';

/** A line that is the same on both sides: 0-based indexes. */
interface Anchor {
  readonly left: number;
  readonly right: number;
}

/**
 * What lies between the anchors of a span, in order, without empty gaps; the span itself where there is no anchor. A
 * trimmed span with an anchor has two gaps at least.
 *
 * A line that stands once on each side is almost surely the same line, while braces and blank lines match anything.
 * Tying those first keeps functions together and leaves small gaps, where an exact comparison is cheap.
 */
export function splitAtAnchors(ids: LineIds, span: Span): readonly Span[] {
  const gaps: Span[] = [];
  let { left, right } = span;
  const end = { left: span.leftEnd, right: span.rightEnd };
  for (const anchor of [...longestRising(linesOnceOnEachSide(ids, span)), end]) {
    const gap = { left, leftEnd: anchor.left, right, rightEnd: anchor.right };
    if (!isEmpty(gap)) gaps.push(gap);
    left = anchor.left + 1;
    right = anchor.right + 1;
  }
  return gaps;
}

function linesOnceOnEachSide(ids: LineIds, span: Span): readonly Anchor[] {
  const onLeft = placesOfSingles(ids.left, span.left, span.leftEnd);
  const onRight = placesOfSingles(ids.right, span.right, span.rightEnd);
  const anchors: Anchor[] = [];
  for (const [id, left] of onLeft) {
    const right = onRight.get(id);
    if (right !== undefined) anchors.push({ left, right });
  }
  return anchors;
}

/** Where each line stands that is there only once, in file order. */
function placesOfSingles(ids: readonly number[], from: number, end: number): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const repeated = new Set<number>();
  for (let index = from; index < end; index += 1) {
    const id = ids[index] ?? -1;
    if (places.has(id)) repeated.add(id);
    else places.set(id, index);
  }
  for (const id of repeated) places.delete(id);
  return places;
}

/**
 * The longest part of the anchors, given in left order, whose right indexes rise: the lines that were not moved. Found
 * by patience sorting in n log n steps: each pile's top is the smallest right index that ends a run of that length.
 */
function longestRising(anchors: readonly Anchor[]): readonly Anchor[] {
  interface Link {
    readonly anchor: Anchor;
    readonly before: Link | undefined;
  }
  const tops: Link[] = [];
  for (const anchor of anchors) {
    const pile = firstIndex(tops.length, (index) => (tops[index]?.anchor.right ?? 0) > anchor.right);
    tops[pile] = { anchor, before: tops[pile - 1] };
  }
  const rising: Anchor[] = [];
  for (let link = tops.at(-1); link !== undefined; link = link.before) rising.push(link.anchor);
  return rising.reverse();
}

/** First index from 0 to `count` for which `test` holds, where it holds for every later one too; else `count`. */
function firstIndex(count: number, test: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
