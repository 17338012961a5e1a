// The chapter of finding, proving and deciding: everything between the plan and what is said.
import { apartFromEarlier } from '../findings/apart-from-earlier.ts';
import { rulesInTheEnd } from '../findings/broken-rules.ts';
import { candidates } from '../findings/candidates.ts';
import { describeFindings } from '../findings/describe.ts';
import { type Defect, locate } from '../findings/locate.ts';
import { reopen, withChecksApart } from '../findings/reopen.ts';
import { settle } from '../findings/settle.ts';
import { isSpoilt } from '../findings/spoilt.ts';
import { standingIn } from '../findings/standing.ts';
import { type Config, stagesOf } from '../model/config.ts';
import { type Finding, severities } from '../model/finding.ts';
import { makeReport } from '../model/make-report.ts';
import type { OwnThread } from '../model/own-threads.ts';
import { isTextFile } from '../model/plan.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../ports.ts';
import type { ModelReview } from '../reviewers/model/session.ts';
import {
  joinVerified,
  nothingVerified,
  type Verified,
  verifyByCode,
  verifyFindings,
} from '../reviewers/model/verify.ts';
import { addSpending, type ReviewerOutcome } from '../reviewers/outcome.ts';
import { runReviewers } from '../reviewers/run.ts';
import type { Change } from './change.ts';
import { againLooked, earlierOf, inQuestion } from './earlier.ts';
import type { Occasion } from './occasion.ts';
import { openQuestions } from './questions.ts';
import { findingThreads } from './talk.ts';

/** The report, and the model as it was asked: people are answered with what is left of its budget. */
export interface Judged {
  readonly report: Report;
  readonly questions: ModelReview | undefined;
}

/** `start` is when the run began. */
export async function findAndJudge(
  world: World,
  occasion: Occasion,
  change: Change,
  config: Config,
  start: number,
): Promise<Judged> {
  const { cancelled, clock, log } = world;
  const { aside, plan, snapshot } = change;
  const { files } = aside;
  const threads = findingThreads(occasion.talk);
  const earlier = earlierOf(occasion, change, config);
  const isTouched = inQuestion(earlier, change).some(({ carried }) => carried.whereabouts.kind === 'touched');
  const questions =
    plan.chunks.length > 0 || isTouched ? await openQuestions(world, snapshot, plan, config) : undefined;
  const found = await runReviewers(snapshot.files.filter(isTextFile), plan, questions);
  cancelled.throwIfAborted();
  // A thread from before there were records is known by its fingerprint alone.
  const bare = threads.filter(isBare).map(({ thread }) => thread);
  const standing = standingIn(bare, config);
  const located = locate([...found.findings, ...aside.findings], files, standing);
  const parted = apartFromEarlier(located, earlier, change.fresh);
  const proof = await proven(parted.fresh, bare, change, config, questions);
  cancelled.throwIfAborted();
  const told = await againLooked(earlier, parted, found, change, questions);
  const grounds = {
    files,
    threads: bare,
    openThreads: told.findings.filter(({ disposition }) => disposition.kind === 'known').length,
    verdicts: proof.verified.verdicts,
  };
  const findings = bySeverity([...settle(proof.defects, grounds, config), ...told.findings, ...parted.settled]);
  for (const line of describeFindings(findings)) log.info(line);
  const report = makeReport({
    ...found,
    ...{ snapshot, plan, findings, rules: rulesInTheEnd(found.rules, findings) },
    scope: change.scope,
    ...summaries(change, found),
    failures: [...found.failures, ...aside.failures, ...proof.verified.failures, ...told.verified.failures],
    spending: [proof.verified, told.verified].reduce((sum, one) => addSpending(sum, one.spending), found.spending),
    ...modelWords(config),
    seconds: Math.round((clock.now() - start) / 100) / 10,
  });
  return { report, questions };
}

/** Where there was a record and it does not fit any more, somebody may have changed the fingerprint, too. */
const isBare = ({ kept, thread }: OwnThread) => kept === undefined && !isSpoilt(thread.comments[0]?.content ?? '');

/** The defects with their verdicts. Where a report falls, what was joined with it is looked at by itself, until nothing is open. */
async function proven(
  found: readonly Defect[],
  threads: readonly ReviewThread[],
  { aside, plan }: Change,
  config: Config,
  questions: ModelReview | undefined,
): Promise<{ readonly defects: readonly Defect[]; readonly verified: Verified }> {
  const { files } = aside;
  if (questions === undefined || !stagesOf(config.effort).isVerified)
    return { defects: found, verified: nothingVerified };
  const standing = standingIn(threads, config);
  const reports = found.flatMap(({ finding, twins }) => [finding, ...twins]);
  let verified = await verifyByCode(reports, files, questions);
  let defects = reopen(found, verified.verdicts, standing);
  const stillOpen = () => candidates(defects, threads, config, verified.verdicts);
  for (let open = stillOpen(); open.length > 0; open = stillOpen()) {
    verified = joinVerified(verified, await verifyFindings(open, { files, chunks: plan.chunks }, questions));
    defects = reopen(defects, verified.verdicts, standing);
  }
  return { defects: withChecksApart(defects, verified.verdicts, standing), verified };
}

/** The severest first; what this run has found before what was known. Twins stay behind the finding they are merged into. */
function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (finding.disposition.kind === 'merged' && last !== undefined) last.push(finding);
    else groups.push([finding]);
  }
  const rank = ([first]: readonly Finding[]) => severities.indexOf(first?.severity ?? 'suggestion');
  return groups.sort((one, other) => rank(one) - rank(other)).flat();
}

/** What the change as a whole does stays as it was told; what a push adds is told beside it. */
function summaries({ scope }: Change, { summary }: ReviewerOutcome) {
  const before = scope.kind === 'delta' ? scope.state.summary : '';
  return before === '' ? { summary, news: undefined } : { summary: before, news: summary };
}

/** What the report says of the model. */
function modelWords({ model, effort }: Config) {
  return model.provider === 'none'
    ? { model: undefined, passes: 0 }
    : { model: model.name, passes: stagesOf(effort).passes };
}
