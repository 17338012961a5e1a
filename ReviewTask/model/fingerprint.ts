// Digests: the identity of a finding by its code and kind, and the short digest that shows whether a text is still the same.
import { createHash } from 'node:crypto';
import type { Category } from './finding.ts';

/**
 * 24 hex digits. The same for the same anchored code and category, wherever the lines have moved. `ordinal` tells apart
 * the same code several times in one file: 0-based, from top to bottom.
 */
export function fingerprintOf(category: Category, anchoredLines: readonly string[], ordinal: number): string {
  const code = anchoredLines.map((line) => line.replace(/\s+/g, ' ').trim()).join('\n');
  return createHash('sha256')
    .update(JSON.stringify([category, code, ordinal]))
    .digest('hex')
    .slice(0, 24);
}

/**
 * 16 hex digits of SHA-256 over a text as UTF-8. Enough to notice that somebody changed a record of ours; it is no
 * signature, for anybody can compute it. What it rests on is where it stands: see `marker.ts`.
 */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16);
}
