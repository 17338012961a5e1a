// What the pending comments mean for the run before it begins: whether it has to go on, and how much it has to review.
import type { Identity, ReviewThread } from '../model/pull-request.ts';
import { parseCommand } from './commands.ts';
import type { OwnerOf } from './own-comments.ts';
import { ofThisRun, type Pending, pendingTalk, type TalkOptions } from './pending.ts';

/** What people ask for. */
export interface AskedFor {
  /** A review of what is new, whatever `reviewOnPush`, `autoPause` and drafts say; also true where `full` is. */
  readonly review: boolean;
  /** A review of everything. */
  readonly full: boolean;
}

/** What the comments that this run answers ask of its review. Anyone who can write may ask: it costs what a push costs. */
export function asksFor(pending: readonly Pending[]): AskedFor {
  const kinds = ofThisRun(pending).flatMap(({ comments }) =>
    comments.map(({ content }) => parseCommand(content)?.kind),
  );
  const full = kinds.includes('full');
  return { review: full || kinds.includes('review'), full };
}

/** True where somebody awaits an answer: a run with nothing new to review still has something to do. */
export function awaitsAnswer(
  threads: readonly ReviewThread[],
  ownerOf: OwnerOf,
  me: Identity,
  options?: TalkOptions,
): boolean {
  return pendingTalk(threads, ownerOf, me, options).length > 0;
}
