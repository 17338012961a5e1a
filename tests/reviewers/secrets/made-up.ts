// Makes values that look like secrets at run time, so that none is written in a file of this repository.

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

export const alphabets = {
  alphanumeric: lower + upper + digits,
  base32: `${lower}234567`,
  base64: `${lower + upper + digits}+/`,
  base64url: `${lower + upper + digits}-_`,
  hex: `${digits}abcdef`,
  lowerAlphanumeric: lower + digits,
  letters: lower + upper,
} as const;

/** The same value for the same seed; every value holds a letter and, where the alphabet has any, a digit. */
export function madeUp(alphabet: keyof typeof alphabets, length: number, seed = 1): string {
  const characters = alphabets[alphabet];
  let state = seed * 7919 + length;
  let value = '';
  for (let index = 0; index < length; index++) {
    state = (state * 1103515245 + 12345) % 2147483648;
    value += characters.charAt(Math.floor((state / 2147483648) * characters.length));
  }
  return value;
}

/** A password of letters, digits and a symbol, as a person would invent it. */
export function madeUpPassword(seed = 1): string {
  return `Kr${madeUp('lowerAlphanumeric', 6, seed)}!${7 + seed}w`;
}

/** Base64url of a JSON value, as in a JSON web token. */
export function jsonSegment(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The lines of a private key that opens nothing. */
export function madeUpPem(kind = 'RSA ', seed = 1): readonly string[] {
  const marker = (word: string) => `-----${word} ${kind}${['PRIVATE', 'KEY'].join(' ')}-----`;
  const body = Array.from(
    { length: 13 },
    (_, index) => `${index === 0 ? 'MIIE' : 'h3xw'}${madeUp('base64', 60, seed + index)}`,
  );
  return [marker('BEGIN'), ...body, marker('END')];
}
