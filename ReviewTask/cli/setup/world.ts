// What the story of setup needs: flags, a person to ask, the service, a folder. Tests bring their own.
import type { Token } from '../../config/connection.ts';
import type { PullRequestAddress } from '../../config/pull-request-url.ts';
import type { Provisioning } from '../../edges/azure-devops/provisioning.ts';
import type { PipelineFolder } from '../../edges/pipeline-folder.ts';
import type { Prompter } from '../../edges/prompts.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { PullRequest } from '../../model/pull-request.ts';
import type { Log, PullRequests } from '../../ports.ts';
import type { ModelWish } from '../../setup/facts.ts';

/** Flags as they were given; an answer that is not given is asked for. */
export interface SetupFlags {
  /** Name of the environment variable that holds the token. */
  readonly tokenEnv?: string;
  readonly pullRequest?: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly yaml?: string;
  readonly folder?: string;
  readonly modelProvider?: string;
  readonly model?: string;
  readonly modelUrl?: string;
  readonly modelKeyVariable?: string;
  readonly pool?: string;
  readonly policies?: string;
  readonly policiesNow: boolean;
  readonly overwrite: boolean;
  readonly review?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** One thing that was found out about the token's access. */
export interface AccessLine {
  readonly title: string;
  readonly state: 'pass' | 'problem' | 'unknown';
  readonly says: string;
  /** Empty where there is nothing to do. */
  readonly fix: string;
}

/** The service, as one token reaches it. */
export interface SetupService {
  readonly pullRequests: PullRequests;
  readonly provisioning: Provisioning;
  /** What the token may do, in the order in which to show it; leaves no trace. */
  access(): Promise<readonly AccessLine[]>;
  /** Reviews the pull request; shows the review, and posts it only where `isPosting` says so. */
  review(pullRequest: PullRequest, model: ModelWish, isPosting: boolean): Promise<Outcome>;
}

export interface SetupWorld {
  readonly flags: SetupFlags;
  readonly prompter: Prompter;
  /** True: nobody can be asked. */
  readonly isUnattended: boolean;
  readonly log: Log;
  /** An environment variable; empty where it is not set. */
  readonly environment: (name: string) => string;
  /** Tells the output what it must never print. */
  readonly keepSecret: (text: string) => void;
  readonly connect: (address: PullRequestAddress, token: Token) => SetupService;
  readonly openFolder: (path: string) => Promise<PipelineFolder>;
  /** Aborted when the person breaks off. */
  readonly cancelled: AbortSignal;
}
