// The story of a review, from the pull request to its status. Who reads only this file knows the program.
import { describeConfig } from './config/describe.ts';
import type { InputReading } from './config/inputs.ts';
import { readConfig } from './config/read.ts';
import { gatherContext } from './context/gather.ts';
import { explanationOf } from './errors.ts';
import { candidates } from './findings/candidates.ts';
import { describeFindings } from './findings/describe.ts';
import { type Defect, locate } from './findings/locate.ts';
import { reopen, withChecksApart } from './findings/reopen.ts';
import { settle } from './findings/settle.ts';
import { describeRules } from './guidance/describe.ts';
import { findRules } from './guidance/find.ts';
import { type Config, stagesOf } from './model/config.ts';
import { makeReport } from './model/make-report.ts';
import type { Outcome } from './model/outcome.ts';
import { isTextFile, type ReviewPlan, type Skip } from './model/plan.ts';
import type { Iteration, PullRequest } from './model/pull-request.ts';
import type { Report } from './model/report.ts';
import type { RuleBook } from './model/rules.ts';
import { ownThreads, type Snapshot } from './model/snapshot.ts';
import { ceilingWarnings, describePlan } from './plan/describe.ts';
import { makePlan } from './plan/make.ts';
import { nothingToReview } from './plan/nothing.ts';
import { selectEntries } from './plan/select.ts';
import type { LanguageModel, PullRequests, World } from './ports.ts';
import { publishReport } from './publish/publish.ts';
import { errorStatus, pendingStatus, type SkipCause, type StatusContext, skippedStatus } from './publish/status.ts';
import { type ModelReview, openModelReview } from './reviewers/model/session.ts';
import {
  joinVerified,
  nothingVerified,
  type Verified,
  verifyByCode,
  verifyFindings,
} from './reviewers/model/verify.ts';
import { addSpending } from './reviewers/outcome.ts';
import { lookAside, runReviewers } from './reviewers/run.ts';
import { snapshotCodeBase } from './snapshot/code-base.ts';
import { countUnread } from './snapshot/count.ts';
import { localFirst } from './snapshot/local-first.ts';
import { takeSnapshot } from './snapshot/take.ts';

/** What is asked of one run. */
export interface ReviewRequest {
  readonly inputs: InputReading;
  /** Project id or name. */
  readonly project: string;
  readonly pullRequestId: number;
  /** The run's page, for the status; `undefined` outside a pipeline. */
  readonly runUrl: string | undefined;
  /** Hosts that a comment may link to. */
  readonly linkHosts: readonly string[];
}

/** Reviews one pull request. Expected failures are an outcome; whatever happens, a status tells of it where one can be posted. */
export async function review(request: ReviewRequest, world: World): Promise<Outcome> {
  let place: { readonly pullRequest: PullRequest; readonly status: StatusContext } | undefined;
  try {
    const pullRequest = await world.pullRequests.find(request.project, request.pullRequestId);
    world.log.info(`Reviewing ${pullRequest.repositoryName}: ${pullRequest.webUrl}`);
    if (pullRequest.state !== 'active') return closed(pullRequest);
    const iteration = await world.pullRequests.latestIteration(pullRequest);
    const status = statusContext(request, iteration);
    place = { pullRequest, status };
    return await reviewIteration(request, world, pullRequest, iteration, status);
  } catch (error) {
    const stopped = explanationOf(world.cancelled.aborted ? world.cancelled.reason : error) ?? unexpected(error);
    if (place === undefined) return { kind: 'stopped', stopped, cause: error, isOnPullRequest: false };
    const isOnPullRequest = await world.lastWords
      .postStatus(place.pullRequest, errorStatus(stopped, place.status))
      .then(
        () => true,
        () => false,
      );
    return { kind: 'stopped', stopped, cause: error, isOnPullRequest };
  }
}

