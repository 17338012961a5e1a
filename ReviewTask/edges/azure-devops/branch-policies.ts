// Reads branch policies from the service's answers, and writes the bodies of new ones.
import * as z from 'zod';
import type { BranchPolicy, NewBranchPolicy, RepositoryPlace } from '../../model/provision.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

/** Ids of the types of policies, the same on every service. */
const types = {
  build: '0609b952-1397-4640-95ec-e00a01b2c241',
  status: 'cbdc66da-9728-4af8-aada-9a5a32e4a226',
} as const;

const scope = z.looseObject({
  repositoryId: z.string().nullish(),
  refName: z.string().nullish(),
  matchKind: z.string().nullish(),
});

export const policyAnswer = z.looseObject({
  id: z.number(),
  isEnabled: z.boolean(),
  isBlocking: z.boolean(),
  isDeleted: z.boolean().nullish(),
  type: z.looseObject({ id: z.string() }),
  settings: z.record(z.string(), z.unknown()),
});

const settingsRead = z.looseObject({
  scope: z.array(scope).nullish(),
  filenamePatterns: z.array(z.string()).nullish(),
  buildDefinitionId: z.number().nullish(),
  manualQueueOnly: z.boolean().nullish(),
  statusGenre: z.string().nullish(),
  statusName: z.string().nullish(),
  authorId: z.string().nullish(),
});

/** Build and status policies of a list that may hold all kinds. */
export function readPolicies(answer: unknown): readonly BranchPolicy[] {
  return readAnswer(z.array(policyAnswer), answer, operations.readPolicies)
    .filter(({ isDeleted }) => isDeleted !== true)
    .flatMap(asPolicy);
}

/** Nothing for a policy of another kind, or one without the setting that makes it what it is. */
export function asPolicy(policy: z.output<typeof policyAnswer>): readonly BranchPolicy[] {
  const settings = settingsRead.safeParse(policy.settings).data;
  if (settings === undefined) return [];
  const { id, isEnabled, isBlocking } = policy;
  const common = {
    ...{ id, isEnabled, isBlocking, settings: policy.settings },
    isShared: isShared(settings.scope ?? []),
    isFiltered: (settings.filenamePatterns ?? []).length > 0,
  };
  const type = policy.type.id.toLowerCase();
  if (type === types.build && settings.buildDefinitionId != null) {
    const isManual = settings.manualQueueOnly ?? false;
    return [{ ...common, kind: 'build', pipeline: settings.buildDefinitionId, isManual }];
  }
  if (type !== types.status || settings.statusName == null) return [];
  const author = settings.authorId ?? undefined;
  return [{ ...common, kind: 'status', genre: settings.statusGenre ?? '', name: settings.statusName, author }];
}

/** True unless the policy is for exactly one branch of one repository. */
function isShared(scopes: readonly z.output<typeof scope>[]): boolean {
  const [only] = scopes;
  if (only === undefined || scopes.length > 1) return true;
  return only.repositoryId == null || only.matchKind?.toLowerCase() !== 'exact';
}

/**
 * The body of a new policy on one branch. A build does not expire, because a review is of what was pushed; a status counts
 * for the push that it was posted on, which works with the reset because ours are posted on the iteration.
 */
export function newPolicyBody(place: RepositoryPlace, ref: string, policy: NewBranchPolicy): object {
  const where = [{ repositoryId: place.repository, refName: ref, matchKind: 'exact' }];
  const settings =
    policy.kind === 'build'
      ? {
          buildDefinitionId: policy.pipeline,
          displayName: policy.displayName,
          manualQueueOnly: false,
          queueOnSourceUpdateOnly: true,
          validDuration: 0,
        }
      : {
          statusGenre: policy.genre,
          statusName: policy.name,
          authorId: null,
          invalidateOnSourceUpdate: true,
          policyApplicability: null,
        };
  return {
    isEnabled: true,
    isBlocking: policy.isBlocking,
    type: { id: types[policy.kind] },
    settings: { ...settings, scope: where },
  };
}

/** The body that makes a policy hold: switched on, blocking where asked, and starting by itself. Everything else stays. */
export function strongerPolicyBody(policy: BranchPolicy, isBlocking: boolean): object {
  const automatic = policy.kind === 'build' && policy.isManual ? { manualQueueOnly: false } : {};
  return {
    isEnabled: true,
    isBlocking: policy.isBlocking || isBlocking,
    type: { id: types[policy.kind] },
    settings: { ...policy.settings, ...automatic },
  };
}
