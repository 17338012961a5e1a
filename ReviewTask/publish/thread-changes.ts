// What the findings of earlier runs mean for their threads: resolved, opened again, or left alone.
import type { Finding } from '../model/finding.ts';
import type { ThreadChange } from '../model/publication.ts';
import type { ReviewThread, ThreadStatus } from '../model/pull-request.ts';
import { backNote, fixedNote, type NoteContext } from './thread-notes.ts';

/** Changes in the order of thread ids. `initial` is the status of an open thread. */
export function threadChanges(
  findings: readonly Finding[],
  threads: readonly ReviewThread[],
  initial: ThreadStatus,
  context: NoteContext,
): readonly ThreadChange[] {
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const changes = findings.flatMap((finding): readonly ThreadChange[] => {
    const { disposition } = finding;
    if (disposition.kind !== 'fixed' && disposition.kind !== 'known') return [];
    const { step = 'none', threadId } = disposition;
    if (step === 'none' || threadId === undefined) return [];
    const isFixed = disposition.kind === 'fixed';
    const body = isFixed ? fixedNote(finding, context) : backNote(context);
    const parentId = lastCommentId(byId.get(threadId));
    const reply = step === 'reply-and-status' ? { parentId, body } : undefined;
    return [{ threadId, reply, status: isFixed ? 'fixed' : initial, first: 'reply' }];
  });
  return changes.sort((one, other) => one.threadId - other.threadId);
}

function lastCommentId(thread: ReviewThread | undefined): number {
  return thread?.comments.at(-1)?.id ?? 1;
}
