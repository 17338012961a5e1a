// Counts the likes that people gave to the first comments of our threads, by finding.
import { explanationOf } from '../errors.ts';
import { propertyKeys } from '../model/publication.ts';
import type { Identity, ReviewThread } from '../model/pull-request.ts';
import { isPerson } from './decision.ts';
import { type OwnerOf, ownComments } from './own-comments.ts';

/** Asks the service who likes a comment. */
export type LikesOf = (threadId: number, commentId: number) => Promise<readonly Identity[]>;

/** Azure DevOps leaves likes out of the list of threads, and asking costs a request a thread. */
const mostAsked = 10;

interface Voted {
  readonly threadId: number;
  readonly commentId: number;
  readonly fingerprint: string;
  readonly likedBy: readonly Identity[];
}

/**
 * Likes by people, by fingerprint; findings without one are absent. Where the list of threads shows no like at all, `likes`
 * is asked about the ten newest threads of findings; what it cannot tell counts as none, and it is not asked on.
 */
export async function countVotes(
  threads: readonly ReviewThread[],
  ownerOf: OwnerOf,
  me: Identity,
  likes?: LikesOf,
): Promise<ReadonlyMap<string, number>> {
  const listed = votedOn(threads, ownerOf, me);
  const isShown = listed.some(({ likedBy }) => likedBy.length > 0);
  const voted = isShown || likes === undefined ? listed : await asked(listed, likes);
  const people = new Map<string, Set<string>>();
  for (const { fingerprint, likedBy } of voted) {
    const known = people.get(fingerprint) ?? new Set();
    for (const one of likedBy) if (isPerson(one) && one.id !== me.id) known.add(one.id);
    people.set(fingerprint, known);
  }
  return new Map([...people].filter(([, ids]) => ids.size > 0).map(([fingerprint, ids]) => [fingerprint, ids.size]));
}

function votedOn(threads: readonly ReviewThread[], ownerOf: OwnerOf, me: Identity): readonly Voted[] {
  const isOursIn = ownComments(threads, ownerOf, me);
  return threads.flatMap((thread) => {
    const first = thread.comments[0];
    const fingerprint = thread.properties.get(propertyKeys.fingerprint);
    if (thread.isDeleted || ownerOf(thread) !== 'finding' || fingerprint === undefined) return [];
    if (first === undefined || first.isDeleted || !isOursIn(thread)(first)) return [];
    return [{ threadId: thread.id, commentId: first.id, fingerprint, likedBy: first.likedBy ?? [] }];
  });
}

async function asked(voted: readonly Voted[], likes: LikesOf): Promise<readonly Voted[]> {
  const newest = voted.toSorted((a, b) => b.threadId - a.threadId).slice(0, mostAsked);
  const told: Voted[] = [];
  for (const one of newest) {
    try {
      told.push({ ...one, likedBy: await likes(one.threadId, one.commentId) });
    } catch (error) {
      if (explanationOf(error) === undefined) throw error;
      return told;
    }
  }
  return told;
}
