// Finds out which findings got a thread from another run while this one was thinking.
import type { Finding } from '../model/finding.ts';
import type { OwnThread } from '../model/own-threads.ts';
import type { Carried } from './carry.ts';
import { keptAnchor, placedAgain } from './kept-to-placed.ts';
import { knownThread } from './known.ts';
import { sameAsKept } from './same-as-kept.ts';

/** The findings, with those to be posted called known for which one of the new `threads` is there. */
export function knownMeanwhile(findings: readonly Finding[], threads: readonly OwnThread[]): readonly Finding[] {
  const carried = threads.flatMap(({ kept, thread }): readonly Carried[] => {
    if (kept === undefined) return [];
    const anchor = keptAnchor(kept.place);
    const whereabouts = { kind: 'untouched', anchor } as const;
    return [{ kept, threadId: thread.id, whereabouts, finding: placedAgain(kept, kept.path, anchor) }];
  });
  const toPost = findings.filter(({ disposition }) => disposition.kind === 'post');
  const same = sameAsKept(toPost, carried);
  return findings.map((finding): Finding => {
    if (finding.disposition.kind !== 'post') return finding;
    const threadId =
      same.get(finding)?.threadId ??
      knownThread(
        [finding],
        threads.map(({ thread }) => thread),
      )?.id;
    return threadId === undefined ? finding : { ...finding, disposition: { kind: 'known', threadId } };
  });
}
