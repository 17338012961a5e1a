// Makes characters harmless that a reader cannot see: controls, direction overrides, zero-width text, half surrogates.

/** Keeps two characters from being read as one token without showing: U+2060 WORD JOINER. */
export const wordJoiner = '\u2060';

const lineEnding = /\r\n|[\r\v\f\u2028\u2029]/g;
const halfSurrogate = /\p{Surrogate}/gu;
/** Tab and line feed stay. */
const control = /(?![\t\n])\p{Control}/gu;
/** Embeddings, overrides, isolates and marks that reorder what follows; the means of a "Trojan source". */
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Zero-width and filler characters, tag characters and supplementary variation selectors: they carry hidden text. */
const invisible =
  /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** Joiners that a script or an emoji needs stand between characters beyond ASCII; elsewhere they only hide. */
const idleJoiner = /(?<![^\p{ASCII}])[\u200c\u200d]|[\u200c\u200d](?![^\p{ASCII}])/gu;

function named(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `‹U+${code}›`;
}

/**
 * Text without characters that hide or reorder other text. Line endings become `\n`; controls and direction overrides
 * become visible (`‹U+202E›`), because a finding may be about them; zero-width characters go.
 */
export function cleanCharacters(text: string): string {
  return text
    .replace(lineEnding, '\n')
    .replace(halfSurrogate, '\ufffd')
    .replace(control, named)
    .replace(direction, named)
    .replace(invisible, '')
    .replace(idleJoiner, '');
}

/** The same text on one line: every run of white space is one space, none at the ends. */
export function oneLine(text: string): string {
  return cleanCharacters(text).replace(/\s+/gu, ' ').trim();
}

/** At most `limit` UTF-16 units, ending in `…` where something was cut; at a word where one is near, never in a pair. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  if (limit < 1) return '';
  return `${text.slice(0, cutPosition(text, limit - 1)).trimEnd()}…`;
}

/** The last index not after `limit` (UTF-16) where `text` may be cut: not in a surrogate pair, at a word where one is near. */
export function cutPosition(text: string, limit: number): number {
  if (limit >= text.length) return text.length;
  const space = text.slice(0, limit + 1).search(/\s\S*$/u);
  if (space > 0 && limit - space < 40) return space;
  return text.slice(limit - 1, limit + 1).match(/[\ud800-\udbff][\udc00-\udfff]/) === null ? limit : limit - 1;
}
