// Entra tokens for Azure OpenAI: asked for when needed, kept until shortly before they end, never shown.
import { directNetwork, type Network } from '../model/network.ts';
import type { Clock, Log } from '../ports.ts';
import { audiencesFor, isAudienceRefused } from './entra-audience.ts';
import type { EntraCredential } from './entra-credential.ts';
import { type Asked, explainTokenFailure } from './entra-explanation.ts';
import { requestAssertion, requestToken, TokenFailure, type TokenRequest } from './entra-request.ts';
import { isLasting } from './network-explanation.ts';
import type { Fetch } from './openai-fetch.ts';
import { createRedact } from './openai-outside-text.ts';
import { retryAfterMilliseconds, withRetry } from './retry.ts';

export interface EntraOptions {
  readonly credential: EntraCredential;
  /** Host of the model, for the cloud that it is in. */
  readonly modelHost: string;
  readonly clock: Clock;
  /** The run's deadline or cancellation. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Told of every token and assertion before it is used, so that the agent can mask it. */
  readonly maskSecret: (value: string) => void;
  /** How requests leave the machine; Node's own by default. */
  readonly fetch?: Fetch;
  /** What that way is, for explanations. */
  readonly network?: Network;
}

/** A key that renews itself. */
export interface EntraKey {
  /** A token that holds for a while. Throws AccessError or ServiceError. */
  token(): Promise<string>;
  /** To be told when the model server refuses a token, with its words. True: another try is worth while. */
  refused(reason: string, token: string): boolean;
}

/** In milliseconds. A token is renewed so long before its end, or after half its life where that is shorter. */
const margin = 300_000;

/** In milliseconds: a token this young is not replaced by another one of its kind. */
const young = 60_000;

/** In milliseconds: so long a failure stands for all who ask, because every question of a run would meet it again. */
const failureStands = 30_000;

const patience = { attempts: 4, firstDelay: 500, longestDelay: 8_000, longestServerDelay: 30_000 };

interface Kept {
  readonly value: string;
  /** Milliseconds since the epoch, all three. */
  readonly since: number;
  readonly renewAt: number;
  readonly end: number;
}

/** Makes the key; asks for nothing yet. */
export function createEntraKey(options: EntraOptions): EntraKey {
  const { clock, log } = options;
  const audiences = audiencesFor(options.modelHost);
  let chosen = 0;
  let kept: Kept | undefined;
  let underWay: Promise<string> | undefined;
  let failure: { readonly error: unknown; readonly at: number } | undefined;

  const renew = async (): Promise<string> => {
    const token = await issue(options, audiences[chosen] ?? '').catch((error: unknown) => {
      if (!(error instanceof AudienceRefused)) throw error;
      if (chosen + 1 >= audiences.length) throw error.explained;
      chosen += 1;
      return issue(options, audiences[chosen] ?? '').catch((other: unknown) => {
        throw other instanceof AudienceRefused ? error.explained : other;
      });
    });
    options.maskSecret(token.value);
    const since = clock.now();
    const life = token.lifetime * 1000;
    kept = { value: token.value, since, renewAt: since + life - Math.min(margin, life / 2), end: since + life };
    log.debug(`Got an Entra token for ${audiences[chosen]} that holds for ${Math.round(life / 60_000)} minutes.`);
    return token.value;
  };

  return {
    async token() {
      if (kept !== undefined && clock.now() < kept.renewAt) return kept.value;
      const old = kept;
      const instead = (error: unknown): string => {
        options.signal.throwIfAborted();
        if (old === undefined || clock.now() >= old.end) throw error;
        return old.value;
      };
      if (failure !== undefined && clock.now() - failure.at < failureStands) return instead(failure.error);
      underWay ??= renew()
        .catch((error: unknown) => {
          failure = { error, at: clock.now() };
          throw error;
        })
        .finally(() => {
          underWay = undefined;
        });
      return underWay.catch(instead);
    },
    refused(reason, token) {
      // Requests under way at the same time find out together; the first has dealt with it.
      if (token !== kept?.value) return true;
      const isYoung = clock.now() - kept.since < young;
      const hasOther = isAudienceRefused(reason) && chosen + 1 < audiences.length;
      if (isYoung && hasOther) chosen += 1;
      else if (isYoung) return false;
      kept = undefined;
      return true;
    },
  };
}

