// Lets a test stand in the way of requests: hold one back, look at the state in between, or cut the connection.
import type { ApiRequest } from './request.ts';

/** A request as a hook sees it. */
export interface PassingRequest {
  /** 1-based, in order of arrival, since the start or the last `clearRequests`. */
  readonly number: number;
  readonly method: string;
  /** Decoded path without the query. */
  readonly path: string;
  /** JSON where it is JSON; undefined when empty. */
  readonly body: unknown;
  /** Name of the token; undefined for none or an unknown one. */
  readonly token: string | undefined;
}

/** `drop` breaks the connection: before the effect as if the request were lost, after it as if the answer were. */
type HookAnswer = 'drop' | undefined;
type Hook = (request: PassingRequest) => HookAnswer | Promise<HookAnswer> | Promise<void> | void;

/** Other requests are served while a hook waits. */
export interface RequestHook {
  /** Before the request takes effect. */
  readonly before?: Hook;
  /** After it took effect, before the answer is sent. */
  readonly after?: Hook;
}

export interface HookTable {
  /** The hook stays until the function that comes back is called. */
  add(hook: RequestHook): () => void;
  /** Numbers the next request as 1. */
  restart(): void;
  passing(request: ApiRequest, token: string | undefined): PassingRequest;
  /** Asks all hooks, in the order in which they were added; true where one of them drops the connection. */
  drops(moment: keyof RequestHook, request: PassingRequest): Promise<boolean>;
}

export function makeHooks(): HookTable {
  const hooks = new Set<RequestHook>();
  let count = 0;
  return {
    add(hook) {
      hooks.add(hook);
      return () => hooks.delete(hook);
    },
    restart() {
      count = 0;
    },
    passing({ method, path, body }, token) {
      count += 1;
      return { number: count, method, path, body, token };
    },
    async drops(moment, request) {
      let isDropped = false;
      for (const hook of [...hooks]) {
        if ((await hook[moment]?.(request)) === 'drop') isDropped = true;
      }
      return isDropped;
    },
  };
}
