// How a run ended, for whoever started it.
import type { Severity } from './finding.ts';
import type { Report } from './report.ts';

/** What to tell a person when a run stops: the same three parts as the three errors. */
export interface Stopped {
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

export type Outcome =
  /** The review was made and posted. `state` is the status's; `unposted` names what could not be written. */
  | {
      readonly kind: 'reviewed';
      readonly report: Report;
      /** True where the findings make the status `failed`. */
      readonly isFailed: boolean;
      /** `PASS`, `PARTIAL ADVISORY`, `ERROR` and so on. */
      readonly verdict: string;
      /** False where the final status could not be written. */
      readonly isStatusPosted: boolean;
      readonly state: string;
      /** The report as JSON, and the summary for the run's page as Markdown. */
      readonly texts: { readonly json: string; readonly summary: string };
      readonly unposted: readonly Stopped[];
    }
  /** Nothing is new since the last review, whose status stands. */
  | {
      readonly kind: 'unchanged';
      readonly reason: string;
      readonly state: string;
      /** Findings that count, as that review left them. */
      readonly counts: Readonly<Record<Severity, number>>;
    }
  /** A newer push, a later run or the end of the pull request has made this run pointless: it wrote nothing more. */
  | { readonly kind: 'superseded'; readonly reason: string }
  /** There was nothing to do, for a reason that the status gives too. `state` is the status's, where there is one. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly skippedFiles: number; readonly state?: string }
  /** The run could not be made. `isOnPullRequest` is false where not even a status could be posted. */
  | {
      readonly kind: 'stopped';
      readonly stopped: Stopped;
      /** What was thrown, for the debug log. */
      readonly cause: unknown;
      readonly isOnPullRequest: boolean;
    };
