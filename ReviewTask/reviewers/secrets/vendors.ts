// Keys of other services with a form of their own that the secretlint preset misses or reads too loosely.
import { isPlaceholder, looksRandom } from './innocent.ts';
import { type Candidate, patternRule, type SecretRule } from './rule.ts';

/**
 * A Firebase web configuration holds a Google API key by design: the key names the project and opens nothing
 * (firebase.google.com/docs/projects/api-keys).
 */
function isFirebaseKey({ file, range }: Candidate): boolean {
  if (/google-services\.json$|GoogleService-Info\.plist$/i.test(file.path)) return true;
  const nearby = file.text.slice(Math.max(0, range.start - 400), range.end + 400);
  return /authDomain|firebaseapp\.com|messagingSenderId/i.test(nearby);
}

export const vendorRules: readonly SecretRule[] = [
  patternRule({
    id: 'openai-key',
    label: 'OpenAI-style API key',
    revoke: 'Revoke it on the API keys page of the provider (platform.openai.com/api-keys for OpenAI).',
    pattern:
      /(?<![A-Za-z0-9_-])sk-(?!ant-)(?:(?:proj|svcacct|admin|None|or-v1)-)?[A-Za-z0-9_-]{32,220}(?![A-Za-z0-9_-])/dg,
    accept: ({ value }) => looksRandom(value.replace(/^sk-(?:(?:proj|svcacct|admin|None|or-v1)-)?/, '')),
  }),
  patternRule({
    id: 'stripe-key',
    label: 'Stripe live key',
    revoke: 'Roll it in the Stripe dashboard under Developers > API keys.',
    pattern: /(?<![A-Za-z0-9_])[sr]k_live_[A-Za-z0-9]{20,250}(?![A-Za-z0-9_])/dg,
    accept: ({ value }) => !isPlaceholder(value.slice(8)),
  }),
  patternRule({
    id: 'stripe-webhook-secret',
    label: 'Stripe webhook secret',
    revoke: 'Roll it in the Stripe dashboard under Developers > Webhooks.',
    pattern: /(?<![A-Za-z0-9_])whsec_[A-Za-z0-9]{32,64}(?![A-Za-z0-9_])/dg,
    accept: ({ value }) => looksRandom(value.slice(6)),
  }),
  patternRule({
    id: 'google-api-key',
    label: 'Google API key',
    revoke: 'Delete or restrict it in the Google Cloud console under APIs & Services > Credentials.',
    pattern: /(?<![A-Za-z0-9_-])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/dg,
    accept: (candidate) => looksRandom(candidate.value.slice(4)) && !isFirebaseKey(candidate),
  }),
  patternRule({
    id: 'google-oauth-secret',
    label: 'Google OAuth client secret',
    revoke: 'Reset it in the Google Cloud console under APIs & Services > Credentials.',
    pattern: /(?<![A-Za-z0-9_-])GOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/dg,
    accept: ({ value }) => !isPlaceholder(value.slice(7)),
  }),
  patternRule({
    id: 'nuget-key',
    label: 'NuGet API key',
    revoke: 'Delete it on nuget.org under your account > API Keys.',
    pattern: /(?<![A-Za-z0-9])oy2[a-z0-9]{43}(?![A-Za-z0-9])/dg,
    accept: ({ value }) => looksRandom(value),
  }),
  patternRule({
    id: 'sendgrid-key',
    label: 'SendGrid API key',
    revoke: 'Delete it in SendGrid under Settings > API Keys.',
    pattern: /(?<![A-Za-z0-9_])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/dg,
    accept: ({ value }) => !isPlaceholder(value.slice(3)),
  }),
  patternRule({
    id: 'aws-secret-key',
    label: 'AWS secret access key',
    revoke: 'Deactivate it in the AWS console under IAM > Users > Security credentials.',
    pattern: /aws.{0,20}?secret.{0,20}?["'\s:=]{1,6}(?<value>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])/dgi,
    accept: ({ value }) => looksRandom(value),
  }),
  patternRule({
    id: 'npm-token',
    label: 'npm token',
    revoke: 'Delete it on npmjs.com under Access Tokens, or at the feed that issued it.',
    pattern:
      /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9_])|:_(?:authToken|auth|password)\s{0,3}=\s{0,3}(?<value>[^\s"'$]{16,2048})/dg,
    accept: ({ value }) => !isPlaceholder(value),
  }),
];
