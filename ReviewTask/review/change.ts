// The chapter of what changed: the snapshot, what of it is new, and what became of earlier findings.
import { configDigest } from '../config/digest.ts';
import type { Config } from '../model/config.ts';
import type { FileDelta } from '../model/delta.ts';
import type { ReviewPlan } from '../model/plan.ts';
import { describeScope, type Scope } from '../model/scope.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { ceilingWarnings, describePlan } from '../plan/describe.ts';
import { makePlan } from '../plan/make.ts';
import { decideScope } from '../plan/scope.ts';
import { selectEntries } from '../plan/select.ts';
import type { World } from '../ports.ts';
import { countUnread } from '../snapshot/count.ts';
import { fileDeltas, freshPart } from '../snapshot/delta.ts';
import { readEarlier } from '../snapshot/earlier.ts';
import { localFirst } from '../snapshot/local-first.ts';
import { takeSnapshot } from '../snapshot/take.ts';
import { type Aside, besideTheReview } from './aside.ts';
import type { Occasion } from './occasion.ts';

/** The change as this run sees it. */
export interface Change {
  readonly scope: Scope;
  readonly snapshot: Snapshot;
  /** Against the iteration of the last review; none in a full review. */
  readonly deltas: readonly FileDelta[];
  /** What of it is new since the last review; `undefined` in a full one. */
  readonly fresh: ReturnType<typeof freshPart> | undefined;
  readonly plan: ReviewPlan;
  readonly aside: Aside;
}

export async function readChange(world: World, occasion: Occasion, config: Config): Promise<Change> {
  const { log, pullRequests } = world;
  const { iteration, iterations, medium, pullRequest, talk } = occasion;
  const { reading } = talk.own.tracking;
  const isFullAsked = talk.asked.full;
  const grounds = { reading, iterations, iteration, pullRequest, config: configDigest(config), isFullAsked };
  const scope: Scope = medium === 'preview' ? { kind: 'full', because: 'preview' } : decideScope(grounds);
  log.info(describeScope(scope, iteration.id));
  const source = { pullRequests, blobs: localFirst(world.checkout, world.blobs, log) };
  const seen = await takeSnapshot(source, pullRequest, iteration, talk, (all) => selectEntries(all, config).wanted);
  const snapshot = await countUnread(seen, world.checkout, log);
  const deltas = await deltasOf(source, scope, snapshot);
  const { excluded } = selectEntries(snapshot.unread, config);
  const fresh = scope.kind === 'delta' ? freshPart(deltas, scope.since.id, scope.state.gaps) : undefined;
  const plan = makePlan(snapshot.files, excluded, config, fresh);
  for (const line of describePlan(plan)) log.info(line);
  for (const line of ceilingWarnings(plan, config.maxTokens)) log.warning(line);
  return { scope, snapshot, deltas, fresh, plan, aside: await besideTheReview(snapshot, plan) };
}

async function deltasOf(source: Parameters<typeof readEarlier>[0], scope: Scope, snapshot: Snapshot) {
  if (scope.kind === 'full') return [];
  const earlier = await readEarlier(source, snapshot.pullRequest, scope.since, snapshot);
  return fileDeltas(snapshot.files, earlier);
}
