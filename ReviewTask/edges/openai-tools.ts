// Lets a model look things up before it answers: each round runs what it asks for and sends the results back.
import * as z from 'zod';
import type { ModelTools, TokenUsage } from '../ports.ts';

/** The parts of the openai package's types that are sent; written out here, because one edge file has one vendor. */
export interface ToolMessage {
  readonly role: 'tool';
  readonly tool_call_id: string;
  readonly content: string;
}

/** What the model wants to look up, as a message to send back, and its calls. */
export interface ToolTurn {
  readonly message: {
    readonly role: 'assistant';
    readonly content: string | null;
    readonly tool_calls: {
      readonly id: string;
      readonly type: 'function';
      readonly function: { readonly name: string; readonly arguments: string };
    }[];
  };
}

const toolCall = z.object({
  id: z.string(),
  function: z.object({ name: z.string(), arguments: z.string().catch('') }),
});

const turn = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullish(), tool_calls: z.array(toolCall).min(1) }) }))
    .min(1),
});

/** Calls in one round beyond these are turned away: a model that asks for a hundred has lost its way. */
const mostCallsInARound = 8;

/** Reads the look-ups out of a completion, without what `hide` takes out; `undefined` when it is an answer. Never throws. */
export function readToolTurn(body: unknown, hide: (text: string) => string): ToolTurn | undefined {
  const message = turn.safeParse(body).data?.choices[0]?.message;
  if (message === undefined) return undefined;
  const calls = message.tool_calls.map(({ id, function: { name, arguments: given } }) => ({
    ...{ id, type: 'function' as const },
    function: { name, arguments: hide(given) },
  }));
  return {
    message: { role: 'assistant', content: message.content == null ? null : hide(message.content), tool_calls: calls },
  };
}

/** Runs the look-ups of one round, in order. Every call gets a result: servers refuse a conversation with one missing. */
export async function runToolTurn({ message }: ToolTurn, tools: ModelTools): Promise<readonly ToolMessage[]> {
  const results: ToolMessage[] = [];
  for (const [index, { id, function: call }] of message.tool_calls.entries()) {
    const isTooMany = index >= mostCallsInARound;
    const content = isTooMany ? 'Too many look-ups at once.' : await tools.run(call.name, call.arguments);
    results.push({ role: 'tool', tool_call_id: id, content });
  }
  return results;
}

/** The sum of two rounds; `undefined` where one of them was not told, because half a sum would mislead. */
export function sumUsage(one: TokenUsage | undefined, other: TokenUsage | undefined): TokenUsage | undefined {
  if (one === undefined || other === undefined) return undefined;
  return {
    prompt: one.prompt + other.prompt,
    cached: one.cached + other.cached,
    completion: one.completion + other.completion,
    reasoning: one.reasoning + other.reasoning,
  };
}
