// The story of a sweep: every open pull request gets the review that it waits for, and one that fails stops no other.
import pLimit from 'p-limit';
import type { PullRequest } from './model/pull-request.ts';
import type { SweepOutcome, Swept } from './model/sweep.ts';
import type { Log, World } from './ports.ts';
import { demandInputs } from './review/configuration.ts';
import { refusal } from './review/ending.ts';
import type { ReviewRequest } from './review/request.ts';
import { review } from './review.ts';
import { collectLog } from './sweep/collected-log.ts';
import { sweepLines, sweptLine } from './sweep/words.ts';

/** What is asked of a sweep. */
export interface SweepRequest extends Omit<ReviewRequest, 'pullRequestId' | 'run' | 'isByHand' | 'yields'> {
  /** Id or name; `undefined` for all of the project. */
  readonly repository: string | undefined;
  /** A new name for each review, as `ReviewRequest.run`: two runs on one pull request are told apart by it. */
  readonly newRun: () => string;
}

/** Makes the world of one review, which speaks to its own log. */
export type WorldOf = (log: Log) => World;

/** Reviews under way at once: more would only wait for the same model. */
const atOnce = 3;
/** Part of the time in which pull requests are begun; the rest is for those under way, so that few end half done. */
const beginningPart = 0.8;

/** Reviews every open pull request, the oldest first. Never throws: what fails is part of the outcome. */
export async function sweep(request: SweepRequest, log: Log, worldOf: WorldOf): Promise<SweepOutcome> {
  const world = worldOf(log);
  const lastBegin = world.clock.now() + request.inputs.inputs.timeoutMinutes * 60_000 * beginningPart;
  try {
    demandInputs(request.inputs);
    log.info(
      `Sweeping over the open pull requests of the ${request.repository === undefined ? 'project' : 'repository'}`,
    );
    const ids = await world.pullRequests.open(request.project, request.repository);
    return await reviewAll(ids, lastBegin, request, world, worldOf);
  } catch (error) {
    return { kind: 'refused', stopped: refusal(error, world), cause: error };
  }
}

async function reviewAll(
  ids: readonly number[],
  lastBegin: number,
  request: SweepRequest,
  { cancelled, clock, log }: World,
  worldOf: WorldOf,
): Promise<SweepOutcome> {
  const pullRequests: Swept[] = [];
  const leftOut: { id: number; why: 'out-of-time' | 'cancelled' }[] = [];
  const limit = pLimit(atOnce);
  await Promise.all(
    ids.map((id) =>
      limit(async () => {
        if (cancelled.aborted) return void leftOut.push({ id, why: 'cancelled' });
        if (clock.now() >= lastBegin) return void leftOut.push({ id, why: 'out-of-time' });
        log.info(`Pull request ${id} begins.`);
        pullRequests.push(await reviewOne(id, request, log, worldOf));
        log.progress((100 * pullRequests.length) / ids.length, `${pullRequests.length} of ${ids.length} pull requests`);
      }),
    ),
  );
  pullRequests.sort((one, other) => one.id - other.id);
  const outcome = { kind: 'swept', pullRequests, leftOut } as const;
  for (const line of sweepLines(outcome)) log.info(line);
  if (leftOut.length > 0) log.warning(`Not begun: ${leftOut.map(({ id }) => `pull request ${id}`).join(', ')}.`);
  return outcome;
}

async function reviewOne(id: number, request: SweepRequest, log: Log, worldOf: WorldOf): Promise<Swept> {
  const collected = collectLog();
  const world = worldOf(collected.log);
  let found: PullRequest | undefined;
  const pullRequests = {
    ...world.pullRequests,
    async find(project: string, wanted: number) {
      found = await world.pullRequests.find(project, wanted);
      return found;
    },
  };
  const { newRun, repository: _, ...shared } = request;
  const outcome = await review(
    { ...shared, pullRequestId: id, run: newRun(), isByHand: false, yields: true },
    { ...world, pullRequests },
  );
  const { repositoryName = '', title = '', webUrl = '' } = found ?? {};
  const swept = { id, repositoryName, title, webUrl, outcome };
  collected.tell(log, `Pull request ${id}`, sweptLine(swept));
  return swept;
}
