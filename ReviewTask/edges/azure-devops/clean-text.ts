// Makes what the service wrote fit to be shown: no secrets, no control characters, not too long.

const longestText = 300;
const shortestSecret = 6;

/** Takes every form of one secret out of a text. */
export type Redact = (text: string) => string;

/**
 * Hides a token wherever it stands: plain, URL-encoded, and inside Base64 at any of the three alignments that a prefix
 * such as `user:` can give it. Of the Base64 form at most two characters at either end stay.
 */
export function redactorFor(token: string): Redact {
  const forms = formsOf(token).filter((form) => form.length >= shortestSecret);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, form) => rest.replaceAll(form, '***'), text);
}

function formsOf(token: string): string[] {
  const encoded = encodeURIComponent(token);
  const lowerCaseEscapes = encoded.replace(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase());
  const inBase64 = [0, 1, 2].map((prefixLength) => base64Core(token, prefixLength));
  const inBase64Url = inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [token, encoded, lowerCaseEscapes, ...inBase64, ...inBase64Url];
}

/** The part of a Base64 text that depends on the token alone, whatever stands before and after it. */
function base64Core(token: string, prefixLength: number): string {
  const bytes = Buffer.from(token, 'utf8');
  const text = Buffer.concat([Buffer.alloc(prefixLength), bytes]).toString('base64');
  return text.slice(Math.ceil((prefixLength * 8) / 6), Math.floor(((prefixLength + bytes.length) * 8) / 6));
}

/** One line of at most 300 UTF-16 units without control or invisible characters. Redact first: a cut hides a token's form. */
export function cleanText(text: string): string {
  const oneLine = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return oneLine.length > longestText ? `${oneLine.slice(0, longestText - 1)}…` : oneLine;
}
