// Slows all requests down when Azure DevOps asks for it, also where it asks on an answer that succeeded.
import type { Clock, Log } from '../../ports.ts';
import { retryAfterMilliseconds } from '../retry.ts';
import { type Headers, headerOf } from './request-failure.ts';

/** Longest time that one answer can hold the next request back, in milliseconds. */
export const longestPause = 60_000;

export interface Pace {
  /** Resolves when the next request may go; rejects with the signal's reason. */
  wait(): Promise<void>;
  /** Takes in what an answer's headers ask for. */
  note(headers: Headers): void;
}

/**
 * Milliseconds until the service wants the next request: the longer of `Retry-After` and `X-RateLimit-Delay` (seconds,
 * on delayed answers only). Microsoft's page on rate limits asks clients to honour them on every status.
 */
export function askedPause(headers: Headers, now: number): number | undefined {
  const delay = Number.parseFloat(headerOf(headers, 'x-ratelimit-delay') ?? '');
  const pauses = [
    retryAfterMilliseconds(headerOf(headers, 'retry-after'), now),
    Number.isFinite(delay) && delay > 0 ? delay * 1000 : undefined,
  ].filter((pause) => pause !== undefined);
  return pauses.length === 0 ? undefined : Math.max(...pauses);
}

/** One pace is shared by everything that a connection sends. */
export function createPace(clock: Clock, signal: AbortSignal, log: Log): Pace {
  let notBefore = 0;
  return {
    async wait() {
      const pause = notBefore - clock.now();
      if (pause > 0) await clock.sleep(pause, signal);
    },
    note(headers) {
      const pause = Math.min(askedPause(headers, clock.now()) ?? 0, longestPause);
      if (pause <= 0) return;
      notBefore = Math.max(notBefore, clock.now() + pause);
      log.debug(`Azure DevOps asks for fewer requests; the next one waits ${(pause / 1000).toFixed(1)} s.`);
    },
  };
}
