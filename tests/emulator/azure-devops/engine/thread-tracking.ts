// Follows a thread's lines to another iteration, for reads with $iteration and $baseIteration.
import { lineBlocks, trackLine } from '../git/line-blocks.ts';
import { entryAt } from '../git/objects.ts';
import { compact, type JsonRecord } from '../http/json.ts';
import type { IterationState, Position, PullRequestRecord, ThreadContext, ThreadState } from '../state/pull-request.ts';
import type { TrackedView } from '../wire/thread.ts';
import { pathOfTracked } from './tracking.ts';

export interface ComparedIterations {
  /** 1-based; `base` 0 means the common commit. */
  readonly iteration: number;
  readonly base: number;
}

type Mapper = (position: Position | undefined) => Position | undefined;

async function blobId(folder: string, commit: string, path: string): Promise<string | undefined> {
  return (await entryAt(folder, commit, path))?.id;
}

/** A function that carries positions from one commit's file to another's; vanished lines become undefined. */
async function mapper(folder: string, from: readonly [string, string], to: readonly [string, string]): Promise<Mapper> {
  const [before, after] = await Promise.all([blobId(folder, ...from), blobId(folder, ...to)]);
  if (before === undefined || after === undefined) return () => undefined;
  const blocks = before === after ? [] : await lineBlocks(folder, before, after);
  return (position) => {
    const line = position && trackLine(position.line, blocks);
    return position && line !== undefined ? { line, offset: position.offset } : undefined;
  };
}

const iterationAt = (pullRequest: PullRequestRecord, id: number): IterationState | undefined =>
  pullRequest.iterations.find((iteration) => iteration.id === id);

interface Sides {
  readonly left: string;
  readonly right: string;
}

function sides(pullRequest: PullRequestRecord, first: number, second: number): Sides | undefined {
  const right = iterationAt(pullRequest, second);
  if (!right) return undefined;
  // Equal iterations, or a base of zero, compare with the common commit.
  const left = first === 0 || first === second ? right.common : iterationAt(pullRequest, first)?.source;
  return { left: left ?? right.common ?? right.source, right: right.source };
}

function tracked(context: ThreadContext, path: string, left: Mapper, right: Mapper): ThreadContext | undefined {
  const moved = {
    leftFileStart: left(context.leftFileStart),
    leftFileEnd: left(context.leftFileEnd),
    rightFileStart: right(context.rightFileStart),
    rightFileEnd: right(context.rightFileEnd),
  };
  return { filePath: path, ...Object.fromEntries(Object.entries(moved).filter(([, position]) => position)) };
}

function criteria(context: ThreadContext, compared: ComparedIterations): JsonRecord {
  return compact({
    firstComparingIteration: compared.base,
    secondComparingIteration: compared.iteration,
    origFilePath: context.filePath,
    origLeftFileStart: context.leftFileStart,
    origLeftFileEnd: context.leftFileEnd,
    origRightFileStart: context.rightFileStart,
    origRightFileEnd: context.rightFileEnd,
  });
}

/** The thread as seen at the asked iterations; undefined where there is nothing to track. */
export async function trackThread(
  pullRequest: PullRequestRecord,
  thread: ThreadState,
  compared: ComparedIterations,
): Promise<TrackedView | undefined> {
  const { threadContext: context, pullRequestThreadContext: own } = thread;
  const made = own?.iterationContext;
  if (!context?.filePath || !made) return undefined;
  const from = sides(pullRequest, made.firstComparingIteration, made.secondComparingIteration);
  const to = sides(pullRequest, compared.base, compared.iteration);
  if (!from || !to) return undefined;
  const { folder } = pullRequest.repository;
  const path = context.filePath.slice(1);
  const id = own.changeTrackingId;
  const newPath = (id === undefined ? undefined : pathOfTracked(pullRequest, compared.iteration, id)) ?? path;
  const left = await mapper(folder, [from.left, path], [to.left, path]);
  const right = await mapper(folder, [from.right, path], [to.right, newPath]);
  return {
    threadContext: tracked(context, `/${newPath}`, left, right),
    pullRequestThreadContext: compact({
      iterationContext: made,
      changeTrackingId: id,
      trackingCriteria: criteria(context, compared),
    }),
  };
}
