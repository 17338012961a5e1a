// The emulator of the Azure DevOps Services REST API: everything that tests and the demo may import.
export type { BuildOptions, EmulatedBuild } from './azure-devops/builds.ts';
export { type AzureDevOps, type AzureDevOpsOptions, type Project, startAzureDevOps } from './azure-devops/emulator.ts';
export type { FileChange, FileMode } from './azure-devops/git/import.ts';
export { type Fault, type FaultAction, type Faults, throttlingHeaders } from './azure-devops/http/faults.ts';
export type { LoggedRequest } from './azure-devops/http/request-log.ts';
export type { EmulatedPullRequest, NewThreadOptions } from './azure-devops/pull-request.ts';
export type {
  PullRequestState,
  ShownComment,
  ShownIteration,
  ShownStatus,
  ShownThread,
} from './azure-devops/pull-request-state.ts';
export type { CommitOptions, PullRequestOptions, Repository } from './azure-devops/repository.ts';
export type {
  EmulatedIdentity,
  EmulatedToken,
  IdentityOptions,
  RepositoryPermissions,
  TokenFailure,
  TokenOptions,
} from './azure-devops/state/identity.ts';
export {
  contributorPermissions,
  gitNamespace,
  type Permission,
  permissionBits,
} from './azure-devops/state/permissions.ts';
export { policyTypes } from './azure-devops/state/policy.ts';
export type { Toggles } from './azure-devops/state/toggles.ts';
export type { Profile } from './azure-devops/state/world.ts';
