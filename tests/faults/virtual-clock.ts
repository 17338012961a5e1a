// A clock whose time passes only while nothing goes on: whoever sleeps is woken as soon as everybody else waits.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../ReviewTask/ports.ts';

/** Time for several runs and the delays between them, without waiting for it. */
export interface VirtualClock extends Clock {
  /** Time stands still until the function that comes back is called, once. */
  hold(): () => void;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Turns of the event loop without any news after which everybody is taken to wait. */
const quietTurns = 24;

/** `start` is in milliseconds since the epoch. `random` gives fractions from 0 to 1. */
export function createVirtualClock(start: number, random: () => number = () => 0.5): VirtualClock {
  let now = start;
  let holds = 0;
  let news = 0;
  let isRunning = false;
  const sleepers = new Set<Sleeper>();

  async function quiet(): Promise<void> {
    for (let turns = 0, seen = news; turns < quietTurns; turns += 1) {
      await nextTurn();
      if (seen === news && holds === 0) continue;
      seen = news;
      turns = 0;
    }
  }

  async function pass(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (sleepers.size > 0) {
      await quiet();
      const next = [...sleepers].reduce<Sleeper | undefined>(
        (a, b) => (a === undefined || b.due < a.due ? b : a),
        undefined,
      );
      if (next === undefined) break;
      sleepers.delete(next);
      now = Math.max(now, next.due);
      next.wake();
    }
    isRunning = false;
  }

  return {
    now: () => now,
    random,
    hold() {
      holds += 1;
      news += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holds -= 1;
        news += 1;
      };
    },
    sleep(milliseconds, signal) {
      news += 1;
      if (signal?.aborted) return Promise.reject(signal.reason);
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        };
        const sleeper = { due: now + Math.max(0, milliseconds), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', onAbort, { once: true });
        void pass();
      });
    },
  };
}
