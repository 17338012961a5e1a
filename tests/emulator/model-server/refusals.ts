// What the model server refuses before any script is asked: the key, the model, and parameters it does not know.
import * as z from 'zod';
import { type ChatRequest, type Fault, refusal } from './script.ts';
import { strictSchemaProblem } from './strict-schema.ts';

/** What a server can do. The default is OpenAI as of 2026. */
export interface Capabilities {
  /**
   * Which `response_format` it takes. `json_object`: refuses a schema with 400. `none`: refuses any, with 422 in the
   * shape of servers written in Python. `ignored`: takes all and heeds none.
   */
  readonly structure: 'json_schema' | 'json_object' | 'none' | 'ignored';
  /** Under which name it takes the ceiling; any other is refused with 400. */
  readonly outputLimit: 'max_completion_tokens' | 'max_tokens' | 'both';
  /** False: a request with tools is refused with 400. */
  readonly tools: boolean;
  /** False: `/models` is not found. */
  readonly modelList: boolean;
  /** Path and error texts. */
  readonly flavour: 'openai' | 'azure';
}

const openai: Capabilities = {
  structure: 'json_schema',
  outputLimit: 'max_completion_tokens',
  tools: true,
  modelList: true,
  flavour: 'openai',
};

/** Servers that one meets. */
export const capabilities = {
  openai,
  azure: { ...openai, flavour: 'azure' },
  /** Knows JSON mode and the old name of the ceiling only. */
  older: { structure: 'json_object', outputLimit: 'max_tokens', tools: true, modelList: true, flavour: 'openai' },
  /** Knows nothing but text. */
  plain: { structure: 'none', outputLimit: 'max_tokens', tools: false, modelList: false, flavour: 'openai' },
  /** A local server whose model heeds no format. */
  ollama: { structure: 'ignored', outputLimit: 'both', tools: true, modelList: true, flavour: 'openai' },
} as const satisfies Readonly<Record<string, Capabilities>>;

const textPart = z.looseObject({ text: z.string().optional() });
const chatBody = z.looseObject({
  model: z.string(),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z.union([z.string(), z.array(textPart)]).nullish(),
        tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
        tool_call_id: z.string().optional(),
      }),
    )
    .min(1),
  tools: z
    .array(
      z.strictObject({
        type: z.literal('function'),
        function: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          parameters: z.record(z.string(), z.unknown()),
          strict: z.boolean().nullish(),
        }),
      }),
    )
    .min(1)
    .optional(),
  tool_choice: z.enum(['none', 'auto', 'required']).optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('text') }),
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject({
          name: z.string(),
          description: z.string().optional(),
          schema: z.record(z.string(), z.unknown()),
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .optional(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  stream: z.boolean().nullish(),
});

type ChatBody = z.infer<typeof chatBody>;

/** Either the question, or why it is refused. */
export type Reading =
  | { readonly ok: true; readonly request: Omit<ChatRequest, 'number'>; readonly includeUsage: boolean }
  | { readonly ok: false; readonly fault: Fault };

/** Reads a chat request as a server with these capabilities does. `models` empty: any name is known. */
export function readChatRequest(body: unknown, can: Capabilities, models: readonly string[]): Reading {
  const parsed = chatBody.safeParse(body);
  if (!parsed.success) return { ok: false, fault: unreadable(parsed.error) };
  const fault =
    modelFault(parsed.data.model, can, models) ??
    limitFault(parsed.data, can) ??
    toolFault(parsed.data, can) ??
    formatFault(parsed.data, can);
  if (fault !== undefined) return { ok: false, fault };
  const options = z.looseObject({ include_usage: z.boolean() }).safeParse(parsed.data['stream_options']);
  return { ok: true, request: requestOf(parsed.data), includeUsage: options.success && options.data.include_usage };
}

/** Azure OpenAI has one sentence for all that can be wrong with a token. */
const tokenRefused = {
  statusCode: 401,
  message:
    'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
};

/** The answer to a key that is missing or wrong. */
export function keyFault(state: 'missing' | 'refused', can: Capabilities, takesTokens = false): Fault {
  if (takesTokens && state === 'refused') return { kind: 'status', status: 401, body: tokenRefused };
  if (can.flavour === 'azure') {
    const message = 'Access denied due to invalid subscription key or wrong API endpoint.';
    return { kind: 'status', status: 401, body: { error: { code: '401', message } } };
  }
  const message =
    state === 'missing'
      ? `You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.`
      : 'Incorrect API key provided: ****.';
  return refusal(401, message, { code: state === 'missing' ? null : 'invalid_api_key' });
}

function requestOf(body: ChatBody): Omit<ChatRequest, 'number'> {
  const format = body.response_format ?? { type: 'text' };
  const said = (system: boolean) =>
    body.messages
      .filter(({ role }) => (role === 'system' || role === 'developer') === system)
      .map(({ content }) => textOf(content))
      .join('\n');
  return {
    model: body.model,
    preamble: preambleOf(body),
    system: said(true),
    user: said(false),
    format: format.type,
    schema:
      format.type === 'json_schema' ? { name: format.json_schema.name, schema: format.json_schema.schema } : undefined,
    maxOutputTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    tools: body.tool_choice === 'none' ? [] : (body.tools ?? []).map((tool) => tool.function.name),
    toolResults: body.messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content)),
    stream: body.stream ?? false,
  };
}