/** The authority does not know for whom the token shall be. */
class AudienceRefused extends Error {
  override readonly name = 'AudienceRefused';
  readonly explained: Error;

  constructor(explained: Error) {
    super('The authority refused the audience.');
    this.explained = explained;
  }
}

async function issue(options: EntraOptions, audience: string) {
  const { credential, signal, clock } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  const ask = (request: TokenRequest) => () => requestToken(request, fetch, signal, clock.now());
  if (credential.kind === 'managed-identity') {
    const { url, headers } = credential;
    const whole = `${url}&resource=${encodeURIComponent(audience)}`;
    // The fixed address answers at once where it exists and never elsewhere.
    const request: TokenRequest = { url: whole, method: 'GET', headers, timeoutMilliseconds: 5_000 };
    return patiently(ask(request), options, credential.kind, url, Object.values(headers));
  }
  const proof = credential.kind === 'secret' ? credential.secret : await assertion(credential, options, fetch);
  const request = form(credential.tokenUrl, {
    client_id: credential.clientId,
    grant_type: 'client_credentials',
    scope: `${audience}/.default`,
    ...(credential.kind === 'secret'
      ? { client_secret: proof }
      : { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: proof }),
  });
  return patiently(ask(request), options, credential.kind, credential.tokenUrl, [proof]);
}

async function assertion(
  credential: Extract<EntraCredential, { kind: 'federated' }>,
  options: EntraOptions,
  fetch: Fetch,
): Promise<string> {
  const { assertionUrl: url, jobToken } = credential;
  const headers = { authorization: `Bearer ${jobToken}`, 'content-type': 'application/json' };
  const request: TokenRequest = { url, method: 'POST', headers, body: '{}', timeoutMilliseconds: 30_000 };
  const value = await patiently(() => requestAssertion(request, fetch, options.signal), options, 'assertion', url, [
    jobToken,
  ]);
  options.maskSecret(value);
  return value;
}

function form(url: string, fields: Readonly<Record<string, string>>): TokenRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(fields).toString();
  return { url, method: 'POST', headers, body, timeoutMilliseconds: 30_000 };
}

/** Tries a few times, then explains. `secrets` are what the request carried. */
async function patiently<T>(
  action: () => Promise<T>,
  { clock, signal, network = directNetwork }: EntraOptions,
  asked: Asked,
  url: string,
  secrets: readonly string[],
): Promise<T> {
  const decide = (error: unknown) => {
    if (!(error instanceof TokenFailure)) return { retry: false as const };
    const { status } = error;
    if (status === 0 && isLasting(error.reason)) return { retry: false as const };
    // The managed identity's endpoint answers 404 and 410 while it starts.
    const mayPass = status === 0 || status === 408 || status === 429 || status >= 500;
    const isStarting = asked === 'managed-identity' && (status === 404 || status === 410);
    if (!mayPass && !isStarting) return { retry: false as const };
    return { retry: true as const, afterMilliseconds: retryAfterMilliseconds(error.retryAfter, clock.now()) };
  };
  try {
    return await withRetry(action, { ...patience, clock, signal, decide });
  } catch (error) {
    if (!(error instanceof TokenFailure)) throw error;
    const redacts = secrets.map(createRedact);
    const redact = (text: string) => redacts.reduce((clean, one) => one(clean), text);
    const explained = explainTokenFailure(error, asked, new URL(url), redact, network);
    throw asked !== 'assertion' && isAudienceRefused(error.reason) ? new AudienceRefused(explained) : explained;
  }
}
