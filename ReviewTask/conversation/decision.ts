// What a person decided about a finding by a command: it stays readable in the thread, whatever becomes of its status.
import type { Identity, ReviewThread } from '../model/pull-request.ts';
import { parseCommand } from './commands.ts';

/** The last `resolve` or `ignore` that somebody who may contribute wrote in a thread of ours; `undefined` for none. */
export function decisionIn(
  thread: ReviewThread,
  mayContribute: (identity: Identity) => boolean = isPerson,
): 'resolve' | 'ignore' | undefined {
  return thread.comments
    .filter(({ isDeleted, author }) => !isDeleted && isPerson(author) && mayContribute(author))
    .map(({ content }) => parseCommand(content)?.kind)
    .findLast((kind) => kind === 'resolve' || kind === 'ignore');
}

/**
 * Azure DevOps lets nobody comment without "Contribute to pull requests", which is also what setting a thread's status takes.
 * Whoever could write the command could have clicked, so a person needs no further proof; a service identity decides nothing.
 */
export function isPerson({ isService }: Identity): boolean {
  return isService !== true;
}
