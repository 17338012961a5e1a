// Passwords inside addresses and database connection strings.
import { isPlaceholder, looksRandom } from './innocent.ts';
import { type Candidate, candidates, patternRule, type Range, type ScannedText, type SecretRule } from './rule.ts';

const localHost = /localhost|127\.0\.0\.1|\[::1\]|\(localdb\)|host\.docker\.internal|0\.0\.0\.0/i;
const exampleHost =
  /(?:^|\.)(?:example\.(?:com|org|net)|invalid|test|local|example)(?:[:/?#]|$)|^(?:host|hostname|server|domain|foo|bar)\b/i;

/** Passwords that documentation and address parsers use; `postgres:postgres` is not worth a blocker. */
const fillerPassword =
  /^(?:p|pw|pwd|pass|passwd|password|secret|token|foo|bar|baz|user|admin|root|guest|postgres|x+|y+|abc|test)\d{0,3}$/i;

/** True for a password that may open something: not a filler, not a template, at least five UTF-16 units. */
function opensSomething(password: string, host: string): boolean {
  if (password.length < 5 || fillerPassword.test(password) || isPlaceholder(password)) return false;
  if (exampleHost.test(host)) return false;
  if (localHost.test(host)) return looksRandom(password);
  return /[\d!$%^&*+~]/.test(password) || password.length >= 10;
}

/** `scheme://user:password@host`, the user may be empty. The value is the password alone. */
const addressPattern = /(?<=[a-z0-9]:\/\/)[^\s:/@"'`<>\\]{0,100}:(?<value>[^\s/@"'`<>\\]{3,200})@(?=[\w[({$.-])/dgi;

function inAddress({ value, after, before, file }: Candidate): boolean {
  if (file.isExample && !looksRandom(value)) return false;
  if (/[?#&][^:]*$/.test(before.slice(before.lastIndexOf('://') + 3))) return false;
  return opensSomething(value, after.slice(1));
}

const server =
  /(?:^|[;"'\s])(?:server|data source|datasource|host|addr(?:ess)?|network address|uid|user id|user|username|initial catalog|database)\s{0,3}=/i;

function hostOf(text: string): string {
  return (
    /(?:server|data source|datasource|host|addr(?:ess)?)\s{0,3}=\s{0,3}(?:tcp:)?([^;,"']{1,120})/i.exec(text)?.[1] ?? ''
  );
}

/** A password part of `Server=…;Password=…`. At least two more parts make it a connection string. */
function inConnectionString({ value, before, after, file }: Candidate): boolean {
  if (file.isExample && !looksRandom(value)) return false;
  const rest = `${before};${after}`;
  if (!server.test(rest) || !/;/.test(before.slice(-100) + after.slice(0, 20))) return false;
  if (/^["']?\s*\+|^\{|^\$/.test(value)) return false;
  return opensSomething(value.trim(), hostOf(rest));
}

const connectionPattern =
  /(?<![A-Za-z])(?:password|pwd)\s{0,3}=\s{0,3}(?<value>[^;"'\n<>&\\]{4,128}?)\s{0,3}(?=[;"'\n<&\\]|$)/dgi;

export const connectionRules: readonly SecretRule[] = [
  {
    id: 'connection-string-password',
    label: 'Database connection string with its password',
    revoke:
      'Change the password of that login, and connect with a managed identity or take the string from Azure Key Vault.',
    find: (file: ScannedText): readonly Range[] =>
      candidates(file, connectionPattern)
        .filter(inConnectionString)
        .map((candidate) => candidate.range),
  },
  patternRule({
    id: 'url-password',
    label: 'Password in a URL',
    revoke: 'Change that password or revoke that token, and pass credentials outside the address.',
    pattern: addressPattern,
    accept: inAddress,
  }),
];
