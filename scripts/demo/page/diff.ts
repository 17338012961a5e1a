// Draws the hunks of one file as a unified diff, with every thread under the last line of its range.
import type { DiffLine, Hunk, Side } from '../../../ReviewTask/model/diff.ts';
import { escapeCode } from './escape.ts';
import { segmentsOf } from './highlight.ts';
import type { PageThread } from './pull-request-page.ts';
import { drawTokens, grammarOf, type Token, tokensOf } from './syntax.ts';

/** 1-based number of a line on a side; `undefined` where the line is not on that side. */
export function lineNumber(line: DiffLine, side: Side): number | undefined {
  if (side === 'left') return line.kind === 'added' ? undefined : line.left;
  return line.kind === 'removed' ? undefined : line.right;
}

interface DrawnFile {
  readonly threads: readonly PageThread[];
  readonly language: ReturnType<typeof grammarOf>;
}

const signs = { context: '', added: '+', removed: '−' } as const;

function plainOrToken(text: string, kind: Token['kind'] | undefined): string {
  return kind === undefined ? escapeCode(text) : `<span class="t-${kind}">${escapeCode(text)}</span>`;
}

function codeOf(line: DiffLine, file: DrawnFile): string {
  const side: Side = line.kind === 'removed' ? 'left' : 'right';
  const number = lineNumber(line, side) ?? 0;
  const onSide = file.threads.filter((thread) => (thread.side ?? 'right') === side);
  const tokens = tokensOf(line.text, file.language);
  return segmentsOf(line.text, number, onSide)
    .map((segment) => {
      const code = drawTokens(segment, tokens, plainOrToken);
      return segment.threads.length === 0 ? code : `<mark data-threads="${segment.threads.join(' ')}">${code}</mark>`;
    })
    .join('');
}

function endsAt(thread: PageThread, line: DiffLine): boolean {
  return thread.end !== undefined && lineNumber(line, thread.side ?? 'right') === thread.end.line;
}

function lineRow(line: DiffLine, file: DrawnFile): string {
  const cell = (side: Side) => `<td class="number">${lineNumber(line, side) ?? ''}</td>`;
  return `<tr class="line ${line.kind}">${cell('left')}${cell('right')}<td class="sign">${signs[line.kind]}</td><td class="code"><code>${codeOf(line, file)}</code></td></tr>`;
}

function gapRow(): string {
  return '<tr class="gap"><td colspan="4"><span class="quiet">Unchanged lines</span></td></tr>';
}

/** True where the thread's last line is in one of the hunks. */
export function isOnDiff(thread: PageThread, hunks: readonly Hunk[]): boolean {
  return hunks.some((hunk) => hunk.lines.some((line) => endsAt(thread, line)));
}

/** A table of the hunks, coloured by the ending of `path`; `drawThread` gives the HTML of a thread. Threads that end outside the hunks are not drawn. */
export function renderHunks(
  path: string,
  hunks: readonly Hunk[],
  threads: readonly PageThread[],
  drawThread: (thread: PageThread) => string,
): string {
  const file = { threads, language: grammarOf(path) };
  const bodies = hunks.map((hunk) => {
    const rows = hunk.lines.flatMap((line) => {
      const ending = threads.filter((thread) => endsAt(thread, line));
      const below = ending.map((thread) => `<tr class="discussion"><td colspan="4">${drawThread(thread)}</td></tr>`);
      return [lineRow(line, file), ...below];
    });
    return `<tbody>${rows.join('')}</tbody>`;
  });
  const head =
    '<thead class="visually-hidden"><tr><th>Line before</th><th>Line after</th><th>Change</th><th>Code</th></tr></thead>';
  const columns =
    '<colgroup><col class="number-column"><col class="number-column"><col class="sign-column"><col></colgroup>';
  return `<table class="diff">${columns}${head}${bodies.join(`<tbody>${gapRow()}</tbody>`)}</table>`;
}
