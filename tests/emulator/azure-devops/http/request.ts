// A request as the routes see it: decoded once, names of parameters in any case.
import type { IncomingMessage } from 'node:http';

export interface ApiRequest {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** Decoded path without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** The body read as JSON; undefined when there is none or it is not JSON. */
  readonly body: unknown;
  header(name: string): string | undefined;
  /** A query parameter by its name in any case. */
  parameter(name: string): string | undefined;
}

async function readBytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer, type: string): unknown {
  if (bytes.length === 0 || /octet-stream/i.test(type)) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Reads a request to its end. */
export async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const url = message.url ?? '/';
  const address = new URL(url, 'http://emulator');
  const query = Object.fromEntries(address.searchParams);
  const lower = new Map(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]));
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const bytes = await readBytes(message);
  return {
    method: (message.headers['x-http-method-override']?.toString() ?? message.method ?? 'GET').toUpperCase(),
    url,
    path: decoded(address.pathname),
    query,
    headers,
    bytes,
    body: parsed(bytes, headers['content-type'] ?? ''),
    header: (name) => headers[name.toLowerCase()],
    parameter: (name) => lower.get(name.toLowerCase()),
  };
}
