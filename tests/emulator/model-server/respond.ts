// Writes what the script decided to the connection: good answers and every kind of bad one.
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Completion, completionBody, completionEvents } from './completion.ts';
import type { Fault } from './script.ts';

const page =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in to the network.</body></html>';

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Sends a completion, at once or as a stream of events. */
export function sendCompletion(
  response: ServerResponse,
  completion: Completion,
  how: { readonly stream: boolean; readonly includeUsage: boolean },
): void {
  if (!how.stream) {
    sendJson(response, 200, completionBody(completion), { 'x-request-id': `req_${completion.id}` });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of completionEvents(completion, how.includeUsage)) response.write(event);
  response.end();
}

/** Does what the fault says. `good` is the answer that a fault spoils. */
export async function sendFault(response: ServerResponse, fault: Fault, good: () => Completion): Promise<void> {
  switch (fault.kind) {
    case 'status':
      return sendStatus(response, fault);
    case 'html':
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(page);
      return;
    case 'truncated-json':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(halfOf(good()));
      return;
    case 'drop':
      response.socket?.destroy();
      return;
    case 'drop-in-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
      response.write(halfOf(good()), () => response.socket?.destroy());
      return;
    case 'drip':
      return drip(response, JSON.stringify(completionBody(good())), fault.pieces, fault.pause);
    case 'redirect':
      response.writeHead(fault.status ?? 307, { location: fault.to });
      response.end();
      return;
    case 'hang':
      return;
  }
}

function sendStatus(response: ServerResponse, fault: Extract<Fault, { kind: 'status' }>): void {
  if (typeof fault.body === 'object') {
    sendJson(response, fault.status, fault.body, fault.headers);
    return;
  }
  response.writeHead(fault.status, { 'content-type': 'text/plain', ...fault.headers });
  response.end(fault.body === undefined ? '' : String(fault.body));
}

function halfOf(completion: Completion): string {
  const text = JSON.stringify(completionBody(completion));
  return text.slice(0, Math.floor(text.length / 2));
}

async function drip(response: ServerResponse, text: string, pieces: number, pause: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  const size = Math.ceil(text.length / pieces);
  for (let start = 0; start < text.length && !response.destroyed; start += size) {
    response.write(text.slice(start, start + size));
    await wait(pause, undefined, { ref: false });
  }
  response.end();
}
