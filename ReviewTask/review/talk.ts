// The chapter of what was said before: the threads, which of them are ours, and what people ask of this run.

import { type AskedFor, asksFor } from '../conversation/asks.ts';
import { carryOut } from '../conversation/carry-out.ts';
import { isPerson } from '../conversation/decision.ts';
import type { OwnerOf } from '../conversation/own-comments.ts';
import { ofThisRun, type Pending, pendingTalk } from '../conversation/pending.ts';
import type { OwnThread, OwnThreads } from '../model/own-threads.ts';
import { propertyKeys } from '../model/publication.ts';
import type { Identity, PullRequest, ReviewThread, ThreadStatus } from '../model/pull-request.ts';
import type { PullRequests } from '../ports.ts';
import { readOwn } from '../snapshot/own-threads.ts';

/** Everything that was said on the pull request before this run. */
export interface Talk {
  readonly threads: readonly ReviewThread[];
  /** `PullRequests.pushMark` when they were read. */
  readonly pushMark: number;
  readonly me: Identity;
  readonly own: OwnThreads;
  readonly ownerOf: OwnerOf;
  /** What people wait for, the longest waiting first. */
  readonly pending: readonly Pending[];
  readonly asked: AskedFor;
  /** Statuses that people order by command, by thread. */
  readonly orders: ReadonlyMap<number, ThreadStatus>;
}

/** Reads the threads; one request, and one more where the last answer did not tell who we are. */
export async function readTalk(pullRequests: PullRequests, pullRequest: PullRequest, hasModel: boolean): Promise<Talk> {
  const threads = await pullRequests.threads(pullRequest);
  const pushMark = pullRequests.pushMark();
  const me = authorSeen(threads, pullRequests.seenAs()) ?? (await pullRequests.me());
  const own = readOwn(threads, me, pullRequest);
  const ownerOf = ownerIn(own);
  const pending = pendingTalk(threads, ownerOf, me, { hasModel });
  return { threads, pushMark, me, own, ownerOf, pending, asked: asksFor(pending), orders: ordersIn(pending, hasModel) };
}

/** Who the service says we are, where a tracking comment proves that this is also who writes our comments. */
function authorSeen(threads: readonly ReviewThread[], seen: string | undefined): Identity | undefined {
  const tracking = threads.filter(({ properties }) => properties.has(propertyKeys.tracking));
  const authors = tracking.flatMap(({ comments }) => comments[0]?.author ?? []);
  return authors.find(({ id }) => id !== '' && id.toLowerCase() === seen);
}

function ownerIn({ findings, tracking }: OwnThreads): OwnerOf {
  const ids = new Set(findings.map(({ thread }) => thread.id));
  return ({ id }) => (id === tracking.threadId ? 'tracking' : ids.has(id) ? 'finding' : 'other');
}

function ordersIn(pending: readonly Pending[], hasModel: boolean): ReadonlyMap<number, ThreadStatus> {
  const rights = { hasModel, mayContribute: isPerson };
  const actions = ofThisRun(pending).flatMap((one) => carryOut(one, rights).actions);
  return new Map(actions.flatMap((action) => ('status' in action ? [[action.threadId, action.status] as const] : [])));
}

/** Our finding threads as this run takes them: with what people order by command, and without what may not silence a finding. */
export function findingThreads({ own, orders }: Pick<Talk, 'own' | 'orders'>): readonly OwnThread[] {
  return own.findings.map((one) => {
    const status = orders.get(one.thread.id) ?? one.thread.status;
    const isSetAside = status === 'wontFix' || status === 'byDesign';
    return { ...one, thread: { ...one.thread, status: isSetAside && !one.mayWaive ? 'active' : status } };
  });
}
