// The story of setup: from a token and the address of a pull request to a branch whose pull requests are reviewed.
import type { PullRequest } from '../model/pull-request.ts';
import { stepResult } from '../model/step-result.ts';
import { describePlan, describeStep } from '../setup/describe.ts';
import type { SetupFacts, SetupWishes } from '../setup/facts.ts';
import { pipelineYaml } from '../setup/pipeline-file.ts';
import { planSetup } from '../setup/plan.ts';
import { whatRemains } from '../setup/remains.ts';
import { answerChoice } from './setup/answer.ts';
import { type CarriedOut, carryOut } from './setup/carry-out.ts';
import { askPullRequest, askToken } from './setup/connect.ts';
import { chooseFolder, lookAround, reviewingPath } from './setup/look.ts';
import { chooseBranch, chooseRepository, chooseWishes } from './setup/wishes.ts';
import type { AccessLine, SetupService, SetupWorld } from './setup/world.ts';

const reviewChoices = [
  { value: 'show', label: 'Show it here, post nothing' },
  { value: 'post', label: 'Post it on the pull request' },
  { value: 'none', label: 'None' },
] as const;

/** How a setup ended. `isWhole` is false where something could not be made with this token. */
export interface SetupEnding {
  readonly isWhole: boolean;
}

/**
 * Looks, plans, asks, makes, shows. Nothing is written before the plan was shown, and nothing at all in a dry run. Throws
 * ConfigError, AccessError or ServiceError; what was made until then is whole, and a second run goes on from there.
 */
export async function setUp(world: SetupWorld): Promise<SetupEnding> {
  const { flags, log } = world;
  // The question comes last; a flag that will not do is told of before anything is made.
  if (flags.review !== undefined) {
    await answerChoice(world, { flag: 'review', given: flags.review, message: '' }, reviewChoices, 'show');
  }
  const token = await askToken(world);
  const address = await askPullRequest(world);
  const service = world.connect(address, token);

  log.section('Access');
  const access = await service.access();
  for (const line of access.flatMap(describeAccess)) log.info(line);
  if (access.some(({ state }) => state === 'problem')) {
    log.info('That is about this token. The pipeline reviews with the token of its own job.');
  }
  const pullRequest = await service.pullRequests.find(address.project, address.id);

  log.section('What to set up');
  const place = await chooseRepository(world, service, pullRequest, address.repository);
  const branches = await service.provisioning.branches(place);
  const branch = await chooseBranch(world, place, pullRequest, branches);
  const tip = branches.get(branch) ?? '';
  const wishes = await chooseWishes(world, branch, await reviewingPath(service, place, tip));
  const folder = await chooseFolder(world, place, wishes);
  log.info(`${place.projectName}/${place.repositoryName}, branch ${branch.replace(/^refs\/heads\//, '')}`);

  log.section('Plan');
  const facts = await lookAround(service, place, wishes, tip, folder);
  for (const line of describePlan(planSetup(facts, wishes))) log.info(line);
  if (facts.local === undefined && facts.onBranch.kind === 'absent') showYaml(world, wishes);
  if (flags.dryRun) log.info('This is a dry run: nothing is written.');

  const carried = flags.dryRun
    ? { facts, declined: new Set<never>() }
    : await make(world, facts, { service, folder, wishes });
  await firstReview(world, service, pullRequest, wishes);
  log.section('What is left to do');
  for (const line of whatRemains(carried.facts, wishes)) log.info(line);
  return { isWhole: planSetup(carried.facts, wishes).every(({ state }) => state.kind !== 'by-hand') };
}

async function make(world: SetupWorld, before: SetupFacts, site: Parameters<typeof carryOut>[1]): Promise<CarriedOut> {
  const { log } = world;
  const planned = planSetup(before, site.wishes);
  if (planned.every(({ state }) => state.kind !== 'make')) {
    log.info('Nothing is to be made.');
    return { facts: before, declined: new Set() };
  }
  log.section('Making it');
  const carried = await carryOut(world, site, before);
  for (const step of planSetup(carried.facts, site.wishes)) {
    const isNew = carried.facts.refused.has(step.name);
    if (carried.declined.has(step.name)) log.info(`- ${step.title}: left out`);
    else if (step.state.kind === 'make') log.info(`- ${step.title}: left out with what it builds on`);
    else if (isNew) for (const line of describeStep(step)) log.info(line);
  }
  return carried;
}

function showYaml({ log }: SetupWorld, wishes: SetupWishes): void {
  log.info('');
  for (const line of pipelineYaml(wishes).trimEnd().split('\n')) log.info(`    ${line}`);
}

function describeAccess({ title, state, says, fix }: AccessLine): readonly string[] {
  const mark = { pass: '✓', problem: '✗', unknown: '?' }[state];
  return [`${mark} ${title}${says === '' ? '' : `: ${says}`}`, ...(fix === '' ? [] : [`    ${fix}`])];
}

/** A review that fails is told of, and does not undo the setup. */
async function firstReview(world: SetupWorld, service: SetupService, pullRequest: PullRequest, wishes: SetupWishes) {
  const { cancelled, flags, log } = world;
  const message = `First review of pull request ${pullRequest.id}`;
  const choice = await answerChoice(world, { flag: 'review', given: flags.review, message }, reviewChoices, 'show');
  if (choice === 'none') return;
  const isPosting = choice === 'post' && !flags.dryRun;
  log.section(isPosting ? 'First review' : 'First review (nothing is posted)');
  const outcome = await service.review(pullRequest, wishes.model, isPosting);
  cancelled.throwIfAborted();
  log.endSection();
  log.info(stepResult(outcome, false).message);
}
