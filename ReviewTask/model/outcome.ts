// How a run ended, for whoever started it.
import type { Report } from './report.ts';

/** What to tell a person when a run stops: the same three parts as the three errors. */
export interface Stopped {
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

export type Outcome =
  /** The review was made and posted. `isFailed` is what the status says; `unposted` names what could not be written. */
  | {
      readonly kind: 'reviewed';
      readonly report: Report;
      readonly isFailed: boolean;
      readonly unposted: readonly Stopped[];
    }
  /** There was nothing to do, for a reason that the status gives too. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly skippedFiles: number }
  /** The run could not be made. `isOnPullRequest` is false where not even a status could be posted. */
  | { readonly kind: 'stopped'; readonly stopped: Stopped; readonly isOnPullRequest: boolean };
