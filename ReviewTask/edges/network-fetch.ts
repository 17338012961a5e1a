// A fetch over connections of our choosing: Node's own takes neither a proxy nor certificates without a second copy of its parts.
import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import type { Fetch } from './openai-fetch.ts';
import { untilAborted } from './tunnel.ts';

/**
 * Makes a fetch that knows what our edges use: text bodies, headers, a signal, and no following of redirects. A failure is a
 * TypeError with the cause, as Node's own has it; a given signal's reason passes as it is.
 */
export function fetchBy(agentFor: (address: URL) => http.Agent | undefined): Fetch {
  return async (input, init = {}) => {
    const address = new URL(input instanceof Request ? input.url : input);
    const { body, signal } = init;
    if (body !== undefined && body !== null && typeof body !== 'string') {
      throw new TypeError('Only a text can be sent.');
    }
    signal?.throwIfAborted();
    const client = address.protocol === 'https:' ? https : http;
    const request = client.request(address, {
      method: init.method ?? 'GET',
      headers: { ...Object.fromEntries(new Headers(init.headers)), 'accept-encoding': 'identity' },
      agent: agentFor(address),
      ...(signal ? untilAborted(signal) : {}),
    });
    try {
      return responseOf(await exchange(request, body ?? undefined, signal ?? undefined));
    } catch (error) {
      signal?.throwIfAborted();
      throw new TypeError('fetch failed', { cause: error });
    }
  };
}

/**
 * Sends and waits for the head of the answer. The signal is not given to the request as an option of its own: there it would stay
 * with the connection, which other requests use later. A request that waits for its connection tells nobody that it was given up.
 */
function exchange(request: http.ClientRequest, body: string | undefined, signal: AbortSignal | undefined) {
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    let answer: http.IncomingMessage | undefined;
    const abort = () => {
      const reason: unknown = signal?.reason;
      const error = reason instanceof Error ? reason : new Error('The request was given up.');
      answer?.destroy(error);
      request.destroy(error);
      reject(error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    request.once('close', () => signal?.removeEventListener('abort', abort));
    request.once('response', (message) => {
      answer = message;
      resolve(message);
    });
    // Stays: a connection that breaks later says so here, too, and the body's reader is told by the body.
    request.on('error', reject);
    request.end(body);
  });
}

function responseOf(message: http.IncomingMessage): Response {
  const { statusCode: status = 0, headers } = message;
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  if (status === 204 || status === 205 || status === 304) {
    message.resume();
    return new Response(null, { status, headers: pairs });
  }
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers: pairs });
}
