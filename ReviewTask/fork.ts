// The story of a build of a fork: it has no secrets, and a token that may only read; what can be found without is logged.
import type { Outcome } from './model/outcome.ts';
import type { Publisher, World } from './ports.ts';
import { forkStatus } from './publish/status.ts';
import { latest } from './review/occasion.ts';
import { type ReviewRequest, statusContext } from './review/request.ts';
import { review } from './review.ts';

/** What a build of a fork goes without. */
export interface ForkBuild {
  /** A model was asked for, and the build has no key for it; the request asks for the built-in checks alone. */
  readonly isModelWithheld: boolean;
  /** Prints what would be posted. */
  readonly printing: Publisher;
}

/**
 * Reviews as any build where nothing is kept from it. Else the built-in checks go to the log, and the outcome says who can run
 * the review. Never asks anybody to open secrets to forks: a pull request of a stranger could carry them away.
 */
export async function reviewFork(request: ReviewRequest, world: World, fork: ForkBuild): Promise<Outcome> {
  if (!fork.isModelWithheld) {
    const outcome = await review(request, world);
    if (!mayOnlyRead(outcome)) return outcome;
  }
  const why = fork.isModelWithheld ? 'a build of a fork has no secrets' : 'the token of a fork build may only read';
  world.log.info(`${why.charAt(0).toUpperCase()}${why.slice(1)}: what the built-in checks find goes to this log.`);
  const { printing } = fork;
  const outcome = await review(request, { ...world, publisher: printing, lastWords: printing, access: undefined });
  // What a filter leaves out needs no secrets to be left out.
  if (outcome.kind === 'skipped' && fork.isModelWithheld) return review(request, world);
  if (outcome.kind !== 'reviewed') return outcome;
  if (fork.isModelWithheld) await tellPullRequest(request, world);
  world.log.warning(`The review was skipped: ${why}. ${howToRun(request)}`);
  return { kind: 'skipped', reason: `AI review skipped — ${why}; a maintainer can run it`, skippedFiles: 0 };
}

function mayOnlyRead(outcome: Outcome): boolean {
  return outcome.kind === 'stopped' && !outcome.isOnPullRequest && outcome.stopped.code === 'permission-missing';
}

function howToRun({ pullRequestId }: ReviewRequest): string {
  return `A maintainer who has looked at the change can start the pipeline by hand with "pullRequest" set to ${pullRequestId}: that is no build of the fork, and it runs nothing of what the fork brings. A scheduled sweep reviews it as well. Secrets stay closed to forks.`;
}

/** Only where nobody has said anything of this iteration yet: what a maintainer's run came to stands. */
async function tellPullRequest(request: ReviewRequest, { pullRequests, publisher }: World): Promise<void> {
  try {
    const pullRequest = await pullRequests.find(request.project, request.pullRequestId);
    const context = statusContext(request, latest(await pullRequests.iterations(pullRequest)));
    const statuses = await pullRequests.statuses(pullRequest, context.iterationId);
    if (statuses.some(({ genre, name }) => genre === context.genre && name === context.name)) return;
    await publisher.postStatus(pullRequest, forkStatus(context));
  } catch {
    // The token may only read, as it should in a build of a fork; the log says what the status would.
  }
}
