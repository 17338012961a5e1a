// The findings of earlier runs as this run takes them up: where each is now, and where its thread stands.
import type { FileDelta } from '../model/delta.ts';
import type { OwnThread } from '../model/own-threads.ts';
import type { ThreadStatus } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';
import { type Standing, standingOf } from '../model/thread-standing.ts';
import { type Carried, carry, type FilesNow, type Kept } from './carry.ts';

/** One finding of an earlier run. */
export interface Earlier {
  readonly carried: Carried;
  /** Where its thread stands; `undefined` for one that is listed in the tracking comment only. */
  readonly standing: Standing | undefined;
  /** Another identity wrote its thread: then this run's own report counts, where there is one. */
  readonly isFormer: boolean;
  /** Why it is listed only; empty for one with a thread. */
  readonly reason: string;
  /** True where a run that did not come to its end has resolved the thread: no tracking comment has told of it. */
  readonly isUntold?: boolean;
}

/** What is known of the time before. */
export interface EarlierGrounds {
  /** Our finding threads. */
  readonly threads: readonly OwnThread[];
  /** Of the last review, where it can be used. */
  readonly state: ReviewState | undefined;
  readonly now: FilesNow;
  readonly deltas: readonly FileDelta[];
  /** The status that new threads get. */
  readonly initial: ThreadStatus;
}

/**
 * Findings with a thread, then those that are listed only. What the state does not place is searched for by its code: a thread of
 * a run that did not come to its end, or one that was resolved since.
 */
export function earlierFindings({ threads, state, now, deltas, initial }: EarlierGrounds): readonly Earlier[] {
  const remembered = new Map(state?.threads ?? []);
  const places = new Map(
    (state?.findings ?? []).flatMap((one) => (one.kind === 'thread' ? [[one.threadId, one] as const] : [])),
  );
  const withThread = threads.flatMap(({ kept, standing: whose, thread }): readonly Earlier[] => {
    if (kept === undefined) return [];
    const placed = places.get(thread.id);
    const finding = placed === undefined ? kept : { ...kept, path: placed.path, place: placed.place };
    const isPlaced = placed !== undefined;
    const [carried] = carry([{ finding, threadId: thread.id, isPlaced }], now, isPlaced ? deltas : []);
    const left = remembered.get(thread.id);
    const standing = standingOf(thread, { remembered: left, initial });
    const isUntold = left !== undefined && left !== 'fixed';
    return carried === undefined ? [] : [{ carried, standing, isFormer: whose === 'former', reason: '', isUntold }];
  });
  const listed = (state?.findings ?? []).flatMap((one) => (one.kind === 'listed' ? [one] : []));
  const carried = carry(
    listed.map(({ finding }): Kept => ({ finding })),
    now,
    deltas,
  );
  return [
    ...withThread,
    ...carried.map((one, index) => ({
      ...{ carried: one, standing: undefined, isFormer: false },
      reason: listed[index]?.reason ?? '',
    })),
  ];
}
