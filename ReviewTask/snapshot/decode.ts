// Turns the bytes of a blob into text, or says that they are no text.

/** git looks for a NUL in as many bytes before it calls a file binary. */
const BINARY_PROBE_BYTES = 8000;

/**
 * True where git would call a file binary, by a NUL in its first 8,000 bytes, unless it is UTF-16 with a byte order
 * mark, which the Azure DevOps page shows as text.
 */
export function isBinary(bytes: Uint8Array): boolean {
  return utf16Label(bytes) === undefined && bytes.subarray(0, BINARY_PROBE_BYTES).includes(0);
}

/**
 * The text of a blob without its byte order mark; `undefined` when the blob is binary. Bytes that are not valid UTF-8
 * are read as Windows-1252, where every byte is a character: the lines and their numbers stay right even if that guess
 * is wrong.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (isBinary(bytes)) return undefined;
  const utf16 = utf16Label(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

/** The bytes 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard); five of them are control characters. */
const WINDOWS_1252_UPPER =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Some Node versions, 20.20 among them, decode `windows-1252` as Latin-1: its curly quotes come out as controls. */
function decodeWindows1252(bytes: Uint8Array): string {
  const text = new TextDecoder('windows-1252').decode(bytes);
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252_UPPER[control.charCodeAt(0) - 0x80] ?? control);
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Two NUL bytes after this mark make it the mark of UTF-32, which nothing on the way can show.
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0)) return 'utf-16le';
  return undefined;
}
