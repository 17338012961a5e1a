// A clock that stands still until a test moves it, and remembers who waited how long.
import type { Clock } from '../../ReviewTask/ports.ts';

export interface FakeClockOptions {
  /** Milliseconds since the epoch; defaults to 1 January 2026, 00:00 UTC. */
  readonly start?: number;
  /** What `random()` gives, in turn; the last one is repeated. Defaults to 0.5 for ever. */
  readonly random?: readonly number[];
  /** True: every sleep moves the clock on by itself and ends at once. */
  readonly automatic?: boolean;
}

export interface FakeClock extends Clock {
  /** Milliseconds of every sleep that was asked for, in order. */
  readonly sleeps: readonly number[];
  /** How many sleeps have neither ended nor been aborted. */
  readonly waiting: () => number;
  /** Moves time on, ends the sleeps that are due in their order, and lets what waited for them run. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Makes a clock for one test. */
export function createFakeClock(options: FakeClockOptions = {}): FakeClock {
  let now = options.start ?? Date.UTC(2026, 0, 1);
  let drawn = 0;
  const chances = options.random ?? [0.5];
  const sleeps: number[] = [];
  const sleepers = new Set<Sleeper>();

  const nextDue = (limit: number) =>
    [...sleepers].filter((sleeper) => sleeper.due <= limit).sort((a, b) => a.due - b.due)[0];

  async function advance(milliseconds: number): Promise<void> {
    const end = now + milliseconds;
    for (let sleeper = nextDue(end); sleeper !== undefined; sleeper = nextDue(end)) {
      now = Math.max(now, sleeper.due);
      sleepers.delete(sleeper);
      sleeper.wake();
      await settled();
    }
    now = end;
    await settled();
  }

  function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    sleeps.push(milliseconds);
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (options.automatic) {
      now += milliseconds;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const sleeper: Sleeper = { due: now + milliseconds, wake };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  function random(): number {
    const chance = chances[Math.min(drawn, chances.length - 1)];
    drawn += 1;
    return chance ?? 0;
  }

  return { now: () => now, random, sleep, sleeps, waiting: () => sleepers.size, advance };
}

/** Lets everything that has been promised so far come true. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
