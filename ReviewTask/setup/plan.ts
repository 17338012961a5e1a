// The plan of a setup: for each part what is there, what will be made, and what cannot be made and how a person makes it.
import type { Explanation } from '../errors.ts';
import type { BranchPolicy, NewBranchPolicy, NewPipeline, Pipeline } from '../model/provision.ts';
import { buildPolicyClicks, enableClicks, pipelineClicks, shortBranch, statusPolicyClicks } from './clicks.ts';
import type { SetupFacts, SetupWishes, StepName } from './facts.ts';
import { type StatusName, usualStatus } from './pipeline-file.ts';
import { buildPolicyOf, standingOf, statusPolicyOf } from './policies.ts';

/** What carrying out a step does. */
export type Deed =
  | { readonly kind: 'write-file'; readonly isOverwriting: boolean }
  | { readonly kind: 'create-pipeline'; readonly pipeline: NewPipeline }
  | { readonly kind: 'create-policy'; readonly policy: NewBranchPolicy }
  | { readonly kind: 'strengthen-policy'; readonly policy: BranchPolicy; readonly isBlocking: boolean };

export type StepState =
  | { readonly kind: 'there'; readonly notes: readonly string[] }
  /** `what` completes "will be …". `deed` is missing while a step before it has to be made first. */
  | { readonly kind: 'make'; readonly what: string; readonly notes: readonly string[]; readonly deed: Deed | undefined }
  /** Running setup again when it has happened goes on from there. */
  | { readonly kind: 'waits'; readonly reason: string }
  | { readonly kind: 'by-hand'; readonly why: string; readonly clicks: readonly string[] };

/** One part of the plan. */
export interface Step {
  readonly name: StepName;
  /** What it is about: `pipeline "web review"`. */
  readonly title: string;
  readonly state: StepState;
}

/** The whole plan, in the order in which it is carried out. Pure: the same facts and wishes give the same plan. */
export function planSetup(facts: SetupFacts, wishes: SetupWishes): readonly Step[] {
  const policies = wishes.policies === 'none' ? [] : [buildStep(facts, wishes), statusStep(facts, wishes)];
  return [fileStep(facts, wishes), pipelineStep(facts, wishes), ...policies];
}

function fileStep(facts: SetupFacts, wishes: SetupWishes): Step {
  const title = wishes.yamlPath;
  return { name: 'file', title, state: fileState(facts, wishes) };
}

function fileState({ local, onBranch }: SetupFacts, { branch, yamlPath }: SetupWishes): StepState {
  const merge = `not on ${shortBranch(branch)} yet: commit it, push it and merge it`;
  if (onBranch.kind === 'reviews') return there(`on ${shortBranch(branch)}, and runs the review`);
  if (onBranch.kind === 'other') {
    return byHand(`${shortBranch(branch)} has a file of this name that does something else`, [
      'Run setup again with another name: --yaml azure-pipelines-threadline.yml.',
    ]);
  }
  if (local === undefined) {
    return byHand('there is no clone of the repository here to write it to', [
      `Run setup in a clone, name one with --folder, or put the text below into ${yamlPath} yourself.`,
    ]);
  }
  if (local.file.kind === 'reviews') return there(`in ${local.folder}`, merge);
  const isOverwriting = local.file.kind === 'other';
  const what = isOverwriting ? `written OVER the file that is in ${local.folder}` : `written to ${local.folder}`;
  return { kind: 'make', what, notes: [], deed: { kind: 'write-file', isOverwriting } };
}

/** The pipeline whose YAML is the wished one; one that builds goes before one that is switched off. */
export function pipelineOf(facts: SetupFacts, { yamlPath }: SetupWishes): Pipeline | undefined {
  if (facts.pipelines.kind === 'unknown') return undefined;
  const same = facts.pipelines.value.filter((one) => one.yamlPath.toLowerCase() === yamlPath.toLowerCase());
  return same.find(({ isEnabled }) => isEnabled) ?? same[0];
}

function pipelineStep(facts: SetupFacts, wishes: SetupWishes): Step {
  const found = pipelineOf(facts, wishes);
  const name = found?.name ?? newPipelineName(facts);
  return { name: 'pipeline', title: `pipeline "${name}"`, state: pipelineState(facts, wishes, found, name) };
}

function newPipelineName(facts: SetupFacts): string {
  const base = `${facts.place.repositoryName} review`;
  const taken = facts.pipelines.kind === 'known' ? facts.pipelines.value.map(({ name }) => name.toLowerCase()) : [];
  const names = [base, `${base} (Threadline)`, ...taken.map((_name, index) => `${base} (Threadline ${index + 2})`)];
  return names.find((name) => !taken.includes(name.toLowerCase())) ?? base;
}

function pipelineState(facts: SetupFacts, wishes: SetupWishes, found: Pipeline | undefined, name: string): StepState {
  if (facts.pipelines.kind === 'unknown') {
    return byHand(facts.pipelines.why.problem, [
      facts.pipelines.why.fix,
      'Where there is no such pipeline yet, this makes one:',
      ...pipelineClicks(facts, wishes, name),
    ]);
  }
  if (found !== undefined) {
    if (found.isEnabled) return there(`is there (${found.id})`);
    return byHand('it is paused or disabled, so no build starts', enableClicks(facts, found.id));
  }
  const refusal = facts.refused.get('pipeline');
  if (refusal !== undefined) return refusedByHand(refusal, pipelineClicks(facts, wishes, name));
  const pool = wishes.pool === '' ? 'Azure Pipelines' : wishes.pool;
  const pipeline = { name, yamlPath: wishes.yamlPath, pool };
  return {
    kind: 'make',
    what: `created from ${wishes.yamlPath}, on the pool "${pool}"`,
    notes: [],
    deed: { kind: 'create-pipeline', pipeline },
  };
}

