// The model client against the model server: answers, fallbacks, retries, and every failure with its explanation.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createLanguageModel, type LanguageModelOptions } from '../../ReviewTask/edges/openai.ts';
import { commonDialect, type Dialect } from '../../ReviewTask/edges/openai-dialect.ts';
import { createRedact } from '../../ReviewTask/edges/openai-outside-text.ts';
import { AccessError, ConfigError, explanationOf, ServiceError } from '../../ReviewTask/errors.ts';
import type { Log, ModelAnswer, ModelRequest } from '../../ReviewTask/ports.ts';
import {
  answer,
  type Capabilities,
  capabilities,
  faultThen,
  type ModelScript,
  type ModelServer,
  type ModelServerOptions,
  rateLimited,
  refusal,
  type Step,
  startModelServer,
  testModelKey,
} from '../emulator/model-server.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';

const question: ModelRequest = {
  system: 'You review code.',
  user: 'The diff.',
  schema: {
    name: 'review',
    schema: {
      type: 'object',
      properties: { findings: { type: 'array', items: { type: 'string' } } },
      required: ['findings'],
      additionalProperties: false,
    },
  },
  maxOutputTokens: 100,
};
const found = { findings: ['a bug'] };

/** What a test needs to look at after the client has spoken with the server. */
interface Scene {
  readonly server: ModelServer;
  readonly clock: FakeClock;
  readonly lines: readonly string[];
  readonly model: ReturnType<typeof createLanguageModel>;
}

function recordingLog(lines: string[]): Log {
  const record = (line: string) => {
    lines.push(line);
  };
  const silent = () => undefined;
  return { info: record, warning: record, debug: record, section: silent, endSection: silent, progress: silent };
}

