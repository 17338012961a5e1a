// What is known before the configuration is read: the pull request, its iterations, and what was said on it.
import type { Iteration, IterationRecord, PullRequest } from '../model/pull-request.ts';
import type { StatusContext } from '../publish/status.ts';
import type { Talk } from './talk.ts';

export interface Occasion {
  readonly pullRequest: PullRequest;
  readonly iterations: readonly IterationRecord[];
  /** The one to review: the latest. */
  readonly iteration: Iteration;
  readonly status: StatusContext;
  readonly talk: Talk;
}
