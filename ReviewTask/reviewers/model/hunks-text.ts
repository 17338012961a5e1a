// Hunks and the excerpts beside them as the model reads them: one column, every line numbered on the side it is on.

import type { Hunk } from '../../model/diff.ts';
import type { Excerpt } from '../../model/excerpt.ts';
import type { ChunkPart } from '../../model/plan.ts';
import type { ShownLines } from './shown-lines.ts';
import { shownPath } from './shown-path.ts';

/**
 * The parts of a chunk as texts, each with the excerpts of its own file after its hunks; then a text for each other file
 * that has excerpts. All lines may have been redacted.
 */
export function chunkTexts(
  parts: readonly ChunkPart[],
  shownLines: ShownLines,
  excerpts: readonly Excerpt[],
): readonly string[] {
  const changed = new Set(parts.map((part) => part.path));
  const others = [...new Set(excerpts.map((excerpt) => excerpt.path))].filter((path) => !changed.has(path));
  const of = (path: string) => excerptRows(excerpts.filter((excerpt) => excerpt.path === path));
  // A file may stand in a chunk in several parts; its excerpts come once, with the last one.
  const isLast = (part: ChunkPart, index: number) => !parts.slice(index + 1).some(({ path }) => path === part.path);
  return [
    ...parts.map((part, index) =>
      [partText(part, shownLines(part)), ...(isLast(part, index) ? of(part.path) : [])].join('\n'),
    ),
    ...others.map((path) => [`=== ${shownPath(path)} (not changed) ===`, ...of(path)].join('\n')),
  ];
}

/** Runs of one symbol share a heading; dots stand for lines between or after them that are left out. */
function excerptRows(excerpts: readonly Excerpt[]): readonly string[] {
  const rows: string[] = [];
  for (const [index, excerpt] of excerpts.entries()) {
    const before = excerpts[index - 1];
    const isSame = before?.kind === excerpt.kind && before.symbol === excerpt.symbol;
    rows.push(isSame ? '...' : `--- for reading only: ${headings[excerpt.kind]} ${excerpt.symbol || 'a block'} ---`);
    const width = String(excerpt.startLine + excerpt.lines.length - 1).length;
    rows.push(
      ...excerpt.lines.map((text, at) => `${String(excerpt.startLine + at).padStart(width)}   ${text}`.trimEnd()),
    );
    const after = excerpts[index + 1];
    const goesOn = after?.kind === excerpt.kind && after.symbol === excerpt.symbol;
    if (excerpt.isCut && !goesOn) rows.push('...');
  }
  return rows;
}

const headings: Readonly<Record<Excerpt['kind'], string>> = {
  enclosing: 'around the change, in',
  definition: 'definition of',
  caller: 'a caller of',
};

/**
 * One part of a chunk as text. Added and unchanged lines carry their number in the new file, removed lines their number in
 * the old one and a minus sign. `lines` are the texts to show, one for each line of the hunks, in order: they may have been
 * redacted.
 */
export function partText(part: ChunkPart, lines: readonly string[]): string {
  const path = shownPath(part.path);
  const name = part.path === part.originalPath ? path : `${path} (renamed from ${shownPath(part.originalPath)})`;
  const rows: string[] = [`=== ${name} ===`];
  let index = 0;
  for (const [position, hunk] of part.hunks.entries()) {
    if (position > 0) rows.push('...');
    rows.push(...hunkRows(hunk, lines.slice(index, index + hunk.lines.length)));
    index += hunk.lines.length;
  }
  return rows.join('\n');
}

/** The rows of one hunk: number, sign, text. `lines` are the texts to show. */
export function hunkRows(hunk: Hunk, lines: readonly string[]): readonly string[] {
  const width = widthOf(hunk);
  return hunk.lines.map((line, index) => {
    const number = line.kind === 'removed' ? line.left : line.right;
    const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '-' : ' ';
    return `${String(number).padStart(width)} ${sign} ${unbroken(lines[index] ?? '')}`.trimEnd();
  });
}

/** Characters other than a line feed that break lines for some readers, shown as what they are. */
function unbroken(text: string): string {
  return text.replace(
    /[\r\v\f\u0085\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function widthOf(hunk: Hunk): number {
  return Math.max(...hunk.lines.map((line) => String(line.kind === 'removed' ? line.left : line.right).length));
}
