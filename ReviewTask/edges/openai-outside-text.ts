// Makes text that a server sent fit to be shown: without the key in any spelling, without control characters, short.

/** Most characters of outside text that an error shows. */
const longestExcerpt = 300;

/** Keys below this length are words, such as `ollama` for a server that asks for none; hiding them hides the text. */
const shortestSecret = 8;

/** C0, DEL and C1 controls, line and paragraph separators, and the marks that turn the direction of writing. */
const controls = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Keys below this length may be words with which code is full (`not-needed`); in an answer they stay. */
const shortestHidden = 16;

/** Takes the key out of a text. */
export type Redact = (text: string) => string;

/**
 * Makes control characters spaces, too. Finds the key as it is, inside JSON and URL-encoded (each once or twice), and in Base64 at any
 * offset inside a longer text.
 */
export function createRedact(key: string): Redact {
  const hide = hiding(key.length < shortestSecret ? [] : spellingsOf(key));
  return (text) => hide(text).replace(controls, ' ');
}

/** The same for what a model says, which has to stay what it is otherwise: a key that may be a word is left in it. */
export function createHide(key: string): Redact {
  return hiding(key.length < shortestHidden ? [] : spellingsOf(key));
}

function hiding(spellings: readonly string[]): Redact {
  const pattern = new RegExp(spellings.map(escaped).join('|') || '(?!)', 'gi');
  return (text) => text.replace(pattern, '(key removed)');
}

function spellingsOf(key: string): readonly string[] {
  const once = encodeURIComponent(key);
  const base64 = [0, 1, 2].map((offset) => base64Core(key, offset));
  const urlSafe = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const inJson = jsonEscaped(key);
  const plain = [key, inJson, jsonEscaped(inJson), once, encodeURIComponent(once)];
  const all = [...plain, ...base64, ...base64.map(encodeURIComponent), ...urlSafe];
  // Longest first, so that an encoded key is not left in pieces.
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** The Base64 characters that depend on the key alone when `offset` bytes stand before it. */
function base64Core(key: string, offset: number): string {
  const encoded = Buffer.from(`${'\0'.repeat(offset)}${key}`).toString('base64');
  const bytes = Buffer.byteLength(key) + offset;
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor((bytes * 8) / 6));
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

/** The first 300 characters of a text that has been redacted, without the tags of a web page. */
export function excerptOf(text: string): string {
  const plain = text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > longestExcerpt ? `${characters.slice(0, longestExcerpt - 1).join('')}…` : plain;
}
