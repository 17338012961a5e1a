// A fetch over connections of our choosing: Node's own takes neither a proxy nor certificates without a second copy of its parts.
import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import type { Fetch } from './openai-fetch.ts';

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
    const headers = Object.fromEntries(new Headers(init.headers));
    const request = client.request(address, {
      method: init.method ?? 'GET',
      headers: { ...headers, 'accept-encoding': 'identity' },
      agent: agentFor(address),
    });
    // Not by the request's own option: that would stay with the connection, which other requests use after it.
    const abort = () => request.destroy(reasonOf(signal));
    signal?.addEventListener('abort', abort, { once: true });
    request.once('close', () => signal?.removeEventListener('abort', abort));
    try {
      const message = await answerOf(request, body ?? undefined);
      return responseOf(message);
    } catch (error) {
      signal?.throwIfAborted();
      throw new TypeError('fetch failed', { cause: error });
    }
  };
}

function reasonOf(signal: AbortSignal | null | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('The request was given up.');
}

function answerOf(request: http.ClientRequest, body: string | undefined): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
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
