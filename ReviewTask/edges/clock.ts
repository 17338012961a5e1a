// The real clock: the machine's time, timers that an abort ends at once, and chance.
import type { Clock } from '../ports.ts';

/** Longest delay that a timer of Node can hold; anything above fires at once. */
const longestTimer = 2 ** 31 - 1;

/** Time as the machine knows it. Delays above 24 days end after 24 days. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
        Math.min(milliseconds, longestTimer),
      );
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  },
};
