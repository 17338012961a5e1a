// Questions with look-ups: what was said outlives a failed request, what was paid is counted, no key is in what comes back.
import assert from 'node:assert/strict';
import { createLanguageModel } from '../../ReviewTask/edges/openai.ts';
import type { ModelRequest, ModelTools, Spent } from '../../ReviewTask/ports.ts';
import {
  answer,
  type ModelScript,
  type ModelServer,
  type ModelServerOptions,
  rateLimited,
  refusal,
  type Step,
  sequence,
  startModelServer,
} from '../emulator/model-server.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';

const key = 'key-0123456789-canary';
const lookUp: Step = { kind: 'answer', content: null, toolCalls: [{ name: 'search', arguments: '{"text":"total"}' }] };
const found = { findings: [`it says ${key} and\n"ends"`] };

const parameters = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};
const schema = {
  name: 'review',
  schema: {
    type: 'object',
    properties: { findings: { type: 'array', items: { type: 'string' } } },
    required: ['findings'],
    additionalProperties: false,
  },
};

describe('a question with look-ups', () => {
  let server: ModelServer | undefined;
  afterEach(() => server?.close());

  async function ask(script: ModelScript, given: Partial<ModelServerOptions> = {}) {
    server = await startModelServer({ key, script, ...given });
    const ran: string[] = [];
    const lost: Spent[] = [];
    const tools: ModelTools = {
      definitions: [{ name: 'search', description: 'Looks.', parameters }],
      maxRounds: 3,
      run: async (_name, text) => {
        ran.push(text);
        return 'nothing found';
      },
    };
    const request: ModelRequest = {
      ...{ system: 'You review.', user: 'The diff.', maxOutputTokens: 100, tools },
      schema,
      onLost: (spent) => lost.push(spent),
    };
    const model = createLanguageModel({
      ...{ provider: 'compatible', model: 'm', baseUrl: server.url, apiKey: key, log: silentLog },
      ...{ clock: createFakeClock({ automatic: true }), signal: new AbortController().signal },
    });
    const settled = await model.ask(request).then(
      (said) => ({ said, error: undefined }),
      (error: unknown) => ({ said: undefined, error }),
    );
    return { ...settled, ran, lost, bodies: server.requests.map(({ body }) => JSON.stringify(body)) };
  }

  it('goes on where it was after a server that was too busy', async () => {
    const { said, ran, bodies } = await ask(
      sequence([lookUp, rateLimited('1'), lookUp, refusal(503, 'busy'), answer(found)]),
    );
    assert.equal(ran.length, 2, 'no look-up is made twice');
    assert.equal(said?.calls, 3);
    assert.equal(bodies.length, 5);
    assert.equal(bodies[1], bodies[2], 'the same request again');
    assert.match(bodies[4] ?? '', /nothing found.*nothing found/);
    const alone = await ask(sequence([lookUp, lookUp, answer(found)]));
    assert.deepEqual(said?.usage, alone.said?.usage);
  });

  it('tells what was spent where it fails after all', async () => {
    const { error, lost } = await ask(sequence([lookUp, lookUp, refusal(403, 'no more')]));
    assert.ok(error instanceof Error);
    assert.equal(lost.length, 1);
    assert.equal(lost[0]?.calls, 2);
    assert.ok((lost[0]?.usage?.prompt ?? 0) > 0);
  });

  it('tells nothing where nothing was answered', async () => {
    const { error, lost } = await ask(sequence([refusal(403, 'no')]));
    assert.ok(error instanceof Error);
    assert.deepEqual(lost, []);
  });

  it('counts what was said before the filter of the server stopped it', async () => {
    const filtered: Step = refusal(400, 'stopped', { code: 'content_filter' });
    const { said } = await ask(sequence([lookUp, filtered]));
    assert.equal(said?.ending, 'filtered');
    assert.ok((said?.usage?.prompt ?? 0) > 0);
  });

  it('hands on no key, and changes nothing else in an answer', async () => {
    const echo: Step = {
      kind: 'answer',
      content: null,
      toolCalls: [{ name: 'search', arguments: `{"text":"${key}"}` }],
    };
    const { said, ran } = await ask(sequence([echo, answer(found)]));
    assert.deepEqual(ran, ['{"text":"(key removed)"}']);
    assert.deepEqual(JSON.parse(said?.text ?? ''), { findings: ['it says (key removed) and\n"ends"'] });
  });

  it('leaves an answer alone where the key may be a word', async () => {
    const word = 'not-needed';
    server = await startModelServer({ key: word, script: answer({ findings: [`${word}\n`] }) });
    const model = createLanguageModel({
      ...{ provider: 'compatible', model: 'm', baseUrl: server.url, apiKey: word, log: silentLog },
      ...{ clock: createFakeClock({ automatic: true }), signal: new AbortController().signal },
    });
    const said = await model.ask({ system: 's', user: 'u', schema, maxOutputTokens: 9 });
    assert.deepEqual(JSON.parse(said.text), { findings: [`${word}\n`] });
  });
});
