// Where the thread of a finding stands: who opened or closed it last, a person or we.
import { noteOf } from './note.ts';
import type { Identity, ReviewThread, ThreadStatus } from './pull-request.ts';

export type Standing =
  /** As we left it. */
  | 'open'
  /** Won't fix or by design: it never counts again. */
  | 'set-aside'
  /** A person set it to fixed or closed: we leave it alone. */
  | 'closed-by-person'
  /** A person opened it after we had resolved it: it stays open, whatever we think. */
  | 'kept-open'
  | 'resolved-by-us'
  /** Our reply says that it is fixed, and a run was cut off before the status followed. */
  | 'half-resolved'
  /** Our reply says that it is back, and a run was cut off before the status followed. */
  | 'half-reopened';

/** What the state says of a thread that a person opened again. */
export const keptOpen = 'kept-open';

/**
 * `remembered` is what the last review left (a status or `keptOpen`), `undefined` where that is lost: then what looks like
 * a person's wish is taken for one. `initial` is the status that new threads get.
 */
export function standingOf(
  thread: ReviewThread,
  remembered: string | undefined,
  initial: ThreadStatus,
  me: Identity,
): Standing {
  const { status } = thread;
  if (status === 'wontFix' || status === 'byDesign') return 'set-aside';
  if (remembered === keptOpen) return isClosed(status, initial) ? 'closed-by-person' : 'kept-open';
  const note = lastNote(thread, me);
  if (isClosed(status, initial)) {
    if (note === 'fixed') return 'resolved-by-us';
    return note === 'back' && remembered === 'fixed' ? 'half-reopened' : 'closed-by-person';
  }
  if (note !== 'fixed') return 'open';
  return remembered === undefined || remembered === 'fixed' ? 'kept-open' : 'half-resolved';
}

function isClosed(status: ThreadStatus, initial: ThreadStatus): boolean {
  return status === 'fixed' || (status === 'closed' && initial !== 'closed');
}

/** The latest of our notes in the thread. */
function lastNote({ comments }: ReviewThread, me: Identity) {
  const notes = comments.filter(({ author, isDeleted }) => author.id === me.id && !isDeleted);
  return notes.map(({ content }) => noteOf(content)).findLast((note) => note !== undefined);
}
