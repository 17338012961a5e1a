// Tells our own comments from those of people, also after the token has changed or where a person lent us hers.
import type { Identity, ReviewThread, ThreadComment } from '../model/pull-request.ts';
import { beginsCommand } from './commands.ts';

/** What a thread is to us; the caller knows it by marker and identity. `other`: a thread of people or of another program. */
export type ThreadOwner = 'finding' | 'tracking' | 'other';
export type OwnerOf = (thread: ReviewThread) => ThreadOwner;

/** How every reply begins. A reply can be known by it, and can never be taken for a command, whatever a model writes. */
export const replyLead = '**Threadline:**';

/**
 * Tells of each comment of a thread whether we wrote it. Ours are comments of the identity that the token acts as now, of the
 * one that opened the thread where it is ours, and replies of any identity that opened a thread of ours. A comment that
 * begins with a command is never ours, because we write none: a person whose own PAT we use can still give commands.
 */
export function ownComments(
  threads: readonly ReviewThread[],
  ownerOf: OwnerOf,
  me: Identity,
): (thread: ReviewThread) => (comment: ThreadComment) => boolean {
  const openers = new Set(threads.filter((thread) => ownerOf(thread) !== 'other').map(openerOf));
  return (thread) => {
    const opener = ownerOf(thread) === 'other' ? '' : openerOf(thread);
    return ({ author, content }) => {
      if (author.id === '' || beginsCommand(content)) return false;
      if (author.id === me.id || author.id === opener) return true;
      return openers.has(author.id) && content.startsWith(replyLead);
    };
  };
}

function openerOf({ comments }: ReviewThread): string {
  return comments[0]?.author.id ?? '';
}
