// What is known about access: one answer for each thing that a review needs, as doctor and setup show it.
import type { Stopped } from './outcome.ts';

/** In the order in which a person mends them: what a later group says may have its cause in an earlier one. */
export const probeGroups = ['token', 'permissions', 'organization', 'branch', 'model', 'machine'] as const;

export type ProbeGroup = (typeof probeGroups)[number];

/** In the order in which they are shown. */
export const probeNames = [
  'connection',
  'token-expiry',
  'code-read',
  'code-status',
  'threads-write',
  'project',
  'repository',
  'pull-request',
  'read-threads',
  'permission-read',
  'permission-contribute',
  'job-scope',
  'organization-policies',
  'status-policy',
  'comment-policy',
  'model',
  'model-name',
  'structured-output',
  'configuration',
  'clock',
] as const;

export type ProbeName = (typeof probeNames)[number];

export type ProbeAnswer =
  /** `detail`: what was found, in a few words. */
  | { readonly kind: 'pass'; readonly detail: string }
  /** `stopsReviews` is false for a trap: reviews run, and something that people count on may not work. */
  | { readonly kind: 'problem'; readonly stopsReviews: boolean; readonly explanation: Stopped }
  /** Nobody knows whether it works; `why` says what kept the answer away. */
  | { readonly kind: 'unknown'; readonly why: string };

/** What one probe found out. Holds no secret. */
export interface ProbeResult {
  readonly probe: ProbeName;
  readonly group: ProbeGroup;
  /** What it is about, in a few words: `Scope "Code (Read)"`. */
  readonly title: string;
  readonly answer: ProbeAnswer;
}

/** What is to be probed. What is left out is not asked for. */
export interface AccessRequest {
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly tokenKind: 'pat' | 'bearer';
  /** Project id or name. */
  readonly project: string;
  /** Repository id or name; the pull request's own where it is left out. */
  readonly repository?: string | undefined;
  /** Without one only what concerns the repository is probed. */
  readonly pullRequestId?: number | undefined;
  /** Full name of the branch whose policies are looked at; the pull request's target where it is left out. */
  readonly targetRef?: string | undefined;
  readonly statusGenre: string;
  readonly statusName: string;
  /** Status of new threads of findings, for the comment policy; `active` where it is left out. */
  readonly threadStatus?: string | undefined;
  /** `patExpiresOn` of the configuration: `YYYY-MM-DD`. */
  readonly patExpiresOn?: string | undefined;
}

/** What the configuration file of the target branch says that concerns access. */
export interface DeclaredConfiguration {
  readonly patExpiresOn: string | undefined;
  /** Everything that is wrong with the inputs and the file. */
  readonly problems: readonly { readonly problem: string; readonly fix: string }[];
}

/** A repository as a service names it. */
export interface FoundRepository {
  /** Project id (GUID). */
  readonly project: string;
  readonly projectName: string;
  /** Repository id (GUID). */
  readonly id: string;
  readonly name: string;
}

/** Where a write would go; a place that does not exist tells of the token's scopes all the same. */
export interface WritePlace {
  readonly project: string;
  readonly repository: string;
  readonly pullRequestId: number;
}

/** What a request that is refused for its content says of the write that it resembles. */
export type WriteProof =
  /** Token and identity passed; the content did not. */
  | { readonly kind: 'content-refused' }
  /** The scope passed; the place was refused before anybody looked at the identity's permission. */
  | { readonly kind: 'place-refused' }
  /** It was taken all the same, and what it made was removed at once. */
  | { readonly kind: 'taken-back' };

/** A permission that the identity has, or what to do about its absence. */
export type PermissionReading = { readonly isHeld: true } | { readonly isHeld: false; readonly explanation: Stopped };

/** How far a pipeline job's token reaches, by the project's settings. */
export interface JobScope {
  /** "Limit job authorization scope to current project for non-release pipelines". */
  readonly isLimitedToProject: boolean | undefined;
  /** "Protect access to repositories in YAML pipelines". */
  readonly isLimitedToNamedRepositories: boolean | undefined;
}

/** A policy of a branch, as far as a review is concerned with it. */
export type BranchPolicy =
  | {
      readonly kind: 'status';
      readonly genre: string;
      readonly name: string;
      readonly isBlocking: boolean;
      /** The only identity whose status counts; `undefined` for any. */
      readonly authorId: string | undefined;
      /** "Reset status whenever there are new changes". */
      readonly isResetByPush: boolean;
    }
  | { readonly kind: 'comments'; readonly isBlocking: boolean }
  | {
      readonly kind: 'build';
      readonly name: string;
      readonly isBlocking: boolean;
      /** It waits for a person to start it. */
      readonly isManual: boolean;
    };
