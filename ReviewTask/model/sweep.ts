// How a sweep ended: what came of each open pull request, and which were left out.
import type { Outcome, Stopped } from './outcome.ts';

/** A pull request that a sweep has been at. */
export interface Swept {
  readonly id: number;
  /** Empty, like the next two, where the pull request could not be read. Untrusted, as titles are. */
  readonly repositoryName: string;
  readonly title: string;
  /** The page a person opens. */
  readonly webUrl: string;
  readonly outcome: Outcome;
}

export type SweepOutcome =
  | {
      readonly kind: 'swept';
      /** In the order of their ids. */
      readonly pullRequests: readonly Swept[];
      /** Ids of those that were not begun, and why. */
      readonly leftOut: readonly { readonly id: number; readonly why: 'out-of-time' | 'cancelled' }[];
    }
  /** Not even the list of pull requests could be had, or the inputs are wrong. `cause` is for the debug log. */
  | { readonly kind: 'refused'; readonly stopped: Stopped; readonly cause: unknown };

/** What came of one pull request, in a word. */
export type Fate = 'reviewed' | 'unchanged' | 'skipped' | 'failed';

/** A review whose status had to be `error` counts as failed, whatever else it could post. */
export function fateOf({ outcome }: Swept): Fate {
  switch (outcome.kind) {
    case 'reviewed':
      return outcome.state === 'error' ? 'failed' : 'reviewed';
    case 'unchanged':
      return 'unchanged';
    case 'skipped':
    case 'superseded':
      return 'skipped';
    case 'stopped':
      return 'failed';
  }
}
