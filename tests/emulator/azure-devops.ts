// The emulator of the Azure DevOps Services REST API: everything that tests and the demo may import.
//
// Two ways to make trouble: `faults` answers requests that match a pattern wrongly, late or not at all; `onRequest` lets a
// test stand in the way of each one, before or after it takes effect, while others go on. So two runs are brought into any
// order (a hook that waits), and a run is killed at its nth request:
//
//   const kill = new AbortController();
//   azureDevOps.clearRequests();
//   azureDevOps.onRequest({
//     before({ number }) {
//       if (number < 7) return undefined;
//       kill.abort();
//       return 'drop';
//     },
//   });
//   await scene.review({ kill: kill.signal });
//
// With `after` in place of `before` the seventh request takes effect and only its answer is lost.
export { type AzureDevOps, type AzureDevOpsOptions, type Project, startAzureDevOps } from './azure-devops/emulator.ts';
export type { FileChange } from './azure-devops/git/import.ts';
export { type FaultAction, throttlingHeaders } from './azure-devops/http/faults.ts';
export type { PassingRequest } from './azure-devops/http/hooks.ts';
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
