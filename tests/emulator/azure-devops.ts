// The emulator of the Azure DevOps Services REST API: everything that tests and the demo may import.
export { type AzureDevOps, type AzureDevOpsOptions, type Project, startAzureDevOps } from './azure-devops/emulator.ts';
export type { FileChange } from './azure-devops/git/import.ts';
export { type FaultAction, throttlingHeaders } from './azure-devops/http/faults.ts';
export type { LoggedRequest } from './azure-devops/http/request-log.ts';
export type { EmulatedPullRequest } from './azure-devops/pull-request.ts';
export type { ShownThread } from './azure-devops/pull-request-state.ts';
export type { Repository } from './azure-devops/repository.ts';
export type {
  EmulatedIdentity,
  EmulatedToken,
  TokenFailure,
  TokenOptions,
} from './azure-devops/state/identity.ts';
export { policyTypes } from './azure-devops/state/policy.ts';
export type { Toggles } from './azure-devops/state/toggles.ts';
