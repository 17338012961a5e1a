// The way of every request to a model server: no redirect is followed, nothing but our own headers goes out, bodies are bounded.
import * as z from 'zod';
import { boundedText } from './bounded-text.ts';
import type { Redact } from './openai-outside-text.ts';

/** The only response headers that anyone reads. */
const keptHeaders = ['content-type', 'location', 'retry-after', 'retry-after-ms', 'x-should-retry'];

/** The parts of a fetch that the client uses. */
export type Fetch = typeof globalThis.fetch;

/**
 * Wraps a fetch. Redirects come back as they are, so that the key cannot travel to another host. Headers are written
 * anew, because the client also takes some from the environment (`OPENAI_CUSTOM_HEADERS`). A refusal comes back in
 * the shape of OpenAI, whatever the server's own, and without the key in it. `key` gives the key of the moment; empty: none is
 * sent.
 */
export function guardedFetch(key: () => string, redact: Redact, fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, headers: headersFor(key()), redirect: 'manual' });
    // Read here, inside the client's timeout, which otherwise ends with the headers.
    const text = await boundedText(response);
    const headers = new Headers(
      keptHeaders.flatMap((name): [string, string][] => {
        const value = response.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    const status = response.ok ? (hiddenStatus(text) ?? 200) : response.status;
    if (status === 200) return new Response(text, { status, headers });
    headers.set('content-type', 'application/json');
    // A status such as 304 allows no body, and none of those is one that carries a reason.
    if (status < 400) return new Response(null, { status, headers });
    return new Response(JSON.stringify({ error: reasonIn(text, redact) }), { status, headers });
  };
}

const hiddenError = z.object({
  error: z.union([z.string().min(1), z.object({ code: z.unknown().optional() })]),
  choices: z.undefined().optional(),
});

/** The status of an error that a gateway reports inside a 200: its code where that is a status, else 502. */
function hiddenStatus(text: string): number | undefined {
  const parsed = hiddenError.safeParse(parsedJson(text));
  if (!parsed.success) return undefined;
  const { error } = parsed.data;
  const code = typeof error === 'object' ? Number(error.code) : Number.NaN;
  return Number.isInteger(code) && code >= 400 && code <= 599 ? code : 502;
}

function headersFor(key: string): Headers {
  const headers = new Headers({
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'threadline',
  });
  if (key !== '') headers.set('authorization', `Bearer ${key}`);
  return headers;
}

const reason = z.object({
  message: z.string(),
  code: z.union([z.string(), z.number()]).nullish().catch(undefined),
  param: z.string().nullish().catch(undefined),
});

type Reason = z.infer<typeof reason>;

/** OpenAI: `error.message`; Ollama and others: `error`, `message` or `detail`, as text or as a structure. */
const refusalBody = z.union([
  z.object({ error: reason }).transform((body): Reason => body.error),
  z
    .object({ error: z.unknown().refine((value) => value !== undefined) })
    .transform((body) => ({ message: asText(body.error) })),
  z
    .object({ detail: z.unknown().refine((value) => value !== undefined) })
    .transform((body) => ({ message: asText(body.detail) })),
  reason,
]);

function reasonIn(text: string, redact: Redact): Reason {
  const parsed = refusalBody.safeParse(parsedJson(text));
  const { message, code, param }: Reason = parsed.success ? parsed.data : { message: text };
  return { message: redact(message), code: redact(String(code ?? '')), param: redact(param ?? '') };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
