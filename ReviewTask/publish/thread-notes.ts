// The one-line replies that tell what became of a finding.
import type { Finding } from '../model/finding.ts';
import { noteLine } from '../model/note.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanInline, codeSpan } from './clean-markdown.ts';

/** What a note names. */
export interface NoteContext {
  readonly iterationId: number;
  /** 40 hex digits. */
  readonly sourceCommit: string;
}

/** Cleaned Markdown: the finding's code is gone, or the verifier saw the fix. */
export function fixedNote(finding: Finding, context: NoteContext): string {
  const { disposition, verification } = finding;
  const explanation = cleanInline(cutText(oneLine(verification?.explanation ?? ''), 300));
  const isSeen = disposition.kind === 'fixed' && disposition.how === 'verified' && explanation !== '';
  const why = isSeen ? explanation : 'the code that this is about is no longer there.';
  const end = 'If you see it differently, activate the thread again: it then stays open.';
  const isGone = disposition.kind === 'fixed' && disposition.how === 'gone';
  return `**Threadline:** fixed in ${placeIn(context)}: ${why} ${end}\n\n${noteLine(isGone ? 'gone' : 'fixed')}`;
}

/** Cleaned Markdown: a finding that was resolved is there again. */
export function backNote(context: NoteContext): string {
  return `**Threadline:** back again in ${placeIn(context)}, so this thread is open again.\n\n${noteLine('back')}`;
}

function placeIn({ iterationId, sourceCommit }: NoteContext): string {
  return `iteration ${iterationId} (${codeSpan(sourceCommit.slice(0, 8))})`;
}
