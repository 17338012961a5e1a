// Comments in our threads that call for no answer: a word of thanks, or people among themselves.
import type { Identity } from '../model/pull-request.ts';

const acknowledgements = new Set(
  [
    'thanks, thank you, thx, ty, cheers, many thanks, thanks a lot',
    'ok, okay, k, sure, right, agreed, makes sense, good point, good catch, nice catch, good find, nice',
    'done, fixed, fixed it, fixed now, resolved, will do, will fix, on it, noted, ack, acknowledged, got it',
    'thanks fixed, thanks done, ok thanks, ok done, ok fixed, good catch thanks, good catch fixed, fixed thanks, done thanks',
  ]
    .join(', ')
    .split(', '),
);
/** How Azure DevOps stores a mention: the identity's GUID between angle brackets. */
const mention = /@<([0-9a-f-]{36})>/gi;

/**
 * True for a comment of which nothing is left beside an acknowledgement, a plus or an emoji, and for one that begins with a
 * mention of somebody else and names us nowhere. Decided by code, so that it is the same in every run and costs nothing.
 */
export function needsNoAnswer(content: string, me: Identity): boolean {
  const mentioned = [...content.matchAll(mention)].map((match) => match[1]?.toLowerCase());
  if (/^\s*@<[0-9a-f-]{36}>/i.test(content)) return !mentioned.includes(me.id.toLowerCase());
  const words = content
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s?]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return acknowledgements.has(words) || /^[\s+1]*$/.test(words);
}
