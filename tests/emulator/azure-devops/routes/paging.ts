// Reads the paging parameters of the different styles.
import { invalidArgument } from '../http/refusals.ts';
import type { ApiRequest } from '../http/request.ts';

/** A whole number that is not negative; refuses anything else. */
export function wholeParameter(request: ApiRequest, name: string, fallback: number): number {
  const text = request.parameter(name);
  if (text === undefined || text === '') return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw invalidArgument(name);
  return number;
}

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Where the next page begins; undefined at the end. */
  readonly next: number | undefined;
}

export function pageOf<Entry>(all: readonly Entry[], skip: number, top: number): Page<Entry> {
  const end = skip + top;
  return { entries: all.slice(skip, end), next: end < all.length ? end : undefined };
}

/** `continuationToken` paging: the token is the position, and the header names the next one. */
export function continued<Entry>(
  request: ApiRequest,
  all: readonly Entry[],
  fallbackTop: number,
): { readonly entries: readonly Entry[]; readonly headers: Readonly<Record<string, string>> } {
  const start = wholeParameter(request, 'continuationToken', 0);
  const { entries, next } = pageOf(all, start, wholeParameter(request, '$top', fallbackTop));
  return { entries, headers: next === undefined ? {} : { 'x-ms-continuationtoken': String(next) } };
}

export function flagParameter(request: ApiRequest, name: string): boolean {
  return request.parameter(name)?.toLowerCase() === 'true';
}
