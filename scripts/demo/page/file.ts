// Draws one changed file: a line that folds, its diff, and its threads.
import type { Hunk } from '../../../ReviewTask/model/diff.ts';
import { changedLineCount } from '../../../ReviewTask/model/diff.ts';
import { isOnDiff, lineNumber, renderHunks } from './diff.ts';
import { escapeHtml } from './escape.ts';
import { icon } from './icons.ts';
import type { MarkdownContext } from './markdown.ts';
import type { PageChange, PageFile, PageThread } from './pull-request-page.ts';
import type { SuggestionTarget } from './suggestion.ts';
import { renderThread } from './thread.ts';

/** Files after this many start folded unless somebody has said something in them. */
const openFiles = 20;
/** Above this many changed lines a file starts folded; more is borne where there are threads to see. */
const largeFile = 400;
const largeFileWithThreads = 2000;

const changes: Readonly<
  Record<PageChange, { readonly letter: string; readonly word: string; readonly style: string }>
> = {
  add: { letter: 'A', word: 'Added', style: 'add' },
  edit: { letter: 'M', word: 'Modified', style: 'edit' },
  delete: { letter: 'D', word: 'Deleted', style: 'delete' },
  rename: { letter: 'R', word: 'Renamed', style: 'rename' },
  'edit, rename': { letter: 'R', word: 'Renamed and modified', style: 'rename' },
};

/** A letter for the kind of change, with the word for those who hover or listen. */
export function changeSign(change: PageChange): string {
  const { letter, word, style } = changes[change];
  return `<span class="change ${style}" title="${word}"><span aria-hidden="true">${letter}</span><span class="visually-hidden">${word}</span></span>`;
}

/** The folder in soft ink and the name in full, both safe against names that write from right to left. */
function pathHtml(path: string): string {
  const cut = path.lastIndexOf('/') + 1;
  const folder = escapeHtml(path.slice(0, cut)).replaceAll('/', '/<wbr>');
  return `<bdi><span class="folder">${folder}</span><span class="name">${escapeHtml(path.slice(cut))}</span></bdi>`;
}

function lineCounts(hunks: readonly Hunk[]): { readonly added: number; readonly removed: number } {
  const kinds = hunks.flatMap((hunk) => hunk.lines.map((line) => line.kind));
  return {
    added: kinds.filter((kind) => kind === 'added').length,
    removed: kinds.filter((kind) => kind === 'removed').length,
  };
}

function suggestionTarget(thread: PageThread, hunks: readonly Hunk[]): SuggestionTarget | undefined {
  const { start, end } = thread;
  if (start === undefined || end === undefined || thread.side === 'left') return undefined;
  const lines = hunks
    .flatMap((hunk) => hunk.lines)
    .filter((line) => {
      const number = lineNumber(line, 'right');
      return number !== undefined && number >= start.line && number <= end.line;
    })
    .map((line) => line.text);
  return lines.length === end.line - start.line + 1 ? { lines, start, end } : undefined;
}

function isOpen(file: PageFile, index: number, threads: number): boolean {
  const lines = changedLineCount(file.hunks ?? []);
  if (threads > 0) return lines <= largeFileWithThreads;
  return index < openFiles && lines <= largeFile;
}

/** Lines added and removed in figures; a side without any is left out. */
export function countsHtml(hunks: readonly Hunk[]): string {
  const { added, removed } = lineCounts(hunks);
  const plus = added === 0 ? '' : `<span class="plus">+${added}</span>`;
  const minus = removed === 0 ? '' : `<span class="minus">−${removed}</span>`;
  return `<span class="counts">${plus}${minus}</span>`;
}

/** A count of threads in words; empty for none. */
export function threadCount(count: number): string {
  if (count === 0) return '';
  const words = count === 1 ? '1 thread' : `${count} threads`;
  return `<span class="thread-count" title="${words}">${icon('comment')}<span aria-hidden="true">${count}</span><span class="visually-hidden">${words}</span></span>`;
}

/** A changed file; `index` is 0-based on the page and makes the fragment `file-INDEX`. */
export function renderFile(
  file: PageFile,
  index: number,
  threads: readonly PageThread[],
  onThisPage: MarkdownContext['onThisPage'],
): string {
  const hunks = file.hunks ?? [];
  const draw = (thread: PageThread) => renderThread(thread, { onThisPage, target: suggestionTarget(thread, hunks) });
  const onFile = threads.filter((thread) => thread.end === undefined);
  const outside = threads.filter((thread) => thread.end !== undefined && !isOnDiff(thread, hunks));
  const beside = (heading: string, some: readonly PageThread[]) =>
    some.length === 0 ? '' : `<div class="beside"><p class="quiet">${heading}</p>${some.map(draw).join('')}</div>`;
  const from =
    file.originalPath === file.path
      ? ''
      : `<span class="original">from <bdi>${escapeHtml(file.originalPath)}</bdi></span>`;
  const note = file.note === undefined ? '' : `<p class="note">${escapeHtml(file.note)}</p>`;
  const body = [
    beside('On the whole file', onFile),
    note,
    hunks.length === 0 ? '' : renderHunks(file.path, hunks, threads, draw),
    beside('On lines that are not shown', outside),
  ];
  return `<details class="file" id="file-${index}"${isOpen(file, index, threads.length) ? ' open' : ''}><summary>${icon('fold')}${changeSign(file.change)}<span class="path">${pathHtml(file.path)}${from}</span>${threadCount(threads.length)}${countsHtml(hunks)}</summary><div class="file-body">${body.join('')}</div></details>`;
}
