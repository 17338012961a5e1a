// The findings of earlier runs as this run takes them up: where each is now, and where its thread stands.
import type { FileDelta } from '../model/delta.ts';
import type { KeptFinding, KeptPlace } from '../model/kept-finding.ts';
import type { OwnThread } from '../model/own-threads.ts';
import type { ThreadStatus } from '../model/pull-request.ts';
import type { ReviewState } from '../model/review-state.ts';
import { type Standing, standingOf } from '../model/thread-standing.ts';
import { type Carried, carry, type FilesNow, type Kept } from './carry.ts';
import { findCode } from './search-code.ts';
import { rebuilt } from './spoilt.ts';

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
  /** True where somebody spoilt the record of its thread: what is known of it is what we wrote elsewhere. */
  readonly isSpoilt?: boolean;
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
  const withThread = threads.flatMap(({ kept: record, standing: whose, thread }): readonly Earlier[] => {
    const placed = places.get(thread.id);
    const kept = record ?? (placed && rebuilt(thread, placed));
    if (kept === undefined) return [];
    const left = remembered.get(thread.id);
    const standing = standingOf(thread, { remembered: left, initial });
    const place = placed?.place ?? (standing === 'resolved-fixed' ? placeThen(kept, deltas) : undefined);
    const finding =
      place === undefined ? kept : { ...kept, path: placed?.path ?? kept.path, place, code: placed?.code ?? kept.code };
    const isPlaced = place !== undefined;
    const [carried] = carry([{ finding, threadId: thread.id, isPlaced }], now, isPlaced ? deltas : []);
    const isUntold = left !== undefined && left !== 'fixed';
    if (carried === undefined) return [];
    const isSpoilt = record === undefined;
    return [
      { carried, standing, isFormer: whose === 'former', reason: '', isUntold, ...(isSpoilt ? { isSpoilt } : {}) },
    ];
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

/**
 * Where the code of a finding that was fixed elsewhere stood at the last review: the state does not say it any more. Who takes
 * such a fix back changes the lines around it, and that is worth another look.
 */
function placeThen(kept: KeptFinding, deltas: readonly FileDelta[]): KeptPlace | undefined {
  const delta = deltas.find(({ earlierPath }) => earlierPath === kept.path);
  if (delta === undefined || kept.place.kind !== 'lines') return undefined;
  const anchor = findCode(kept, kept.place, delta.earlier, 'nearest');
  if (anchor?.kind !== 'lines') return undefined;
  const { end, side, start } = anchor;
  return { kind: 'lines', side, start, end };
}
