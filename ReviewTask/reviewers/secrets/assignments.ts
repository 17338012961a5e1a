// Passwords and keys that are assigned to a name which says so: in code, configuration, XML and pairs of name and value.
import { isPasswordLike, isSaidToBeHash, looksRandom } from './innocent.ts';
import type { Range, ScannedText, SecretRule } from './rule.ts';

/** The end of a name that promises a password. Found first, so that the rest of a pattern runs only there. */
const passwordEnd = /(?:password|passwd|pwd|passphrase|passcode|passwort|pass)[-_]?\d?(?![A-Za-z0-9_])/gi;

/** The end of a name that promises a key or a token. */
const keyEnd =
  /(?:secret(?:[-_. ]?(?:key|value))?|(?:api|access|auth|account|admin|app|client|encryption|function|host|license|master|private|service|shared|signing|subscription|storage)[-_. ]?key|pat|token|credential)[-_]?\d?(?![A-Za-z0-9_])/gi;

/** Names that end the same way and hold nothing secret. */
const innocentName =
  /(?:publickey|cancel\w*|csrf|xsrf|antiforgery|page|continuation|sync|next|cursor|design|syntax|sort|parse\w*|lex\w*|stop|start|end|eos|bos|pad|sep|mask|color|theme|change|concurrency|reset|no|has|is|show|hide|toggle|use|with|injection|id_?token_?hint|requestverification)[-_. ]?token$|(?:public|primary|foreign)[-_. ]?key$/i;

/** `pass` and `pat` end many words; a capital or a separator before them makes them words of their own. */
const ownWord = /(?:^|[^A-Za-z])(?:pass|PASS|Pass|pat|PAT|Pat)[-_]?\d?$|[a-z](?:Pass|Pat|PAT)\d?$/;

function isSecretName(name: string): boolean {
  if (innocentName.test(name)) return false;
  return !/(?:pass|pat)[-_]?\d?$/i.test(name) || ownWord.test(name);
}

const connector =
  /["'\])]{0,3}[ \t]{0,40}(?::[ \t]{0,3}[A-Za-z][\w<>?|.]{0,30}[ \t]{0,3}(?==))?(?:={1,3}|=>|:=|\?\?=|:(?!:)|\()[ \t]{0,40}/y;
const option = /(?:[ \t]{1,4}|=)/y;
const quoted = /[@$rbufL]{0,2}(["'`])((?:\\.|(?!\1)[^\\\n]){1,300})\1/y;
/** The lookahead takes the run at once, so that a failing end does not try every shorter one. */
const bare = /(?=([^\s"'`,;#<>()[\]]{6,300}))\1(?=[ \t]{0,40}(?:$|\n|#|;))/y;

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly range: Range;
}

function stickyMatch(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const nameLength = 60;

/** The whole name that ends at `end`: up to 60 UTF-16 units of word characters and separators. */
function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && end - start < nameLength && /[\w.:-]/.test(text.charAt(start - 1))) start--;
  return text.slice(start, end);
}

/** Where a value begins after a name: after `=`, `:`, `=>`, `(`, or a blank in `--password value`. */
function valueStart(text: string, name: string, at: number): number | undefined {
  const joined = stickyMatch(connector, text, at);
  if (joined !== null) return at + joined[0].length;
  const isOption = /^-{1,2}\w/.test(name);
  const gap = isOption ? stickyMatch(option, text, at) : null;
  return gap === null ? undefined : at + gap[0].length;
}

function assignmentAt(file: ScannedText, name: string, at: number): Assignment | undefined {
  const start = valueStart(file.text, name, at);
  if (start === undefined) return undefined;
  const inQuotes = stickyMatch(quoted, file.text, start);
  if (inQuotes !== null) {
    const value = inQuotes[2] ?? '';
    const prefix = inQuotes[0].indexOf(inQuotes[1] ?? '') + 1;
    const range = { start: start + prefix, end: start + prefix + value.length };
    return { name, value, range };
  }
  if (!file.hasBareValues) return undefined;
  const value = stickyMatch(bare, file.text, start)?.[1];
  return value === undefined ? undefined : { name, value, range: { start, end: start + value.length } };
}

/** `<add key="SmtpPassword" value="…"/>`, `<Password>…</Password>`, and a name above its value in YAML or JSON. */
const pairs: readonly RegExp[] = [
  /<[\w.:-]{1,40}\s[^<>\n]{0,60}?(?:key|name)="(?<name>[\w.:-]{3,80})"[^<>\n]{0,40}?\svalue="(?<value>[^"<\n]{6,300})"/dgi,
  /<(?<name>[\w.:-]{3,60})>(?<value>[^<>\s]{6,300})<\//dgi,
  /["']?(?:name|key)["']?\s{0,3}:\s{0,3}["']?(?<name>[\w.:-]{3,80})["']?,?\s{0,80}["']?value["']?\s{0,3}:\s{0,3}["']?(?<value>[^\s"',}]{6,300})/dgi,
  /ConvertTo-SecureString\s{1,3}(?:-String\s{1,3})?["'](?<value>[^"'\n]{6,128})["']/dgi,
];

function pairedAssignments(file: ScannedText): readonly Assignment[] {
  return pairs.flatMap((pattern) =>
    [...file.text.matchAll(pattern)].flatMap((match) => {
      const span = match.indices?.groups?.['value'];
      const value = match.groups?.['value'];
      if (span === undefined || value === undefined) return [];
      return [{ name: match.groups?.['name'] ?? 'password', value, range: { start: span[0], end: span[1] } }];
    }),
  );
}

/** What is assigned to names that end as `nameEnd` says. */
function assignments(file: ScannedText, nameEnd: RegExp): readonly Assignment[] {
  const found: Assignment[] = [];
  for (const match of file.text.matchAll(nameEnd)) {
    const at = match.index + match[0].length;
    const assignment = assignmentAt(file, nameBefore(file.text, at), at);
    if (assignment !== undefined) found.push(assignment);
  }
  const wholeName = new RegExp(`${nameEnd.source}$`, 'i');
  const paired = pairedAssignments(file).filter(({ name }) => wholeName.test(name));
  return [...found, ...paired].filter(({ name }) => isSecretName(name));
}

/** In tests, samples and documentation only what a generator made counts. */
function isPassword({ value }: Assignment, file: ScannedText): boolean {
  return looksRandom(value) || (!file.isExample && isPasswordLike(value));
}

/** Google keys are judged by their own rule, which knows the public ones of Firebase. */
const hasOwnRule = /^AIza/;

function isKey({ name, value }: Assignment): boolean {
  if (isSaidToBeHash(name) || hasOwnRule.test(value)) return false;
  return /^[\w+/=~.!@#%^&*-]{16,300}$/.test(value) && looksRandom(value);
}

export const assignmentRules: readonly SecretRule[] = [
  {
    id: 'password',
    label: 'Password',
    revoke: 'Change it wherever it is accepted.',
    find: (file) =>
      assignments(file, passwordEnd)
        .filter((assignment) => isPassword(assignment, file))
        .map(({ range }) => range),
  },
  {
    id: 'secret-value',
    label: 'Secret key or token',
    revoke: 'Revoke or regenerate it at the service that issued it.',
    find: (file) =>
      assignments(file, keyEnd)
        .filter(isKey)
        .map(({ range }) => range),
  },
];
