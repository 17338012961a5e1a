// Makes a thing that the service would make twice if asked twice: after a doubtful failure it looks before it asks again.
import { withRetry } from '../retry.ts';
import type { GitRest } from './git-rest.ts';
import { longestPause } from './pace.ts';
import { repeatCreation } from './repeat.ts';
import type { Session } from './session.ts';

/** A thread or a comment to make; both functions give its id. */
export interface Creation {
  /** Asks the service to make it. */
  readonly make: (rest: GitRest) => Promise<number>;
  /** Looks whether an earlier try made it. */
  readonly find: (rest: GitRest) => Promise<number | undefined>;
}

/** The id of the thing, made once. Rejects with what the last try failed with. */
export function makeOnce(session: Session, rest: GitRest, { make, find }: Creation): Promise<number> {
  const { clock, log, signal } = session;
  return withRetry(async (attempt) => (attempt === 1 ? undefined : await find(rest)) ?? (await make(rest)), {
    clock,
    signal,
    attempts: 4,
    firstDelay: 1000,
    longestDelay: 15_000,
    longestServerDelay: longestPause,
    decide: repeatCreation,
    onRetry: ({ delay }) =>
      log.debug(`It is open whether the comment was made. Looking at the threads in ${delay} ms before trying again.`),
  });
}
