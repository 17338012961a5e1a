// Finds out whether a server read the whole question: a mark at its start and one at its end that the answer must repeat.
import type { ModelRequest, TokenUsage } from '../../ports.ts';
import { estimatedTokens } from './budget.ts';

/** The two marks of a question. */
export interface Marks {
  readonly first: string;
  readonly last: string;
}

export interface MarkedRequest {
  readonly request: ModelRequest;
  readonly marks: Marks;
}

/**
 * Puts the marks into a question and a field `echo` into its schema. Ollama and others cut a prompt that is longer than
 * their window, at its beginning, and say nothing. The marks follow from the text: the same question has the same marks. The
 * first one follows from the fixed text alone, so that questions which begin alike do so with it, too, and caches stay warm.
 */
export function markRequest(request: ModelRequest): MarkedRequest {
  const marks = {
    first: `mark-${hashOf(request.system)}`,
    last: `mark-${hashOf(`${request.user} end`)}`,
  };
  const ask = `In the JSON object, set "echo" to two marks, copied exactly: the one that stands alone on the first line of this message, and ${marks.last}. If you cannot see the first one, write the second one only.`;
  return {
    marks,
    request: {
      ...request,
      user: `${marks.first}\n${request.user}\n\n${ask}`,
      schema: { ...request.schema, schema: withEcho(request.schema.schema) },
    },
  };
}

function withEcho(schema: ModelRequest['schema']['schema']): ModelRequest['schema']['schema'] {
  const { properties, required } = schema;
  return {
    ...schema,
    properties: { ...(typeof properties === 'object' ? properties : {}), echo: { type: 'string' } },
    required: [...(Array.isArray(required) ? required : []), 'echo'],
  };
}

/** `cut`: the server left out part of the question. `ignored`: the model repeats no mark, and nothing else speaks for a cut. */
export type PromptSeen = 'whole' | 'cut' | 'ignored';

/**
 * What an answer says about how much of the question was read. A model that heeds the marks and misses the first one did not
 * get it, unless the server counted as many tokens as were sent; one that repeats none is believed to be careless, unless
 * the server counted far fewer.
 */
export function promptSeen(text: string, marked: MarkedRequest, usage: TokenUsage | undefined): PromptSeen {
  const hasFirst = text.includes(marked.marks.first);
  const hasLast = text.includes(marked.marks.last);
  if (hasFirst && hasLast) return 'whole';
  const { system, user } = marked.request;
  const counted = usage === undefined ? undefined : usage.prompt / estimatedTokens(system.length + user.length);
  if (hasLast) return counted !== undefined && counted >= 0.9 ? 'whole' : 'cut';
  if (counted !== undefined && counted < 0.6) return 'cut';
  if (hasFirst) return counted === undefined ? 'cut' : 'whole';
  return 'ignored';
}

/** FNV-1a, six signs: it needs to be no more than unlikely to be guessed. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(6, '0').slice(-6);
}
