// Reads what a model server answered with status 200, which need not be an answer at all.
import * as z from 'zod';
import type { ModelAnswer, TokenUsage } from '../ports.ts';

/** A 200 that holds no completion. `body` is what came instead, as text, not yet redacted. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  /** `page`: text or another API, so trying again is of no use. `broken`: an answer that ended in an error. */
  readonly kind: 'page' | 'broken';
  readonly body: string;

  constructor(kind: 'page' | 'broken', body: string) {
    super('The answer of the model server cannot be read.');
    this.kind = kind;
    this.body = body;
  }
}

const textPart = z.object({ text: z.string().optional() });

const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          /** Some servers send parts instead of text. */
          content: z.union([z.string(), z.array(textPart)]).nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
});

const count = z.number().nonnegative();

/** Details are optional everywhere but at OpenAI. */
const usageNumbers = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).optional().catch(undefined),
  completion_tokens_details: z.object({ reasoning_tokens: count }).optional().catch(undefined),
});

/** Reads a chat completion. Throws UnreadableAnswer. */
export function readAnswer(body: unknown): ModelAnswer {
  const parsed = completion.safeParse(jsonOf(body));
  const choice = parsed.data?.choices[0];
  if (choice === undefined) throw new UnreadableAnswer('page', asText(body));
  // Gateways end an answer so when the server behind them fails in the middle of it.
  if (choice.finish_reason === 'error') throw new UnreadableAnswer('broken', asText(body));
  const { content, refusal } = choice.message;
  const said = typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');
  return {
    text: said === '' ? (refusal ?? '') : withoutThoughts(said),
    ending: refusal ? 'refused' : endingOf(choice.finish_reason),
    usage: readUsage(parsed.data?.usage),
  };
}

/** Local servers may hand over what a model thought before it answers; that often holds a draft of the answer. */
function withoutThoughts(said: string): string {
  return said.replace(/^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>\s*/, '');
}

/** What stands for an answer when the server's filter stopped the question itself. */
export const filteredQuestion: ModelAnswer = { text: '', ending: 'filtered', usage: undefined };

function endingOf(finishReason: string | null | undefined): ModelAnswer['ending'] {
  if (finishReason === 'length') return 'truncated';
  return finishReason === 'content_filter' ? 'filtered' : 'complete';
}

/** The tokens that a completion says it took, whatever else it holds; `undefined` where it says nothing. */
export function usageOf(body: unknown): TokenUsage | undefined {
  return readUsage(z.object({ usage: z.unknown() }).safeParse(jsonOf(body)).data?.usage);
}

function readUsage(usage: unknown): TokenUsage | undefined {
  const parsed = usageNumbers.safeParse(usage);
  if (!parsed.success) return undefined;
  return {
    prompt: parsed.data.prompt_tokens,
    cached: parsed.data.prompt_tokens_details?.cached_tokens ?? 0,
    completion: parsed.data.completion_tokens,
    reasoning: parsed.data.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Names in a list of models. Throws UnreadableAnswer. */
export function readModelNames(body: unknown): readonly string[] {
  const parsed = modelList.safeParse(jsonOf(body));
  if (!parsed.success) throw new UnreadableAnswer('page', asText(body));
  return parsed.data.data.map(({ id }) => id);
}

/** The client hands over text where a server forgot to call its JSON by that name. */
function jsonOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function asText(body: unknown): string {
  if (typeof body === 'string') return body;
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    return '(nested too deep to be shown)';
  }
}
