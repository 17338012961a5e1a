// Private keys in PEM form: whole blocks, blocks inside JSON strings, and Google service-account files.
import type { Range, ScannedText, SecretRule } from './rule.ts';

const begin = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const end = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** A 16,384-bit RSA key is about 13,000 units long in PEM; quotes and indentation may double it. */
const longestBlock = 30_000;

/** The key material between the markers, without line breaks, escapes, quotes and PEM headers. */
function keyMaterial(body: string): string {
  return body
    .replace(/^[ \t"'+>|*#/-]*(?:Proc-Type|DEK-Info|Version|Comment|Hash):[^\n\\]*/gm, '')
    .replace(/\\[nrt]/g, '')
    .replace(/[\s"'`+,;\\*#>|]/g, '');
}

/** Real keys: at least 64 units of base64 and not one character over and over. */
function isKeyMaterial(material: string): boolean {
  return material.length >= 64 && /^[A-Za-z0-9/=]+$/.test(material) && new Set(material).size > 16;
}

/** Where the block that begins at `start` ends; a block cut off ends with its last line of base64. */
function blockEnd(text: string, start: number, bodyStart: number): number | undefined {
  const window = text.slice(bodyStart, start + longestBlock);
  const next = window.indexOf('-----BEGIN ');
  const body = next === -1 ? window : window.slice(0, next);
  end.lastIndex = 0;
  const closing = end.exec(body);
  if (closing !== null) {
    return isKeyMaterial(keyMaterial(body.slice(0, closing.index)))
      ? bodyStart + closing.index + closing[0].length
      : undefined;
  }
  const cutOff = /^[ \t]*(?:\n[ \t]*[A-Za-z0-9+/=]{16,80}[ \t]*(?=\n|$)){1,400}/.exec(body);
  if (cutOff === null || !isKeyMaterial(keyMaterial(cutOff[0]))) return undefined;
  return bodyStart + cutOff[0].length;
}

function blocks(text: string): readonly Range[] {
  const found: Range[] = [];
  for (const match of text.matchAll(begin)) {
    const last = blockEnd(text, match.index, match.index + match[0].length);
    if (last !== undefined) found.push({ start: match.index, end: last });
  }
  return found;
}

/** True for a key inside the JSON file that Google hands out for a service account. */
function isServiceAccount({ text }: ScannedText, range: Range): boolean {
  const nearby = text.slice(Math.max(0, range.start - 600), range.end + 600);
  return /service_account|private_key_id|gserviceaccount\.com/.test(nearby);
}

export const privateKeyRules: readonly SecretRule[] = [
  {
    id: 'google-service-account',
    label: 'Google service-account key',
    revoke: 'Delete the key in the Google Cloud console under IAM & Admin > Service Accounts > Keys.',
    find: (file) => blocks(file.text).filter((range) => isServiceAccount(file, range)),
  },
  {
    id: 'private-key',
    label: 'Private key',
    revoke:
      'Create a new key pair, replace the public half wherever it is trusted, and revoke its certificate if it has one.',
    find: (file) => blocks(file.text).filter((range) => !isServiceAccount(file, range)),
  },
];
