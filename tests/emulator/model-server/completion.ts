// Builds the body of a chat completion, whole or as a stream of chunks, with numbers that could be true.
import { Ajv, type ValidateFunction } from 'ajv';
import type { ChatRequest, ScriptedAnswer, UsageNumbers } from './script.ts';

/** A chat completion before it is written down. */
export interface Completion {
  readonly id: string;
  readonly model: string;
  readonly content: string | null;
  readonly refusal: string | null;
  readonly toolCalls: readonly unknown[];
  readonly finishReason: string;
  readonly usage: Readonly<Record<string, unknown>> | undefined;
}

/** A token is taken for four characters. */
const charactersPerToken = 4;

/** Caching starts at 1,024 tokens and goes by steps of 128. */
const leastCached = 1024;
const cacheStep = 128;

/** Makes the completion. `heeded`: the server holds the model to the format. `earlier`: prompts seen before. */
export function completionOf(
  step: ScriptedAnswer,
  request: ChatRequest,
  heeded: boolean,
  earlier: readonly string[],
): Completion {
  const full = step.refusal === undefined ? contentOf(step, request, heeded) : null;
  const limit = (request.maxOutputTokens ?? Number.POSITIVE_INFINITY) * charactersPerToken;
  const isCut = full !== null && full.length > limit && step.finishReason === undefined;
  const content = isCut ? full.slice(0, limit) : full;
  return {
    id: `chatcmpl-${request.number}`,
    model: request.model,
    content,
    refusal: step.refusal ?? null,
    toolCalls: (step.toolCalls ?? []).map((call, index) => ({
      id: `call_${request.number}_${index + 1}`,
      type: 'function',
      function: {
        name: call.name,
        arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
      },
    })),
    finishReason: isCut ? 'length' : (step.finishReason ?? (step.toolCalls === undefined ? 'stop' : 'tool_calls')),
    usage: usageOf(step, promptOf(request), content ?? step.refusal ?? '', earlier),
  };
}

/** The text that caching compares. */
export function promptOf(request: ChatRequest): string {
  return `${request.preamble}${request.system}\n${request.user}`;
}

/** An object follows the schema where the server enforces one; otherwise models like to talk around it. */
function contentOf(step: ScriptedAnswer, request: ChatRequest, heeded: boolean): string | null {
  if (step.object === undefined) return step.content ?? null;
  if (request.format === 'text' || !heeded) {
    return `Here is my answer:\n\n\`\`\`json\n${JSON.stringify(step.object, null, 2)}\n\`\`\`\n\nTell me if you need more.`;
  }
  if (request.schema === undefined) return JSON.stringify(step.object);
  const object = withNulls(step.object, request.schema.schema);
  requireMatch(object, request.schema.schema);
  return JSON.stringify(object);
}

/** A script need not say what it has nothing to say about: a field that may be `null` is that where it is missing. */
function withNulls(object: unknown, { properties }: Readonly<Record<string, unknown>>): unknown {
  if (!isRecord(object) || !isRecord(properties)) return object;
  const missing = Object.entries(properties).filter(([name, field]) => !(name in object) && mayBeNull(field));
  return { ...Object.fromEntries(missing.map(([name]) => [name, null])), ...object };
}

function mayBeNull(field: unknown): boolean {
  return (
    isRecord(field) &&
    Array.isArray(field['anyOf']) &&
    field['anyOf'].some((one) => isRecord(one) && one['type'] === 'null')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A strict server cannot answer against its schema, so neither may a script; text goes out as it is. */
function requireMatch(object: unknown, schema: Readonly<Record<string, unknown>>): void {
  const text = JSON.stringify(schema);
  const validate = validators.get(text) ?? new Ajv({ strict: false }).compile(schema);
  validators.set(text, validate);
  if (validate(object)) return;
  const errors = new Ajv().errorsText(validate.errors);
  throw new Error(`The script's object breaks the schema of the request: ${errors}. Use text to do so on purpose.`);
}

/** By the schema's text: requests bring few different ones, and making a validator takes longer than all the rest. */
const validators = new Map<string, ValidateFunction>();

function usageOf(
  step: ScriptedAnswer,
  prompt: string,
  said: string,
  earlier: readonly string[],
): Readonly<Record<string, unknown>> | undefined {
  if (step.usage === 'none') return undefined;
  const counted: UsageNumbers = {
    prompt: tokensIn(prompt),
    cached: cachedTokens(prompt, earlier),
    completion: tokensIn(said),
    reasoning: 0,
  };
  const numbers = typeof step.usage === 'object' ? { ...counted, ...step.usage } : counted;
  const sums = {
    prompt_tokens: numbers.prompt,
    completion_tokens: numbers.completion,
    total_tokens: numbers.prompt + numbers.completion,
  };
  if (step.usage === 'plain') return sums;
  return {
    ...sums,
    prompt_tokens_details: { cached_tokens: numbers.cached },
    completion_tokens_details: { reasoning_tokens: numbers.reasoning },
  };
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

function cachedTokens(prompt: string, earlier: readonly string[]): number {
  const longest = Math.max(0, ...earlier.map((other) => commonPrefix(prompt, other)));
  const tokens = Math.floor(longest / charactersPerToken / cacheStep) * cacheStep;
  return tokens >= leastCached ? tokens : 0;
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The body of an answer that comes at once. */
export function completionBody(completion: Completion): Readonly<Record<string, unknown>> {
  const message = {
    ...{ role: 'assistant', content: completion.content, refusal: completion.refusal },
    ...(completion.toolCalls.length === 0 ? {} : { tool_calls: completion.toolCalls }),
  };
  return {
    id: completion.id,
    object: 'chat.completion',
    created: 1_790_000_000,
    model: completion.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: completion.finishReason }],
    ...(completion.usage === undefined ? {} : { usage: completion.usage }),
  };
}

/** The events of an answer that comes as a stream, each with its blank line. */
export function completionEvents(completion: Completion, includeUsage: boolean): readonly string[] {
  const chunk = (choices: readonly unknown[], usage?: unknown) =>
    event({
      id: completion.id,
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model: completion.model,
      choices,
      ...(usage === undefined ? {} : { usage }),
    });
  const delta = (part: unknown, finishReason: string | null = null) =>
    chunk([{ index: 0, delta: part, finish_reason: finishReason }]);
  const pieces = completion.content?.match(/[\s\S]{1,20}/g) ?? [];
  return [
    delta({ role: 'assistant', content: '', refusal: null }),
    ...pieces.map((content) => delta({ content })),
    ...(completion.refusal === null ? [] : [delta({ refusal: completion.refusal })]),
    delta({}, completion.finishReason),
    ...(includeUsage && completion.usage !== undefined ? [chunk([], completion.usage)] : []),
    'data: [DONE]\n\n',
  ];
}

function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
