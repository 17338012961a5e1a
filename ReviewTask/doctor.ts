// The story of doctor: everything that a review needs is probed, and nothing is left behind.
import { probeAccess } from './access/probe-access.ts';
import { declaredIn } from './config/declared.ts';
import type { InputReading } from './config/inputs.ts';
import type { AccessRequest, ProbeResult } from './model/access.ts';
import type { ModelChoice } from './model/config.ts';
import type { AccessProbes, Clock, ModelProbes, PullRequests } from './ports.ts';

/** What doctor asks through. */
export interface DoctorWorld {
  readonly pullRequests: PullRequests;
  readonly access: AccessProbes;
  /** Makes the client of a model; throws ConfigError for an address that cannot be used. */
  readonly model: (choice: Exclude<ModelChoice, { provider: 'none' }>) => ModelProbes;
  readonly clock: Clock;
}

/** Where to look, and with which kind of token. */
export type DoctorPlace = Pick<
  AccessRequest,
  'collectionUrl' | 'project' | 'pullRequestId' | 'repository' | 'targetRef' | 'tokenKind'
>;

/** Never rejects: what fails is an answer. Results are in the order in which a person mends things. */
export function examine(
  { access, clock, model, pullRequests }: DoctorWorld,
  reading: InputReading,
  place: DoctorPlace,
): Promise<readonly ProbeResult[]> {
  const { inputs } = reading;
  const choice = inputs.model;
  return probeAccess(
    {
      ...{ access, clock, pullRequests },
      model: choice.provider === 'none' ? undefined : late(() => model(choice)),
      async configuration(pullRequest) {
        if (pullRequest === undefined) return declaredIn(reading, undefined);
        return declaredIn(reading, await pullRequests.file(pullRequest, pullRequest.targetCommit, inputs.configFile));
      },
    },
    {
      ...place,
      statusGenre: inputs.statusGenre,
      statusName: inputs.statusName,
      threadStatus: inputs.threadStatus,
    },
  );
}

/** An address that cannot be used becomes the answer of the probe. */
function late(make: () => ModelProbes): ModelProbes {
  return {
    check: async () => make().check(),
    structure: async () => make().structure(),
  };
}
