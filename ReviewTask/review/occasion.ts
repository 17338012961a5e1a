// What is known before the configuration is read: the pull request, its iterations, and what was said on it.
import type { Medium } from '../model/publication.ts';
import type { Iteration, IterationRecord, PullRequest } from '../model/pull-request.ts';
import type { StatusContext } from '../publish/status.ts';
import type { Talk } from './talk.ts';

/** The iteration with the highest id. Throws where there is none, which the reader of iterations does not let happen. */
export function latest(iterations: readonly IterationRecord[]): IterationRecord {
  const last = iterations.reduce<IterationRecord | undefined>(
    (best, one) => (best === undefined || one.id > best.id ? one : best),
    undefined,
  );
  if (last === undefined) throw new Error('a pull request without iterations');
  return last;
}

export interface Occasion {
  readonly pullRequest: PullRequest;
  readonly iterations: readonly IterationRecord[];
  /** The one to review: the latest. */
  readonly iteration: Iteration;
  readonly status: StatusContext;
  readonly talk: Talk;
  /** Absent: on the pull request. */
  readonly medium?: Medium;
}
