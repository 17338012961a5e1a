// What a test says the model server should do: answers, faults, and ready scripts made of them.

/** The question as the server read it. */
export interface ChatRequest {
  /** 1-based count of chat requests that reached the script. */
  readonly number: number;
  readonly model: string;
  /** What providers put before the texts, and count: the schema of the answer and the tools on offer, as JSON. */
  readonly preamble: string;
  /** All system (or developer) texts, joined by a newline. */
  readonly system: string;
  /** All other texts, joined by a newline. */
  readonly user: string;
  readonly format: 'text' | 'json_object' | 'json_schema';
  /** The schema of the answer; `undefined` unless `format` is `json_schema`. */
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> } | undefined;
  /** The ceiling under whichever name it was sent; `undefined` for none. */
  readonly maxOutputTokens: number | undefined;
  /** Names of the tools on offer; none where the model must not use them. */
  readonly tools: readonly string[];
  /** What the look-ups so far have brought, in order. */
  readonly toolResults: readonly string[];
  readonly stream: boolean;
}

export interface UsageNumbers {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly reasoning: number;
}

/** A good answer. `object` is written as JSON, `content` as it is. */
export interface ScriptedAnswer {
  readonly kind: 'answer';
  readonly object?: unknown;
  readonly content?: string | null;
  readonly finishReason?: string;
  readonly refusal?: string;
  /** Asks for look-ups instead of answering; objects are written as JSON. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown }[];
  /** Overrides what the server counts; `plain` leaves the details out, `none` leaves all out. */
  readonly usage?: Partial<UsageNumbers> | 'plain' | 'none';
  /** Milliseconds before the answer begins. */
  readonly delay?: number;
}

/** Something that goes wrong. */
export type Fault =
  /** An object body goes out as JSON, a string as plain text. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A sign-in or error page, by default with status 200. */
  | { readonly kind: 'html'; readonly status?: number }
  /** A good answer cut in the middle of its JSON; the HTTP message is whole. */
  | { readonly kind: 'truncated-json' }
  /** The connection ends before an answer. */
  | { readonly kind: 'drop' }
  /** The connection ends in the middle of the body. */
  | { readonly kind: 'drop-in-body' }
  /** A good answer in small pieces, `pause` milliseconds apart. */
  | { readonly kind: 'drip'; readonly pieces: number; readonly pause: number }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** No answer until the server closes. */
  | { readonly kind: 'hang' };

export type Step = ScriptedAnswer | Fault;

/** Decides what becomes of one request. */
export type ModelScript = (request: ChatRequest) => Step | Promise<Step>;

/** Answers every request with `value`: text as it is, anything else as JSON. */
export function answer(value: unknown, details: Omit<ScriptedAnswer, 'kind' | 'object' | 'content'> = {}): ModelScript {
  const said = typeof value === 'string' || value === null ? { content: value } : { object: value };
  return () => ({ kind: 'answer', ...said, ...details });
}

/** Asks for look-ups in a question that has brought fewer rounds of results than there are, and answers then. */
export function lookingUp(
  rounds: readonly (readonly { readonly name: string; readonly arguments: unknown }[])[],
  then: ModelScript,
): ModelScript {
  return (request) => {
    const brought = request.toolResults.length;
    let sum = 0;
    for (const toolCalls of request.tools.length === 0 ? [] : rounds) {
      if (brought <= sum) return { kind: 'answer', content: null, toolCalls };
      sum += toolCalls.length;
    }
    return then(request);
  };
}

/** Takes one entry per request, in order; the last is repeated. */
export function sequence(entries: readonly (Step | ModelScript)[]): ModelScript {
  let next = 0;
  return (request) => {
    const entry = entries[Math.min(next, entries.length - 1)];
    if (entry === undefined) throw new Error('A sequence needs at least one entry.');
    next += 1;
    return typeof entry === 'function' ? entry(request) : entry;
  };
}

/** Meets the first `times` requests with the fault and leaves the rest to the script. */
export function faultThen(fault: Fault, times: number, script: ModelScript): ModelScript {
  return sequence([...Array.from({ length: times }, () => fault), script]);
}

/** An error as OpenAI writes it. */
export function refusal(
  status: number,
  message: string,
  details: { readonly type?: string; readonly param?: string | null; readonly code?: string | null } = {},
): Extract<Fault, { kind: 'status' }> {
  const { type = 'invalid_request_error', param = null, code = null } = details;
  return { kind: 'status', status, body: { error: { message, type, param, code } } };
}

/** Too many requests; `retryAfter` goes out as it is: seconds, a date, or nothing. */
export function rateLimited(retryAfter?: string): Fault {
  const message = 'Rate limit reached for requests. Please try again later.';
  const fault = refusal(429, message, { type: 'requests', code: 'rate_limit_exceeded' });
  return retryAfter === undefined ? fault : { ...fault, headers: { 'retry-after': retryAfter } };
}
