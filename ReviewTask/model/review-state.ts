// What a run leaves on the pull request for the next one, in the properties of the tracking thread.
import type { KeptFinding, KeptPlace } from './kept-finding.ts';
import type { StatusState } from './publication.ts';

/** A finding of the last review, at its place in that iteration. */
export type StateFinding =
  /** It has a thread, which keeps the rest in its properties. */
  | {
      readonly kind: 'thread';
      readonly threadId: number;
      readonly path: string;
      readonly place: KeptPlace;
      /** The lines at that place, where they are not those of its record any more. */
      readonly code?: readonly string[] | undefined;
    }
  /** It is listed in the tracking comment only; `reason` is its disposition's. */
  | { readonly kind: 'listed'; readonly finding: KeptFinding; readonly reason: string };

/** A review that came to its end. */
export interface PastReview {
  readonly iterationId: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The state after a review, version 1. */
export interface ReviewState {
  readonly version: 1;
  /** `PullRequests.pushMark` when the review began. */
  readonly pushMark: number;
  /** The iteration that was reviewed, with the commits that its lines count on. */
  readonly iterationId: number;
  readonly source: string;
  readonly base: string;
  /** Full ref name of the target branch, and its tip when the configuration was read. */
  readonly targetRef: string;
  readonly targetCommit: string;
  /** Digest of the task's inputs that change a review: known before anything is read. */
  readonly inputs: string;
  /** Digest of the whole configuration that changes a review, the file's part included. */
  readonly config: string;
  /** Paths of files of which some line was not reviewed; they are new to the next run. */
  readonly gaps: readonly string[];
  /** Those of `gaps` that no other run of the same configuration can close: they are no reason to try again. */
  readonly lasting: readonly string[];
  readonly findings: readonly StateFinding[];
  /** Status of each of our finding threads as the review left it, by thread id. */
  readonly threads: readonly (readonly [threadId: number, status: string])[];
  /** Findings that count, for a run that finds nothing new. */
  readonly counts: { readonly blocker: number; readonly warning: number; readonly suggestion: number };
  /** The status that was to be posted. */
  readonly status: { readonly state: StatusState; readonly description: string };
  /** What the change does, in the model's words; empty for none. At most 1,500 UTF-16 units are kept. */
  readonly summary: string;
  /** Newest last, at most 20. */
  readonly reviews: readonly PastReview[];
  /** Entries of the lists above that found no room; with any, the state cannot carry a review and the next one is full. */
  readonly leftOut: number;
}
