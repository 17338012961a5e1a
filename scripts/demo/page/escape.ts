// Makes untrusted text safe in HTML, and makes visible what is written to be overlooked.

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and format characters but tab, line ends and the two joiners that scripts and emoji need. */
const hidden = /(?![\t\n\u{200c}\u{200d}]|\r\n)[\p{Cc}\p{Cf}]/gu;

function codePointName(character: string): string {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `⟨U+${hexadecimal}⟩`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Text with every hidden character (bidirectional controls, zero-width, control codes) written as its code point. */
export function visible(text: string): string {
  return text.replace(hidden, codePointName);
}

/** Text for an element or for a quoted attribute. */
export function escapeHtml(text: string): string {
  return escaped(visible(text));
}

/** Source code for a `<code>` cell: hidden characters stand out. */
export function escapeCode(text: string): string {
  return escaped(text).replace(
    hidden,
    (character) => `<span class="hidden-character">${codePointName(character)}</span>`,
  );
}

/** The address if a person may safely follow it: http(s), a path on this server or a fragment. */
export function safeAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  return /^(https?:\/\/|#|\/(?![/\\]))/i.test(address) ? address : undefined;
}
