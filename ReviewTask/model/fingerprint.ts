// Digests: the identity of a finding by its code and kind, and the short digest that shows whether a text is still the same.
import { createHash } from 'node:crypto';

/**
 * 24 hex digits. The same for the same anchored code and kind of defect, wherever the lines have moved. `kind`: the
 * category, or the rule of the owners. `ordinal` tells apart the same code several times in one file: 0-based, from top to
 * bottom.
 */
export function fingerprintOf(kind: string, anchoredLines: readonly string[], ordinal: number): string {
  const code = anchoredLines.map((line) => line.replace(/\s+/g, ' ').trim()).join('\n');
  return createHash('sha256')
    .update(JSON.stringify([kind, code, ordinal]))
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
