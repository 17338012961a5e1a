// What is asked of one run, and where its statuses go.
import type { InputReading } from '../config/inputs.ts';
import type { Medium } from '../model/publication.ts';
import type { Iteration } from '../model/pull-request.ts';
import type { StatusContext } from '../publish/status.ts';

export interface ReviewRequest {
  readonly inputs: InputReading;
  /** Project id or name. */
  readonly project: string;
  readonly pullRequestId: number;
  /** The run's page, for the status; `undefined` outside a pipeline. */
  readonly runUrl: string | undefined;
  /** Names this run among others on the same pull request; empty outside a pipeline. */
  readonly run: string;
  /** True where a person started it by hand for this pull request: what keeps a push from being reviewed does not count. */
  readonly isByHand: boolean;
  /**
   * True where nobody waits for this run: one that is under way already is left to its work, and a review that could not be
   * finished several times is left as it is. Absent: false.
   */
  readonly yields?: boolean;
  /** Where a personal access token speaks for us: the page on which its owner makes the next one. */
  readonly tokenPage?: string | undefined;
  /** True for a local branch without a pull request. Absent: false. */
  readonly isPreview?: boolean;
  /** Hosts that a comment may link to. */
  readonly linkHosts: readonly string[];
}

export function statusContext(request: ReviewRequest, iteration: Iteration): StatusContext {
  const { statusGenre, statusName } = request.inputs.inputs;
  const { run, runUrl } = request;
  return { iterationId: iteration.id, genre: statusGenre, name: statusName, targetUrl: runUrl, run };
}

export function mediumOf({ inputs, isPreview }: ReviewRequest): Medium {
  if (isPreview) return 'preview';
  return inputs.inputs.dryRun ? 'dry-run' : 'pull-request';
}
