// Sends raw HTTP to the emulator, past every client library, and gives the exchange back as the checker reads it.
import type { Exchange } from './check-exchange.ts';

/** A request before it is sent. */
export interface RawRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is bytes. */
  readonly body?: unknown;
}

/** Reads a body by its media type: parsed JSON, text, or bytes; `undefined` where it is empty. */
export function readBody(bytes: Uint8Array, mediaType: string): unknown {
  if (bytes.length === 0) return undefined;
  if (/json/i.test(mediaType)) return JSON.parse(new TextDecoder().decode(bytes));
  return /^text\//i.test(mediaType) ? new TextDecoder().decode(bytes) : bytes;
}

/** Sends the request without following redirects. Rejects where the connection breaks. */
export async function sendRequest(request: RawRequest): Promise<Exchange> {
  const { method, url, body } = request;
  const isBytes = body instanceof Uint8Array;
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined ? {} : { 'Content-Type': type }), ...request.headers },
    ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const responseBody = readBody(bytes, response.headers.get('content-type') ?? '');
  return { method, url, requestBody: body, status: response.status, responseBody };
}
