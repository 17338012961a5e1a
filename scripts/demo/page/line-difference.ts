// Finds the one stretch in which two versions of a line differ, cut where a person would cut it.
import { wholeCharacter } from './highlight.ts';

/** 0-based UTF-16 indexes, ends exclusive: the lines are the same before `from` and after their end. */
export interface LineDifference {
  readonly from: number;
  readonly oldTo: number;
  readonly freshTo: number;
}

/**
 * Where text was only inserted or only taken away, the stretch can lie in several places: `await audit` from `audit` is
 * `await ` at the front or `wait a` behind the first letter. Moved left to where a word begins, it reads as it was meant.
 */
function startingAtWord(longer: string, from: number, to: number): number {
  let start = from;
  while (
    start > 0 &&
    /\w/.test(longer.charAt(start - 1)) &&
    longer.charAt(start - 1) === longer.charAt(to - 1 - (from - start))
  ) {
    start -= 1;
  }
  return start > 0 && /\w/.test(longer.charAt(start - 1)) ? from : start;
}

/** What two lines do not share; an empty stretch where they are the same. */
export function difference(old: string, fresh: string): LineDifference {
  const shorter = Math.min(old.length, fresh.length);
  let common = 0;
  while (common < shorter && old[common] === fresh[common]) common += 1;
  let same = 0;
  while (same < shorter - common && old.at(-1 - same) === fresh.at(-1 - same)) same += 1;
  const [oldTo, freshTo] = [old.length - same, fresh.length - same];
  const isOneSided = (oldTo === common) !== (freshTo === common);
  const longer = oldTo === common ? fresh : old;
  const from = isOneSided ? startingAtWord(longer, common, Math.max(oldTo, freshTo)) : common;
  const moved = common - from;
  return {
    from: wholeCharacter(old, from, -1),
    oldTo: wholeCharacter(old, oldTo - moved, 1),
    freshTo: wholeCharacter(fresh, freshTo - moved, 1),
  };
}
