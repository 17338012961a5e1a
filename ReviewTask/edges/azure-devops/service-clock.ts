// Notes how far the service's clock is ahead of ours: every answer names the time.
import type { Clock } from '../../ports.ts';
import { type Headers, headerOf } from './request-failure.ts';

export interface ServiceClock {
  /** Takes in what an answer's headers say. */
  note(headers: Headers): void;
  /** Milliseconds, by the last answer that named the time; `undefined` before any. */
  ahead(): number | undefined;
}

/** The header counts whole seconds: on average it is half a second behind. */
const cutOff = 500;

export function createServiceClock(clock: Clock): ServiceClock {
  let ahead: number | undefined;
  return {
    note(headers) {
      const time = Date.parse(headerOf(headers, 'date') ?? '');
      if (!Number.isNaN(time)) ahead = time + cutOff - clock.now();
    },
    ahead: () => ahead,
  };
}