/** As OpenAI's guide to prompt caching has it: the schema is a prefix of the system text; tools have to be the same, too. */
function preambleOf({ response_format: format, tools }: ChatBody): string {
  const parts = [format?.type === 'json_schema' ? format.json_schema : undefined, tools];
  return parts.map((part) => (part === undefined ? '' : JSON.stringify(part))).join('');
}

function textOf(content: ChatBody['messages'][number]['content']): string {
  return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('');
}

/** Tools that the server does not know, and conversations in which a look-up has no result. */
function toolFault({ tools, messages }: ChatBody, can: Capabilities): Fault | undefined {
  if (tools !== undefined && !can.tools) {
    return refusal(400, 'this model does not support tools');
  }
  const asked = messages.flatMap((message) => message.tool_calls ?? []).map(({ id }) => id);
  const answered = new Set(messages.map((message) => message.tool_call_id));
  const missing = asked.filter((id) => !answered.has(id));
  if (missing.length === 0) return undefined;
  const message = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${missing.join(', ')}`;
  return refusal(400, message, { param: 'messages' });
}

function unreadable(error: z.ZodError): Fault {
  const issue = error.issues[0];
  const param = issue?.path.join('.') ?? '';
  return refusal(400, `Invalid value for '${param}': ${issue?.message ?? 'unreadable'}.`, { param });
}

function modelFault(model: string, can: Capabilities, models: readonly string[]): Fault | undefined {
  if (models.length === 0 || models.includes(model)) return undefined;
  if (can.flavour === 'azure') {
    const message = 'The API deployment for this resource does not exist.';
    return { kind: 'status', status: 404, body: { error: { code: 'DeploymentNotFound', message } } };
  }
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return refusal(404, message, { code: 'model_not_found' });
}

function limitFault(body: ChatBody, can: Capabilities): Fault | undefined {
  if (can.outputLimit === 'max_tokens' && body.max_completion_tokens !== undefined) {
    return refusal(400, 'Unrecognized request argument supplied: max_completion_tokens');
  }
  if (can.outputLimit === 'max_completion_tokens' && body.max_tokens !== undefined) {
    const message = `Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.`;
    return refusal(400, message, { param: 'max_tokens', code: 'unsupported_parameter' });
  }
  return undefined;
}

function formatFault(body: ChatBody, can: Capabilities): Fault | undefined {
  const format = body.response_format;
  if (format === undefined || can.structure === 'ignored') return undefined;
  if (can.structure === 'none') {
    const detail = [
      { type: 'extra_forbidden', loc: ['body', 'response_format'], msg: 'Extra inputs are not permitted' },
    ];
    return { kind: 'status', status: 422, body: { detail } };
  }
  if (format.type === 'json_schema') {
    return can.structure === 'json_object' ? schemaUnknown : schemaFault(format.json_schema);
  }
  const mentionsJson = body.messages.some(({ content }) => /json/i.test(JSON.stringify(content)));
  return format.type === 'json_object' && !mentionsJson ? noWordJson : undefined;
}

function schemaFault(format: {
  name: string;
  schema: unknown;
  strict?: boolean | null | undefined;
}): Fault | undefined {
  const problem = format.strict ? strictSchemaProblem(format.name, format.schema) : undefined;
  return problem === undefined ? undefined : refusal(400, problem, { param: 'response_format' });
}

const schemaUnknown = refusal(
  400,
  "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
);

const noWordJson = refusal(
  400,
  "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
  { param: 'messages' },
);
