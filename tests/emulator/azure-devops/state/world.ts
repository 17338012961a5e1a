// Everything the emulated organization holds. One mutable object, changed only by the engine and the routes.
import type { Heads } from '../git/bare-repository.ts';
import type { BuildState } from './build.ts';
import type { EmulatedIdentity, EmulatedToken } from './identity.ts';
import type { PipelineState } from './pipeline.ts';
import type { PolicyState } from './policy.ts';
import type { PullRequestRecord, StatusRecord } from './pull-request.ts';
import type { Toggles } from './toggles.ts';

/** Azure DevOps Services, or one of the two servers that people still run. */
export type Profile = 'services' | 'server2020' | 'server2022';

export interface ProjectState {
  readonly id: string;
  readonly name: string;
  readonly lastUpdateTime: string;
}

/** How far tokens of jobs reach, as far as reviews are concerned. */
export interface PipelineSettings {
  readonly enforceJobAuthScope: boolean;
  readonly enforceReferencedRepoScopedToken: boolean;
  readonly enforceNoAccessToSecretsFromForks: boolean;
  readonly enforceJobAuthScopeForForks: boolean;
}

/** Of projects made since May 2020. */
export const defaultPipelineSettings: PipelineSettings = {
  enforceJobAuthScope: true,
  enforceReferencedRepoScopedToken: false,
  enforceNoAccessToSecretsFromForks: true,
  enforceJobAuthScopeForForks: true,
};

export interface RepositoryState {
  readonly id: string;
  readonly name: string;
  readonly project: ProjectState;
  /** Absolute path of the bare repository. */
  readonly folder: string;
  readonly defaultBranch: string;
  readonly parent: RepositoryState | undefined;
  isDisabled: boolean;
  /** Branches as last read, with the fingerprint that tells whether they may have moved. */
  heads: Heads;
  headsFingerprint: string;
  /** Commits made so far, for dates that rise by one minute each. */
  commits: number;
  readonly commitStatuses: Map<string, StatusRecord[]>;
}

export interface World {
  readonly organization: string;
  readonly profile: Profile;
  readonly toggles: Toggles;
  /** With trailing slash; set when the server listens. */
  collectionUrl: string;
  readonly now: () => Date;
  readonly service: EmulatedIdentity;
  readonly projects: ProjectState[];
  readonly repositories: RepositoryState[];
  readonly identities: EmulatedIdentity[];
  readonly tokens: EmulatedToken[];
  readonly pullRequests: PullRequestRecord[];
  readonly policies: PolicyState[];
  readonly builds: BuildState[];
  /** By project id; `defaultPipelineSettings` where there are none. */
  readonly pipelineSettings: Map<string, Partial<PipelineSettings>>;
  readonly pipelines: PipelineState[];
  /** Names by id, of the service connections that jobs may get an OIDC token for. */
  readonly serviceConnections: Map<string, string>;
  lastPullRequestId: number;
  lastThreadId: number;
  lastPolicyId: number;
  lastStatusId: number;
  lastBuildId: number;
  lastPipelineId: number;
}

/** The service's clock as it appears in answers. */
export function timestamp(world: World): string {
  return world.now().toISOString();
}
