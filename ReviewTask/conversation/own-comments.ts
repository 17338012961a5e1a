// Tells our own comments from those of people, also after the token has changed or where a person lent us hers.
import type { Identity, ReviewThread, ThreadComment } from '../model/pull-request.ts';
import { beginsCommand } from './commands.ts';

/** What a thread is to us; the caller knows it by marker and identity. `other`: a thread of people or of another program. */
export type ThreadOwner = 'finding' | 'tracking' | 'other';
export type OwnerOf = (thread: ReviewThread) => ThreadOwner;

/** How every reply begins. A reply can be known by it, and can never be taken for a command, whatever a model writes. */
export const replyLead = '**Threadline:**';

/**
 * Tells of each comment of a thread whether we wrote it: the first one of a thread of ours, and what begins like a reply of
 * ours and was written by the identity that the token acts as now or by one that opened a thread of ours. So a person whose
 * own PAT we use can still talk to us and give commands.
 */
export function ownComments(
  threads: readonly ReviewThread[],
  ownerOf: OwnerOf,
  me: Identity,
): (thread: ReviewThread) => (comment: ThreadComment) => boolean {
  const openers = new Set(threads.filter((thread) => ownerOf(thread) !== 'other').map(openerOf));
  return (thread) => {
    const opening = ownerOf(thread) === 'other' ? undefined : thread.comments[0];
    return (comment) => {
      const { author, content } = comment;
      if (author.id === '' || beginsCommand(content)) return false;
      if (comment === opening) return true;
      return (author.id === me.id || openers.has(author.id)) && content.startsWith(replyLead);
    };
  };
}

function openerOf({ comments }: ReviewThread): string {
  return comments[0]?.author.id ?? '';
}
