// Puts the files of now beside those of an earlier iteration: what is new, what is gone, and where each line went.
import type { FileDelta, FreshLines, FreshPart } from '../model/delta.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { Earlier } from './earlier.ts';
import { freshHunks, sideMaps } from './fresh.ts';
import { turnedMaps } from './line-map.ts';

/** One for each file that has lines now and had some then. */
export function fileDeltas(files: readonly ChangedFile[], earlier: Earlier): readonly FileDelta[] {
  return files.flatMap((file) => {
    const then = earlier.files.get(file.path);
    if (file.content.kind !== 'text' || then?.content.kind !== 'text') return [];
    const now = file.content;
    const maps = sideMaps(then.content, now);
    const back = { left: turnedMaps(maps.left), right: turnedMaps(maps.right) };
    return [
      {
        path: file.path,
        earlierPath: then.path,
        earlier: then.content,
        toNow: { left: maps.left.toNow, right: maps.right.toNow },
        fresh: freshHunks(now, then.content, maps),
        lost: freshHunks(then.content, now, back),
      },
    ];
  });
}

/**
 * What a review has to look at after the one of `since`. `gaps`: paths at that iteration of files of which some line was
 * not reviewed then; they are new as a whole, like every file that has no delta.
 */
export function freshPart(deltas: readonly FileDelta[], since: number, gaps: readonly string[]): FreshPart {
  const known = deltas.filter(({ earlierPath }) => !gaps.includes(earlierPath));
  return { since, files: new Map(known.map(({ path, fresh }): readonly [string, FreshLines] => [path, fresh])) };
}
