// Recognises the policies that hold a branch to the review, and what would make one of them hold better.
import type { BranchPolicy, BuildPolicy, StatusPolicy } from '../model/provision.ts';
import type { StatusName } from './pipeline-file.ts';

/** How a policy that is there stands to what is wanted. */
export interface Standing {
  /** What would have to change, as completions of "will be …"; empty where it holds as wanted. */
  readonly lacks: readonly string[];
  /** What a person should know about it; none of it is ours to change. */
  readonly notes: readonly string[];
}

/** The build validation that runs the pipeline; of several the strongest. */
export function buildPolicyOf(policies: readonly BranchPolicy[], pipeline: number): BuildPolicy | undefined {
  return strongest(policies.filter((one) => one.kind === 'build').filter((one) => one.pipeline === pipeline));
}

/** The policy that asks for the status; of several the strongest. Names of statuses do not heed letter case. */
export function statusPolicyOf(policies: readonly BranchPolicy[], status: StatusName): StatusPolicy | undefined {
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  return strongest(
    policies
      .filter((one) => one.kind === 'status')
      .filter((one) => same(one.genre, status.genre) && same(one.name, status.name)),
  );
}

function strongest<T extends BranchPolicy>(policies: readonly T[]): T | undefined {
  const strength = ({ isEnabled, isBlocking, isFiltered }: T) =>
    (isEnabled ? 4 : 0) + (isBlocking ? 2 : 0) + (isFiltered ? 0 : 1);
  return [...policies].sort((one, other) => strength(other) - strength(one))[0];
}

/** Compares; `isRequired` is what was asked for. Nothing that is stricter than asked for is ever listed as lacking. */
export function standingOf(policy: BranchPolicy, isRequired: boolean): Standing {
  const lacks = [
    ...(policy.isEnabled ? [] : ['switched on']),
    ...(isRequired && !policy.isBlocking ? ['made required'] : []),
    ...(policy.kind === 'build' && policy.isManual ? ['made to start by itself'] : []),
  ];
  const notes = [
    ...(policy.isBlocking && !isRequired ? ['it is required and stays so: setup loosens nothing'] : []),
    ...(policy.isFiltered ? ['it looks at some files alone, by its path filter'] : []),
    ...(policy.kind === 'status' && policy.author !== undefined
      ? [`only a status of the identity ${policy.author} counts, which has to be the one that the pipeline runs as`]
      : []),
  ];
  return { lacks, notes };
}
