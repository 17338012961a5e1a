// The model client: one question to any OpenAI-compatible server, with retry, fallbacks and errors that explain themselves.
import { OpenAI } from 'openai';
import { ConfigError } from '../errors.ts';
import { directNetwork, type Network } from '../model/network.ts';
import type { Clock, LanguageModel, Log, ModelAnswer, ModelProbes, ModelRequest, ModelTools } from '../ports.ts';
import { type Address, type Provider, readAddress } from './openai-address.ts';
import { filteredQuestion, readAnswer, readModelNames, usageOf } from './openai-answer.ts';
import { type Conversation, startConversation } from './openai-conversation.ts';
import {
  chatBody,
  commonDialect,
  type Dialect,
  fullDialect,
  keepsToProbe,
  simplerDialect,
  structureQuestion,
} from './openai-dialect.ts';
import { explainFailure } from './openai-explanation.ts';
import { type Failure, failureOf, isFilteredQuestion, retryDecision } from './openai-failure.ts';
import { type Fetch, guardedFetch } from './openai-fetch.ts';
import { createKeyRing, type KeyRing, type KeySource } from './openai-key.ts';
import { excerptOf } from './openai-outside-text.ts';
import { readToolTurn, runToolTurn, type ToolTurn } from './openai-tools.ts';
import { type RetryNotice, withRetry } from './retry.ts';

/** In milliseconds. A server may ask for up to 90 seconds; Azure OpenAI often asks for 60. */
const patience = { attempts: 5, firstDelay: 1000, longestDelay: 20_000, longestServerDelay: 90_000 };

/** A timeout has cost its whole time already: one more try, not four. */
const mostTimeouts = 2;

/** Reasoning models think for minutes; Node's own fetch gives up after 300 seconds. */
const defaultTimeout = 240_000;

export interface LanguageModelOptions {
  readonly provider: Provider;
  /** Name of the model or of the Azure deployment. */
  readonly model: string;
  /** `undefined` for the provider's own address. */
  readonly baseUrl: string | undefined;
  /** Empty for a server that asks for none; a function for a token, called before each request. */
  readonly apiKey: KeySource;
  /** Told when the server refuses a token (401), with its words. True: the request is tried again with the token of then. */
  readonly onKeyRefused?: (reason: string, key: string) => boolean;
  readonly clock: Clock;
  /** The run's deadline or cancellation. Once it is aborted, every call throws its reason. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Of one try, the body included; 240 seconds by default. */
  readonly timeoutMilliseconds?: number;
  /** How requests leave the machine; Node's own by default. Through a proxy, another. */
  readonly fetch?: Fetch;
  /** What that way is, for explanations. */
  readonly network?: Network;
}

/**
 * A language model that can also be looked for. Azure OpenAI lists models, not deployments, so `not-listed` is no error
 * there.
 */
export interface CheckedLanguageModel extends LanguageModel, ModelProbes {}

/** What one request came to: the answer, or look-ups to make before it. */
type Said =
  | { readonly kind: 'answer'; readonly answer: ModelAnswer }
  | { readonly kind: 'turn'; readonly turn: ToolTurn; readonly tools: ModelTools };

/** How often a request is put again because a token was refused: once for its age, once for its audience. */
const mostNewKeys = 2;

/** Makes the client; sends nothing yet. Throws ConfigError for a URL or key that cannot be used. */
export function createLanguageModel(options: LanguageModelOptions): CheckedLanguageModel {
  const address = readAddress(options.provider, options.baseUrl);
  const { host, isClear } = address;
  if (isClear && typeof options.apiKey !== 'string') throw tokenInClear();
  if (isClear) options.log.info(`The address of the model is http: the key travels to ${host} in clear.`);
  return new Connection(options, address, createKeyRing(options.apiKey));
}

class Connection implements CheckedLanguageModel {
  readonly #options: LanguageModelOptions;
  readonly #address: Address;
  readonly #keys: KeyRing;
  readonly #client: OpenAI;
  readonly #timeout: number;
  /** What the server is known to understand; found out once and kept for the run. */
  #dialect: Dialect = fullDialect;

