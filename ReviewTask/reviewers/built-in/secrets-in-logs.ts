// Passwords and keys that are written to a log.
import { type BuiltInRule, languages, outsideStrings } from './rule.ts';

export const secretLogRules: readonly BuiltInRule[] = [
  {
    id: 'secret-in-log',
    title: 'A password or key is written to the log',
    failure:
      'Everyone who reads the log can use it, and logs are copied to places that nobody guards. Leave the value out, or write only whether it is set.',
    severity: 'warning',
    category: 'security',
    files: [
      ...languages.csharp,
      ...languages.java,
      ...languages.script,
      ...languages.python,
      ...languages.go,
      ...languages.powershell,
    ],
    inTests: false,
    match: outsideStrings(
      /\b(?:console\.(?:log|info|debug|warn|error)|Console\.Write(?:Line)?|(?:_?[lL]og(?:ger)?|LOG)\.\w{1,20}|System\.out\.println|log\.Printf?(?:ln)?|fmt\.Print(?:f|ln)?|print|Write-(?:Host|Output|Verbose|Warning)\s)\(?(?:[^;()]{0,120},|[^;()]{0,120}\+)?\s{0,4}\$?(?:[\w$]{1,30}\.){0,3}(?:password|passwd|pwd|clientSecret|client_secret|apiKey|api_key|accessToken|access_token|refreshToken|refresh_token|connectionString|connection_string|secretKey|secret_key)\s{0,4}(?:[,)]|$)/i,
    ),
  },
];
