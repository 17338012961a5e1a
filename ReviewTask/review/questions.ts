// The chapter of asking: the model, the context of the change, and what the owners wish.
import { gatherContext } from '../context/gather.ts';
import { describeRules } from '../guidance/describe.ts';
import { findRules } from '../guidance/find.ts';
import { type Config, stagesOf } from '../model/config.ts';
import { isTextFile, type ReviewPlan } from '../model/plan.ts';
import type { RuleBook } from '../model/rules.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LanguageModel, World } from '../ports.ts';
import { type ModelReview, openModelReview } from '../reviewers/model/session.ts';
import { snapshotCodeBase } from '../snapshot/code-base.ts';
import { localFirst } from '../snapshot/local-first.ts';

/** What the model is asked with: the client, the context of the change, the owners' wishes; `undefined` without a model. */
export async function openQuestions(
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
  const context = await gatherContext(plan.chunks, files, { outliner, codeBase: code, log }, config.effort);
  const book = await ownersWishes(world, snapshot, plan, config);
  // Earlier findings may stand in files of which nothing is planned.
  return openModelReview(files.filter(isTextFile), { ...modelSettings(model, config), ...context, book }, code, log);
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
