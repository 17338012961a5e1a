// A real endpoint, asked through the model server so that calls and prompts are counted as for the scripted models.
import * as z from 'zod';
import type { ModelScript } from '../../../tests/emulator/model-server.ts';

const completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({
      prompt_tokens: z.number(),
      completion_tokens: z.number(),
      prompt_tokens_details: z.looseObject({ cached_tokens: z.number().nullish() }).nullish(),
      completion_tokens_details: z.looseObject({ reasoning_tokens: z.number().nullish() }).nullish(),
    })
    .nullish(),
});

export interface Endpoint {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  readonly key: string;
  readonly model: string;
}

/** From THREADLINE_MODEL_URL, THREADLINE_MODEL_KEY and THREADLINE_MODEL; `undefined` without an address. */
export function endpointIn(environment: Readonly<Record<string, string | undefined>>): Endpoint | undefined {
  const url = environment['THREADLINE_MODEL_URL'] ?? '';
  if (url === '') return undefined;
  const key = environment['THREADLINE_MODEL_KEY'] ?? '';
  return { url: url.replace(/\/+$/, ''), key, model: environment['THREADLINE_MODEL'] ?? 'default' };
}

/** Passes each question on and brings the answer back; a refusal of the endpoint is passed on as it is. */
export function live(endpoint: Endpoint): ModelScript {
  return async (request) => {
    const response = await fetch(`${endpoint.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${endpoint.key}` },
      body: JSON.stringify(bodyOf(request, endpoint.model)),
    });
    const text = await response.text();
    if (!response.ok) return { kind: 'status', status: response.status, body: text };
    const { choices, usage } = completion.parse(JSON.parse(text));
    const [choice] = choices;
    return {
      kind: 'answer',
      content: choice?.message.content ?? null,
      finishReason: choice?.finish_reason ?? 'stop',
      ...(choice?.message.refusal ? { refusal: choice.message.refusal } : {}),
      usage: usage ? usageOf(usage) : 'none',
    };
  };
}

function bodyOf(request: Parameters<ModelScript>[0], model: string) {
  const { system, user, schema, format, maxOutputTokens } = request;
  const structured =
    schema === undefined
      ? { type: format }
      : { type: 'json_schema', json_schema: { name: schema.name, schema: schema.schema, strict: true } };
  return {
    model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    ...(structured.type === 'text' ? {} : { response_format: structured }),
    ...(maxOutputTokens === undefined ? {} : { max_completion_tokens: maxOutputTokens }),
  };
}

function usageOf(usage: NonNullable<z.infer<typeof completion>['usage']>) {
  return {
    prompt: usage.prompt_tokens,
    completion: usage.completion_tokens,
    cached: usage.prompt_tokens_details?.cached_tokens ?? 0,
    reasoning: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}
