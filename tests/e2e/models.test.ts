// The built task with every kind of model server, and with every kind of identity that may stand in for a key.
import assert from 'node:assert/strict';
import * as z from 'zod';
import {
  type EntraServer,
  startEntra,
  testClient,
  testIdentityHeader,
  testSecret,
  testTenant,
} from '../emulator/entra.ts';
import {
  type Capabilities,
  capabilities,
  type ModelScript,
  type ModelServer,
  type ModelServerOptions,
  rateLimited,
  sequence,
  startModelServer,
  testModelKey,
} from '../emulator/model-server.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene } from './scene.ts';

const lines = [
  'export function mean(values: number[]) {',
  '  return values.reduce((a, b) => a + b) / values.length;',
  '}',
];
const base = { 'src/mean.ts': 'export {};\n', 'src/other.ts': 'export {};\n' };
const head = { 'src/mean.ts': `${lines.join('\n')}\n`, 'src/other.ts': 'export const other = 1;\n' };

const finding = {
  path: 'src/mean.ts',
  side: 'new',
  line: 2,
  end_line: 2,
  quote: lines[1],
  failure: 'An empty list has no first value: the call throws.',
  title: 'mean([]) throws',
  question: 'Does a caller ever pass an empty list?',
  severity: 'warning',
  category: 'bug',
  replacement: null,
};

/** Finds the one defect wherever it is shown. */
const found: ModelScript = ({ user }) => ({
  kind: 'answer',
  object: { summary: 'Adds mean.', findings: user.includes('=== src/mean.ts ===') ? [finding] : [] },
});

const reportShape = z.looseObject({
  partial: z.boolean(),
  spending: z.looseObject({ calls: z.number(), repairs: z.number(), throttled: z.number(), prompt: z.number() }),
  failures: z.array(z.looseObject({ code: z.string(), fix: z.string() })),
});

