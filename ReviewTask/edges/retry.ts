// The one retry of the program, shared by the Azure DevOps adapter and the model client.
import type { Clock } from '../ports.ts';

/** What to make of a failed try. `afterMilliseconds` is how long the server asked us to stay away. */
export type RetryDecision =
  | { readonly retry: false }
  | { readonly retry: true; readonly afterMilliseconds?: number | undefined };

/** One failed try that will be repeated. */
export interface RetryNotice {
  /** 1-based number of the try that failed. */
  readonly attempt: number;
  /** Milliseconds until the next one. */
  readonly delay: number;
  readonly error: unknown;
}

/** All times are in milliseconds. */
export interface RetryOptions {
  readonly clock: Clock;
  /** The run's deadline or its cancellation. */
  readonly signal: AbortSignal;
  /** Tries in all, the first one included; at least 1. */
  readonly attempts: number;
  /** Upper end of the first delay; it doubles with each try. */
  readonly firstDelay: number;
  readonly longestDelay: number;
  /** Cap on what a server may ask for. */
  readonly longestServerDelay: number;
  readonly decide: (error: unknown) => RetryDecision;
  readonly onRetry?: (notice: RetryNotice) => void;
}

/**
 * Runs `action` until it succeeds, fails for good, or has had all its tries; `attempt` counts from 1.
 * Throws the last error of the action, or the signal's reason once the signal is aborted, also in the middle of a wait.
 */
export async function withRetry<T>(action: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await action(attempt);
    } catch (error) {
      // What an interrupted action fails with is a mere consequence of the abort.
      signal.throwIfAborted();
      const decision = options.decide(error);
      if (!decision.retry || attempt >= options.attempts) throw error;
      const delay = delayBefore(attempt, decision.afterMilliseconds, options);
      options.onRetry?.({ attempt, delay, error });
      await clock.sleep(delay, signal);
    }
  }
}

/**
 * Full jitter: anything from zero to the doubled ceiling, so that jobs that failed together do not come back
 * together. Never sooner than the server asked, up to the cap.
 */
function delayBefore(attempt: number, asked: number | undefined, options: RetryOptions): number {
  const ceiling = Math.min(options.longestDelay, options.firstDelay * 2 ** (attempt - 1));
  const ownDelay = Math.round(options.clock.random() * ceiling);
  return Math.max(ownDelay, Math.min(asked ?? 0, options.longestServerDelay));
}

const weekdayFirst = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/**
 * Milliseconds that a `Retry-After` header asks for: whole or broken seconds, or one of the three date forms of HTTP
 * (RFC 9110, sections 5.6.7 and 10.2.3). 0 for a date that is past, `undefined` for what is neither.
 * `now` is in milliseconds since the epoch.
 */
export function retryAfterMilliseconds(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!weekdayFirst.test(text)) return undefined;
  // The oldest form names no zone and means GMT.
  const date = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
