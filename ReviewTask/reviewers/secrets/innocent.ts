// Tells values that only look like secrets from those that may be one: placeholders, references, names, hashes.

/** Values that stand for another one: variables, templates, vault references, look-ups. */
const reference =
  /\$\{|\$\(|\{\{|<%|#\{|%\(|\$env:|\$\[|^[$%&~][A-Za-z_]|^%.*%$|^\{.*\}$|\{\w{1,40}\}|^<|>$|^\[.*\]$|^__.*__$|^@|^!\w|process\.env|environ|getenv|env\(|ENV\[|secrets?\.|vault|^kv:|^op:\/\/|^arn:|secretref|^ref\+|^ENC\[|^encrypted|^file:|^data:/i;

/** Words that people write where a value belongs. */
const placeholderWord =
  /your|example|placeholder|change.?me|change.?it|replace|dummy|fake|sample|redacted|insert|enter.?(?:a|the|here)|x{4}|\.{3}|…|todo|[-_ ]here$|not.?a.?real|foobar|mock|notsecret|nosecret|no-secret|ignored|hidden|masked|removed|obfuscated|(?:^|[^a-z])(?:test|tests|testing|demo|stub|invalid|none|null|undefined|empty|string|value)(?:[^a-z]|$)/i;

/** How public values begin: vendors publish them for emulators and documents, and they open nothing. */
const publicValues = [
  // Azurite and the Azure Storage emulator: learn.microsoft.com/azure/storage/common/storage-use-azurite
  'Eby8vdM02xNOcqFl',
  // Azure Cosmos DB emulator: learn.microsoft.com/azure/cosmos-db/emulator
  'C2y6yDjf5/R+ob0N',
  // The examples of RFC 6749 (OAuth 2.0) and RFC 6750.
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  '7Fjfp0ZBr1KtDRbnfVdmIw',
  'gX1fBat3bV',
];

/** True for a value that no person would call a secret: a variable, a template, a vault reference, a filler. */
export function isPlaceholder(value: string): boolean {
  if (/^(.)\1*$/.test(value) || /^[\W_]+$/.test(value)) return true;
  if (reference.test(value) || placeholderWord.test(value) || /abcdefghij|0123456789/i.test(value)) return true;
  return publicValues.some((prefix) => value.startsWith(prefix));
}

/** Shannon entropy in bits per UTF-16 unit: 0 for an empty or uniform text, about 4 for random hexadecimal. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (let index = 0; index < value.length; index++) {
    const character = value.charAt(index);
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** Longest part between separators that names use. Random values have one of at least 12, names seldom have. */
function longestPart(value: string): string {
  return value.split(/[-_.:/ ]/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

const uuid = /^\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?$/i;
const sequence = /0123456|1234567|2345678|abcdefg|qwerty|deadbeef|cafebabe|aaaa|0000|1111/i;

/**
 * True for a value that a generator made and no person: digits among letters, short runs of one class of characters,
 * high entropy. Names, sentences, UUIDs and counted sequences are not random.
 */
export function looksRandom(value: string): boolean {
  if (value.length < 16 || /\s/.test(value) || uuid.test(value) || sequence.test(value) || isPlaceholder(value))
    return false;
  const part = longestPart(value);
  if (part.length < 12 || !/\d/.test(part) || !/[A-Za-z]/.test(part)) return false;
  const runs = part.match(/[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? [];
  const inRuns = runs.reduce((sum, run) => sum + run.length, 0);
  return inRuns / Math.max(1, runs.length) < 3.5 && entropy(part) >= 2.9;
}

/** True where a value is said to be a hash, a checksum or public by the words before it on its line. */
export function isSaidToBeHash(before: string): boolean {
  return /integrity|hash|sha\d|sha-?1|sha-?256|sha-?512|md5|checksum|digest|etag|signature|commit|revision|public.?key|thumbprint|fingerprint|certificate|x509|cert\b|nonce|jwk|kid\b/i.test(
    before,
  );
}

const algorithmName =
  /^(?:(?:md5|sha-?\d+|oauth2?\w*|argon2\w*|pbkdf2\w*|b?crypt\w*|base-?\d+|utf-?\d+|aes|v\d+|[rhep]s-?\d{3}|p-?\d{3}|x509|rsa|hmac|[gc][bc][cm]|latin1|iso|\d+)(?:[-_/]|$))+$/i;

/** Passwords that everyone writes in samples; told apart from real ones by nothing, so left alone. */
const samplePassword =
  /^(?:abc|test|foo|bar|baz|admin|user|guest|secret|demo|pass|passw[o0]rd|pwd|root|hello|letmein|postgres|mysql|sa|qwerty|string|value)?[-_]?\d{0,8}[!.]?$/i;

/** Forms that belong to code rather than to a password: addresses, paths, calls, selectors, expressions. */
const codeForm =
  /^(?:[#.[^/~]|\.\/)|:\/\/|^[A-Za-z]:\\|\$$|\\[dwsDWSpb]|\[[a-z0-9]-|\(\?|^\w[\w.]*\(.*\)|^[\w-]+(?:\.[\w-]+)+$|^[\w.+-]+@[\w-]+\.[\w.]+$|<\/|\/>|&\w+;|=>|^\S*[/\\]\S*[/\\]/;

/**
 * True for a literal that may be somebody's password: 6 to 128 UTF-16 units without blanks, with a digit or an inner
 * symbol, and neither a placeholder nor a name, path, pattern or sample.
 */
export function isPasswordLike(value: string): boolean {
  if (value.length < 6 || value.length > 128 || /\s/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (isPlaceholder(value) || samplePassword.test(value) || algorithmName.test(value) || codeForm.test(value))
    return false;
  const hasSymbol = /.[!@#$%^&+=~].|[!$%^&~]$/.test(value);
  if (/pass(?:word|wd|phrase|code)|pwd|secret|token|login|field|input|label|button/i.test(value) && !hasSymbol)
    return false;
  return (/\d/.test(value) || /.[!@#$%^&~]./.test(value)) && !uuid.test(value);
}
