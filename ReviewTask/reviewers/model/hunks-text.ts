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
    const width = widthOf(hunk);
    for (const line of hunk.lines) {
      const text = lines[index++] ?? '';
      const number = line.kind === 'removed' ? line.left : line.right;
      const sign = line.kind === 'added' ? '+' : line.kind === 'removed' ? '-' : ' ';
      rows.push(`${String(number).padStart(width)} ${sign} ${text}`.trimEnd());
    }
  }
  return rows.join('\n');
}

function widthOf(hunk: Hunk): number {
  return Math.max(...hunk.lines.map((line) => String(line.kind === 'removed' ? line.left : line.right).length));
}
