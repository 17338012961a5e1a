// Judges one answer before the client library can turn a sign-in page, a redirect or an error into `null`.
import type { Redact } from './clean-text.ts';
import { askedPause } from './pace.ts';
import { type Headers, headerOf, parseJson, RequestFailure, serviceWords } from './request-failure.ts';

/** An answer with its whole body. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface AskedFor {
  readonly verb: string;
  readonly path: string;
  /** What the request's `Accept` header wants. */
  readonly wants: 'json' | 'bytes';
}

const signInMarks =
  /login\.microsoftonline\.com|login\.live\.com|\/_signin|vssps\.visualstudio\.com|<title>[^<]*sign in/i;

/** The failure that an answer is, or `undefined` where it is what was asked for. `now` in milliseconds since the epoch. */
export function failureIn(answer: Answer, asked: AskedFor, redact: Redact, now: number): RequestFailure | undefined {
  const kind = kindOf(answer, asked);
  if (kind === undefined) return undefined;
  const words = serviceWords(kind === 'unusable' ? '' : answer.body.toString('utf8'), answer.headers, redact);
  const location = kind === 'redirect' ? redact(hostOf(headerOf(answer.headers, 'location'))) : '';
  return new RequestFailure({
    ...words,
    kind,
    verb: asked.verb,
    path: redact(asked.path),
    text: location === '' ? words.text : `redirect to ${location}`,
    status: answer.status,
    offersWindows: /\b(NTLM|Negotiate)\b/i.test(headerOf(answer.headers, 'www-authenticate') ?? ''),
    afterMilliseconds: askedPause(answer.headers, now),
  });
}

function kindOf(answer: Answer, asked: AskedFor): RequestFailure['kind'] | undefined {
  const { status, headers, body } = answer;
  const isHtml = (headerOf(headers, 'content-type') ?? '').toLowerCase().includes('text/html');
  const isSignIn = status === 203 || (isHtml && signInMarks.test(body.toString('utf8', 0, 100_000)));
  if (status >= 300 && status < 400) {
    return signInMarks.test(headerOf(headers, 'location') ?? '') ? 'sign-in' : 'redirect';
  }
  if (status >= 400) return 'status';
  if (isSignIn) return 'sign-in';
  if (asked.wants === 'bytes' || status === 204) return undefined;
  // A deletion has nothing to tell and is answered with a 200 all the same.
  if (asked.verb === 'DELETE' && body.length === 0) return undefined;
  if (isHtml) return 'sign-in';
  const parsed = parseJson(body.toString('utf8'));
  return parsed === undefined || parsed === null ? 'unusable' : undefined;
}

function hostOf(location: string | undefined): string {
  if (location === undefined || !URL.canParse(location)) return 'an unnamed place';
  return new URL(location).host;
}
