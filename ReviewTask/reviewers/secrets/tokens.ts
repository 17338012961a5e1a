// Tokens that describe themselves: JSON web tokens, and what stands in an Authorization header.
import { isPasswordLike, isPlaceholder, looksRandom } from './innocent.ts';
import { patternRule, type SecretRule } from './rule.ts';

/** The text behind base64 or base64url; `undefined` when it is neither. One code unit per byte. */
function decodeBase64(value: string): string | undefined {
  try {
    return atob(value.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, ''));
  } catch {
    return undefined;
  }
}

/** A field of a JSON object in base64url; `undefined` where there is no such object or field. */
function fieldOf(segment: string, name: string): unknown {
  const text = decodeBase64(segment);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === name)?.[1];
  } catch {
    return undefined;
  }
}

/** The subject of the sample token on jwt.io, which is in thousands of articles and opens nothing. */
const sampleSubject = '1234567890';

function isSignedToken(value: string): boolean {
  const [header = '', payload = '', signature = ''] = value.split('.');
  const algorithm = fieldOf(header, 'alg');
  if (typeof algorithm !== 'string' || algorithm.toLowerCase() === 'none') return false;
  return signature.length >= 16 && fieldOf(payload, 'sub') !== sampleSubject;
}

/** True for `user:password` where the password is not a filler; the user may be empty. */
function isBasicCredential(value: string): boolean {
  const text = decodeBase64(value);
  if (text === undefined || !/^[\x20-\x7e]*$/.test(text)) return false;
  const colon = text.indexOf(':');
  const password = text.slice(colon + 1);
  return colon !== -1 && !isPlaceholder(password) && (isPasswordLike(password) || looksRandom(password));
}

export const tokenRules: readonly SecretRule[] = [
  patternRule({
    id: 'jwt',
    label: 'JSON web token',
    revoke:
      'End the session or rotate the signing key at the service that issued it; until it expires, whoever has it is let in.',
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4096}\.[A-Za-z0-9_-]{10,8192}(?:\.[A-Za-z0-9_-]{0,8192}){1,3}/dg,
    accept: ({ value }) => isSignedToken(value),
  }),
  patternRule({
    id: 'basic-authorization',
    label: 'Password in a Basic authorization header',
    revoke: 'Change the password or revoke the token that is encoded in it.',
    pattern: /(?<![A-Za-z])Basic\s{1,3}(?<value>[A-Za-z0-9+/_-]{12,1024}={0,2})/dg,
    accept: ({ value }) => isBasicCredential(value),
  }),
  patternRule({
    id: 'bearer-token',
    label: 'Bearer token',
    revoke: 'Revoke it at the service that issued it.',
    pattern: /(?<![A-Za-z])Bearer\s{1,3}(?<value>[A-Za-z0-9._~+/-]{24,2048}={0,2})/dg,
    accept: ({ value }) => !value.startsWith('eyJ') && !isPlaceholder(value) && looksRandom(value),
  }),
];
