// The probes of the model, on the model server of the tests through the real client.
import assert from 'node:assert/strict';
import { probeModel } from '../../ReviewTask/access/model-answers.ts';
import { createLanguageModel, type LanguageModelOptions } from '../../ReviewTask/edges/openai.ts';
import type { ProbeAnswer } from '../../ReviewTask/model/access.ts';
import { recordingLog } from '../edges/azure-devops-server.ts';
import { answer, type ModelServerOptions, refusal, startModelServer, testModelKey } from '../emulator/model-server.ts';
import { createFakeClock } from '../fakes/clock.ts';

interface Case {
  readonly name: string;
  readonly server?: ModelServerOptions;
  readonly client?: Partial<LanguageModelOptions>;
  readonly isDown?: boolean;
  readonly expect: readonly [model: string, name: string, structure: string];
}

const yes = answer({ ok: true });

const cases: readonly Case[] = [
  { name: 'a good server', server: { script: yes }, expect: ['pass', 'pass', 'pass'] },
  { name: 'a key that is refused', client: { apiKey: 'wrong' }, expect: ['model-key-refused', 'unknown', 'unknown'] },
  { name: 'a server that is not there', isDown: true, expect: ['model-unreachable', 'unknown', 'unknown'] },
  {
    name: 'a model that is not there',
    server: { models: ['other'], script: yes },
    expect: ['pass', 'model-not-found', 'unknown'],
  },
  {
    name: 'a server without a list of models',
    server: { capabilities: { modelList: false }, script: yes },
    expect: ['pass', 'pass', 'pass'],
  },
  {
    name: 'a server that knows JSON mode',
    server: { capabilities: { structure: 'json_object' }, script: yes },
    expect: ['pass', 'pass', 'model-without-schema?'],
  },
  {
    name: 'a server that takes a schema and passes it over',
    server: { capabilities: { structure: 'ignored' }, script: answer('Yes.') },
    expect: ['pass', 'pass', 'model-without-json?'],
  },
  {
    name: 'an empty quota',
    server: { script: () => refusal(429, 'You exceeded your current quota.', { code: 'insufficient_quota' }) },
    expect: ['model-quota-exhausted', 'pass', 'unknown'],
  },
];

describe('the probes of the model', () => {
  for (const { client, expect, isDown, name, server: options } of cases) {
    it(`judge ${name}`, async () => {
      const server = await startModelServer(options);
      if (isDown) await server.close();
      const model = createLanguageModel({
        provider: 'compatible',
        model: 'test-model',
        baseUrl: server.url,
        apiKey: testModelKey,
        clock: createFakeClock({ automatic: true }),
        signal: new AbortController().signal,
        log: recordingLog(),
        ...client,
      });
      const answers = await probeModel(model);
      const words = [answers.model, answers['model-name'], answers['structured-output']].map(wordOf);
      if (!isDown) await server.close();
      assert.deepEqual(words, expect);
    });
  }
});

function wordOf(given: ProbeAnswer): string {
  if (given.kind !== 'problem') return given.kind;
  return `${given.explanation.code}${given.stopsReviews ? '' : '?'}`;
}
