// A publisher that keeps what it is given, in order, and fails where a test says so.
import type { NewReply, NewThread, StatusPost, TrackingComment } from '../../ReviewTask/model/publication.ts';
import type { ThreadStatus } from '../../ReviewTask/model/pull-request.ts';
import type { Publisher } from '../../ReviewTask/ports.ts';

/** One write, as it was asked for. */
export type Write =
  | { readonly kind: 'thread'; readonly thread: NewThread; readonly id: number }
  | { readonly kind: 'tracking'; readonly tracking: TrackingComment; readonly existing: number | undefined }
  | { readonly kind: 'status'; readonly status: StatusPost; readonly id: number }
  | { readonly kind: 'reply'; readonly threadId: number; readonly reply: NewReply; readonly id: number }
  | { readonly kind: 'thread-status'; readonly threadId: number; readonly status: ThreadStatus }
  | { readonly kind: 'properties'; readonly threadId: number; readonly properties: ReadonlyMap<string, string> }
  | { readonly kind: 'removal'; readonly threadId: number; readonly commentId: number };

/** Errors to throw, by kind of write; `undefined` for none. */
export interface Refusals {
  readonly thread?: (thread: NewThread) => unknown;
  readonly tracking?: unknown;
  readonly status?: unknown;
  /** Of replies, changes of threads and removals. */
  readonly change?: (write: Write) => unknown;
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

  async postStatus(_pullRequest: unknown, status: StatusPost): Promise<number> {
    if (this.#refusals.status !== undefined) throw this.#refusals.status;
    const id = this.statuses.length + 1;
    this.writes.push({ kind: 'status', status, id });
    return id;
  }

  async reply(_pullRequest: unknown, threadId: number, reply: NewReply): Promise<number> {
    const id = 2 + this.writes.filter((write) => write.kind === 'reply' && write.threadId === threadId).length;
    this.#change({ kind: 'reply', threadId, reply, id });
    return id;
  }

  async setThreadStatus(_pullRequest: unknown, threadId: number, status: ThreadStatus): Promise<void> {
    this.#change({ kind: 'thread-status', threadId, status });
  }

  async keepFinding(_pullRequest: unknown, threadId: number, properties: ReadonlyMap<string, string>): Promise<void> {
    this.#change({ kind: 'properties', threadId, properties });
  }

  async removeComment(_pullRequest: unknown, threadId: number, commentId: number): Promise<void> {
    this.#change({ kind: 'removal', threadId, commentId });
  }

  #change(write: Write): void {
    const refusal = this.#refusals.change?.(write);
    if (refusal !== undefined) throw refusal;
    this.writes.push(write);
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
