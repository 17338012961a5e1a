// Carries out the plan, a step at a time, each after a yes; what is there when it stops is what a second run finds.
import type { PipelineFolder } from '../../edges/pipeline-folder.ts';
import { AccessError, type Explanation, ServiceError } from '../../errors.ts';
import type { SetupFacts, SetupWishes, StepName } from '../../setup/facts.ts';
import { stepNames } from '../../setup/facts.ts';
import { pipelineYaml } from '../../setup/pipeline-file.ts';
import { type Deed, planSetup, type Step } from '../../setup/plan.ts';
import { lookAtFolder } from './look.ts';
import type { SetupService, SetupWorld } from './world.ts';

/** What a setup works on. */
export interface Site {
  readonly service: SetupService;
  readonly folder: PipelineFolder | undefined;
  readonly wishes: SetupWishes;
}

/** What came of it. */
export interface CarriedOut {
  /** As they are now. */
  readonly facts: SetupFacts;
  /** Steps that the person did not want. */
  readonly declined: ReadonlySet<StepName>;
}

/** Makes what can be made. Each step is planned anew, because the one before may have made it possible. */
export async function carryOut(world: SetupWorld, site: Site, before: SetupFacts): Promise<CarriedOut> {
  const declined = new Set<StepName>();
  let facts = before;
  for (const name of stepNames) {
    world.cancelled.throwIfAborted();
    const step = planSetup(facts, site.wishes).find((one) => one.name === name);
    if (step?.state.kind !== 'make' || step.state.deed === undefined) continue;
    const { deed, what } = step.state;
    if (!(await isAgreed(world, step, deed))) declined.add(name);
    else facts = await tryDeed(world, site, facts, { name, deed, done: `${step.title}: ${what}` });
  }
  return { facts, declined };
}

/** `--yes` says yes to everything but to writing over a file, which has a flag of its own. */
async function isAgreed({ flags, isUnattended, prompter }: SetupWorld, { title, state }: Step, deed: Deed) {
  const isOverwriting = deed.kind === 'write-file' && deed.isOverwriting;
  if (isOverwriting ? flags.overwrite : flags.yes) return true;
  if (isUnattended) return false;
  const what = state.kind === 'make' ? state.what : '';
  return prompter.confirm(`${title} will be ${what}. Go ahead?`, !isOverwriting);
}

interface Task {
  readonly name: StepName;
  readonly deed: Deed;
  readonly done: string;
}

async function tryDeed(world: SetupWorld, site: Site, facts: SetupFacts, task: Task): Promise<SetupFacts> {
  try {
    const after = await perform(site, facts, task.deed);
    world.log.info(`✓ ${task.done}`);
    return after;
  } catch (error) {
    world.cancelled.throwIfAborted();
    if (!isRefusal(error)) throw error;
    return { ...facts, refused: new Map([...facts.refused, [task.name, error]]) };
  }
}

/** The service said no to this one thing; the clicks say how a person makes it. Outages end the setup instead. */
function isRefusal(error: unknown): error is Explanation & Error {
  return error instanceof AccessError || (error instanceof ServiceError && error.code === 'request-refused');
}

async function perform({ service, folder, wishes }: Site, facts: SetupFacts, deed: Deed): Promise<SetupFacts> {
  const { place } = facts;
  const { provisioning } = service;
  switch (deed.kind) {
    case 'write-file': {
      if (folder === undefined) return facts;
      await folder.write(wishes.yamlPath, pipelineYaml(wishes), deed.isOverwriting);
      return { ...facts, local: await lookAtFolder(folder, place, wishes) };
    }
    case 'create-pipeline': {
      const made = await provisioning.createPipeline(place, deed.pipeline);
      const known = facts.pipelines.kind === 'known' ? facts.pipelines.value : [];
      return { ...facts, pipelines: { kind: 'known', value: [...known, made] } };
    }
    case 'create-policy':
      await provisioning.createPolicy(place, wishes.branch, deed.policy);
      break;
    case 'strengthen-policy':
      await provisioning.strengthenPolicy(place, deed.policy, deed.isBlocking);
  }
  return { ...facts, policies: { kind: 'known', value: await provisioning.policies(place, wishes.branch) } };
}
