// Entra tokens: each kind of identity, the life of a token, both audiences, and every failure with its explanation.
import assert from 'node:assert/strict';
import { createEntraKey, type EntraKey, type EntraOptions } from '../../ReviewTask/edges/entra.ts';
import { audiencesFor } from '../../ReviewTask/edges/entra-audience.ts';
import { readCredential, type ServiceConnection } from '../../ReviewTask/edges/entra-credential.ts';
import { createLanguageModel } from '../../ReviewTask/edges/openai.ts';
import { ConfigError, explanationOf } from '../../ReviewTask/errors.ts';
import { type AzureDevOps, startAzureDevOps } from '../emulator/azure-devops.ts';
import {
  type EntraServer,
  type EntraServerOptions,
  startEntra,
  testClient,
  testIdentityHeader,
  testSecret,
  testTenant,
} from '../emulator/entra.ts';
import { answer, capabilities, type ModelServer, startModelServer } from '../emulator/model-server.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';

const connection = (
  scheme: string,
  parameters: Readonly<Record<string, string>> = {},
  data: Readonly<Record<string, string>> = {},
  id = 'connection-id',
): ServiceConnection => ({
  id,
  scheme,
  parameter: (name) => parameters[name] ?? '',
  data: (name) => data[name] ?? '',
});
const application = { serviceprincipalid: testClient, tenantid: testTenant };
const noJob = { collectionUrl: '', jobToken: '', variable: () => '' };

interface Made {
  readonly key: EntraKey;
  readonly entra: EntraServer;
  readonly clock: FakeClock;
  readonly masked: readonly string[];
}

