// Runs all probes side by side and puts what they found into the order in which a person mends it.
import type { AccessRequest, ProbeResult } from '../model/access.ts';
import type { AccessProbes, Clock, ModelProbes, PullRequests } from '../ports.ts';

/** What the probes ask through. */
export interface AccessPorts {
  readonly pullRequests: PullRequests;
  readonly access: AccessProbes;
  /** `undefined` where no model is configured: nothing is said of models then. */
  readonly model?: ModelProbes | undefined;
  readonly clock: Clock;
}

/**
 * Probes everything that a review needs; nothing is left on the pull request. A probe that fails is an answer, so this
 * rejects only with the reason of a signal. Results are in the order of `probeNames`; what does not apply is left out.
 */
export async function probeAccess(_ports: AccessPorts, _request: AccessRequest): Promise<readonly ProbeResult[]> {
  return [];
}
