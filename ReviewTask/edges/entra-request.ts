// One request for a token: no redirect is followed, time and size are bounded, and what comes back is checked.
import * as z from 'zod';
import { boundedText } from './bounded-text.ts';
import type { Fetch } from './openai-fetch.ts';

/** A token and how long it holds. */
export interface IssuedToken {
  readonly value: string;
  /** Seconds from now. */
  readonly lifetime: number;
}

/** A request that brought no token. */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure';
  /** 0 where there was no answer at all. */
  readonly status: number;
  /** What was said, or the code of the network error; not yet redacted. */
  readonly reason: string;
  /** As the server asked, in its own notation; `undefined` for none. */
  readonly retryAfter: string | undefined;

  constructor(status: number, reason: string, retryAfter?: string) {
    super('No token was issued.');
    this.status = status;
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

export interface TokenRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMilliseconds: number;
}

const seconds = z.coerce.number().positive();

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/),
  expires_in: seconds.optional().catch(undefined),
  /** Seconds since the epoch, from managed identities. */
  expires_on: seconds.optional().catch(undefined),
});

/** A token whose lifetime is not told is taken for a short one. */
const unknownLifetime = 900;

/** Asks for an access token. `now`: milliseconds since the epoch. Throws TokenFailure, or the signal's reason. */
export async function requestToken(
  request: TokenRequest,
  fetch: Fetch,
  signal: AbortSignal,
  now: number,
): Promise<IssuedToken> {
  const parsed = tokenAnswer.safeParse(await send(request, fetch, signal));
  if (!parsed.success) throw new TokenFailure(200, 'The answer holds no access token.');
  const { access_token: value, expires_in: lifetime, expires_on: end } = parsed.data;
  return { value, lifetime: lifetime ?? (end === undefined ? unknownLifetime : end - now / 1000) };
}

const assertionAnswer = z.object({ oidcToken: z.string().min(1) });

/** Asks Azure DevOps for the assertion of the job. Throws TokenFailure, or the signal's reason. */
export async function requestAssertion(request: TokenRequest, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const parsed = assertionAnswer.safeParse(await send(request, fetch, signal));
  if (!parsed.success) throw new TokenFailure(200, 'The answer holds no OIDC token.');
  return parsed.data.oidcToken;
}

async function send(request: TokenRequest, fetch: Fetch, signal: AbortSignal): Promise<unknown> {
  const { url, method, headers, body, timeoutMilliseconds } = request;
  const either = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
  try {
    const given = { method, headers: { accept: 'application/json', 'user-agent': 'threadline', ...headers } };
    const response = await fetch(url, {
      ...given,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: either,
    });
    const text = await boundedText(response);
    if (response.status === 200) return jsonOf(text);
    throw new TokenFailure(response.status, reasonIn(text), response.headers.get('retry-after') ?? undefined);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TokenFailure ? error : new TokenFailure(0, networkCode(error));
  }
}

const refusalBody = z.union([
  z
    .object({ error: z.string(), error_description: z.string() })
    .transform((body) => `${body.error}: ${body.error_description}`),
  z.object({ message: z.string() }).transform((body) => body.message),
]);

function reasonIn(text: string): string {
  const parsed = refusalBody.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function networkCode(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timed out';
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no connection';
}
