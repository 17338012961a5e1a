// The HTTP client of azure-devops-node-api with the guards that it lacks: one host, whole answers, named failures, retries.
import type { IncomingMessage, RequestOptions } from 'node:http';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { AdoHttpClient } from 'azure-devops-node-api/AdoHttpClientBases.js';
import type {
  IHttpClientResponse,
  IRequestHandler,
} from 'azure-devops-node-api/interfaces/common/VsoBaseInterfaces.js';
import type { Clock, Log } from '../../ports.ts';
import type { WayOut } from '../network.ts';
import { withRetry } from '../retry.ts';
import { cleanText, type Redact } from './clean-text.ts';
import type { CollectionAddress } from './collection-address.ts';
import { type Answer, type AskedFor, failureIn } from './inspect-answer.ts';
import { longestPause, type Pace } from './pace.ts';
import { repeatRequest } from './repeat.ts';
import { RequestFailure } from './request-failure.ts';
import type { SeenIdentity } from './seen-identity.ts';
import type { ServiceClock } from './service-clock.ts';

/** Largest answer that is read, in bytes; beyond it a request fails rather than the process. */
const largestAnswer = 256 * 1024 * 1024;

export interface Guards {
  readonly address: CollectionAddress;
  readonly network: WayOut;
  /** Value of the Authorization header; goes to the collection's host and nowhere else. */
  readonly authorization: string;
  readonly redact: Redact;
  readonly pace: Pace;
  readonly seen: SeenIdentity;
  readonly serviceClock: ServiceClock;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Every request of a connection goes through one of these; failures are RequestFailure or the signal's reason. */
export class GuardedHttpClient extends AdoHttpClient {
  readonly #guards: Guards;

  /** `socketTimeout` in milliseconds of silence. */
  constructor(userAgent: string, socketTimeout: number, guards: Guards) {
    // An empty proxy keeps the library from reading the environment, of which it takes half: no password, upper case alone.
    const proxy = { proxyUrl: '' };
    const options = { socketTimeout, proxy, allowRedirects: false, keepAlive: true, maxSockets: 8 };
    super(userAgent, [authorizing(guards)], options);
    this.#guards = guards;
  }

  override request(
    verb: string,
    url: string,
    data: string | NodeJS.ReadableStream,
    headers: Record<string, unknown>,
  ): Promise<IHttpClientResponse> {
    const { address, clock, log, redact, signal } = this.#guards;
    const asked = askedFor(verb, url, headers);
    if (!address.holds(url)) {
      const text = 'The address is outside the collection; the request was not sent.';
      return Promise.reject(new RequestFailure({ kind: 'foreign-address', verb, path: redact(asked.path), text }));
    }
    const send = () => super.request(verb, url, data, headers);
    return withRetry(() => this.#exchange(asked, send), {
      clock,
      signal,
      attempts: 5,
      firstDelay: 500,
      longestDelay: 15_000,
      longestServerDelay: longestPause,
      decide: repeatRequest,
      onRetry: ({ attempt, delay, error }) =>
        log.debug(`${error instanceof Error ? error.message : 'A request failed.'} Try ${attempt + 1} in ${delay} ms.`),
    });
  }

  async #exchange(asked: AskedFor, send: () => Promise<IHttpClientResponse>): Promise<IHttpClientResponse> {
    const { clock, pace, redact, seen, serviceClock, signal } = this.#guards;
    await pace.wait();
    const answer = await receive(send).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error instanceof RequestFailure ? error : lostRequest(error, asked, redact);
    });
    pace.note(answer.headers);
    seen.note(answer.headers);
    serviceClock.note(answer.headers);
    const failure = failureIn(answer, asked, redact, clock.now());
    if (failure !== undefined) throw failure;
    return replayed(answer);
  }
}

/** Adds the credential for the collection's host alone, asks for a 401 in place of a sign-in page, ties in signal and way out. */
function authorizing(guards: Guards): IRequestHandler {
  return {
    prepareRequest(options: RequestOptions) {
      const { authorization, address, network, signal } = guards;
      const { hostname, port, protocol } = new URL(address.origin);
      const usualPort = protocol === 'https:' ? '443' : '80';
      const isOurs = options.host === hostname && String(options.port) === (port || usualPort);
      const added = { ...(isOurs ? { Authorization: authorization } : {}), 'X-TFS-FedAuthRedirect': 'Suppress' };
      options.headers = { ...options.headers, ...added };
      options.signal = signal;
      const agent = network.agentFor(new URL(address.origin));
      if (agent !== undefined) options.agent = agent;
    },
    canHandleAuthentication: () => false,
    handleAuthentication: () => Promise.reject(new Error('Authentication is never negotiated.')),
  };
}

function askedFor(verb: string, url: string, headers: Record<string, unknown>): AskedFor {
  const accept = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept')?.[1];
  const wantsBytes = typeof accept === 'string' && !accept.startsWith('application/json');
  const path = URL.canParse(url) ? new URL(url).pathname : '(no address)';
  return { verb, path, wants: wantsBytes ? 'bytes' : 'json' };
}

async function receive(send: () => Promise<IHttpClientResponse>): Promise<Answer> {
  const { message } = await send();
  const body = await wholeBody(message);
  const isPacked = /gzip/i.test(message.headers['content-encoding'] ?? '');
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body: isPacked ? gunzipSync(body, { maxOutputLength: largestAnswer }) : body,
  };
}

async function wholeBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestAnswer) {
      throw Object.assign(new Error('The answer is larger than 256 MB.'), { code: 'ANSWER_TOO_LARGE' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The answer again, for the library to read from memory. */
function replayed({ status, headers, body }: Answer): IHttpClientResponse {
  const message = Object.assign(Readable.from([body]), { statusCode: status, headers });
  const text = () => body.toString('utf8').replace(/^\uFEFF/, '');
  return { message: message as unknown as IncomingMessage, readBody: () => Promise.resolve(text()) };
}

/** What Node says when no answer came; codes and words only, for its errors carry the request's options. */
function lostRequest(error: unknown, asked: AskedFor, redact: Redact): RequestFailure {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const networkCode = message.startsWith('Request timeout') ? 'ETIMEDOUT' : code;
  return new RequestFailure({
    kind: code === 'ANSWER_TOO_LARGE' || code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'network',
    verb: asked.verb,
    path: redact(asked.path),
    text: cleanText(redact(message)),
    networkCode: networkCode === undefined ? undefined : cleanText(redact(networkCode)),
  });
}
