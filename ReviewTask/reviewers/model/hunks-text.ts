// Hunks as the model reads them: one column, every line numbered on the side it is on.

import type { Hunk } from '../../model/diff.ts';
import type { ChunkPart } from '../../model/plan.ts';

/**
 * One part of a chunk as text. Added and unchanged lines carry their number in the new file, removed lines their number in
 * the old one and a minus sign. `lines` are the texts to show, one for each line of the hunks, in order: they may have been
 * redacted.
 */
export function partText(part: ChunkPart, lines: readonly string[]): string {
  const name = part.path === part.originalPath ? part.path : `${part.path} (renamed from ${part.originalPath})`;
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
    return `${String(number).padStart(width)} ${sign} ${lines[index] ?? ''}`.trimEnd();
  });
}

function widthOf(hunk: Hunk): number {
  return Math.max(...hunk.lines.map((line) => String(line.kind === 'removed' ? line.left : line.right).length));
}
