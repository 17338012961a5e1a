// Programmable trouble: which requests go wrong, when, and how.

/** What happens to a matching request. */
export type FaultAction =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Text, bytes, or an object that is sent as JSON. */
      readonly body?: string | Uint8Array | object;
      readonly headers?: Readonly<Record<string, string>>;
      readonly delayMilliseconds?: number;
    }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection breaks before the request has taken effect. */
  | { readonly kind: 'dropBefore' }
  /** The request takes effect, then the connection breaks without an answer. */
  | { readonly kind: 'dropAfter' }
  /** The real answer, a few bytes at a time. */
  | { readonly kind: 'drip'; readonly bytes?: number; readonly milliseconds?: number }
  /** The real answer, cut short after a part of the body: the connection ends cleanly, or breaks with `abort`. */
  | { readonly kind: 'truncate'; readonly bytes?: number; readonly abort?: boolean }
  /** A page instead of JSON. */
  | { readonly kind: 'html'; readonly status?: number; readonly body?: string }
  /** The real answer with more headers, as throttling adds them to a 200. */
  | {
      readonly kind: 'headers';
      readonly headers: Readonly<Record<string, string>>;
      readonly delayMilliseconds?: number;
    };

interface Fault {
  /** Any method when absent. */
  readonly method?: string;
  /** Tested against path and query as they came. */
  readonly path: RegExp;
  /** 1-based: the first matching request that is hit; 1 unless told. */
  readonly nth?: number;
  /** How many matching requests are hit; all unless `nth` is given, then one. */
  readonly times?: number;
  readonly action: FaultAction;
}

/** The standing orders of one emulator. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
}

export interface FaultTable extends Faults {
  /** The action for this request, counting it; the first fault that is due wins. */
  take(method: string, url: string): FaultAction | undefined;
}

export function makeFaults(): FaultTable {
  const entries: { readonly fault: Fault; hits: number }[] = [];
  const due = ({ fault, hits }: { readonly fault: Fault; readonly hits: number }): boolean => {
    const first = fault.nth ?? 1;
    const times = fault.times ?? (fault.nth === undefined ? Number.POSITIVE_INFINITY : 1);
    return hits >= first && hits < first + times;
  };
  return {
    add: (fault) => entries.push({ fault, hits: 0 }),
    clear: () => entries.splice(0),
    take(method, url) {
      let action: FaultAction | undefined;
      for (const entry of entries) {
        const sameMethod = entry.fault.method === undefined || entry.fault.method.toUpperCase() === method;
        if (!sameMethod || url.search(entry.fault.path) < 0) continue;
        entry.hits += 1;
        if (action === undefined && due(entry)) action = entry.fault.action;
      }
      return action;
    },
  };
}

/** Throttling headers as they come with a delayed but successful answer. `resetSeconds` is unix time. */
export function throttlingHeaders(
  retryAfterSeconds: number,
  delaySeconds = 1,
  resetSeconds = 0,
): Record<string, string> {
  return {
    'Retry-After': String(retryAfterSeconds),
    'X-RateLimit-Resource': 'core',
    'X-RateLimit-Delay': delaySeconds.toFixed(3),
    'X-RateLimit-Limit': '200',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': String(resetSeconds),
  };
}
