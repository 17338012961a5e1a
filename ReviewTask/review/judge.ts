// The chapter of finding, proving and deciding: everything between the plan and what is said.
/** Find, prove, decide: everything between the plan and what is posted. `start` is when the run began. */
export async function findAndJudge(
  world: World,
  snapshot: Snapshot,
  plan: ReviewPlan,
  config: Config,
  start: number,
): Promise<Report> {
  const { cancelled, clock, log } = world;
  const { files } = snapshot;
  const questions = await openQuestions(world, snapshot, plan, config);
  const found = await runReviewers(files.filter(isTextFile), plan, questions);
  cancelled.throwIfAborted();
  const { defects, verified } = await proven(locate(found.findings, files), snapshot, plan, config, questions);
  cancelled.throwIfAborted();
  const grounds = { files, threads: ownThreads(snapshot), verdicts: verified.verdicts };
  const findings = settle(defects, grounds, config);
  for (const line of describeFindings(findings)) log.info(line);
  return makeReport({
    ...found,
    ...{ snapshot, plan, findings },
    failures: [...found.failures, ...verified.failures],
    spending: addSpending(found.spending, verified.spending),
    ...modelWords(config),
    seconds: Math.round((clock.now() - start) / 100) / 10,
  });
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

/** What the report says of the model. */
function modelWords({ model, effort }: Config) {
  return model.provider === 'none'
    ? { model: undefined, passes: 0 }
    : { model: model.name, passes: stagesOf(effort).passes };
}

