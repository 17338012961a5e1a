// Makes a thing that the service would make twice if asked twice: after a doubtful failure it looks before it asks again.
import { withRetry } from '../retry.ts';
import type { GitRest } from './git-rest.ts';
import { longestPause } from './pace.ts';
import { repeatCreation } from './repeat.ts';
import type { Session } from './session.ts';

/** A thread, a comment, a pipeline or a policy to make; both functions give it, or its id. */
export interface Creation<Made> {
  /** Asks the service to make it. */
  readonly make: (rest: GitRest) => Promise<Made>;
  /** Looks whether an earlier try made it. */
  readonly find: (rest: GitRest) => Promise<Made | undefined>;
}

/** The thing, made once. Rejects with what the last try failed with. */
export function makeOnce<Made>(session: Session, rest: GitRest, { make, find }: Creation<Made>): Promise<Made> {
  const { clock, log, signal } = session;
  return withRetry(async (attempt) => (attempt === 1 ? undefined : await find(rest)) ?? (await make(rest)), {
    clock,
    signal,
    attempts: 4,
    firstDelay: 1000,
    longestDelay: 15_000,
    longestServerDelay: longestPause,
    decide: repeatCreation,
    onRetry: ({ delay }) => log.debug(`It is open whether it was made. Looking in ${delay} ms before trying again.`),
  });
}
