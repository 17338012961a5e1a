// Follows the lines of one text into another: where each of them stands now, or that it is gone.
import type { LineMap } from '../model/delta.ts';
import { changesBetween } from './diff.ts';
import type { Span } from './span.ts';

/** Two texts beside each other. */
export interface LineMaps {
  readonly toNow: LineMap;
  readonly toEarlier: LineMap;
  /** What was replaced between them: the earlier text is the left side. */
  readonly changes: readonly Span[];
}

/** The maps between two versions of a text, both from one comparison: each undoes the other. */
export function lineMaps(earlier: readonly string[], now: readonly string[]): LineMaps {
  const changes = earlier === now ? [] : changesBetween(earlier, now);
  return {
    toNow: mapAlong(changes, earlier.length),
    toEarlier: mapAlong(changes.map(turned), now.length),
    changes,
  };
}

/** The same the other way round: what was now is earlier. */
export function turnedMaps({ toNow, toEarlier, changes }: LineMaps): LineMaps {
  return { toNow: toEarlier, toEarlier: toNow, changes: changes.map(turned) };
}

/** The map along changes, from their left side of `length` lines to their right side. */
function mapAlong(changes: readonly Span[], length: number): LineMap {
  // By line number; 0 for a line that is gone.
  const places = new Uint32Array(length + 1);
  let line = 1;
  let shift = 0;
  for (const { left, leftEnd, rightEnd } of [...changes, { left: length, leftEnd: length, rightEnd: length }]) {
    for (; line <= left; line += 1) places[line] = line + shift;
    line = leftEnd + 1;
    shift = rightEnd - leftEnd;
  }
  return (wanted) => (wanted > 0 ? places[wanted] : 0) || undefined;
}

function turned({ left, leftEnd, right, rightEnd }: Span): Span {
  return { left: right, leftEnd: rightEnd, right: left, rightEnd: leftEnd };
}
