// Finds the files of one iteration again in another, whatever they are called there.
import type { ChangeEntry } from '../model/diff.ts';

/** What may tell that two entries are one file, surest first; `undefined` where an entry has nothing to say. */
const marks: readonly ((entry: ChangeEntry) => string | number | undefined)[] = [
  ({ changeTrackingId }) => changeTrackingId,
  ({ path }) => path,
  ({ originalPath, isAdded }) => (isAdded ? undefined : originalPath),
  // A file that is new in the pull request and was renamed since: only its content is the same.
  ({ rightBlob, isAdded }) => (isAdded ? rightBlob : undefined),
];

/**
 * The earlier entry of each entry of now that has one. Each earlier entry is given once at most; a mark that several
 * entries of one side share proves nothing.
 */
export function sameFiles<Now extends ChangeEntry>(
  now: readonly Now[],
  earlier: readonly ChangeEntry[],
): ReadonlyMap<Now, ChangeEntry> {
  const pairs = new Map<Now, ChangeEntry>();
  const taken = new Set<ChangeEntry>();
  for (const markOf of marks) {
    const theirs = byMark(earlier, markOf);
    for (const [mark, entry] of byMark(now, markOf)) {
      const other = theirs.get(mark);
      if (entry === undefined || other === undefined || pairs.has(entry) || taken.has(other)) continue;
      pairs.set(entry, other);
      taken.add(other);
    }
  }
  return pairs;
}

/** Entries by their mark; `undefined` for a mark that several have. */
function byMark<Entry extends ChangeEntry>(
  entries: readonly Entry[],
  markOf: (entry: ChangeEntry) => string | number | undefined,
): ReadonlyMap<string | number, Entry | undefined> {
  const found = new Map<string | number, Entry | undefined>();
  for (const entry of entries) {
    const mark = markOf(entry);
    if (mark !== undefined) found.set(mark, found.has(mark) ? undefined : entry);
  }
  return found;
}
