// Logs for tests: one that says nothing, one that remembers.
import type { Log } from '../../ReviewTask/ports.ts';

/** Says nothing. */
export const silentLog: Log = {
  info: () => undefined,
  warning: () => undefined,
  debug: () => undefined,
  section: () => undefined,
  endSection: () => undefined,
  progress: () => undefined,
};