  constructor(options: LanguageModelOptions, address: Address, keys: KeyRing) {
    this.#options = options;
    this.#address = address;
    this.#keys = keys;
    this.#timeout = options.timeoutMilliseconds ?? defaultTimeout;
    // Every option is given, because the client reads each that is missing from the environment.
    this.#client = new OpenAI({
      // The real one is put on each request on its way out.
      apiKey: 'none',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: address.url,
      defaultQuery: address.query,
      timeout: this.#timeout,
      maxRetries: 0,
      logLevel: 'off',
      fetch: guardedFetch(keys.current, keys.redact, options.fetch ?? globalThis.fetch),
    });
  }

  async ask(request: ModelRequest): Promise<ModelAnswer> {
    const talk = startConversation();
    try {
      const answer = await this.#converse(request, talk);
      const { usage, calls } = talk.spent();
      return { ...answer, text: this.#keys.hide(answer.text), usage, ...(calls > 1 ? { calls } : {}) };
    } catch (error) {
      const spent = talk.spent();
      if (spent.calls > 0) request.onLost?.(spent);
      throw error;
    }
  }

  async structure(): ReturnType<ModelProbes['structure']> {
    const { ending, text } = await this.ask(structureQuestion);
    const { structure } = this.#dialect;
    // Some servers take a schema and pass it over; the question alone would not get the answer that it asks for.
    return ending !== 'complete' || structure !== 'schema' || keepsToProbe(text) ? structure : 'text';
  }

  async check(): ReturnType<ModelProbes['check']> {
    const names = await this.#try(() => this.#modelNames());
    if (names === undefined) return { model: 'unknown', names: [] };
    const { model } = this.#options;
    // Ollama lists `name:latest`, Gemini `models/name`.
    const isListed = names.some((name) => name === model || name === `${model}:latest` || name.endsWith(`/${model}`));
    return { model: isListed ? 'listed' : 'not-listed', names };
  }

  /** One question with the look-ups that the model wants before it answers. Each request has its own tries. */
  async #converse(request: ModelRequest, talk: Conversation): Promise<ModelAnswer> {
    for (;;) {
      const said = await this.#try(() => this.#put(request, talk), request.onThrottle);
      if (said.kind === 'answer') return said.answer;
      talk.say(said.turn, await runToolTurn(said.turn, said.tools));
    }
  }

  /** Goes on from what has been said, more simply each time the server does not know a parameter. */
  async #put(request: ModelRequest, talk: Conversation): Promise<Said> {
    for (;;) {
      const used = this.#dialect;
      try {
        return await this.#putOnce(request, talk, used);
      } catch (error) {
        const failure = this.#failureOf(error);
        if (failure?.kind !== 'refused') throw error;
        if (isFilteredQuestion(failure)) return { kind: 'answer', answer: filteredQuestion };
        const simpler = simplerDialect(used, failure.status, failure.reason);
        if (simpler === undefined) throw error;
        this.#dialect = commonDialect(this.#dialect, simpler);
        this.#options.log.info(
          `The model server does not take everything (${excerptOf(failure.reason)}). Asking with ${describe(this.#dialect)}.`,
        );
      }
    }
  }

  async #putOnce(request: ModelRequest, talk: Conversation, dialect: Dialect): Promise<Said> {
    const { tools } = request;
    const mayLookUp = talk.rounds < (tools?.maxRounds ?? 0);
    // A server that knows no look-ups would not understand the ones that another dialect has made.
    const turns = dialect.hasTools ? talk.turns : [];
    const body = chatBody(request, this.#options.model, dialect, turns, mayLookUp);
    const completion: unknown = await this.#send((signal) => this.#client.chat.completions.create(body, { signal }));
    const usage = usageOf(completion);
    // Before it is read: one that ended in an error was paid for, too.
    if (usage !== undefined) talk.count(usage);
    const turn = mayLookUp && dialect.hasTools ? readToolTurn(completion, this.#keys.hide) : undefined;
    const said: Said =
      turn === undefined || tools === undefined
        ? { kind: 'answer', answer: readAnswer(completion) }
        : { kind: 'turn', turn, tools };
    if (usage === undefined) talk.count(undefined);
    return said;
  }

  async #modelNames(): Promise<readonly string[] | undefined> {
    try {
      return readModelNames(await this.#send((signal) => this.#client.get('/models', { signal })));
    } catch (error) {
      const failure = this.#failureOf(error);
      // 403: a key may be limited to answers.
      if (failure?.kind === 'refused' && [403, 404, 405, 501].includes(failure.status)) return undefined;
      throw error;
    }
  }

  /** Sends, and again where a token was refused that another may stand in for. */
  async #send(request: (signal: AbortSignal) => PromiseLike<unknown>): Promise<unknown> {
    for (let renewals = 0; ; renewals += 1) {
      await this.#keys.renew();
      const key = this.#keys.current();
      try {
        return await this.#sendOnce(request);
      } catch (error) {
        const failure = this.#failureOf(error);
        const isRefused = failure?.kind === 'refused' && failure.status === 401 && renewals < mostNewKeys;
        if (!isRefused || !this.#options.onKeyRefused?.(failure.reason, key)) throw error;
      }
    }
  }

  /** The client never takes its listeners off a signal, so each request gets one of its own. */
  async #sendOnce(request: (signal: AbortSignal) => PromiseLike<unknown>): Promise<unknown> {
    const { signal } = this.#options;
    const controller = new AbortController();
    const abort = () => controller.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await request(controller.signal);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  async #try<T>(action: () => Promise<T>, onThrottle?: () => void): Promise<T> {
    const { clock, signal } = this.#options;
    let attempts = 0;
    let timeouts = 0;
    const decide = (error: unknown) => {
      const failure = this.#failureOf(error);
      if (failure?.kind === 'timeout') timeouts += 1;
      if (failure === undefined || timeouts >= mostTimeouts) return { retry: false as const };
      const decision = retryDecision(failure);
      if (decision.retry && failure.kind === 'refused' && failure.status === 429) onThrottle?.();
      return decision;
    };
    try {
      return await withRetry(
        (attempt) => {
          attempts = attempt;
          return action();
        },
        { ...patience, clock, signal, decide, onRetry: (notice) => this.#announce(notice) },
      );
    } catch (error) {
      signal.throwIfAborted();
      const failure = this.#failureOf(error);
      throw failure === undefined ? error : this.#explain(failure, attempts);
    }
  }

  #announce(notice: RetryNotice): void {
    const failure = this.#failureOf(notice.error);
    if (failure === undefined) return;
    const seconds = Math.ceil(notice.delay / 1000);
    const { problem } = this.#explain(failure, notice.attempt);
    this.#options.log.info(`${problem} Trying again in ${seconds} s.`);
  }

  #failureOf(error: unknown): Failure | undefined {
    return failureOf(error, this.#options.clock.now());
  }

  #explain(failure: Failure, attempts: number) {
    return explainFailure(failure, {
      provider: this.#options.provider,
      address: this.#address,
      model: this.#options.model,
      key: this.#keys.kind,
      timeoutMilliseconds: this.#timeout,
      network: this.#options.network ?? directNetwork,
      attempts,
      redact: this.#keys.redact,
    });
  }
}

function describe(dialect: Dialect): string {
  const structure = { schema: 'a JSON schema', json: 'JSON mode', text: 'the schema in words' }[dialect.structure];
  return `${structure} and ${dialect.limit}${dialect.hasTools ? '' : ', without look-ups'}`;
}

function tokenInClear(): ConfigError {
  return new ConfigError({
    code: 'model-url-clear',
    problem: 'The address in "modelUrl" is http, and the Entra token of "azureSubscription" would travel in clear.',
    fix: 'Set "modelUrl" to the https address of the resource.',
  });
}
