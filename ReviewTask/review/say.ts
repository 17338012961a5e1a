// The chapter of saying it: the report goes to the pull request, unless another run has said the same meanwhile.
import { configDigest, inputsDigest } from '../config/digest.ts';
import { knownMeanwhile } from '../findings/known-meanwhile.ts';
import type { Config } from '../model/config.ts';
import type { OwnThreads } from '../model/own-threads.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../ports.ts';
import { type Published, publishReport } from '../publish/publish.ts';
import { addSpending } from '../reviewers/outcome.ts';
import { readOwn } from '../snapshot/own-threads.ts';
import type { Answers } from './answers.ts';
import type { Change } from './change.ts';
import type { Occasion } from './occasion.ts';
import type { ReviewRequest } from './request.ts';
import type { Run } from './run.ts';
import { findingThreads } from './talk.ts';
import { withVotes } from './votes.ts';

/** What is said, and what it rests on. */
export interface Sayings {
  readonly request: ReviewRequest;
  readonly run: Run;
  readonly occasion: Occasion;
  readonly change: Change;
  readonly config: Config;
  readonly judged: Report;
  readonly answers: Answers;
}

/** Posts threads, changes, answers, the tracking comment with the state, and the status. Throws OvertakenError. */
export async function say(
  world: World,
  { answers, change, config, judged, occasion, request, run }: Sayings,
): Promise<Published> {
  const { aside, snapshot } = change;
  const { own } = occasion.talk;
  const { reading, threadId } = own.tracking;
  const meanwhile = await saidMeanwhile(world, occasion, judged);
  const known = meanwhile?.findings ?? [];
  const settled = known.length === 0 ? judged : { ...judged, findings: knownMeanwhile(judged.findings, known) };
  const report = await withVotes(world, occasion, settled);
  const reviews = reading.kind === 'state' ? reading.state.reviews : [];
  return publishReport(
    { ...report, spending: addSpending(report.spending, answers.spending) },
    { ...snapshot, files: aside.files },
    run.publisher,
    config,
    {
      ...occasion.status,
      medium: occasion.medium ?? 'pull-request',
      linkHosts: request.linkHosts,
      existingTracking: threadId ?? meanwhile?.tracking.threadId,
      recordBefore: own.tracking.record,
      threads: findingThreads(occasion.talk).map(({ thread }) => thread),
      answers: answers.changes,
      kept: {
        ...{ inputs: inputsDigest(request.inputs), config: configDigest(config) },
        ...{ pushMark: occasion.talk.pushMark, reviews, now: world.clock.now() },
      },
    },
  );
}

/**
 * Looks at the threads once more before new ones are opened. Another run may have told of the same findings after its turn,
 * where the service kept one of its writes waiting. Nothing is asked where there is nothing to open.
 */
async function saidMeanwhile(
  world: World,
  { pullRequest, talk }: Occasion,
  { findings }: Report,
): Promise<OwnThreads | undefined> {
  if (!findings.some(({ disposition }) => disposition.kind === 'post')) return undefined;
  const before = new Set(talk.threads.map(({ id }) => id));
  const threads = await world.pullRequests.threads(pullRequest);
  return readOwn(
    threads.filter(({ id }) => !before.has(id)),
    talk.me,
    pullRequest,
  );
}
