// What can go wrong between us and a model server, sorted, and whether another try can help.
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { isLasting } from './network-explanation.ts';
import { UnreadableAnswer } from './openai-answer.ts';
import { type RetryDecision, retryAfterMilliseconds } from './retry.ts';

/** The server answered, and the answer is no. */
export interface Refusal {
  readonly kind: 'refused';
  /** 300 to 599. */
  readonly status: number;
  /** The server's own name for it; empty for none. */
  readonly code: string;
  /** What the server said; the key is not in it. */
  readonly reason: string;
  /** Target of a redirect, as it was sent. */
  readonly location: string | undefined;
  /** What the server said about trying again. */
  readonly advice: { readonly retry: boolean | undefined; readonly afterMilliseconds: number | undefined };
}

export type Failure =
  | Refusal
  | { readonly kind: 'timeout' }
  /** `code` as Node names it, such as ECONNREFUSED; empty for none. */
  | { readonly kind: 'network'; readonly code: string }
  /** Not yet redacted. */
  | { readonly kind: 'unreadable'; readonly body: string; readonly mayPass: boolean };

/** Sorts an error of the client; `undefined` for anything else, which is a bug of ours. `now`: ms since the epoch. */
export function failureOf(error: unknown, now: number): Failure | undefined {
  if (error instanceof UnreadableAnswer) {
    return { kind: 'unreadable', body: error.body, mayPass: error.kind === 'broken' };
  }
  // The client parses a 200 that says it is JSON, and lets the parser's error through.
  if (error instanceof SyntaxError) return { kind: 'unreadable', body: '', mayPass: true };
  if (error instanceof APIConnectionTimeoutError) return { kind: 'timeout' };
  if (error instanceof APIConnectionError) return { kind: 'network', code: systemCode(error.cause, 5) };
  if (error instanceof APIError && typeof error.status === 'number') return refusalOf(error, error.status, now);
  return undefined;
}

function refusalOf(error: APIError, status: number, now: number): Refusal {
  const header = (name: string): string | undefined => error.headers?.get(name) ?? undefined;
  const milliseconds = Number(header('retry-after-ms') || Number.NaN);
  const advised = header('x-should-retry');
  return {
    kind: 'refused',
    status,
    code: error.code == null ? '' : String(error.code),
    reason: [messageOf(error.error), error.param ?? ''].filter((text) => text !== '').join(' / '),
    location: header('location'),
    advice: {
      retry: advised === 'true' || advised === 'false' ? advised === 'true' : undefined,
      afterMilliseconds: milliseconds >= 0 ? milliseconds : retryAfterMilliseconds(header('retry-after'), now),
    },
  };
}

function messageOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('message' in body)) return '';
  return typeof body.message === 'string' ? body.message : '';
}

/** The first code in the chain of causes. */
function systemCode(error: unknown, depth: number): string {
  if (typeof error !== 'object' || error === null || depth === 0) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? systemCode(error.cause, depth - 1) : '';
}

/** True where the server's filter stopped the question (Azure OpenAI answers that with 400). */
export function isFilteredQuestion(failure: Refusal): boolean {
  return failure.status === 400 && failure.code === 'content_filter';
}

/** True where money or a quota has run out, which no waiting brings back soon. */
export function isQuotaGone(failure: Refusal): boolean {
  return failure.status === 402 || (failure.status === 429 && failure.code === 'insufficient_quota');
}

/** True where the question is longer than the model reads, or than the account may send in a minute. */
export function isTooLong(failure: Refusal): boolean {
  if (failure.status === 413 || failure.code === 'context_length_exceeded') return true;
  const words = /context (length|window|size)|prompt is too long|request too large|too many (input )?tokens/i;
  return (failure.status === 400 || failure.status === 429) && words.test(failure.reason);
}

/** Whether to try again. */
export function retryDecision(failure: Failure): RetryDecision {
  switch (failure.kind) {
    case 'timeout':
      return { retry: true };
    case 'network':
      return { retry: failure.code !== 'ENOTFOUND' && !isLasting(failure.code) };
    case 'unreadable':
      return { retry: failure.mayPass };
    case 'refused':
      return mayPass(failure) ? { retry: true, afterMilliseconds: failure.advice.afterMilliseconds } : { retry: false };
  }
}

function mayPass(failure: Refusal): boolean {
  if (isQuotaGone(failure) || isTooLong(failure) || failure.status < 400) return false;
  if (failure.advice.retry !== undefined) return failure.advice.retry;
  const { status } = failure;
  return [408, 409, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505);
}
