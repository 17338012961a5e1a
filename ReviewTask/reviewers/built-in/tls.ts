// Checks of certificates that are switched off.
import {
  type BuiltInRule,
  type Columns,
  columnsOf,
  inCode,
  type LineContext,
  languages,
  outsideStrings,
} from './rule.ts';

const consequence = 'Anyone on the network path can pose as the server, read what is sent and change what comes back.';

function tlsRule(rule: Pick<BuiltInRule, 'id' | 'title' | 'files' | 'match'> & { instead: string }): BuiltInRule {
  const { instead, ...rest } = rule;
  return { ...rest, failure: `${consequence} ${instead}`, severity: 'warning', category: 'security', inTests: false };
}

const trustRoot =
  "Remove it, and add the issuing authority to the machine's or container's trust store where the certificate is private.";
const localHost = /localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal/;

const pythonRequest = /\b(?:get|post|put|patch|delete|head|request|stream|Client|AsyncClient|Session)\(/;

/** `verify=False` in a request, or alone on a line of one that began above; or a context that checks nothing. */
function pythonUnverified({ bare, index }: LineContext): Columns | undefined {
  const line = bare[index] ?? '';
  const context = /\bssl\._create_unverified_context\b|(?<![=!])=\s*ssl\.CERT_NONE\b(?!\s+if\b)/.exec(line);
  if (context !== null) return columnsOf(context);
  const argument = /(?:^\s*|[(,]\s*)(?<here>verify=False)\b/d.exec(line);
  if (argument === null || /^\s*def\s|jwt|decode/.test(line)) return undefined;
  const begun = /^\s*verify=False\s*,?\s*\)?\s*$/.test(line) ? bare.slice(Math.max(0, index - 8), index) : [line];
  return begun.some((text) => pythonRequest.test(text)) ? columnsOf(argument) : undefined;
}

/** Certificate checks that are off. Tests are passed over: they talk to servers of their own. */
export const tlsRules: readonly BuiltInRule[] = [
  tlsRule({
    id: 'tls-callback-accepts-all',
    title: 'Every server certificate is accepted',
    instead: trustRoot,
    files: languages.csharp,
    match: outsideStrings(
      /Server(?:CertificateCustom|Certificate)ValidationCallback\s{0,4}\+?=\s{0,4}(?:\([^()]{0,120}\)|\w{1,30}|delegate\s{0,4}(?:\([^()]{0,120}\))?)\s{0,4}(?:=>)?\s{0,4}(?:true\b|\{\s{0,4}return true;)|DangerousAcceptAnyServerCertificateValidator/,
    ),
  }),
  tlsRule({
    id: 'tls-reject-unauthorized-off',
    title: 'Node.js accepts every server certificate',
    instead: 'Remove it, and name a private authority in NODE_EXTRA_CA_CERTS or the `ca` option.',
    files: [...languages.script, ...languages.shell, ...languages.powershell, '**/*.{json,env}', '**/.env*'],
    match: inCode(
      /\brejectUnauthorized['"]?\s{0,4}:\s{0,4}false\b|NODE_TLS_REJECT_UNAUTHORIZED['"\]]{0,3}\s{0,4}[=:]\s{0,4}['"]?0\b/,
    ),
  }),
  tlsRule({
    id: 'tls-python-unverified',
    title: 'Python accepts every server certificate',
    instead: 'Remove it, and pass the path of a private authority as `verify=` or `cafile=`.',
    files: languages.python,
    match: (_line, context) => pythonUnverified(context),
  }),
  tlsRule({
    id: 'tls-go-skip-verify',
    title: 'Go accepts every server certificate',
    instead: 'Remove it, and add a private authority to `RootCAs`.',
    files: languages.go,
    match: outsideStrings(/\bInsecureSkipVerify\s*[:=]\s*true\b/),
  }),
  tlsRule({
    id: 'tls-powershell-skip-check',
    title: 'PowerShell accepts every server certificate',
    instead: trustRoot,
    files: [...languages.powershell, ...languages.yaml],
    match: (line) =>
      localHost.test(line)
        ? undefined
        : columnsOf(
            /\s-SkipCertificateCheck\b(?!:\s*\$false)|ServerCertificateValidationCallback\s*=\s*\{\s*(?:return\s+)?\$true/i.exec(
              line,
            ),
          ),
  }),
  tlsRule({
    id: 'tls-java-trust-all',
    title: 'Java accepts every server certificate or host name',
    instead: 'Use the default verifier, and put a private authority into a trust store.',
    files: languages.java,
    match: outsideStrings(
      /\b(?:NoopHostnameVerifier\.INSTANCE|ALLOW_ALL_HOSTNAME_VERIFIER|TrustAllStrategy(?:\.INSTANCE|\s*\()|InsecureTrustManagerFactory\.INSTANCE)|[sS]etHostnameVerifier\(\s*\(\s*\w+\s*,\s*\w+\s*\)\s*->\s*true/,
    ),
  }),
  tlsRule({
    id: 'tls-command-line-off',
    title: 'A download accepts every server certificate',
    instead: "Remove the switch, and install a private authority's certificate in the image or on the agent.",
    files: languages.shell,
    match: (line) =>
      localHost.test(line)
        ? undefined
        : columnsOf(
            /(?:^|[\s;&|(])(?<here>curl\s(?:[^|;&]{0,200}\s)?(?:-[a-jl-zA-Z]{0,6}k[a-zA-Z]{0,6}|--insecure))(?=\s|$)|\bwget\s(?:[^|;&]{0,200}\s)?--no-check-certificate\b|\bhttp\.sslVerify[= ]false\b|\bGIT_SSL_NO_VERIFY['"]?\s{0,2}[=:]\s{0,2}['"]?(?:1|true)\b|\bstrict-ssl[= ]false\b/d.exec(
              line,
            ),
          ),
  }),
  tlsRule({
    id: 'tls-azure-sql-trusts-any',
    title: 'The connection to Azure SQL trusts any certificate',
    instead: 'Remove TrustServerCertificate: Azure SQL has a certificate that every machine trusts.',
    files: ['**/*'],
    match: (line) =>
      line.includes('database.windows.net')
        ? columnsOf(/\bTrust\s?Server\s?Certificate\s?=\s?(?:true|yes)\b/i.exec(line))
        : undefined,
  }),
];