async function reviewIteration(
  request: ReviewRequest,
  world: World,
  pullRequest: PullRequest,
  iteration: Iteration,
  status: StatusContext,
): Promise<Outcome> {
  const { cancelled, clock, log, publisher, pullRequests } = world;
  const start = clock.now();
  const skip = async (cause: SkipCause, skippedFiles = 0): Promise<Outcome> => {
    const post = skippedStatus(cause, status);
    await publisher.postStatus(pullRequest, post);
    return { kind: 'skipped', reason: post.description, skippedFiles };
  };

  log.section('Configuration');
  const config = readConfig(request.inputs, await configFile(request, pullRequest, pullRequests));
  for (const line of describeConfig(config)) log.info(line);
  if (!config.enabled) return skip({ kind: 'filtered', reason: `${config.configFile} says enabled: false` });
  await publisher.postStatus(pullRequest, pendingStatus(status));

  log.section('What changed');
  log.progress(5, 'Reading the pull request');
  const source = { pullRequests, blobs: localFirst(world.checkout, world.blobs, log) };
  const seen = await takeSnapshot(source, pullRequest, iteration, (all) => selectEntries(all, config).wanted);
  const snapshot = await countUnread(seen, world.checkout, log);
  const { excluded } = selectEntries(snapshot.unread, config);
  const plan = makePlan(snapshot.files, excluded, config);
  for (const line of describePlan(plan)) log.info(line);
  for (const line of ceilingWarnings(plan, config.maxTokens)) log.warning(line);
  const aside = await besideTheReview(snapshot, plan);
  const nothing = nothingToReview(plan);
  if (nothing !== undefined && aside.findings.length === 0) return skip(nothing, plan.skips.length);
  cancelled.throwIfAborted();

  log.section('Review');
  log.progress(20, 'Reviewing');
  const report = await findAndJudge(world, snapshot, plan, config, { start, aside });

  log.section('Posting');
  log.progress(85, 'Posting');
  const published = await publishReport(report, { ...snapshot, files: aside.files }, publisher, config, {
    ...status,
    linkHosts: request.linkHosts,
  });
  for (const failure of published.unposted) log.warning(`${failure.problem} ${failure.fix}`);
  log.endSection();
  return { kind: 'reviewed', report, ...published };
}

/** Secrets where no reviewer looks, and all files that a finding may stand in. What a person excluded is left alone. */
async function besideTheReview({ files, unread, counted = [] }: Snapshot, { skips }: ReviewPlan) {
  const isByDefault = ({ reason }: Skip) => reason.kind === 'excluded' && reason.from === 'default';
  const spared = new Set(skips.filter(isByDefault).map(({ path }) => path));
  const apart = unread.filter(({ path }) => spared.has(path));
  const read = counted.filter(({ path }) => spared.has(path));
  const found = await lookAside({ files: read.filter(isTextFile), entries: [...files, ...apart] });
  const named = new Set(found.findings.map(({ path }) => path));
  const unseen = apart
    .filter(({ path }) => named.has(path))
    .map((entry) => read.find(({ path }) => path === entry.path) ?? { ...entry, content: unreadContent });
  return { ...found, files: [...files, ...unseen] };
}

const unreadContent = { kind: 'none', reason: 'unreadable' } as const;

/** Find, prove, decide: everything between the plan and what is posted. `start` is when the run began. */
async function findAndJudge(
  world: World,
  snapshot: Snapshot,
  plan: ReviewPlan,
  config: Config,
  { start, aside }: { readonly start: number; readonly aside: Awaited<ReturnType<typeof besideTheReview>> },
): Promise<Report> {
  const { cancelled, clock, log } = world;
  const { files } = aside;
  const questions = await openQuestions(world, snapshot, plan, config);
  const found = await runReviewers(snapshot.files.filter(isTextFile), plan, questions);
  cancelled.throwIfAborted();
  const { defects, verified } = await proven(
    locate([...found.findings, ...aside.findings], files),
    snapshot,
    plan,
    config,
    questions,
  );
  cancelled.throwIfAborted();
  const grounds = { files, threads: ownThreads(snapshot), verdicts: verified.verdicts };
  const findings = settle(defects, grounds, config);
  for (const line of describeFindings(findings)) log.info(line);
  return makeReport({
    ...found,
    ...{ snapshot, plan, findings },
    failures: [...found.failures, ...aside.failures, ...verified.failures],
    spending: addSpending(found.spending, verified.spending),
    ...modelWords(config),
    seconds: Math.round((clock.now() - start) / 100) / 10,
  });
}

