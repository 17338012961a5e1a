// Where the thread of a finding stands: who opened or closed it last, a person or we.
import { type Note, noteOf } from './note.ts';
import type { ReviewThread, ThreadStatus } from './pull-request.ts';

export type Standing =
  /** As we left it. */
  | 'open'
  /** Won't fix or by design: it never counts again. */
  | 'set-aside'
  /** A person set it to fixed or closed: we leave it alone. */
  | 'closed-by-person'
  /** A person opened it after we had resolved it: it stays open, whatever we think. */
  | 'kept-open'
  /** We resolved it because its code was gone. */
  | 'resolved-gone'
  /** We resolved it because the fix was seen, although code of it is still there. */
  | 'resolved-fixed'
  /** Our reply says that it is fixed, and a run was cut off before the status followed. */
  | 'half-resolved'
  /** Our reply says that it is back, and a run was cut off before the status followed. */
  | 'half-reopened';

/** What the state says of a thread that a person opened again. */
export const keptOpen = 'kept-open';

/** What a standing is read from, besides the thread. */
export interface StandingGrounds {
  /** What the last review left: a status or `keptOpen`; `undefined` where that is lost. */
  readonly remembered: string | undefined;
  /** The status that new threads get. */
  readonly initial: ThreadStatus;
}

/** Where the state is lost, what looks like a person's wish is taken for one. */
export function standingOf(thread: ReviewThread, { remembered, initial }: StandingGrounds): Standing {
  const { status } = thread;
  if (status === 'wontFix' || status === 'byDesign') return 'set-aside';
  if (remembered === keptOpen) return isClosed(status, initial) ? 'closed-by-person' : 'kept-open';
  const note = lastNote(thread);
  if (isClosed(status, initial)) return closedStanding(note, remembered);
  if (note === undefined || note === 'back') return 'open';
  return remembered === undefined || remembered === 'fixed' ? 'kept-open' : 'half-resolved';
}

function closedStanding(note: Note | undefined, remembered: string | undefined): Standing {
  if (note === 'gone') return 'resolved-gone';
  if (note === 'fixed') return 'resolved-fixed';
  return note === 'back' && remembered === 'fixed' ? 'half-reopened' : 'closed-by-person';
}

/** True for a status that ends a thread, unless new threads have it from the beginning. */
function isClosed(status: string, initial: ThreadStatus): boolean {
  return status === 'fixed' || (status === 'closed' && initial !== 'closed');
}

/** The latest of our notes in the thread; only the one who opened it writes such a note. */
function lastNote({ comments }: ReviewThread): Note | undefined {
  const opener = comments[0]?.author.id;
  const ours = comments.filter(({ author, isDeleted }) => author.id === opener && !isDeleted);
  return ours.map(({ content }) => noteOf(content)).findLast((note) => note !== undefined);
}
