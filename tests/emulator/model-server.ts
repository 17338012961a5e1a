// A model server that speaks as OpenAI does and says what a test scripts; it listens on this machine only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { completionOf, promptOf } from './model-server/completion.ts';
import { cutToWindow, echoing } from './model-server/marks.ts';
import { type Capabilities, capabilities, keyFault, readChatRequest } from './model-server/refusals.ts';
import { sendCompletion, sendFault, sendJson } from './model-server/respond.ts';
import { answer, type ChatRequest, type Fault, type ModelScript, refusal } from './model-server/script.ts';

export { type Capabilities, capabilities } from './model-server/refusals.ts';
export {
  answer,
  faultThen,
  lookingUp,
  type ModelScript,
  rateLimited,
  refusal,
  type Step,
  sequence,
} from './model-server/script.ts';

export interface ModelServerOptions {
  /** The key that is accepted, as a bearer token or in `api-key`; empty: none is asked for. */
  readonly key?: string;
  /** Which Entra tokens are accepted besides the key; none by default. */
  readonly acceptsToken?: (token: string) => boolean;
  /** Names that are known. Empty, the default: any name is. */
  readonly models?: readonly string[];
  /** What differs from OpenAI. */
  readonly capabilities?: Partial<Capabilities>;
  /** Tokens that it reads; it cuts the beginning off a longer prompt and says nothing, as Ollama does. 0, the default: no limit. */
  readonly window?: number;
  /** True: it never repeats the marks that a question asks it to repeat; by default it does, in `echo`. */
  readonly ignoresMarks?: boolean;
  /** Listens for https, under a name that a proxy leads to this machine. */
  readonly secure?: { readonly host: string; readonly key: string; readonly cert: string };
  /** What it says; the default is an empty JSON object. */
  readonly script?: ModelScript;
}

/** One request as it arrived. */
interface RecordedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case; the two that carry a key are left out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly key: 'accepted' | 'refused' | 'missing';
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown;
}

export interface ModelServer {
  /** Base URL for clients, without a slash at the end. */
  readonly url: string;
  /** Everything that arrived, the refused included, in order. */
  readonly requests: readonly RecordedRequest[];
  /** Only the questions that reached the script, in order. */
  readonly questions: readonly ChatRequest[];
  /** Replaces the script. */
  readonly script: (script: ModelScript) => void;
  /** Ends every connection, hanging ones too. */
  readonly close: () => Promise<void>;
}

/** The key that is accepted unless a test says otherwise. */
export const testModelKey = 'test-key-of-the-model-server';

interface ServerState {
  readonly key: string;
  readonly acceptsToken: ((token: string) => boolean) | undefined;
  readonly can: Capabilities;
  readonly models: readonly string[];
  readonly window: number;
  readonly ignoresMarks: boolean;
  readonly basePath: string;
  readonly requests: RecordedRequest[];
  readonly questions: ChatRequest[];
  script: ModelScript;
}

/** Starts a server on a free port of 127.0.0.1. It does not keep the process alive. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const can = { ...capabilities.openai, ...options.capabilities };
  const state: ServerState = {
    key: options.key ?? testModelKey,
    acceptsToken: options.acceptsToken,
    can,
    models: options.models ?? [],
    window: options.window ?? 0,
    ignoresMarks: options.ignoresMarks ?? false,
    basePath: can.flavour === 'azure' ? '/openai/v1' : '/v1',
    requests: [],
    questions: [],
    script: options.script ?? answer({}),
  };
  const take = (request: IncomingMessage, response: ServerResponse) => {
    handle(state, request, response).catch((error: unknown) => sendBug(response, error));
  };
  const { secure } = options;
  const server = secure === undefined ? createServer(take) : createSecureServer(secure, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = addressOf(server.address());
  return {
    url: `${secure === undefined ? 'http://127.0.0.1' : `https://${secure.host}`}:${port}${state.basePath}`,
    requests: state.requests,
    questions: state.questions,
    script: (script) => {
      state.script = script;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The model server has no port.');
  return address;
}

/** A script that throws is a mistake in the test; clients see a refusal that they do not repeat. */
function sendBug(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (response.headersSent) response.destroy();
  else sendJson(response, 400, { error: { message: `Model server: ${message}`, code: 'broken_script' } });
}

async function handle(state: ServerState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const recorded = await record(state, request);
  state.requests.push(recorded);
  const route = `${recorded.method} ${recorded.path.replace(/\?.*$/, '')}`;
  const isChat = route === `POST ${state.basePath}/chat/completions`;
  const isList = route === `GET ${state.basePath}/models` && state.can.modelList;
  if (!isChat && !isList) return sendSpoiled(response, refusal(404, `Invalid URL (${route})`));
  if (recorded.key !== 'accepted')
    return sendSpoiled(response, keyFault(recorded.key, state.can, state.acceptsToken !== undefined));
  if (isList) return sendJson(response, 200, modelList(state));
  return chat(state, recorded.body, response);
}

async function record(state: ServerState, request: IncomingMessage): Promise<RecordedRequest> {
  let text = '';
  request.setEncoding('utf8');
  for await (const piece of request) text += piece;
  const { authorization, 'api-key': apiKey, ...others } = request.headers;
  const sent = authorization?.replace(/^Bearer /, '') ?? (typeof apiKey === 'string' ? apiKey : undefined);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)])),
    key: keyState(state, sent),
    body: text === '' ? undefined : JSON.parse(text),
  };
}

function keyState(state: ServerState, sent: string | undefined): RecordedRequest['key'] {
  if (state.key === '' || sent === state.key) return 'accepted';
  if (sent !== undefined && state.acceptsToken?.(sent)) return 'accepted';
  return sent === undefined ? 'missing' : 'refused';
}

function modelList(state: ServerState): unknown {
  const names = state.models.length > 0 ? state.models : ['test-model'];
  const data = names.map((id) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'tests' }));
  return { object: 'list', data };
}

async function chat(state: ServerState, body: unknown, response: ServerResponse): Promise<void> {
  const reading = readChatRequest(body, state.can, state.models);
  if (!reading.ok) return sendSpoiled(response, reading.fault);
  const request = cutToWindow({ ...reading.request, number: state.questions.length + 1 }, state.window);
  const earlier = state.questions.map(promptOf);
  state.questions.push(request);
  const scripted = await state.script(request);
  const step = state.ignoresMarks ? scripted : echoing(scripted, request);
  const heeded = state.can.structure !== 'ignored';
  if (step.kind !== 'answer') {
    const good = { kind: 'answer', content: '{"findings":[]}' } as const;
    return sendFault(response, step, () => completionOf(good, request, heeded, earlier));
  }
  if (step.delay !== undefined) await wait(step.delay, undefined, { ref: false });
  sendCompletion(response, completionOf(step, request, heeded, earlier), {
    stream: request.stream,
    includeUsage: reading.includeUsage,
  });
}

/** A refusal of the server itself, which never needs a good answer. */
function sendSpoiled(response: ServerResponse, fault: Fault): Promise<void> {
  return sendFault(response, fault, () => {
    throw new Error('A refusal has no answer to spoil.');
  });
}
