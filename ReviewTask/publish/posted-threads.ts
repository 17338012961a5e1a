// Which findings got a thread, and which did not.
import type { Explanation } from '../errors.ts';
import type { Finding } from '../model/finding.ts';
import type { NewThread } from '../model/publication.ts';

/** A thread that could not be opened, and why. */
export interface FailedThread {
  readonly thread: NewThread;
  readonly explanation: Explanation;
}

/** How opening threads went. */
export interface PostedThreads {
  /** Thread ids by `threadKey`. */
  readonly threadIds: ReadonlyMap<string, number>;
  /** Best first. */
  readonly failed: readonly FailedThread[];
}

/** Before anything has been posted. */
export const nothingPosted: PostedThreads = { threadIds: new Map(), failed: [] };

/** Names a finding and its thread within one run. */
export function threadKey({ fingerprint, path }: { readonly fingerprint: string; readonly path: string }): string {
  return `${fingerprint} ${path}`;
}

/** True where this run opens a thread for the finding. */
export function isThreaded(finding: Finding): boolean {
  return finding.disposition.kind === 'post' && finding.anchor.kind !== 'pull-request';
}
