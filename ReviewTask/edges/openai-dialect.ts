// How a question is put to a server, and what to leave out once the server has said that it does not know it.
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ModelRequest } from '../ports.ts';

/** From the most that a server can do to the least. */
const structures = ['schema', 'json', 'text'] as const;
const limits = ['max_completion_tokens', 'max_tokens'] as const;

export interface Dialect {
  /** `schema`: strict JSON schema. `json`: JSON mode. `text`: the prompt alone asks for JSON. */
  readonly structure: (typeof structures)[number];
  /** Name of the ceiling of an answer: the old one is refused by newer models, the new one by older servers. */
  readonly limit: (typeof limits)[number];
  /** Whether look-ups are offered where a question has them. */
  readonly hasTools: boolean;
}

/** The smallest question whose answer has the schema's shape only where a server enforces it; room for a reasoning model's thoughts. */
export const structureQuestion: ModelRequest = {
  system: 'You answer with one word.',
  user: 'Are you there?',
  schema: {
    name: 'access_probe',
    schema: {
      type: 'object',
      properties: { ok: { type: 'boolean' } },
      required: ['ok'],
      additionalProperties: false,
    },
  },
  maxOutputTokens: 500,
};

/** Whether the answer to `structureQuestion` has its shape. */
export function keepsToProbe(text: string): boolean {
  return /^\s*\{\s*"ok"\s*:\s*(true|false)\s*\}\s*$/.test(text);
}

/** What current servers understand. */
export const fullDialect: Dialect = { structure: 'schema', limit: 'max_completion_tokens', hasTools: true };

/**
 * The body of a chat completion. No temperature: some reasoning models refuse any. `turns` are look-ups and their results;
 * `mayLookUp` false: the model has to answer now. The tools stay, so that the beginning of the prompt does.
 */
export function chatBody(
  request: ModelRequest,
  model: string,
  dialect: Dialect,
  turns: readonly ChatCompletionMessageParam[] = [],
  mayLookUp = true,
): ChatCompletionCreateParamsNonStreaming {
  const system = dialect.structure === 'schema' ? request.system : `${request.system}\n\n${schemaInWords(request)}`;
  return {
    model,
    messages: [{ role: 'system', content: system }, { role: 'user', content: request.user }, ...turns],
    [dialect.limit]: request.maxOutputTokens,
    ...responseFormat(request, dialect),
    ...toolsOf(request, dialect, mayLookUp),
  };
}

function toolsOf(
  { tools }: ModelRequest,
  { hasTools }: Dialect,
  mayLookUp: boolean,
): Pick<ChatCompletionCreateParamsNonStreaming, 'tools' | 'tool_choice'> {
  if (tools === undefined || !hasTools) return {};
  const offered = tools.definitions.map(({ name, description, parameters }) => ({
    ...{ type: 'function' as const },
    function: { name, description, parameters, strict: true },
  }));
  return { tools: offered, ...(mayLookUp ? {} : { tool_choice: 'none' as const }) };
}

function responseFormat(
  request: ModelRequest,
  dialect: Dialect,
): Pick<ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  if (dialect.structure === 'text') return {};
  if (dialect.structure === 'json') return { response_format: { type: 'json_object' } };
  const { name, schema } = request.schema;
  return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: true } } };
}

/** Servers refuse JSON mode unless the prompt holds the word JSON. At the end of the fixed text, so that it is cached. */
function schemaInWords(request: ModelRequest): string {
  return `Answer with one JSON object and nothing else. It follows this JSON schema: ${JSON.stringify(request.schema.schema)}`;
}

/**
 * What to try after a refusal that names a parameter of ours; `undefined` when the refusal is about something else or
 * nothing is left to leave out. `reason` is what the server said.
 */
export function simplerDialect(used: Dialect, status: number, reason: string): Dialect | undefined {
  if (status !== 400 && status !== 404 && status !== 422) return undefined;
  // Before the format: a server that knows no tools beside a format says so with both names, and loses less this way.
  if (used.hasTools && /\btools?\b|tool_choice|tool_calls|function[ _-]?call/i.test(reason))
    return { ...used, hasTools: false };
  const structure = structures[structures.indexOf(used.structure) + 1];
  if (structure !== undefined && /response_?format|json_schema|json_object/i.test(reason))
    return { ...used, structure };
  // A ceiling that is merely too high is refused by its name, too.
  const isAboutName = /max_completion_tokens/.test(reason) && !/too (large|high|big)|at most|less than/i.test(reason);
  if (used.limit === 'max_completion_tokens' && isAboutName) return { ...used, limit: 'max_tokens' };
  return undefined;
}

/** What both leave in: requests that run at the same time learn from one another. */
export function commonDialect(one: Dialect, other: Dialect): Dialect {
  const structure = Math.max(structures.indexOf(one.structure), structures.indexOf(other.structure));
  const limit = Math.max(limits.indexOf(one.limit), limits.indexOf(other.limit));
  return {
    structure: structures[structure] ?? one.structure,
    limit: limits[limit] ?? one.limit,
    hasTools: one.hasTools && other.hasTools,
  };
}