/** What the model is asked with: the client, the context of the change, the owners' wishes; `undefined` without a model. */
async function openQuestions(
  world: World,
  snapshot: Snapshot,
  plan: ReviewPlan,
  config: Config,
): Promise<ModelReview | undefined> {
  if (config.model.provider === 'none') return undefined;
  const { log, outliner, pullRequests } = world;
  const { files, iteration, pullRequest } = snapshot;
  const model = world.model(config.model);
  const code =
    (await world.codeBase?.(iteration.source)) ??
    snapshotCodeBase(files, (path) => pullRequests.file(pullRequest, iteration.source, path));
  const excerptsFor = await gatherContext(plan.chunks, files, { outliner, codeBase: code, log }, config.effort);
  const book = await ownersWishes(world, snapshot, plan, config);
  return openModelReview(plan.files, { ...modelSettings(model, config), excerptsFor, book }, code, log);
}

/** The defects with their verdicts. Where a report falls, what was joined with it is looked at once more by itself. */
async function proven(
  found: readonly Defect[],
  snapshot: Snapshot,
  { chunks }: ReviewPlan,
  config: Config,
  questions: ModelReview | undefined,
): Promise<{ readonly defects: readonly Defect[]; readonly verified: Verified }> {
  if (questions === undefined || !stagesOf(config.effort).isVerified)
    return { defects: found, verified: nothingVerified };
  const { files } = snapshot;
  const reports = found.flatMap(({ finding, twins }) => [finding, ...twins]);
  let verified = await verifyByCode(reports, files, questions);
  let defects = reopen(found, verified.verdicts);
  for (const _round of ['reported', 'reopened']) {
    const open = candidates(defects, ownThreads(snapshot), config, verified.verdicts);
    verified = joinVerified(verified, await verifyFindings(open, { files, chunks }, questions));
    defects = reopen(defects, verified.verdicts);
  }
  return { defects: withChecksApart(defects, verified.verdicts), verified };
}

function statusContext(request: ReviewRequest, iteration: Iteration): StatusContext {
  const { statusGenre, statusName } = request.inputs.inputs;
  return { iterationId: iteration.id, genre: statusGenre, name: statusName, targetUrl: request.runUrl };
}

/** The configuration at the target's commit; not asked for when the inputs are wrong already. */
async function configFile(request: ReviewRequest, pullRequest: PullRequest, pullRequests: PullRequests) {
  const { inputs, problems } = request.inputs;
  return problems.length > 0 ? undefined : pullRequests.file(pullRequest, pullRequest.targetCommit, inputs.configFile);
}

/** Rules and guidelines at the target's commit for the files that the model will see. */
async function ownersWishes(
  world: World,
  { pullRequest }: Snapshot,
  plan: ReviewPlan,
  config: Config,
): Promise<RuleBook> {
  const blobs = localFirst(world.checkout, world.blobs, world.log);
  const paths = plan.files.map(({ path }) => path);
  const book = await findRules({ folders: world.folders, blobs }, pullRequest, paths, config);
  for (const line of describeRules(book)) world.log.info(line);
  return book;
}

function modelSettings(model: LanguageModel, config: Config) {
  const { instructions, language, maxTokens, effort } = config;
  const { passes, isVerified, hasTools } = stagesOf(effort);
  const mayCutPrompts = config.model.provider === 'compatible';
  return { model, guidance: { instructions, language }, maxTokens, mayCutPrompts, passes, isVerified, hasTools };
}

/** What the report says of the model. */
function modelWords({ model, effort }: Config) {
  return model.provider === 'none'
    ? { model: undefined, passes: 0 }
    : { model: model.name, passes: stagesOf(effort).passes };
}

function closed(pullRequest: PullRequest): Outcome {
  return {
    kind: 'skipped',
    reason: `The pull request is ${pullRequest.state}: there is nothing left to review.`,
    skippedFiles: 0,
  };
}

function unexpected(error: unknown) {
  return {
    code: 'unexpected-error',
    problem: `Threadline met an error that it does not know (${error instanceof Error ? error.name : typeof error}).`,
    fix: 'Run the review again. If it happens again, report it with the log of a run with system.debug set to true.',
  };
}
