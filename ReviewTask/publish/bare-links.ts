// Finds addresses written as plain text, which a renderer would turn into links by itself.

/** A run of prose, or an address that is to be shown as code. */
export interface TextRun {
  readonly kind: 'prose' | 'address';
  readonly value: string;
}

/** Endings that renderers link without a scheme; country codes are left out, or every `config.py` would count. */
const domains = 'com|net|org|edu|gov|info|biz|io|dev|app|xyz|top|site|online|shop|link|click|pro|web|cloud';
const address = new RegExp(
  `(?:[a-z][a-z0-9+.-]{0,30}://|www\\.|mailto:|xmpp:|tel:)[^\\s<>]+|(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}(?:${domains})(?![\\p{L}\\p{N}_-])(?:[/:?#][^\\s<>]*)?`,
  'giu',
);
const trailing = /[.,;:!?"'*_~)\]}]+$/;

/** Splits `text` into prose and addresses; together they are `text` again. */
export function splitAddresses(text: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const match of text.matchAll(address)) {
    const value = match[0].replace(trailing, '');
    // Cut off from what follows, the end of this prose may be an address itself.
    if (match.index > end) runs.push(...splitAddresses(text.slice(end, match.index)));
    runs.push({ kind: 'address', value });
    end = match.index + value.length;
  }
  if (end < text.length) runs.push({ kind: 'prose', value: text.slice(end) });
  return runs;
}

/**
 * `url` in its normal form if it is a web address on one of `hosts` (lower case, with a port where there is one), without
 * user information; otherwise `undefined`.
 */
export function allowedUrl(url: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return undefined;
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  // A bracket in the fragment could complete a logging command.
  return hosts.includes(parsed.host) ? parsed.href.replaceAll('[', '%5B') : undefined;
}
