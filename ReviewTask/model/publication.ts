// What is to be said on the pull request, as plain data: what a preview prints is what publishing performs.
import type { Anchor, Severity } from './finding.ts';
import type { Identity, ThreadStatus } from './pull-request.ts';

export type StatusState = 'pending' | 'succeeded' | 'failed' | 'error' | 'notApplicable';

/** A status on one iteration; a policy may require it. */
export interface StatusPost {
  /** 1-based. Always sent: a policy with "reset on new changes" refuses a status without it. */
  readonly iterationId: number;
  readonly state: StatusState;
  readonly description: string;
  readonly genre: string;
  readonly name: string;
  /** The run's page; `undefined` outside a pipeline. */
  readonly targetUrl: string | undefined;
  /** Names the run that posts it; comes back as `PostedStatus.run`. */
  readonly run?: string;
}

/** A thread to open for one finding. */
export interface NewThread {
  /** Repository path without a leading slash. */
  readonly path: string;
  readonly anchor: Exclude<Anchor, { kind: 'pull-request' }>;
  /** Markdown, already cleaned, at most 150,000 characters. */
  readonly body: string;
  readonly status: Extract<ThreadStatus, 'active' | 'closed' | 'pending'>;
  readonly severity: Severity;
  readonly title: string;
  readonly fingerprint: string;
  /** `KeptFinding` as text, for later runs. */
  readonly record?: string;
  readonly changeTrackingId: number | undefined;
  readonly iterationId: number;
}

/** The one comment on the whole pull request that sums the review up and is rewritten in place. */
export interface TrackingComment {
  /** Markdown, already cleaned, at most 150,000 characters. */
  readonly body: string;
  /** Small strings kept in the thread's properties, by full key. */
  readonly properties: ReadonlyMap<string, string>;
}

/** What is done to a thread of ours that is there already. */
export interface ThreadChange {
  readonly threadId: number;
  readonly reply: NewReply | undefined;
  readonly status: ThreadStatus | undefined;
  /**
   * What is written first. A note on a finding comes before the status: a run that is cut off between the two can tell that
   * the status is left to do. What a person ordered comes before the answer: once answered, nobody looks at the order again.
   */
  readonly first: 'reply' | 'status';
}

/** Everything one run says. */
export interface Publication {
  /** Best first. */
  readonly threads: readonly NewThread[];
  /** Oldest thread first. */
  readonly changes: readonly ThreadChange[];
  /** Answers to people, made once everything that they speak of is there. */
  readonly answers: readonly ThreadChange[];
  readonly tracking: TrackingComment;
  /** The thread of the tracking comment of an earlier run. */
  readonly existingTracking: number | undefined;
  readonly status: StatusPost;
}

/** A status as the service has it. */
export interface PostedStatus {
  /** Counts up with each status of the pull request. */
  readonly id: number;
  readonly state: StatusState;
  readonly description: string;
  readonly genre: string;
  readonly name: string;
  readonly author: Identity;
  /** Names the run that posted it; empty where it does not say. */
  readonly run: string;
  /** Milliseconds since the epoch; `undefined` where the service did not say. */
  readonly createdAt: number | undefined;
}

/** An answer in a thread. */
export interface NewReply {
  /** The comment that it answers, the last one where it answers several; at least 1. */
  readonly parentId: number;
  /** Markdown, already cleaned, at most 150,000 characters. */
  readonly body: string;
}

/** Property keys on our threads and statuses. */
export const propertyKeys = {
  fingerprint: 'Threadline.Fingerprint',
  tracking: 'Threadline.Tracking',
  iteration: 'Threadline.Iteration',
  sourceCommit: 'Threadline.SourceCommit',
  /** On the tracking thread: `ReviewState` as text. */
  state: 'Threadline.State',
  /** On the thread of a finding: `KeptFinding` as text. */
  finding: 'Threadline.Finding',
  /** On a status: the run that posted it. */
  run: 'Threadline.Run',
} as const;

/**
 * Where what is said is read: on the pull request, or printed by a dry run, or printed by the preview of a local branch, which
 * has no pull request at all.
 */
export type Medium = 'pull-request' | 'dry-run' | 'preview';