describe('the model client', () => {
  const running: ModelServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });

  async function scene(server: ModelServerOptions = {}, options: Partial<LanguageModelOptions> = {}): Promise<Scene> {
    const started = await startModelServer({ script: answer(found), ...server });
    running.push(started);
    const clock = createFakeClock({ automatic: true });
    const lines: string[] = [];
    const model = createLanguageModel({
      provider: 'compatible',
      model: 'test-model',
      baseUrl: started.url,
      apiKey: testModelKey,
      clock,
      signal: new AbortController().signal,
      log: recordingLog(lines),
      ...options,
    });
    return { server: started, clock, lines, model };
  }

  async function failureOf(work: Promise<unknown>): Promise<Error> {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof Error);
      return error;
    }
    throw new Error('The call did not fail.');
  }

  function codeOf(error: unknown): string | undefined {
    return explanationOf(error)?.code;
  }

  describe('answers', () => {
    const usage = { prompt: 52, cached: 0, completion: 6, reasoning: 0 };
    const table: readonly { name: string; step: Step; expect: Partial<ModelAnswer> }[] = [
      {
        name: 'an object that follows the schema',
        step: { kind: 'answer', object: found },
        expect: { text: '{"findings":["a bug"]}', ending: 'complete', usage },
      },
      {
        name: 'cached and reasoning tokens',
        step: { kind: 'answer', object: found, usage: { prompt: 2000, cached: 1920, completion: 50, reasoning: 40 } },
        expect: { usage: { prompt: 2000, cached: 1920, completion: 50, reasoning: 40 } },
      },
      { name: 'usage without details', step: { kind: 'answer', object: found, usage: 'plain' }, expect: { usage } },
      { name: 'no usage', step: { kind: 'answer', object: found, usage: 'none' }, expect: { usage: undefined } },
      {
        name: 'an answer cut at the ceiling',
        step: { kind: 'answer', content: 'x'.repeat(500) },
        expect: { text: 'x'.repeat(400), ending: 'truncated' },
      },
      {
        name: 'a filtered answer',
        step: { kind: 'answer', content: '', finishReason: 'content_filter' },
        expect: { text: '', ending: 'filtered' },
      },
      {
        name: 'a refusal',
        step: { kind: 'answer', refusal: 'I cannot help with that.' },
        expect: { text: 'I cannot help with that.', ending: 'refused' },
      },
      {
        name: 'a question that the filter of Azure stops',
        step: refusal(400, 'The response was filtered.', { code: 'content_filter', param: 'prompt' }),
        expect: { text: '', ending: 'filtered', usage: undefined },
      },
      {
        name: 'an answer without what was thought before it',
        step: { kind: 'answer', content: '<think>\nMaybe {"findings": []}?\n</think>\n\n{"findings": ["a bug"]}' },
        expect: { text: '{"findings": ["a bug"]}' },
      },
      {
        name: 'no content at all',
        step: { kind: 'answer', content: null },
        expect: { text: '', ending: 'complete' },
      },
      {
        name: 'content in parts, broken numbers, a reason of its own, and no word that it is JSON',
        step: {
          kind: 'status',
          status: 200,
          body: JSON.stringify({
            choices: [{ message: { content: [{ type: 'text', text: '{}' }] }, finish_reason: 'eos' }],
            usage: { prompt_tokens: 'many' },
          }),
        },
        expect: { text: '{}', ending: 'complete', usage: undefined },
      },
    ];
    for (const { name, step, expect } of table) {
      it(name, async () => {
        const { model } = await scene({ script: () => step });
        const said = await model.ask(question);
        assert.deepEqual({ ...said, ...expect }, said);
      });
    }
  });

  describe('what the server understands', () => {
    interface Case {
      readonly name: string;
      readonly can: Partial<Capabilities>;
      /** Format and name of the ceiling of every request of two questions, in order. */
      readonly expect: readonly string[];
    }
    const table: readonly Case[] = [
      {
        name: 'everything',
        can: {},
        expect: ['json_schema max_completion_tokens', 'json_schema max_completion_tokens'],
      },
      {
        name: 'the old ceiling only',
        can: { outputLimit: 'max_tokens' },
        expect: ['json_schema max_completion_tokens', 'json_schema max_tokens', 'json_schema max_tokens'],
      },
      {
        name: 'JSON mode only',
        can: { structure: 'json_object' },
        expect: [
          'json_schema max_completion_tokens',
          'json_object max_completion_tokens',
          'json_object max_completion_tokens',
        ],
      },
      {
        name: 'JSON mode and the old ceiling',
        can: capabilities.older,
        expect: [
          'json_schema max_completion_tokens',
          'json_schema max_tokens',
          'json_object max_tokens',
          'json_object max_tokens',
        ],
      },
      {
        name: 'nothing but text, and refusals in another shape',
        can: capabilities.plain,
        expect: [
          'json_schema max_completion_tokens',
          'json_schema max_tokens',
          'json_object max_tokens',
          'text max_tokens',
          'text max_tokens',
        ],
      },
      {
        name: 'everything, in silence',
        can: capabilities.ollama,
        expect: ['json_schema max_completion_tokens', 'json_schema max_completion_tokens'],
      },
    ];
    for (const { name, can, expect } of table) {
      it(name, async () => {
        const { model, server, clock } = await scene({ capabilities: can });
        const first = await model.ask(question);
        await model.ask(question);
        const sent = server.requests.map(({ body }) => {
          const fields = Object.entries(body ?? {});
          const format = fields.find(([key]) => key === 'response_format')?.[1]?.type ?? 'text';
          return [format, ...fields.map(([key]) => key).filter((key) => key.startsWith('max_'))].join(' ');
        });
        assert.deepEqual(sent, expect);
        assert.match(first.text, /a bug/);
        assert.deepEqual(clock.sleeps, []);
      });
    }

    it('puts the schema in words where the server takes none', async () => {
      const { model, server, lines } = await scene({ capabilities: capabilities.older });
      await model.ask(question);
      const { system, user } = server.questions[0] ?? { system: '', user: '' };
      assert.match(system, /^You review code\.\n\n.*JSON.*"findings"/);
      assert.equal(user, 'The diff.');
      assert.match(lines.join('\n'), /JSON mode and max_tokens/);
    });

    it('lets questions that run at the same time learn from one another', async () => {
      const { model, server } = await scene({ capabilities: capabilities.older });
      await Promise.all([1, 2, 3, 4].map(() => model.ask(question)));
      await model.ask(question);
      assert.deepEqual(server.requests.at(-1)?.body, {
        ...Object(server.requests.at(-2)?.body),
      });
      assert.equal(server.questions.length, 5);
    });

    it('leaves no listener behind on the signal of the run', async () => {
      const controller = new AbortController();
      const { model } = await scene({}, { signal: controller.signal });
      const seen: string[] = [];
      const warn = (warning: Error) => seen.push(warning.name);
      process.on('warning', warn);
      for (let count = 0; count < 12; count += 1) await model.ask(question);
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', warn);
      assert.deepEqual(seen, []);
      assert.deepEqual(getEventListeners(controller.signal, 'abort'), []);
    });

    it('never takes up again what one of two refusals ruled out', () => {
      const table: readonly { readonly given: readonly [Dialect, Dialect]; readonly expect: Dialect }[] = [
        {
          given: [
            { structure: 'json', limit: 'max_completion_tokens', hasTools: true },
            { structure: 'schema', limit: 'max_tokens', hasTools: true },
          ],
          expect: { structure: 'json', limit: 'max_tokens', hasTools: true },
        },
        {
          given: [
            { structure: 'text', limit: 'max_tokens', hasTools: true },
            { structure: 'json', limit: 'max_completion_tokens', hasTools: true },
          ],
          expect: { structure: 'text', limit: 'max_tokens', hasTools: true },
        },
      ];
      for (const { given, expect } of table) {
        assert.deepEqual(commonDialect(...given), expect);
        assert.deepEqual(commonDialect(given[1], given[0]), expect);
      }
    });

    it('does not take a ceiling that is too high for one that is unknown', async () => {
      const message = 'max_completion_tokens is too large: 100. This model supports at most 50 completion tokens.';
      const { model, server } = await scene({
        script: () => refusal(400, message, { param: 'max_completion_tokens' }),
      });
      const error = await failureOf(model.ask(question));
      assert.equal(codeOf(error), 'model-request-refused');
      assert.match(error.message, /at most 50/);
      assert.equal(server.requests.length, 1);
    });
  });

  describe('addresses', () => {
    it('sends the query of the base URL with each request, and takes a pasted endpoint', async () => {
      const { server, clock } = await scene();
      const model = createLanguageModel({
        provider: 'compatible',
        model: 'test-model',
        baseUrl: `${server.url}/chat/completions/?api-version=2024-10-21`,
        apiKey: testModelKey,
        clock,
        signal: new AbortController().signal,
        log: recordingLog([]),
      });
      await model.ask(question);
      assert.equal(server.requests[0]?.path, '/v1/chat/completions?api-version=2024-10-21');
    });

    it('finds the v1 API of a bare Azure resource', async () => {
      const azure = await startModelServer({ capabilities: capabilities.azure, script: answer(found) });
      running.push(azure);
      const { model } = await scene({}, { provider: 'azureOpenAI', baseUrl: new URL(azure.url).origin });
      assert.equal((await model.ask(question)).text, '{"findings":["a bug"]}');
      assert.equal(azure.requests[0]?.path, '/openai/v1/chat/completions');
    });

    it('sends no key where none is set', async () => {
      const free = await scene({ key: '' }, { apiKey: '' });
      assert.equal((await free.model.ask(question)).ending, 'complete');
      const { model, server } = await scene({}, { apiKey: '' });
      await failureOf(model.ask(question));
      assert.equal(server.requests[0]?.key, 'missing');
    });

    it('says when a key would travel in clear', async () => {
      const said = async (baseUrl: string) => (await scene({}, { baseUrl })).lines.join();
      assert.match(await said('http://models.example/v1'), /models\.example in clear/);
      assert.equal(await said('https://models.example/v1'), '');
      assert.equal(await said('http://[::1]:11434/v1'), '');
    });

    const unusable: readonly { name: string; options: Partial<LanguageModelOptions>; code: string }[] = [
      { name: 'no URL', options: { baseUrl: undefined }, code: 'model-url-unusable' },
      { name: 'a URL that is none', options: { baseUrl: 'models.example' }, code: 'model-url-unusable' },
      { name: 'another protocol', options: { baseUrl: 'file:///models' }, code: 'model-url-unusable' },
      {
        name: 'a password in the URL',
        options: { baseUrl: 'https://me:secret-word@h/v1' },
        code: 'model-url-unusable',
      },
      { name: 'a key on two lines', options: { apiKey: 'secret-word\nmore' }, code: 'model-key-unusable' },
      {
        name: 'a key with letters that no header takes',
        options: { apiKey: 'secret-wörd中' },
        code: 'model-key-unusable',
      },
    ];
    for (const { name, options, code } of unusable) {
      it(`refuses ${name}`, async () => {
        const error = await failureOf(scene({}, options));
        assert.ok(error instanceof ConfigError);
        assert.equal(error.code, code);
        assert.doesNotMatch(inspect(error), /secret-w/);
      });
    }

    it('takes the blanks off a pasted key', async () => {
      const { model } = await scene({}, { apiKey: ` ${testModelKey}\n` });
      await model.ask(question);
    });
  });

  it('takes nothing from the environment and sends no header but its own', async () => {
    const set: Readonly<Record<string, string>> = {
      OPENAI_API_KEY: 'environment-key',
      OPENAI_ADMIN_KEY: 'environment-key',
      OPENAI_BASE_URL: 'http://127.0.0.1:9/elsewhere',
      OPENAI_ORG_ID: 'environment-organization',
      OPENAI_PROJECT_ID: 'environment-project',
      OPENAI_LOG: 'debug',
      OPENAI_CUSTOM_HEADERS: 'authorization: Bearer environment-key\nx-spy: environment',
    };
    const before = Object.keys(set).map((name) => [name, process.env[name]] as const);
    const printed: unknown[] = [];
    const { debug, log } = console;
    console.debug = console.log = (...words: unknown[]) => printed.push(words);
    try {
      Object.assign(process.env, set);
      const { model, server } = await scene();
      await model.ask(question);
      const [request] = server.requests;
      assert.equal(request?.key, 'accepted');
      assert.doesNotMatch(JSON.stringify(request), /environment|stainless/i);
      assert.equal(request?.headers['user-agent'], 'threadline');
      assert.deepEqual(printed, []);
    } finally {
      Object.assign(console, { debug, log });
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  describe('retries', () => {
    interface Case {
      readonly name: string;
      readonly step: Step;
      /** Milliseconds before the second try. */
      readonly waits: number;
    }
    const table: readonly Case[] = [
      { name: '429 without a word', step: rateLimited(), waits: 500 },
      { name: '429 with seconds', step: rateLimited('7'), waits: 7000 },
      { name: '429 with a date', step: rateLimited('Thu, 01 Jan 2026 00:00:30 GMT'), waits: 30_000 },
      { name: '429 with a day, capped', step: rateLimited('86400'), waits: 90_000 },
      {
        name: '429 with milliseconds',
        step: { kind: 'status', status: 429, headers: { 'retry-after-ms': '1250', 'retry-after': '9' } },
        waits: 1250,
      },
      { name: '500', step: { kind: 'status', status: 500, body: 'oops' }, waits: 500 },
      { name: '503 with a page', step: { kind: 'html', status: 503 }, waits: 500 },
      { name: '529', step: { kind: 'status', status: 529 }, waits: 500 },
      { name: '408', step: { kind: 'status', status: 408 }, waits: 500 },
      {
        name: 'a status of no hope with the advice to try',
        step: { kind: 'status', status: 400, headers: { 'x-should-retry': 'true' } },
        waits: 500,
      },
      { name: 'a dropped connection', step: { kind: 'drop' }, waits: 500 },
      { name: 'a connection dropped in the answer', step: { kind: 'drop-in-body' }, waits: 500 },
      { name: 'half an answer', step: { kind: 'truncated-json' }, waits: 500 },
      {
        name: 'an error inside a 200',
        step: { kind: 'status', status: 200, body: { error: { code: 502, message: 'Provider returned error' } } },
        waits: 500,
      },
      {
        name: 'a rate limit inside a 200',
        step: { kind: 'status', status: 200, body: { error: { code: 429 } }, headers: { 'retry-after': '4' } },
        waits: 4000,
      },
      {
        name: 'an answer that ended in an error',
        step: { kind: 'answer', content: '', finishReason: 'error' },
        waits: 500,
      },
    ];
    for (const { name, step, waits } of table) {
      it(`tries again after ${name}`, async () => {
        const fault: ModelScript = ({ number }) => (number === 1 ? step : { kind: 'answer', object: found });
        const { model, server, clock, lines } = await scene({ script: fault });
        assert.equal((await model.ask(question)).ending, 'complete');
        assert.deepEqual(clock.sleeps, [waits]);
        assert.equal(server.questions.length, 2);
        assert.match(lines.join('\n'), new RegExp(`Trying again in ${Math.ceil(waits / 1000)} s\\.`));
      });
    }

    it('tells each time that the server was too busy, and nothing else', async () => {
      let told = 0;
      const asked = { ...question, onThrottle: () => (told += 1) };
      const busyThenDown: ModelScript = ({ number }) =>
        number <= 2
          ? rateLimited()
          : number === 3
            ? { kind: 'status', status: 503 }
            : { kind: 'answer', object: found };
      await (await scene({ script: busyThenDown })).model.ask(asked);
      assert.equal(told, 2);
      const poor = refusal(429, 'You exceeded your current quota.', { code: 'insufficient_quota' });
      await failureOf((await scene({ script: () => poor })).model.ask(asked));
      assert.equal(told, 2, 'no credit is no matter of pace');
    });

    it('gives up after five tries and says how often', async () => {
      const { model, server, clock } = await scene({ script: () => rateLimited() });
      const error = await failureOf(model.ask(question));
      assert.equal(codeOf(error), 'model-rate-limited');
      assert.match(error.message, /tried 5 times/);
      assert.equal(server.questions.length, 5);
      assert.deepEqual(clock.sleeps, [500, 1000, 2000, 4000]);
    });

    it('tries a timeout once more only, and counts a slow body as one', async () => {
      const script = () => ({ kind: 'drip', pieces: 100, pause: 20 }) as const;
      const { model, clock } = await scene({ script }, { timeoutMilliseconds: 150 });
      const error = await failureOf(model.ask(question));
      assert.ok(error instanceof ServiceError);
      assert.equal(error.code, 'model-timed-out');
      assert.match(error.message, /tried 2 times/);
      assert.equal(clock.sleeps.length, 1);
    });

    it('takes a slow answer that ends in time', async () => {
      const { model, clock } = await scene({
        script: faultThen({ kind: 'drip', pieces: 5, pause: 5 }, 1, answer(found)),
      });
      assert.equal((await model.ask(question)).text, '{"findings":[]}');
      assert.deepEqual(clock.sleeps, []);
    });
  });

  describe('the end of the run', () => {
    const reason = new Error('the run is out of time');

    async function until(condition: () => boolean): Promise<void> {
      while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
    }

    it('interrupts a request that hangs, with the reason', async () => {
      const controller = new AbortController();
      const { model, server } = await scene({ script: () => ({ kind: 'hang' }) }, { signal: controller.signal });
      const failure = failureOf(model.ask(question));
      await until(() => server.questions.length === 1);
      controller.abort(reason);
      assert.equal(await failure, reason);
    });

    it('interrupts the wait before another try', async () => {
      const controller = new AbortController();
      const clock = createFakeClock();
      const { model } = await scene({ script: () => rateLimited('60') }, { signal: controller.signal, clock });
      const failure = failureOf(model.ask(question));
      await until(() => clock.waiting() === 1);
      controller.abort(reason);
      assert.equal(await failure, reason);
    });

    it('sends nothing after it', async () => {
      const { model, server } = await scene({}, { signal: AbortSignal.abort(reason) });
      assert.equal(await failureOf(model.ask(question)), reason);
      assert.equal(server.requests.length, 0);
    });
  });

  describe('failures', () => {
    interface Case {
      readonly name: string;
      readonly server?: ModelServerOptions;
      readonly step?: Step;
      readonly options?: Partial<LanguageModelOptions>;
      readonly expect: {
        readonly code: string;
        readonly says: readonly RegExp[];
        readonly access?: true;
        readonly tries?: number;
      };
    }
    const table: readonly Case[] = [
      {
        name: 'a wrong key',
        options: { apiKey: 'another-key' },
        expect: { code: 'model-key-refused', says: [/refused the key \(401\)/, /"modelApiKey"/], access: true },
      },
      {
        name: 'no key where one is needed',
        options: { apiKey: '' },
        expect: { code: 'model-key-refused', says: [/asks for a key, and none is set/], access: true },
      },
      {
        name: 'a wrong key at Azure',
        server: { capabilities: capabilities.azure },
        options: { apiKey: 'another-key', provider: 'azureOpenAI' },
        expect: { code: 'model-key-refused', says: [/invalid subscription key/, /Keys and Endpoint/], access: true },
      },
      {
        name: 'a key without the right',
        step: refusal(403, 'Project does not have access to model test-model.'),
        expect: {
          code: 'model-key-refused',
          says: [/\(403\)/, /does not have access/, /may use the model "test-model"/],
          access: true,
        },
      },
      {
        name: 'an unknown model',
        server: { models: ['other-model'] },
        expect: {
          code: 'model-not-found',
          says: [/"test-model" at http:\/\/127\.0\.0\.1:\d+\/v1/, /does not exist/],
          access: true,
        },
      },
      {
        name: 'an unknown deployment',
        server: { models: ['other-model'], capabilities: capabilities.azure },
        options: { provider: 'azureOpenAI' },
        expect: { code: 'model-not-found', says: [/name of your deployment/, /\/openai\/v1\//], access: true },
      },
      {
        name: 'a rate limit that stays',
        step: rateLimited('1'),
        expect: { code: 'model-rate-limited', says: [/429, tried 5 times/, /later/], tries: 5 },
      },
      {
        name: 'a quota that is gone',
        step: refusal(429, 'You exceeded your current quota.', { code: 'insufficient_quota' }),
        expect: { code: 'model-quota-exhausted', says: [/no credit or quota/], tries: 1 },
      },
      {
        name: 'a bill that is due',
        step: refusal(402, 'Insufficient Balance'),
        expect: { code: 'model-quota-exhausted', says: [/Insufficient Balance/], tries: 1 },
      },
      {
        name: 'a question above the context',
        step: refusal(400, "This model's maximum context length is 8192 tokens.", { code: 'context_length_exceeded' }),
        expect: { code: 'model-prompt-too-long', says: [/8192/, /larger context/], tries: 1 },
      },
      {
        name: 'a question above the tokens of a minute',
        step: refusal(429, 'Request too large for test-model on tokens per min (TPM): Limit 30000, Requested 40000.', {
          code: 'rate_limit_exceeded',
        }),
        expect: { code: 'model-prompt-too-long', says: [/30000/], tries: 1 },
      },
      {
        name: 'a request that is refused, said in the way of Ollama',
        step: { kind: 'status', status: 400, body: { error: 'this model does not support chat' } },
        expect: { code: 'model-request-refused', says: [/\(400\)/, /does not support chat/], tries: 1 },
      },
      {
        name: 'a server that keeps failing, said with a page',
        step: {
          kind: 'status',
          status: 502,
          body: '<html><h1>Bad Gateway</h1></html>',
          headers: { 'content-type': 'text/html' },
        },
        expect: {
          code: 'model-server-failed',
          says: [/502, tried 5 times/, /The server says: "Bad Gateway"/],
          tries: 5,
        },
      },
      {
        name: 'a server that says that trying again is no use',
        step: { kind: 'status', status: 500, headers: { 'x-should-retry': 'false' } },
        expect: { code: 'model-server-failed', says: [/500, tried once/], tries: 1 },
      },
      {
        name: 'a redirect',
        step: { kind: 'redirect', to: 'https://elsewhere.example/v1/chat/completions', status: 302 },
        expect: {
          code: 'model-redirected',
          says: [/127\.0\.0\.1:\d+ sends requests on to elsewhere\.example \(302\)/, /key/],
          tries: 1,
        },
      },
      {
        name: 'a page instead of an answer',
        step: { kind: 'html' },
        expect: {
          code: 'model-answer-not-json-api',
          says: [/"Sign in Please sign in to the network\."/, /"modelUrl"/],
          tries: 1,
        },
      },
      {
        name: 'text instead of an answer',
        step: { kind: 'status', status: 200, body: 'Ollama is running' },
        expect: { code: 'model-answer-not-json-api', says: [/Ollama is running/], tries: 1 },
      },
      {
        name: 'an empty answer',
        step: { kind: 'status', status: 200, body: '' },
        expect: { code: 'model-answer-not-json-api', says: [/empty or cut off/], tries: 1 },
      },
      {
        name: 'JSON of another API',
        step: { kind: 'status', status: 200, body: { version: '1.2', choices: [] } },
        expect: { code: 'model-answer-not-json-api', says: [/"version":"1\.2"/], tries: 1 },
      },
      {
        name: 'half an answer each time',
        step: { kind: 'truncated-json' },
        expect: { code: 'model-answer-not-json-api', says: [/empty or cut off/], tries: 5 },
      },
    ];
    for (const { name, server, step, options, expect } of table) {
      it(name, async () => {
        const given = await scene({ ...(step && { script: () => step }), ...server }, options);
        const error = await failureOf(given.model.ask(question));
        assert.ok(error instanceof (expect.access ? AccessError : ServiceError), `${error.name}: ${error.message}`);
        assert.equal(error.code, expect.code);
        for (const words of expect.says) assert.match(`${error.problem} ${error.fix}`, words);
        if (expect.tries !== undefined) assert.equal(given.server.questions.length, expect.tries);
      });
    }

    it('does not carry the key to where a redirect points', async () => {
      const elsewhere = await startModelServer();
      running.push(elsewhere);
      for (const status of [301, 302, 303, 307, 308]) {
        const { model } = await scene({
          script: () => ({ kind: 'redirect', to: `${elsewhere.url}/chat/completions`, status }),
        });
        assert.equal(codeOf(await failureOf(model.ask(question))), 'model-redirected');
      }
      assert.equal(elsewhere.requests.length, 0);
    });

    it('a port where nobody listens', async () => {
      const { model } = await scene({}, { baseUrl: `http://127.0.0.1:${await freePort()}/v1` });
      const error = await failureOf(model.ask(question));
      assert.ok(error instanceof ServiceError);
      assert.equal(error.code, 'model-unreachable');
      assert.match(error.message, /ECONNREFUSED.*tried 5 times/);
    });

    const network: readonly { name: string; code: string; expect: string; tries: number }[] = [
      { name: 'an unknown host', code: 'ENOTFOUND', expect: 'model-host-not-found', tries: 1 },
      { name: 'a name service that does not answer', code: 'EAI_AGAIN', expect: 'model-host-not-found', tries: 5 },
      {
        name: 'a self-signed certificate',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        expect: 'model-certificate-refused',
        tries: 1,
      },
      {
        name: 'an unknown issuer',
        code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
        expect: 'model-certificate-refused',
        tries: 1,
      },
      {
        name: 'a certificate of another name',
        code: 'ERR_TLS_CERT_ALTNAME_INVALID',
        expect: 'model-certificate-refused',
        tries: 1,
      },
      { name: 'an expired certificate', code: 'CERT_HAS_EXPIRED', expect: 'model-certificate-refused', tries: 1 },
      { name: 'a connection that is reset', code: 'ECONNRESET', expect: 'model-unreachable', tries: 5 },
    ];
    for (const { name, code, expect, tries } of network) {
      it(name, async () => {
        let calls = 0;
        const fetch = () => {
          calls += 1;
          return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('low'), { code }) }));
        };
        const { model } = await scene({}, { fetch });
        const error = await failureOf(model.ask(question));
        assert.ok(error instanceof ServiceError);
        assert.deepEqual([error.code, calls], [expect, tries]);
        assert.match(error.message, new RegExp(code));
      });
    }

    it('an answer without an end', async () => {
      let pieces = 0;
      const endless = () =>
        new ReadableStream<Uint8Array>({
          pull(controller) {
            pieces += 1;
            controller.enqueue(new Uint8Array(1024 * 1024).fill(120));
          },
        });
      const { model } = await scene({}, { fetch: () => Promise.resolve(new Response(endless())) });
      assert.equal(codeOf(await failureOf(model.ask(question))), 'model-answer-not-json-api');
      assert.ok(pieces < 20, `${pieces} MB were read`);
    });

    it('cuts what the server says and takes control characters out of it', async () => {
      const said = `\u001b[31m##vso[task.complete]\r\n\u202e${'long '.repeat(200)}`;
      const { model } = await scene({ script: () => refusal(400, said) });
      const error = await failureOf(model.ask(question));
      assert.doesNotMatch(error.message, /[\p{Cc}\u202e]/u);
      assert.ok(error.message.length < 500);
    });

    it('lets an error through that is none of the service, for it is a bug', async () => {
      const clock = { ...createFakeClock(), now: () => Number.NaN };
      const broken = { ...question, schema: { name: 'review', schema: { loop: 1n } } };
      const { model } = await scene({}, { clock });
      const error = await failureOf(model.ask(broken));
      assert.equal(explanationOf(error), undefined);
      assert.match(error.message, /BigInt/);
    });
  });

  describe('the key', () => {
    const canary = 'canary/0123+with=signs&"more"~';
    const spellings = [canary, Buffer.from(canary).toString('base64'), encodeURIComponent(canary)];
    const text = spellings.join(' ');
    const body = { error: { message: text, code: text, param: text } };
    const places: readonly { name: string; step: Step }[] = [
      ...[400, 401, 403, 404, 429, 500].map((status) => ({
        name: `a refusal (${status})`,
        step: { kind: 'status', status, body } as const,
      })),
      { name: 'a refusal in plain text', step: { kind: 'status', status: 418, body: `${'x'.repeat(280)} ${text}` } },
      { name: 'a page, across the cut', step: { kind: 'status', status: 200, body: `${'x'.repeat(284)} ${text}` } },
      {
        name: 'a refusal in another shape',
        step: { kind: 'status', status: 422, body: { detail: [{ input: { text } }] } },
      },
      { name: 'a redirect', step: { kind: 'redirect', to: `https://x.example/${encodeURI(text)}` } },
      { name: 'a page', step: { kind: 'status', status: 200, body: `<p>${text}</p>` } },
      { name: 'JSON of another API', step: { kind: 'status', status: 200, body: { said: JSON.stringify({ text }) } } },
      { name: 'an error inside a 200', step: { kind: 'status', status: 200, body } },
    ];
    for (const { name, step } of places) {
      it(`is in no text when the server puts it into ${name}`, async () => {
        const { model, lines } = await scene({ key: canary, script: () => step }, { apiKey: canary });
        const error = await failureOf(model.ask(question));
        const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), ...lines].join('\n');
        for (const part of [canary.slice(0, 11), ...spellings.map((spelling) => spelling.slice(8, 20))]) {
          assert.equal(shown.includes(part), false, shown);
        }
      });
    }

    it('is not shown where someone has put it into the URL', async () => {
      const { server } = await scene();
      const { model } = await scene({}, { apiKey: canary, baseUrl: `${server.url}/${encodeURIComponent(canary)}` });
      const error = await failureOf(model.ask(question));
      assert.doesNotMatch(error.message, /canary/);
    });

    const forms: readonly { name: string; given: string }[] = [
      { name: 'as it is', given: canary },
      { name: 'in capitals', given: canary.toUpperCase() },
      { name: 'in JSON', given: JSON.stringify({ key: canary }) },
      { name: 'in JSON inside JSON', given: JSON.stringify({ text: JSON.stringify({ key: canary }) }) },
      { name: 'URL-encoded twice', given: encodeURIComponent(encodeURIComponent(canary)) },
      {
        name: 'URL-encoded in small letters',
        given: encodeURIComponent(canary).replace(/%../g, (code) => code.toLowerCase()),
      },
      { name: 'in URL-safe Base64', given: Buffer.from(canary).toString('base64url') },
      { name: 'in Base64, URL-encoded', given: encodeURIComponent(Buffer.from(`me:${canary}`).toString('base64')) },
    ];
    for (const { name, given } of forms) {
      it(`is found ${name}`, () => {
        const kept = createRedact(canary)(given);
        assert.match(kept, /\(key removed\)/);
        assert.ok(kept.length < given.length);
        assert.doesNotMatch(kept, /0123|signs/i);
      });
    }

    it('is found in Base64 wherever it stands, whatever it is', () => {
      const keys = fc.string({ minLength: 12, maxLength: 90 }).filter((key) => key.trim() === key);
      fc.assert(
        fc.property(keys, fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (key, before, after) => {
          const encoded = Buffer.from(`${before}${key}${after}`).toString('base64');
          const kept = createRedact(key)(encoded).replace('(key removed)', '');
          const around = Buffer.byteLength(before) + Buffer.byteLength(after);
          // At most the characters that share bits with what is around, and the padding.
          assert.ok(kept.length <= Math.ceil((around * 8) / 6) + 6, kept);
        }),
        { numRuns: 200 },
      );
    });

    it('is not looked for when it is a mere word', async () => {
      const { model } = await scene(
        { key: 'ollama', script: () => refusal(400, 'ollama says no') },
        { apiKey: 'ollama' },
      );
      assert.match((await failureOf(model.ask(question))).message, /ollama says no/);
    });
  });

  describe('check', () => {
    const table: readonly { name: string; server: ModelServerOptions; expect: unknown }[] = [
      {
        name: 'finds the model',
        server: { models: ['other', 'test-model'] },
        expect: { model: 'listed', names: ['other', 'test-model'] },
      },
      {
        name: 'knows the names of Ollama',
        server: { models: ['test-model:latest'] },
        expect: { model: 'listed', names: ['test-model:latest'] },
      },
      { name: 'misses the model', server: { models: ['other'] }, expect: { model: 'not-listed', names: ['other'] } },
      {
        name: 'does without a list',
        server: { capabilities: { modelList: false } },
        expect: { model: 'unknown', names: [] },
      },
    ];
    for (const { name, server, expect } of table) {
      it(name, async () => {
        const given = await scene(server);
        assert.deepEqual(await given.model.check(), expect);
        assert.equal(given.server.questions.length, 0);
      });
    }

    it('explains a refused key and a page', async () => {
      const { model } = await scene({}, { apiKey: 'another-key' });
      assert.equal(codeOf(await failureOf(model.check())), 'model-key-refused');
      const fetch = () =>
        Promise.resolve(new Response('<html>Welcome</html>', { headers: { 'content-type': 'text/html' } }));
      const other = await scene({}, { fetch });
      assert.equal(codeOf(await failureOf(other.model.check())), 'model-answer-not-json-api');
    });
  });
});

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No port.'));
        else resolve(address.port);
      });
    });
  });
}
