// The model server answers, counts, refuses and fails as the real ones do.
import assert from 'node:assert/strict';
import {
  answer,
  type Capabilities,
  capabilities,
  faultThen,
  type ModelServer,
  type ModelServerOptions,
  rateLimited,
  type Step,
  sequence,
  startModelServer,
  testModelKey,
} from './model-server.ts';

const schema = {
  type: 'object',
  properties: { findings: { type: 'array', items: { type: 'string' } } },
  required: ['findings'],
  additionalProperties: false,
};
const strict = { type: 'json_schema', json_schema: { name: 'review', schema, strict: true } };
const messages = [
  { role: 'system', content: 'You review code. Answer in JSON.' },
  { role: 'user', content: 'Here is the diff.' },
];
const body = { model: 'test-model', messages };

describe('the model server', () => {
  const running: ModelServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });

  async function start(options: ModelServerOptions = {}): Promise<ModelServer> {
    const server = await startModelServer(options);
    running.push(server);
    return server;
  }

  interface Said {
    readonly status: number;
    readonly text: string;
    readonly json: unknown;
    readonly headers: Headers;
  }

  async function post(server: ModelServer, sent: unknown, key: string = testModelKey): Promise<Said> {
    const response = await fetch(`${server.url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
      body: JSON.stringify(sent),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true && text.endsWith('}');
    return { status: response.status, text, json: isJson ? JSON.parse(text) : undefined, headers: response.headers };
  }

  /** The value under a path such as `choices.0.message.content`. */
  function at(value: unknown, path: string): unknown {
    return path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], value);
  }

  it('answers with an object that follows the schema, and counts', async () => {
    const server = await start({ script: answer({ findings: ['x'] }) });
    const { status, json } = await post(server, { ...body, response_format: strict, max_completion_tokens: 50 });
    assert.equal(status, 200);
    assert.equal(at(json, 'choices.0.message.content'), '{"findings":["x"]}');
    assert.equal(at(json, 'choices.0.finish_reason'), 'stop');
    assert.deepEqual(at(json, 'usage'), {
      prompt_tokens: 58,
      completion_tokens: 5,
      total_tokens: 63,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    });
    assert.deepEqual(server.questions, [
      {
        number: 1,
        model: 'test-model',
        system: 'You review code. Answer in JSON.',
        user: 'Here is the diff.',
        tools: [],
        toolResults: [],
        preamble: JSON.stringify(strict.json_schema),
        format: 'json_schema',
        schema: { name: 'review', schema },
        maxOutputTokens: 50,
        stream: false,
      },
    ]);
  });

  it('talks around the object when nothing holds it to a format', async () => {
    const server = await start({ script: answer({ findings: [] }), capabilities: capabilities.ollama });
    const { json } = await post(server, { ...body, response_format: strict });
    assert.match(
      String(at(json, 'choices.0.message.content')),
      /^Here is .*```json\n\{\n {2}"findings": \[\]\n\}\n```/s,
    );
  });

  it('refuses a script whose object breaks the schema', async () => {
    const server = await start({ script: answer({ findings: [7] }) });
    const { status, text } = await post(server, { ...body, response_format: strict });
    assert.equal(status, 400);
    assert.match(text, /breaks the schema/);
  });

  it('cuts an answer at the ceiling', async () => {
    const server = await start({ script: answer('0123456789') });
    const { json } = await post(server, { ...body, max_completion_tokens: 2 });
    assert.equal(at(json, 'choices.0.message.content'), '01234567');
    assert.equal(at(json, 'choices.0.finish_reason'), 'length');
  });

  it('takes a repeated prefix from its cache', async () => {
    const server = await start();
    const long = [{ role: 'system', content: 'x'.repeat(8000) }];
    await post(server, { ...body, messages: [...long, { role: 'user', content: 'one' }] });
    const { json } = await post(server, { ...body, messages: [...long, { role: 'user', content: 'two' }] });
    assert.equal(at(json, 'usage.prompt_tokens_details.cached_tokens'), 1920);
  });

  it('streams the same answer in pieces', async () => {
    const server = await start({ script: answer('A text of more than twenty characters.') });
    const { text, headers } = await post(server, { ...body, stream: true, stream_options: { include_usage: true } });
    assert.equal(headers.get('content-type'), 'text/event-stream');
    const events = text.trimEnd().split('\n\n');
    assert.equal(events.at(-1), 'data: [DONE]');
    const chunks: unknown[] = events.slice(0, -1).map((event) => JSON.parse(event.replace(/^data: /, '')));
    const said = chunks.map((chunk) => at(chunk, 'choices.0.delta.content') ?? '').join('');
    assert.equal(said, 'A text of more than twenty characters.');
    assert.equal(at(chunks.at(-2), 'choices.0.finish_reason'), 'stop');
    assert.equal(at(chunks.at(-1), 'usage.completion_tokens'), 10);
  });

  describe('keys', () => {
    const table: readonly { name: string; options: ModelServerOptions; key: string; status: number; state: string }[] =
      [
        { name: 'takes the right one', options: {}, key: testModelKey, status: 200, state: 'accepted' },
        { name: 'refuses a wrong one', options: {}, key: 'wrong', status: 401, state: 'refused' },
        { name: 'refuses none', options: {}, key: '', status: 401, state: 'missing' },
        { name: 'asks for none when told so', options: { key: '' }, key: '', status: 200, state: 'accepted' },
      ];
    for (const { name, options, key, status, state } of table) {
      it(name, async () => {
        const server = await start(options);
        assert.equal((await post(server, body, key)).status, status);
        assert.equal(server.requests[0]?.key, state);
        assert.equal(JSON.stringify(server.requests[0]?.headers).includes(testModelKey), false);
      });
    }
  });

  describe('refusals', () => {
    interface Case {
      readonly name: string;
      readonly can?: Partial<Capabilities>;
      readonly models?: readonly string[];
      readonly sent: object;
      readonly expect: { readonly status: number; readonly says: RegExp };
    }
    const withSchema = (changes: object) => ({
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'review', schema: { ...schema, ...changes }, strict: true },
      },
    });
    const inItem = (item: object) => withSchema({ properties: { findings: { type: 'array', items: item } } });
    const deep = (levels: number): object =>
      levels === 0 ? { type: 'string' } : { type: 'array', items: deep(levels - 1) };
    const table: readonly Case[] = [
      {
        name: 'an unknown model',
        models: ['other'],
        sent: {},
        expect: { status: 404, says: /test-model.*model_not_found/ },
      },
      {
        name: 'an unknown deployment',
        can: capabilities.azure,
        models: ['other'],
        sent: {},
        expect: { status: 404, says: /DeploymentNotFound/ },
      },
      { name: 'no messages', sent: { messages: [] }, expect: { status: 400, says: /messages/ } },
      { name: 'the old ceiling', sent: { max_tokens: 5 }, expect: { status: 400, says: /unsupported_parameter/ } },
      {
        name: 'the new ceiling on an older server',
        can: capabilities.older,
        sent: { max_completion_tokens: 5 },
        expect: { status: 400, says: /Unrecognized request argument supplied: max_completion_tokens/ },
      },
      {
        name: 'a schema on an older server',
        can: capabilities.older,
        sent: { response_format: strict },
        expect: { status: 400, says: /'response_format' of type 'json_schema' is not supported/ },
      },
      {
        name: 'any format on a plain server',
        can: capabilities.plain,
        sent: { response_format: { type: 'json_object' } },
        expect: { status: 422, says: /"detail".*response_format/ },
      },
      {
        name: 'JSON mode without the word',
        sent: { messages: [{ role: 'user', content: 'hello' }], response_format: { type: 'json_object' } },
        expect: { status: 400, says: /must contain the word/ },
      },
      {
        name: 'a schema with a free object',
        sent: withSchema({ additionalProperties: true }),
        expect: { status: 400, says: /'additionalProperties' is required/ },
      },
      {
        name: 'a schema with an optional property',
        sent: withSchema({ required: [] }),
        expect: { status: 400, says: /Missing 'findings'/ },
      },
      {
        name: 'a schema that requires what it lacks',
        sent: withSchema({ required: ['findings', 'x'] }),
        expect: { status: 400, says: /Extra required key 'x'/ },
      },
      {
        name: 'a length keyword',
        sent: inItem({ type: 'string', maxLength: 3 }),
        expect: { status: 400, says: /\('properties', 'findings', 'items'\), 'maxLength' is not permitted/ },
      },
      {
        name: 'a part without type',
        sent: inItem({ description: 'x' }),
        expect: { status: 400, says: /must have a 'type' key/ },
      },
      {
        name: 'an array without items',
        sent: inItem({ type: 'array' }),
        expect: { status: 400, says: /missing items/ },
      },
      { name: 'too many levels', sent: inItem(deep(3)), expect: { status: 400, says: /5 levels/ } },
      {
        name: 'a root that is no object',
        sent: withSchema({ type: 'array' }),
        expect: { status: 400, says: /got 'type: \\"array\\"'/ },
      },
    ];
    for (const { name, can, models, sent, expect } of table) {
      it(name, async () => {
        const server = await start({ ...(can && { capabilities: can }), ...(models && { models }) });
        const { status, text } = await post(server, { ...body, ...sent });
        assert.equal(status, expect.status);
        assert.match(text, expect.says);
        assert.equal(server.questions.length, 0);
      });
    }

    it('accepts all that the strict subset allows', async () => {
      const server = await start({ script: answer('{}') });
      const rich = { anyOf: [{ type: 'null' }, { $ref: '#/$defs/part' }] };
      const part = {
        type: 'object',
        properties: { kind: { enum: ['a'] } },
        required: ['kind'],
        additionalProperties: false,
      };
      const sent = { ...inItem(rich), max_completion_tokens: 9 };
      assert.equal((await post(server, { ...body, ...sent })).status, 200);
      assert.equal((await post(server, { ...body, ...withSchema({ $defs: { part } }) })).status, 200);
      assert.equal((await post(server, { ...body, ...inItem(deep(2)) })).status, 200);
    });
  });

  describe('faults', () => {
    const failsToConnect = /fetch failed|terminated/;
    const table: readonly { name: string; step: Step; check: (said: Said) => void }[] = [
      {
        name: 'a status with its headers',
        step: { kind: 'status', status: 503, body: 'busy', headers: { 'retry-after': '2' } },
        check: ({ status, text, headers }) =>
          assert.deepEqual([status, text, headers.get('retry-after')], [503, 'busy', '2']),
      },
      {
        name: 'a rate limit',
        step: rateLimited('7'),
        check: ({ status, headers }) => assert.deepEqual([status, headers.get('retry-after')], [429, '7']),
      },
      {
        name: 'a web page',
        step: { kind: 'html' },
        check: ({ status, headers }) =>
          assert.deepEqual([status, headers.get('content-type')?.slice(0, 9)], [200, 'text/html']),
      },
      {
        name: 'half a body',
        step: { kind: 'truncated-json' },
        check: ({ status, text }) => {
          assert.equal(status, 200);
          assert.throws(() => JSON.parse(text), SyntaxError);
        },
      },
      {
        name: 'a redirect',
        step: { kind: 'redirect', to: 'https://elsewhere.example/v1' },
        check: ({ status, headers }) =>
          assert.deepEqual([status, headers.get('location')], [307, 'https://elsewhere.example/v1']),
      },
      {
        name: 'a slow answer, whole in the end',
        step: { kind: 'drip', pieces: 4, pause: 5 },
        check: ({ json }) => assert.equal(at(json, 'choices.0.message.content'), '{"findings":[]}'),
      },
      {
        name: 'a refusal by the model',
        step: { kind: 'answer', refusal: 'I cannot help with that.' },
        check: ({ json }) =>
          assert.deepEqual(at(json, 'choices.0.message'), {
            role: 'assistant',
            content: null,
            refusal: 'I cannot help with that.',
          }),
      },
      {
        name: 'an answer without usage',
        step: { kind: 'answer', content: 'x', usage: 'none' },
        check: ({ json }) => assert.equal(at(json, 'usage'), undefined),
      },
    ];
    for (const { name, step, check } of table) {
      it(name, async () => check(await post(await start({ script: () => step }), body)));
    }

    for (const kind of ['drop', 'drop-in-body'] as const) {
      it(`a connection that ends (${kind})`, async () => {
        const server = await start({ script: () => ({ kind }) });
        await assert.rejects(post(server, body), failsToConnect);
      });
    }

    it('a request that hangs until the server closes', async () => {
      const server = await start({ script: () => ({ kind: 'hang' }) });
      const said = post(server, body).then(
        () => 'answered',
        () => 'ended',
      );
      while (server.questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.close();
      assert.equal(await said, 'ended');
    });

    it('a fault for a while, then the script', async () => {
      const server = await start({ script: faultThen({ kind: 'status', status: 500 }, 2, answer('fine')) });
      const statuses: number[] = [];
      for (const _ of [1, 2, 3, 4]) statuses.push((await post(server, body)).status);
      assert.deepEqual(statuses, [500, 500, 200, 200]);
    });
  });

  it('goes through a sequence and stays at its end; a new script takes over', async () => {
    const server = await start({ script: sequence([answer('a'), { kind: 'answer', content: 'b' }]) });
    const said: unknown[] = [];
    for (const _ of [1, 2, 3]) said.push(at((await post(server, body)).json, 'choices.0.message.content'));
    server.script(({ number }) => ({ kind: 'answer', content: `question ${number}` }));
    said.push(at((await post(server, body)).json, 'choices.0.message.content'));
    assert.deepEqual(said, ['a', 'b', 'b', 'question 4']);
  });

  it('lists its models, at the path of its flavour', async () => {
    const server = await start({ capabilities: capabilities.azure, models: ['one', 'two'] });
    assert.match(server.url, /\/openai\/v1$/);
    const response = await fetch(`${server.url}/models?api-version=1`, { headers: { 'api-key': testModelKey } });
    const list: unknown = await response.json();
    assert.deepEqual([at(list, 'data.0.id'), at(list, 'data.1.id')], ['one', 'two']);
    const unknown = await fetch(`${server.url}/nothing`);
    assert.equal(unknown.status, 404);
  });
});
