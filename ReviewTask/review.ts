// The story of a review, from the pull request to its status. Who reads only this file knows the program.
import { describeConfig } from './config/describe.ts';
import type { InputReading } from './config/inputs.ts';
import { readConfig } from './config/read.ts';
import { explanationOf } from './errors.ts';
import { describeFindings } from './findings/describe.ts';
import { settle } from './findings/settle.ts';
import type { Config, ModelChoice } from './model/config.ts';
import { makeReport } from './model/make-report.ts';
import type { Outcome } from './model/outcome.ts';
import { isGap, type ReviewPlan } from './model/plan.ts';
import type { Iteration, PullRequest } from './model/pull-request.ts';
import { describePlan } from './plan/describe.ts';
import { makePlan } from './plan/make.ts';
import { selectEntries } from './plan/select.ts';
import type { Blobs, Clock, LanguageModel, Log, Publisher, PullRequests } from './ports.ts';
import { applyPublication } from './publish/apply.ts';
import { preparePublication } from './publish/prepare.ts';
import { errorStatus, pendingStatus, type StatusContext, skippedStatus } from './publish/status.ts';
import { runReviewers } from './reviewers/run.ts';
import { takeSnapshot } from './snapshot/take.ts';

/** What is asked of one run. */
export interface ReviewRequest {
  readonly inputs: InputReading;
  /** Project id or name. */
  readonly project: string;
  readonly pullRequestId: number;
  /** The run's page, for the status; `undefined` outside a pipeline. */
  readonly runUrl: string | undefined;
  /** Hosts that a comment may link to. */
  readonly linkHosts: readonly string[];
}

/** The world as a review needs it. */
export interface World {
  readonly pullRequests: PullRequests;
  readonly blobs: Blobs;
  readonly publisher: Publisher;
  /** Makes the client of a model; throws ConfigError for an address that cannot be used. */
  readonly model: (choice: Exclude<ModelChoice, { provider: 'none' }>) => LanguageModel;
  readonly log: Log;
  readonly clock: Clock;
  /** Aborted when the run is cancelled. */
  readonly cancelled: AbortSignal;
}