describe('Entra tokens', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  async function serve(options: EntraServerOptions = {}): Promise<EntraServer> {
    const entra = await startEntra(options);
    closing.push(entra.close);
    return entra;
  }

  function keyOf(given: Pick<EntraOptions, 'credential'> & Partial<EntraOptions>) {
    const masked: string[] = [];
    const clock = createFakeClock({ automatic: true });
    const key = createEntraKey({
      modelHost: 'shop.openai.azure.com',
      clock,
      signal: new AbortController().signal,
      log: silentLog,
      maskSecret: (value) => masked.push(value),
      ...given,
    });
    return { key, clock, masked };
  }

  async function withSecret(options: EntraServerOptions = {}, secret = testSecret): Promise<Made> {
    const entra = await serve(options);
    const credential = readCredential(
      connection(
        'ServicePrincipal',
        { ...application, serviceprincipalkey: secret },
        { environmentAuthorityUrl: entra.url },
      ),
      noJob,
    );
    return { entra, ...keyOf({ credential }) };
  }

  async function codeOf(work: Promise<unknown>): Promise<string> {
    return work.then(
      () => 'no failure',
      (error: unknown) => explanationOf(error)?.code ?? String(error),
    );
  }

  it('are issued to a service principal with a secret, and masked', async () => {
    const { key, entra, masked } = await withSecret();
    const token = await key.token();
    assert.ok(entra.isGood(token));
    assert.deepEqual(masked, [token]);
    assert.equal(entra.requests[0]?.form['scope'], 'https://cognitiveservices.azure.com/.default');
  });

  it('are asked for once by requests that run at the same time, and kept until five minutes before their end', async () => {
    const { key, entra, clock } = await withSecret({ lifetime: 3600 });
    const tokens = await Promise.all([key.token(), key.token(), key.token()]);
    assert.equal(new Set(tokens).size, 1);
    await clock.advance(3_299_000);
    assert.equal(await key.token(), tokens[0]);
    assert.equal(entra.requests.length, 1);
    await clock.advance(2_000);
    assert.notEqual(await key.token(), tokens[0]);
    assert.equal(entra.requests.length, 2);
  });

  it('serve until their end when no new one is issued', async () => {
    let isDown = false;
    const { key, clock } = await withSecret({ lifetime: 3600, fault: () => (isDown ? { status: 503 } : undefined) });
    const token = await key.token();
    isDown = true;
    await clock.advance(3_400_000);
    assert.equal(await key.token(), token);
    await clock.advance(200_000);
    assert.equal(await codeOf(key.token()), 'entra-token-refused');
  });

  it('are not asked for again and again where none is issued', async () => {
    const { key, entra, clock } = await withSecret({}, 'wrong-secret');
    assert.equal(await codeOf(key.token()), 'entra-secret-refused');
    assert.equal(await codeOf(key.token()), 'entra-secret-refused');
    assert.equal(entra.requests.length, 1);
    await clock.advance(31_000);
    await codeOf(key.token());
    assert.equal(entra.requests.length, 2);
  });

  describe('by federation', () => {
    let azureDevOps: AzureDevOps;
    beforeEach(async () => {
      azureDevOps = await startAzureDevOps();
      closing.push(() => azureDevOps.close());
    });

    function job() {
      const project = azureDevOps.addProject('shop');
      const identity = azureDevOps.addIdentity('shop Build Service', { kind: 'build' });
      const jobToken = azureDevOps.addToken({ identity, scheme: 'bearer' }).value;
      const variables: Readonly<Record<string, string>> = {
        'System.TeamProjectId': project.id,
        'System.HostType': 'build',
        'System.PlanId': 'plan-1',
        'System.JobId': 'job-1',
      };
      return { collectionUrl: azureDevOps.collectionUrl, jobToken, variable: (name: string) => variables[name] ?? '' };
    }
    const federated = (entra: EntraServer, id: string) =>
      connection('WorkloadIdentityFederation', application, { environmentAuthorityUrl: entra.url }, id);

    it('go from the job to Azure DevOps to the authority', async () => {
      const entra = await serve({ subject: 'sc://acme/shop/azure-openai' });
      const credential = readCredential(federated(entra, azureDevOps.addServiceConnection('azure-openai')), job());
      const { key, masked } = keyOf({ credential });
      const token = await key.token();
      assert.ok(entra.isGood(token));
      const [asked] = azureDevOps.requests;
      assert.equal(asked?.method, 'POST');
      assert.match(asked?.path ?? '', /\/_apis\/distributedtask\/hubs\/build\/plans\/plan-1\/jobs\/job-1\/oidctoken/);
      const form = entra.requests[0]?.form ?? {};
      assert.equal(form['client_assertion_type'], 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      assert.equal(form['client_secret'], undefined);
      assert.deepEqual(masked, [form['client_assertion'], token]);
    });

    const refusals: readonly { name: string; subject: string; connected: boolean; expect: string }[] = [
      {
        name: 'a subject that nobody expects',
        subject: 'sc://acme/shop/old',
        connected: true,
        expect: 'entra-federation-mismatch',
      },
      { name: 'a connection that is not there', subject: '', connected: false, expect: 'entra-assertion-refused' },
    ];
    for (const { name, subject, connected, expect } of refusals) {
      it(`explain ${name}`, async () => {
        const entra = await serve({ subject });
        const id = connected ? azureDevOps.addServiceConnection('azure-openai') : 'unknown';
        const { key } = keyOf({ credential: readCredential(federated(entra, id), job()) });
        assert.equal(await codeOf(key.token()), expect);
      });
    }

    it('are no use outside a job', async () => {
      const entra = await serve();
      assert.throws(() => readCredential(federated(entra, 'x'), noJob), /System\.PlanId/);
    });
  });

  describe('of a managed identity', () => {
    it('come from the endpoint that App Service names', async () => {
      const entra = await serve();
      const variables: Readonly<Record<string, string>> = {
        IDENTITY_ENDPOINT: `${entra.url}msi/token`,
        IDENTITY_HEADER: testIdentityHeader,
        AZURE_CLIENT_ID: 'user-assigned',
      };
      const credential = readCredential(connection('ManagedServiceIdentity'), {
        ...noJob,
        variable: (name) => variables[name] ?? '',
      });
      const { key, clock } = keyOf({ credential });
      const token = await key.token();
      assert.ok(entra.isGood(token));
      assert.equal(entra.requests[0]?.query['api-version'], '2019-08-01');
      assert.equal(entra.requests[0]?.query['client_id'], 'user-assigned');
      assert.ok(clock.now() > 0);
    });

    it('come from the fixed address of a virtual machine', async () => {
      const entra = await serve();
      const credential = readCredential(connection('ManagedServiceIdentity', {}, { msiClientId: 'c' }), noJob);
      const asked: string[] = [];
      const { key } = keyOf({
        credential,
        fetch: (input, init) => {
          asked.push(String(input));
          return fetch(String(input).replace('http://169.254.169.254/', entra.url), init);
        },
      });
      assert.ok(entra.isGood(await key.token()));
      assert.ok(
        asked[0]?.startsWith(
          'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&client_id=c&',
        ),
      );
    });

    it('are explained where there is none', async () => {
      const credential = readCredential(connection('ManagedServiceIdentity'), noJob);
      const { key, clock } = keyOf({ credential, fetch: () => Promise.reject(new TypeError('fetch failed')) });
      assert.equal(await codeOf(key.token()), 'entra-no-managed-identity');
      assert.equal(clock.sleeps.length, 3, 'tried four times');
    });
  });

  describe('for an audience', () => {
    it('follow the cloud of the model', () => {
      assert.deepEqual(audiencesFor('a.openai.azure.com'), [
        'https://cognitiveservices.azure.com',
        'https://ai.azure.com',
      ]);
      assert.equal(audiencesFor('a.openai.azure.us')[0], 'https://cognitiveservices.azure.us');
      assert.equal(audiencesFor('a.openai.azure.cn:443')[0], 'https://cognitiveservices.azure.cn');
      assert.equal(audiencesFor('gateway.example')[0], 'https://cognitiveservices.azure.com');
    });

    it('are asked for the other one when the authority does not know the first', async () => {
      const { key, entra } = await withSecret({ audiences: ['https://ai.azure.com'] });
      assert.ok(entra.isGood(await key.token(), ['https://ai.azure.com']));
      await key.token();
      assert.equal(entra.requests.length, 2);
    });

    it('are explained when it knows neither', async () => {
      const { key, entra } = await withSecret({ audiences: [] });
      assert.equal(await codeOf(key.token()), 'entra-token-refused');
      assert.equal(entra.requests.length, 2);
    });
  });

  describe('used by the model client', () => {
    async function modelWith(
      made: Made,
      audiences: readonly string[],
    ): Promise<{ ask: () => Promise<unknown>; server: ModelServer }> {
      const server = await startModelServer({
        key: 'no key works here',
        acceptsToken: (token) => made.entra.isGood(token, audiences),
        capabilities: capabilities.azure,
        script: answer({ findings: [] }),
      });
      closing.push(server.close);
      const model = createLanguageModel({
        provider: 'azureOpenAI',
        model: 'review',
        baseUrl: server.url,
        apiKey: made.key.token,
        onKeyRefused: made.key.refused,
        clock: made.clock,
        signal: new AbortController().signal,
        log: silentLog,
      });
      const schema = {
        type: 'object',
        properties: { findings: { type: 'array', items: { type: 'string' } } },
        required: ['findings'],
        additionalProperties: false,
      };
      const request = { system: 's', user: 'u', schema: { name: 'review', schema }, maxOutputTokens: 9 };
      return { ask: () => model.ask(request), server };
    }
    const both = ['https://cognitiveservices.azure.com', 'https://ai.azure.com'];

    it('answer questions', async () => {
      const { ask, server } = await modelWith(await withSecret(), both);
      await Promise.all([ask(), ask()]);
      assert.deepEqual(
        server.requests.map((request) => request.key),
        ['accepted', 'accepted'],
      );
    });

    it('are changed for the other audience where the resource wants that, for all questions under way', async () => {
      const made = await withSecret({ audiences: both });
      const { ask } = await modelWith(made, ['https://ai.azure.com']);
      await Promise.all([ask(), ask(), ask()]);
      await ask();
      assert.equal(made.entra.requests.length, 2);
    });

    it('are renewed when an old one is refused', async () => {
      const made = await withSecret();
      let revoked = '';
      const good = made.entra.isGood;
      const { ask } = await modelWith(
        { ...made, entra: { ...made.entra, isGood: (token) => good(token) && token !== revoked } },
        both,
      );
      await ask();
      revoked = await made.key.token();
      await made.clock.advance(120_000);
      await ask();
      assert.equal(made.entra.requests.length, 2);
    });

    it('are explained when the identity has no role, and never shown', async () => {
      const made = await withSecret({ audiences: both });
      const { ask } = await modelWith(made, []);
      const error = await ask().catch((reason: unknown) => reason);
      assert.equal(explanationOf(error)?.code, 'model-token-refused');
      assert.match(explanationOf(error)?.fix ?? '', /Cognitive Services OpenAI User/);
      for (const token of made.masked) assert.ok(!JSON.stringify(explanationOf(error)).includes(token));
    });

    it('never travel in clear', () => {
      const credential = readCredential(connection('ManagedServiceIdentity'), noJob);
      const { key, clock } = keyOf({ credential });
      const options = {
        provider: 'azureOpenAI' as const,
        model: 'm',
        baseUrl: 'http://model.example/openai/v1',
        clock,
      };
      assert.throws(
        () =>
          createLanguageModel({ ...options, apiKey: key.token, signal: new AbortController().signal, log: silentLog }),
        ConfigError,
      );
    });
  });

  describe('failures', () => {
    const refusals: readonly {
      name: string;
      options: EntraServerOptions;
      secret?: string;
      expect: string;
      asked?: number;
    }[] = [
      { name: 'a wrong secret', options: {}, secret: 'wrong-secret', expect: 'entra-secret-refused' },
      { name: 'an application that is gone', options: { clientId: 'other' }, expect: 'entra-identity-not-found' },
      {
        name: 'an authority that is down',
        options: { fault: () => ({ status: 503 }) },
        expect: 'entra-token-refused',
        asked: 4,
      },
      {
        name: 'an answer without a token',
        options: { fault: () => ({ status: 200, body: {} }) },
        expect: 'entra-token-refused',
      },
      {
        name: 'a redirect',
        options: { fault: () => ({ status: 307, headers: { location: 'http://127.0.0.1:9/' } }) },
        expect: 'entra-redirected',
      },
    ];
    for (const { name, options, secret, expect, asked = 1 } of refusals) {
      it(`explain ${name}`, async () => {
        const { key, entra } = await withSecret(options, secret);
        assert.equal(await codeOf(key.token()), expect);
        assert.equal(entra.requests.length, asked);
      });
    }

    it('never show the secret that the authority repeats', async () => {
      const body = { error: 'invalid_client', error_description: `AADSTS7000215: ${testSecret} is wrong` };
      const { key } = await withSecret({ fault: () => ({ status: 401, body }) });
      const error = await key.token().catch((reason: unknown) => reason);
      assert.ok(!JSON.stringify(explanationOf(error)).includes(testSecret));
      assert.equal(explanationOf(error)?.code, 'entra-secret-refused');
    });

    const unusable: readonly { name: string; given: ServiceConnection; says: RegExp }[] = [
      { name: 'another kind of connection', given: connection('Token'), says: /"Token"/ },
      {
        name: 'a certificate',
        given: connection('ServicePrincipal', { ...application, authenticationType: 'spnCertificate' }),
        says: /certificate/,
      },
      {
        name: 'no tenant',
        given: connection('ServicePrincipal', { serviceprincipalid: 'c', serviceprincipalkey: 's' }),
        says: /no tenant/,
      },
      {
        name: 'an authority without https',
        given: connection(
          'ServicePrincipal',
          { ...application, serviceprincipalkey: 's' },
          { environmentAuthorityUrl: 'http://login.example/' },
        ),
        says: /no https address/,
      },
    ];
    for (const { name, given, says } of unusable) {
      it(`refuse ${name}`, () => assert.throws(() => readCredential(given, noJob), says));
    }
  });
});
