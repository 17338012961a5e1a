// Recorded answers come back as they were given, and a real endpoint is asked what the task asked.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpointIn, live } from '../../scripts/bench-review/models/live.ts';
import { type RecordedAnswer, recordingOf, replay, saveRecording } from '../../scripts/bench-review/models/replay.ts';
import { type ModelScript, rateLimited, startModelServer, testModelKey } from '../emulator/model-server.ts';

type Request = Parameters<ModelScript>[0];

function question(name: string, user: string): Request {
  const schema = {
    type: 'object',
    properties: { said: { type: 'string' } },
    required: ['said'],
    additionalProperties: false,
  };
  return {
    number: 1,
    model: 'm',
    tools: [],
    toolResults: [],
    preamble: '',
    system: 'Be brief.',
    user,
    format: 'json_schema',
    schema: { name, schema },
    maxOutputTokens: 100,
    stream: false,
  };
}

const contentOf = async (script: ModelScript, request: Request) => {
  const step = await script(request);
  return step.kind === 'answer' ? step.content : step;
};

describe('recorded answers', () => {
  it('are said again to the same question, each once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'recording-'));
    try {
      const answers: RecordedAnswer[] = [];
      const speaker = recordingOf((request) => ({ kind: 'answer', object: { said: request.user } }), answers);
      for (const user of ['first', 'second']) await speaker(question('review', user));
      await speaker(question('review', 'BEGIN CLAIM\nthird'));
      await saveRecording(folder, 'm', answers);
      const script = await replay(folder);
      assert.ok(script);
      assert.equal(await contentOf(script, question('review', 'second')), '{"said":"second"}');
      assert.equal(await contentOf(script, question('review', 'in other words')), '{"said":"first"}');
      assert.equal(await contentOf(script, question('review', 'BEGIN CLAIM\nthird')), '{"said":"BEGIN CLAIM\\nthird"}');
      assert.match(JSON.stringify(await contentOf(script, question('review', 'first'))), /No recorded answer is left/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are not there for a case without any', async () => {
    assert.equal(await replay(join(tmpdir(), 'no-such-folder')), undefined);
  });
});

describe('a real endpoint', () => {
  it('is asked with the schema, the texts and the key', async () => {
    const server = await startModelServer({
      script: (request) => ({ kind: 'answer', object: { said: request.user } }),
    });
    try {
      const endpoint = endpointIn({
        THREADLINE_MODEL_URL: `${server.url}/`,
        THREADLINE_MODEL_KEY: testModelKey,
        THREADLINE_MODEL: 'm',
      });
      assert.ok(endpoint);
      const step = await live(endpoint)(question('review', 'hello'));
      assert.equal(step.kind === 'answer' && step.content, '{"said":"hello"}');
      assert.ok(step.kind === 'answer' && typeof step.usage === 'object' && (step.usage.prompt ?? 0) > 0);
      assert.equal(server.questions[0]?.schema?.name, 'review');
      server.script(() => rateLimited('1'));
      const refused = await live(endpoint)(question('review', 'hello'));
      assert.equal(refused.kind === 'status' && refused.status, 429);
    } finally {
      await server.close();
    }
  });

  it('is none without an address', () => assert.equal(endpointIn({}), undefined));
});
