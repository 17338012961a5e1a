// A publisher that keeps what it is given, in order, and fails where a test says so.
import type { NewThread, StatusPost, TrackingComment } from '../../ReviewTask/model/publication.ts';
import type { Publisher } from '../../ReviewTask/ports.ts';

/** One write, as it was asked for. */
export type Write =
  | { readonly kind: 'thread'; readonly thread: NewThread; readonly id: number }
  | { readonly kind: 'tracking'; readonly tracking: TrackingComment; readonly existing: number | undefined }
  | { readonly kind: 'status'; readonly status: StatusPost };

/** Errors to throw, by kind of write; `undefined` for none. */
export interface Refusals {
  readonly thread?: (thread: NewThread) => unknown;
  readonly tracking?: unknown;
  readonly status?: unknown;
}

export class FakePublisher implements Publisher {
  /** What was written, in the order in which it was begun. Refused writes are absent. */
  readonly writes: Write[] = [];
  /** Most threads that were being opened at the same time. */
  mostAtOnce = 0;
  readonly #refusals: Refusals;
  readonly #firstId: number;
  #open = 0;

  /** Threads get the ids `firstId`, `firstId + 1` and so on, in the order in which they are begun. */
  constructor(refusals: Refusals = {}, firstId = 101) {
    this.#refusals = refusals;
    this.#firstId = firstId;
  }

  async openThread(_pullRequest: unknown, thread: NewThread): Promise<number> {
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    const refusal = this.#refusals.thread?.(thread);
    const id = this.#firstId + this.threads.length;
    if (refusal === undefined) this.writes.push({ kind: 'thread', thread, id });
    await new Promise((resolve) => setImmediate(resolve));
    this.#open -= 1;
    if (refusal !== undefined) throw refusal;
    return id;
  }

  async writeTracking(_pullRequest: unknown, tracking: TrackingComment, existing: number | undefined): Promise<number> {
    if (this.#refusals.tracking !== undefined) throw this.#refusals.tracking;
    this.writes.push({ kind: 'tracking', tracking, existing });
    return existing ?? 99;
  }

  async postStatus(_pullRequest: unknown, status: StatusPost): Promise<void> {
    if (this.#refusals.status !== undefined) throw this.#refusals.status;
    this.writes.push({ kind: 'status', status });
  }

  /** The threads opened, in order. */
  get threads(): NewThread[] {
    return this.writes.flatMap((write) => (write.kind === 'thread' ? [write.thread] : []));
  }

  /** The statuses posted, in order. */
  get statuses(): StatusPost[] {
    return this.writes.flatMap((write) => (write.kind === 'status' ? [write.status] : []));
  }
}
