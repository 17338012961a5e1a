// What the findings of earlier runs mean for their threads: resolved, opened again, or left alone.
import type { Finding } from '../model/finding.ts';
import type { ThreadChange } from '../model/publication.ts';
import type { ThreadStatus } from '../model/pull-request.ts';
import { backNote, fixedNote, type NoteContext } from './thread-notes.ts';

/** Changes in the order of thread ids. `initial` is the status of an open thread. */
export function threadChanges(
  findings: readonly Finding[],
  initial: ThreadStatus,
  context: NoteContext,
): readonly ThreadChange[] {
  const changes = findings.flatMap((finding): readonly ThreadChange[] => {
    const { disposition } = finding;
    if (disposition.kind !== 'fixed' && disposition.kind !== 'known') return [];
    const { step = 'none', threadId } = disposition;
    if (step === 'none' || threadId === undefined) return [];
    const isFixed = disposition.kind === 'fixed';
    const body = isFixed ? fixedNote(finding, context) : backNote(context);
    // To the first comment, so that it answers nobody who wrote after it.
    const reply = step === 'reply-and-status' ? { parentId: 1, body } : undefined;
    return [{ threadId, reply, status: isFixed ? 'fixed' : initial, first: 'reply' }];
  });
  return changes.sort((one, other) => one.threadId - other.threadId);
}
