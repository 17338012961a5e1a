// Draws one thread: its status, its place and its comments.
import type { ThreadStatus } from '../../../ReviewTask/model/pull-request.ts';
import { escapeHtml } from './escape.ts';
import { type MarkdownContext, renderMarkdown } from './markdown.ts';
import type { PageComment, PageThread } from './pull-request-page.ts';
import type { SuggestionTarget } from './suggestion.ts';

const statusWords: Readonly<Record<ThreadStatus, string>> = {
  unknown: '',
  active: 'Active',
  pending: 'Pending',
  fixed: 'Resolved',
  wontFix: 'Won’t fix',
  closed: 'Closed',
  byDesign: 'By design',
};

/** What drawing a thread needs to know of the page around it. */
export interface ThreadSurroundings {
  readonly onThisPage: MarkdownContext['onThisPage'];
  readonly target: SuggestionTarget | undefined;
}

/** Up to two letters that stand for a person. */
function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .split(' ')
    .filter((word) => word !== '');
  return [words[0], words.length > 1 ? words[1] : undefined]
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** A round sign with a person's initials. */
export function avatar(name: string): string {
  return `<span class="avatar" aria-hidden="true">${escapeHtml(initials(name))}</span>`;
}

const format = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

function time(date: string): string {
  const milliseconds = Date.parse(date);
  if (Number.isNaN(milliseconds)) return `<span class="when">${escapeHtml(date)}</span>`;
  const iso = new Date(milliseconds).toISOString();
  return `<time class="when" datetime="${iso}" title="${iso}">${format.format(milliseconds)}</time>`;
}

/** Where a thread is, in words: `Line 12`, `Lines 12–14`, with `Old` for the left side. Empty without a line. */
function place(thread: PageThread): string {
  if (thread.start === undefined || thread.end === undefined) return thread.path === undefined ? '' : 'File';
  const { start, end } = thread;
  const lines = start.line === end.line ? `line ${start.line}` : `lines ${start.line}–${end.line}`;
  return thread.side === 'left' ? `Old ${lines}` : `L${lines.slice(1)}`;
}

function placeAndStatus(thread: PageThread): string {
  const where = place(thread);
  const link =
    where === '' ? '' : `<a class="place" href="#thread-${thread.id}" title="Link to this thread">${where}</a>`;
  return `<span class="meta">${link}<span class="pill thread-${thread.status}">${statusWords[thread.status]}</span></span>`;
}

function renderComment(comment: PageComment, index: number, thread: PageThread, around: ThreadSurroundings): string {
  const body = renderMarkdown(comment.content, { ...around, idPrefix: `thread-${thread.id}-${index}-` });
  const author = `<strong><bdi>${escapeHtml(comment.author)}</bdi></strong>`;
  const byline = `${author}${time(comment.publishedDate)}${index === 0 ? placeAndStatus(thread) : ''}`;
  return `<div class="comment">${avatar(comment.author)}<div class="byline">${byline}</div><div class="markdown">${body}</div></div>`;
}

/** A thread as an article that the keyboard can reach; `thread-ID` is its fragment. */
export function renderThread(thread: PageThread, around: ThreadSurroundings): string {
  const comments = thread.comments.map((comment, index) => renderComment(comment, index, thread, around));
  const label = [`Thread ${thread.id}`, statusWords[thread.status], place(thread)]
    .filter((word) => word !== '')
    .join(', ');
  return `<article class="thread is-${thread.status}" id="thread-${thread.id}" data-thread="${thread.id}" tabindex="-1" aria-label="${label}">${comments.join('')}</article>`;
}
