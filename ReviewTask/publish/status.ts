// The status that a branch policy can require: its state and its exact words.
import type { Explanation } from '../errors.ts';
import type { StatusPost, StatusState } from '../model/publication.ts';
import type { Report } from '../model/report.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { counted } from './counted.ts';
import { gapsOf, severityCounts } from './verdict-words.ts';

/** What every status of a run shares. */
export interface StatusContext {
  /** 1-based. */
  readonly iterationId: number;
  readonly genre: string;
  readonly name: string;
  /** The run's page; `undefined` outside a pipeline. */
  readonly targetUrl: string | undefined;
  /** Names the run among others on the same iteration; absent outside a pipeline. */
  readonly run?: string;
}

/** Why there was no review. */
export type SkipCause =
  | { readonly kind: 'no-reviewable-changes' }
  | { readonly kind: 'all-files-excluded' }
  /** A filter says no: draft, target branch, title, disabled. `reason` completes "AI review skipped — …". */
  | { readonly kind: 'filtered'; readonly reason: string }
  /** There is no review now, and the last one ended in a way that this must not undo. */
  | {
      readonly kind: 'verdict-stands';
      readonly reason: string;
      /** The iteration that was reviewed, and the state of its status. */
      readonly reviewed: { readonly iterationId: number; readonly state: StatusState };
    };

/** The service documents no limit; this is what fits in one line of the policy list. */
const descriptionLimit = 200;

/** The review has begun. */
export function pendingStatus(context: StatusContext): StatusPost {
  return status('pending', 'AI review in progress', context);
}

/** The review is done. A partial one says so, whatever its state. */
export function finalStatus(report: Report, state: 'failed' | 'succeeded', context: StatusContext): StatusPost {
  const text = `AI review complete — ${severityCounts(report)}${partialNote(report)}`;
  return status(state, text, context);
}

/** There was nothing to review, or a filter kept the review from running. */
export function skippedStatus(cause: SkipCause, context: StatusContext): StatusPost {
  switch (cause.kind) {
    case 'no-reviewable-changes':
      return status('succeeded', 'AI review skipped — no reviewable changes', context);
    case 'all-files-excluded':
      return status('succeeded', 'AI review skipped — all files excluded', context);
    case 'filtered':
      return status('notApplicable', `AI review skipped — ${cause.reason}`, context);
    case 'verdict-stands': {
      const { iterationId, state } = cause.reviewed;
      const stands = `iteration ${iterationId} ended in "${state}", which stands`;
      return status(state, `AI review skipped — ${stands}: ${cause.reason}`, context);
    }
  }
}

/** A build of a fork could not review. Not `notApplicable`, with which a required status would let a stranger's change through. */
export function forkStatus(context: StatusContext): StatusPost {
  return status('error', 'AI review skipped — a build of a fork has no secrets; a maintainer can run it', context);
}

/** The review could not be done. */
export function errorStatus(explanation: Explanation, context: StatusContext): StatusPost {
  return status('error', `AI review encountered an error — ${explanation.problem}`, context);
}

function partialNote(report: Report): string {
  if (!report.partial) return '';
  const { files } = gapsOf(report);
  return files === 0 ? ' (PARTIAL)' : ` (PARTIAL: ${counted(files, 'file')} not fully reviewed)`;
}

function status(state: StatusState, description: string, context: StatusContext): StatusPost {
  const { iterationId, genre, name, targetUrl, run } = context;
  const words = cutText(oneLine(description), descriptionLimit);
  return { iterationId, state, description: words, genre, name, targetUrl, ...(run === undefined ? {} : { run }) };
}