describe('models, end to end', () => {
  let scene: Scene;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    scene = await openScene(base, head);
  });
  afterEach(async () => {
    await Promise.all([scene.close(), ...closing.splice(0).map((close) => close())]);
  });

  async function serve(options: ModelServerOptions = {}): Promise<ModelServer> {
    const server = await startModelServer({ script: found, ...options });
    closing.push(server.close);
    return server;
  }

  function reviewWith(server: ModelServer, provider: string, more: ReviewOptions = {}) {
    return scene.review({
      secretVariables: { KEY: testModelKey },
      ...more,
      inputs: {
        effort: 'quick',
        modelProvider: provider,
        modelUrl: server.url,
        model: 'scripted',
        modelApiKey: '$(KEY)',
        ...more.inputs,
      },
    });
  }

  const kinds: readonly { name: keyof typeof capabilities; provider: string; asked: readonly string[] }[] = [
    { name: 'azure', provider: 'azureOpenAI', asked: ['json_schema'] },
    { name: 'openai', provider: 'compatible', asked: ['json_schema'] },
    { name: 'older', provider: 'compatible', asked: ['json_object'] },
    { name: 'plain', provider: 'compatible', asked: ['text'] },
    { name: 'ollama', provider: 'compatible', asked: ['json_schema'] },
  ];
  for (const { name, provider, asked } of kinds) {
    it(`get a review from a server of the kind "${name}"`, async () => {
      const can: Capabilities = capabilities[name];
      const server = await serve({ capabilities: can });
      const run = await reviewWith(server, provider);
      assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
      assert.equal(scene.findings()[0]?.threadContext?.rightFileStart?.line, 2);
      assert.deepEqual(
        server.questions.map((question) => question.format),
        asked,
      );
      const report = reportShape.parse(run.report);
      assert.deepEqual([report.partial, report.failures], [false, []]);
      assert.equal(report.spending.calls, 1);
      assert.ok(report.spending.prompt > 0);
      assert.match(scene.tracking(), /1 call ·/);
      const isMarked = server.questions[0]?.user.includes('mark-');
      assert.equal(isMarked, provider === 'compatible', 'marks would cool the caches of Azure OpenAI');
    });
  }

  it('repair an answer once, and say so', async () => {
    const server = await serve({
      script: sequence([{ kind: 'answer', content: 'I found a problem in line 2.' }, found]),
    });
    const run = await reviewWith(server, 'compatible');
    assert.equal(scene.findings().length, 1, run.lines.join('\n'));
    assert.equal(reportShape.parse(run.report).spending.repairs, 1);
    assert.match(scene.tracking(), /2 calls \(1 repair\)/);
  });

  it('ask in halves when an answer is cut off', async () => {
    const server = await serve({
      script: sequence([{ kind: 'answer', content: '{"summary": "Adds', finishReason: 'length' }, found]),
    });
    const run = await reviewWith(server, 'azureOpenAI', { inputs: { modelUrl: server.url } });
    assert.equal(scene.findings().length, 1, run.lines.join('\n'));
    const report = reportShape.parse(run.report);
    assert.deepEqual([report.partial, report.spending.calls], [false, 3]);
  });

  it('notice a window that is too small for the question, and say how to widen it', async () => {
    const server = await serve({ capabilities: capabilities.ollama, window: 100 });
    const run = await reviewWith(server, 'compatible');
    const report = reportShape.parse(run.report);
    assert.equal(report.partial, true, run.lines.join('\n'));
    assert.equal(report.failures[0]?.code, 'model-prompt-cut');
    assert.match(scene.tracking(), /num\\?_ctx/);
  });

  it('believe a model that repeats no marks', async () => {
    const server = await serve({ capabilities: capabilities.ollama, ignoresMarks: true });
    const run = await reviewWith(server, 'compatible');
    assert.equal(reportShape.parse(run.report).partial, false);
    assert.match(run.lines.join('\n'), /does not repeat the marks/);
    assert.equal(scene.findings().length, 1);
  });

  it('count how often a busy server turned them away', async () => {
    const server = await serve({ script: sequence([rateLimited('0'), found]) });
    const run = await reviewWith(server, 'compatible');
    assert.equal(reportShape.parse(run.report).spending.throttled, 1, run.lines.join('\n'));
    assert.match(scene.tracking(), /1 × rate limited/);
  });

  describe('with an identity instead of a key', () => {
    async function serveTokens(): Promise<{ entra: EntraServer; server: ModelServer }> {
      const entra = await startEntra({ subject: 'sc://acme/shop/azure-openai' });
      closing.push(entra.close);
      const acceptsToken = (token: string) => entra.isGood(token);
      return { entra, server: await serve({ key: 'no key works', capabilities: capabilities.azure, acceptsToken }) };
    }
    const job = { 'System.PlanId': 'plan-1', 'System.JobId': 'job-1' };
    const parameters = { serviceprincipalid: testClient, tenantid: testTenant };

    const identities: readonly {
      name: string;
      scheme: string;
      parameters: Readonly<Record<string, string>>;
      variables?: (entra: EntraServer) => Record<string, string>;
    }[] = [
      { name: 'workload identity federation', scheme: 'WorkloadIdentityFederation', parameters },
      {
        name: 'a service principal with a secret',
        scheme: 'ServicePrincipal',
        parameters: { ...parameters, serviceprincipalkey: testSecret, authenticationType: 'spnKey' },
      },
      {
        name: 'a managed identity',
        scheme: 'ManagedServiceIdentity',
        parameters: { tenantid: testTenant },
        variables: (entra) => ({ IDENTITY_ENDPOINT: `${entra.url}msi/token`, IDENTITY_HEADER: testIdentityHeader }),
      },
    ];
    for (const identity of identities) {
      it(`get a review by ${identity.name}, and print no token`, async () => {
        const { entra, server } = await serveTokens();
        const id = scene.azureDevOps.addServiceConnection('azure-openai');
        const data = { environmentAuthorityUrl: entra.url, environment: 'AzureCloud' };
        const run = await reviewWith(server, 'azureOpenAI', {
          inputs: { modelApiKey: '', azureSubscription: id },
          variables: { ...job, ...identity.variables?.(entra) },
          endpoints: [{ id, scheme: identity.scheme, parameters: identity.parameters, data }],
        });
        assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
        assert.equal(scene.findings().length, 1, run.lines.join('\n'));
        assert.equal(entra.requests.length, 1);
        const printed = run.lines.filter((line) => !line.startsWith('##vso[task.setsecret]'));
        for (const secret of [testSecret, 'entra.', 'eyJ0eXAi']) {
          assert.ok(!printed.some((line) => line.includes(secret)), secret);
        }
        assert.ok(run.commands.some(({ name, data }) => name === 'task.setsecret' && data.startsWith('entra.')));
      });
    }

    it('name the identity as the problem where Entra refuses it, before any question', async () => {
      const { entra, server } = await serveTokens();
      const id = scene.azureDevOps.addServiceConnection('another-name');
      const data = { environmentAuthorityUrl: entra.url };
      await reviewWith(server, 'azureOpenAI', {
        inputs: { modelApiKey: '', azureSubscription: id },
        variables: job,
        endpoints: [{ id, scheme: 'WorkloadIdentityFederation', parameters, data }],
      });
      assert.equal(server.questions.length, 0);
      assert.match(scene.tracking(), /federated credential/);
    });

    it('say so when the agent hands no connection over', async () => {
      const { server } = await serveTokens();
      await reviewWith(server, 'azureOpenAI', { inputs: { modelApiKey: '', azureSubscription: 'gone' } });
      assert.match(lastStatus(scene), /AI review encountered an error — The agent handed over no service connection/);
    });
  });
});
