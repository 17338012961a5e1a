// The story of a review, from the pull request to its status. Who reads only this file knows the program.
import { describeConfig } from './config/describe.ts';
import { OvertakenError } from './errors.ts';
import type { Outcome } from './model/outcome.ts';
import { nothingToReview } from './plan/nothing.ts';
import type { World } from './ports.ts';
import { warnOfExpiry, withAllThatIsMissing } from './review/access.ts';
import { answerPeople } from './review/answers.ts';
import { type Change, readChange } from './review/change.ts';
import { readConfiguration } from './review/configuration.ts';
import { closed, type Place, stopped } from './review/ending.ts';
import { findAndJudge } from './review/judge.ts';
import { latest, type Occasion } from './review/occasion.ts';
import { tryReplacements } from './review/replacements.ts';
import { mediumOf, type ReviewRequest, statusContext } from './review/request.ts';
import { beginRun } from './review/run.ts';
import { say } from './review/say.ts';
import { leaveOut, notNow } from './review/skip.ts';
import { readTalk } from './review/talk.ts';
import { restIfUnchanged } from './review/unchanged.ts';

export type { ReviewRequest } from './review/request.ts';

/** Reviews one pull request. Expected failures are an outcome; whatever happens, a status tells of it where one can be posted. */
export async function review(request: ReviewRequest, world: World): Promise<Outcome> {
  let place: Place | undefined;
  try {
    const pullRequest = await world.pullRequests.find(request.project, request.pullRequestId);
    world.log.info(`Reviewing ${pullRequest.repositoryName}: ${pullRequest.webUrl}`);
    if (pullRequest.state !== 'active') return closed(pullRequest);
    const talk = await readTalk(world.pullRequests, pullRequest, request.inputs.inputs.model.provider !== 'none');
    const unchanged = await restIfUnchanged(request, world, pullRequest, talk);
    if (unchanged !== undefined) return unchanged;
    const iterations = await world.pullRequests.iterations(pullRequest);
    const iteration = latest(iterations);
    const status = statusContext(request, iteration);
    place = { pullRequest, status, isSaidOnce: request.yields ?? false, pendingId: undefined };
    const onBegun = (pendingId: number) => {
      place = { pullRequest, status, isSaidOnce: request.yields ?? false, pendingId };
    };
    const known = { pullRequest, iterations, iteration, status, talk };
    return await reviewIteration(request, world, { ...known, medium: mediumOf(request) }, onBegun);
  } catch (error) {
    if (error instanceof OvertakenError) return { kind: 'superseded', reason: error.problem };
    const cause = place === undefined ? await withAllThatIsMissing(error, request, world) : error;
    return stopped(cause, world, place);
  }
}

async function reviewIteration(
  request: ReviewRequest,
  world: World,
  found: Occasion,
  onBegun: (pendingId: number) => void,
): Promise<Outcome> {
  const { cancelled, clock, log } = world;
  const start = clock.now();
  log.section('Configuration');
  const config = await readConfiguration(request, world, found);
  for (const line of describeConfig(config)) log.info(line);
  warnOfExpiry(request, world, config, start);
  const reason = notNow(request, found, config, start);
  // Without a turn of its own only a run that answers nobody can be left out: two of them would say the same.
  if (reason !== undefined && found.talk.pending.length === 0) return leaveOut(request, world, found, config, reason);
  const run = await beginRun(request, world, found, onBegun);
  const { occasion } = run;
  const inTurn = { ...world, publisher: run.publisher };
  const done = run.isReadAgain
    ? await restIfUnchanged(request, inTurn, occasion.pullRequest, occasion.talk)
    : undefined;
  if (done !== undefined) return done;
  if (reason !== undefined) return leaveOut(request, inTurn, occasion, config, reason);

  log.section('What changed');
  log.progress(5, 'Reading the pull request');
  const change = await readChange(world, occasion, config);
  const nothing = hasFindings(occasion, change) ? undefined : nothingToReview(change.plan);
  if (nothing !== undefined) return leaveOut(request, inTurn, occasion, config, nothing, change.plan.skips.length);
  cancelled.throwIfAborted();

  log.section('Review');
  log.progress(20, 'Reviewing');
  const judged = await findAndJudge(world, occasion, change, config, start);
  const answers = await answerPeople(world, occasion, config, request.linkHosts, judged.questions?.questions);
  const report = await tryReplacements(world, change, judged.report);

  log.section('Posting');
  log.progress(85, 'Posting');
  const published = await say(world, { request, run, occasion, change, config, judged: report, answers });
  // Whoever cancels while we post leaves the last word to be said: the status would stay as it was when we began.
  if (!published.isStatusPosted) cancelled.throwIfAborted();
  for (const failure of published.unposted) log.warning(`${failure.problem} ${failure.fix}`);
  log.endSection();
  return { kind: 'reviewed', report, ...published };
}

/** Findings of earlier runs, and what was found beside the review, have to be settled even where nothing is left to review. */
function hasFindings({ talk }: Occasion, { aside }: Change): boolean {
  return talk.own.findings.length > 0 || aside.findings.length > 0;
}
