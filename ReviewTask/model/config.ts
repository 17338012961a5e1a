// Everything that decides how a review goes, read once at the start and never changed.
import type { Category, Severity } from './finding.ts';
import type { ThreadStatus } from './pull-request.ts';
import type { Rule } from './rules.ts';

/** How much care a review takes; see `stagesOf`. */
export type Effort = 'quick' | 'standard' | 'deep';

/** What each effort buys: independent passes of the finder, verification, and read-only tools over the code base. */
export function stagesOf(effort: Effort): {
  readonly passes: number;
  readonly isVerified: boolean;
  readonly hasTools: boolean;
} {
  switch (effort) {
    case 'quick':
      return { passes: 1, isVerified: false, hasTools: false };
    case 'standard':
      return { passes: 2, isVerified: true, hasTools: false };
    case 'deep':
      return { passes: 3, isVerified: true, hasTools: true };
  }
}

/** Where a value came from; precedence is input, file, default. */
export type Origin = 'input' | 'file' | 'default';

/** One line of `include` or `exclude`: a glob, `!` in front negates it. */
export interface GlobRule {
  readonly pattern: string;
  readonly from: Origin;
}

/** Which model answers, and how it is reached. */
export type ModelChoice =
  | { readonly provider: 'none' }
  | {
      readonly provider: 'openai' | 'azureOpenAI' | 'compatible';
      readonly name: string;
      /** `undefined` for the provider's own address. */
      readonly baseUrl: string | undefined;
      /** Empty for a compatible server that asks for none, and where a service connection stands in for it. */
      readonly apiKey: string;
      /** Id of the Azure service connection whose identity gets a token for the model; empty for none. */
      readonly serviceConnection: string;
    };

/** What a run needs to know before it can read the pull request's configuration file. */
export interface RunSettings {
  readonly model: ModelChoice;
  readonly dryRun: boolean;
  /** Repository path. */
  readonly configFile: string;
  readonly timeoutMinutes: number;
  readonly statusGenre: string;
  readonly statusName: string;
  readonly failTask: boolean;
}

export type FailOn = 'none' | 'warning' | 'blocker';

/** So many iterations within so many minutes are a burst; after a first review nothing is reviewed while it lasts. */
export interface AutoPause {
  readonly pushes: number;
  readonly minutes: number;
}

/** The whole configuration of one review. */
export interface Config extends RunSettings {
  readonly enabled: boolean;
  /** False: after the first review only when a person asks. */
  readonly reviewOnPush: boolean;
  readonly reviewDrafts: boolean;
  /** Globs over short or full names of target branches, `!` negates, the last that matches decides. */
  readonly targetBranches: readonly string[];
  /** Texts in titles, `*` for any characters. */
  readonly ignoreTitles: readonly string[];
  readonly autoPause: AutoPause | undefined;
  /** Last day of the personal access token, `YYYY-MM-DD`; `undefined` where nobody said. */
  readonly patExpiresOn: string | undefined;
  readonly effort: Effort;
  readonly include: readonly GlobRule[];
  readonly exclude: readonly GlobRule[];
  /** Trusted guidance for the model; empty for none. */
  readonly instructions: string;
  /** Rules of the configuration file, in its order. */
  readonly rules: readonly Rule[];
  /** Repository paths or globs of guidelines beside those found by convention. */
  readonly guidelines: readonly string[];
  /** Language of comments, for the model; empty for English. */
  readonly language: string;
  readonly categories: readonly Category[];
  readonly minSeverity: Severity;
  readonly maxComments: number;
  readonly threadStatus: Extract<ThreadStatus, 'active' | 'closed' | 'pending'>;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  readonly maxChangedLines: number;
  readonly failOn: FailOn;
  readonly onModelFailure: 'error' | 'neutral';
  /** Each value that a person may wonder about, as text, with where it came from; for the log. */
  readonly origins: readonly { readonly name: string; readonly value: string; readonly from: Origin }[];
}