function buildStep(facts: SetupFacts, wishes: SetupWishes): Step {
  const title = `build validation of ${shortBranch(wishes.branch)}`;
  const pipeline = pipelineOf(facts, wishes);
  const state = policyState(facts, wishes, {
    name: 'build-policy',
    find: (policies) => (pipeline === undefined ? undefined : buildPolicyOf(policies, pipeline.id)),
    clicks: buildPolicyClicks(facts, wishes, pipeline?.name ?? newPipelineName(facts)),
    make:
      pipeline === undefined
        ? undefined
        : { kind: 'build', pipeline: pipeline.id, displayName: 'Threadline review', isBlocking: isRequired(wishes) },
  });
  return { name: 'build-policy', title, state };
}

function statusStep(facts: SetupFacts, wishes: SetupWishes): Step {
  const status = statusOf(facts);
  const title = `status policy ${status.genre}/${status.name} of ${shortBranch(wishes.branch)}`;
  const state = policyState(facts, wishes, {
    name: 'status-policy',
    find: (policies) => statusPolicyOf(policies, status),
    clicks: statusPolicyClicks(facts, wishes, status),
    make: { kind: 'status', ...status, isBlocking: isRequired(wishes) },
  });
  return { name: 'status-policy', title, state };
}

/** The status that the pipeline will post: a file that is there may name another than the usual one. */
function statusOf({ local, onBranch }: SetupFacts): StatusName {
  if (onBranch.kind === 'reviews') return onBranch.status;
  return local?.file.kind === 'reviews' ? local.file.status : usualStatus;
}

interface PolicyWish {
  readonly name: StepName;
  readonly find: (policies: readonly BranchPolicy[]) => BranchPolicy | undefined;
  readonly clicks: readonly string[];
  /** `undefined` while the pipeline is not there. */
  readonly make: NewBranchPolicy | undefined;
}

function policyState(facts: SetupFacts, wishes: SetupWishes, wish: PolicyWish): StepState {
  if (facts.policies.kind === 'unknown') {
    return byHand(facts.policies.why.problem, [facts.policies.why.fix, ...wish.clicks]);
  }
  const found = wish.find(facts.policies.value);
  const refusal = facts.refused.get(wish.name) ?? withoutRight(facts);
  if (found !== undefined) return foundPolicy(found, wishes, wish, refusal);
  const pipeline = pipelineStep(facts, wishes).state;
  if (pipeline.kind === 'by-hand') return { kind: 'waits', reason: 'for the pipeline' };
  if (!wishes.isEarly && facts.onBranch.kind !== 'reviews') {
    const reason = `until ${wishes.yamlPath} is on ${shortBranch(wishes.branch)}; before, builds of other pull requests would fail`;
    return { kind: 'waits', reason };
  }
  if (refusal !== undefined) return refusedByHand(refusal, wish.clicks);
  const { make } = wish;
  const deed = make === undefined ? undefined : ({ kind: 'create-policy', policy: make } as const);
  return { kind: 'make', what: `created, ${requirement(wishes)}`, notes: [], deed };
}

function foundPolicy(
  found: BranchPolicy,
  wishes: SetupWishes,
  wish: PolicyWish,
  refusal: Explanation | undefined,
): StepState {
  const { lacks, notes } = standingOf(found, isRequired(wishes));
  if (lacks.length === 0) return there(found.isBlocking ? 'is there, required' : 'is there, optional', ...notes);
  const what = lacks.join(' and ');
  if (found.isShared) {
    return byHand(`it should be ${what}, and holds for more than this branch, so it is left alone`, wish.clicks);
  }
  if (refusal !== undefined) return refusedByHand(refusal, wish.clicks);
  const deed = { kind: 'strengthen-policy', policy: found, isBlocking: isRequired(wishes) } as const;
  return { kind: 'make', what, notes, deed };
}

function withoutRight({ mayEditPolicies, place }: SetupFacts): Explanation | undefined {
  if (mayEditPolicies !== false) return undefined;
  return {
    code: 'permission-missing',
    problem: `the owner of the token lacks the permission "Edit policies" on the repository "${place.repositoryName}"`,
    fix: 'Ask somebody who has it to do this:',
  };
}

function isRequired({ policies }: SetupWishes): boolean {
  return policies === 'require';
}

function requirement(wishes: SetupWishes): string {
  return isRequired(wishes) ? 'required' : 'optional';
}

function there(...notes: readonly string[]): StepState {
  return { kind: 'there', notes };
}

function byHand(why: string, clicks: readonly string[]): StepState {
  return { kind: 'by-hand', why, clicks };
}

function refusedByHand({ problem, fix }: Explanation, clicks: readonly string[]): StepState {
  return byHand(problem, [fix, ...clicks]);
}
