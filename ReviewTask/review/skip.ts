// The chapter of pull requests that are not reviewed now: people are answered all the same, and the status says why.
import type { Config } from '../model/config.ts';
import type { Outcome } from '../model/outcome.ts';
import { whyNotNow } from '../plan/filters.ts';
import type { World } from '../ports.ts';
import { changeThreads } from '../publish/apply.ts';
import { type SkipCause, skippedStatus } from '../publish/status.ts';
import { answerPeople } from './answers.ts';
import type { Occasion } from './occasion.ts';
import type { ReviewRequest } from './request.ts';

/**
 * Why there is no review now; `undefined` where there is one. `now`: milliseconds since the epoch. A policy that requires
 * the status lets `notApplicable` through, and authors push, write titles and make drafts. None of that must open what the
 * last review had closed, so `failed` and `error` are given again instead. What owners decide is not held against them.
 */
export function notNow(request: ReviewRequest, occasion: Occasion, config: Config, now: number): SkipCause | undefined {
  if (!config.enabled) return { kind: 'filtered', reason: `${config.configFile} says enabled: false` };
  const { iterations, pullRequest, talk } = occasion;
  const { reading } = talk.own.tracking;
  const state = reading.kind === 'state' ? reading.state : undefined;
  const isAsked = talk.asked.review || request.isByHand;
  const why = whyNotNow({ pullRequest, iterations, state, config, now, isAsked });
  if (why === undefined) return undefined;
  const isClosed = state?.status.state === 'failed' || state?.status.state === 'error';
  if (state === undefined || why.code === 'target-branch' || !isClosed) return { kind: 'filtered', reason: why.reason };
  const reviewed = { iterationId: state.iterationId, state: state.status.state };
  return { kind: 'verdict-stands', reason: why.reason, reviewed };
}

/** Nothing is reviewed. What stands on the pull request already is not said again. */
export async function leaveOut(
  request: ReviewRequest,
  world: World,
  occasion: Occasion,
  config: Config,
  cause: SkipCause,
  skippedFiles = 0,
): Promise<Outcome> {
  const { iteration, pullRequest, status } = occasion;
  const answers = await answerPeople(world, occasion, config, request.linkHosts);
  const failures = await changeThreads(world.publisher, pullRequest, answers.changes, { concurrency: 4 });
  for (const { fix, problem } of failures) world.log.warning(`${problem} ${fix}`);
  const post = skippedStatus(cause, status);
  const all = await world.pullRequests.statuses(pullRequest, iteration.id);
  const last = all.findLast(({ genre, name }) => genre === post.genre && name === post.name);
  if (last?.state !== post.state || last.description !== post.description) {
    await world.publisher.postStatus(pullRequest, post);
  }
  return { kind: 'skipped', reason: post.description, skippedFiles, state: post.state };
}
