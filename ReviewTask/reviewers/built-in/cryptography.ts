// Ciphers, hashes and random numbers that do not protect what they are used for.
import { type BuiltInRule, columnsOf, inCode, languages } from './rule.ts';

const anyCode = [...languages.csharp, ...languages.java, ...languages.script, ...languages.python, ...languages.go];

export const cryptographyRules: readonly BuiltInRule[] = [
  {
    id: 'weak-password-hash',
    title: 'A password is hashed with MD5 or SHA-1',
    failure:
      'Billions of guesses a second are possible against these hashes, so a leaked table gives up most of its passwords. Use a password hash: `PasswordHasher<T>`, Argon2, bcrypt or PBKDF2 with a salt.',
    severity: 'warning',
    category: 'security',
    files: anyCode,
    inTests: false,
    match: (line, { raw, index }) => {
      // A look-up at "Have I been pwned" needs the SHA-1 of a password by design.
      if (raw.slice(Math.max(0, index - 15), index + 15).some((text) => /pwned|hibp/i.test(text.slice(0, 300))))
        return undefined;
      return columnsOf(
        /\b(?:MD5|SHA1|md5|sha1)(?:\.Create\(\)\.ComputeHash|\.HashData|CryptoServiceProvider\(\)\.ComputeHash|Hex|\.Sum|_hex)?\s{0,2}\((?=[^;]{0,80}(?:password|passwd|pwd)\b)|\bcreateHash\(\s?["'](?:md5|sha1)["']\s?\)\.update\(\s?[^)]{0,60}(?:password|passwd|pwd)\b/i.exec(
          line,
        ),
      );
    },
  },
  {
    id: 'cipher-ecb',
    title: 'Encryption in ECB mode',
    failure:
      'Equal blocks of plain text become equal blocks of cipher text, so the content shows through and can be rearranged. Use an authenticated mode such as AES-GCM.',
    severity: 'warning',
    category: 'security',
    files: anyCode,
    inTests: false,
    match: inCode(/\bCipherMode\.ECB\b|\bMODE_ECB\b|["']AES\/ECB\/|createCipheriv\(\s?["']aes-\d{3}-ecb["']/),
  },
  {
    id: 'predictable-secret',
    title: 'A secret from a predictable random number',
    failure:
      'The next values of this generator can be worked out from earlier ones, so others can guess the secret. Use `crypto.randomBytes`, `RandomNumberGenerator`, `SecureRandom`, `secrets` or `crypto/rand`.',
    severity: 'warning',
    category: 'security',
    files: anyCode,
    inTests: false,
    match: inCode(
      /\b\w{0,30}(?:[pP]assword|PASSWORD|[sS]ecret|SECRET|[oO]tp|OTP|[rR]esetToken|[aA]ccessToken|[aA]uthToken|[cC]srfToken|[sS]essionId|[aA]piKey|reset_token|session_id|api_key)\s{0,4}(?::\s?\w{1,20}\s{0,2})?=(?!=)[^;]{0,100}(?:\bMath\.random\(|\bnew Random\(|\brandom\.(?:choices?|randint|random|sample)\(|\brand\.(?:Intn?|Int63)\()/,
    ),
  },
  {
    id: 'jwt-unsigned',
    title: 'Tokens without a signature are accepted',
    failure:
      'Anyone can write a token that names any user, and it is believed. Require signed tokens and list the algorithms you issue.',
    severity: 'warning',
    category: 'security',
    files: anyCode,
    inTests: false,
    match: inCode(
      /\bRequireSignedTokens\s{0,4}=\s{0,4}false\b|\balgorithms['"]?\s{0,4}[:=]\s{0,4}\[[^\]]{0,60}["']none["']/,
    ),
  },
];
