// The built task in a closed company network: a proxy that asks for a password, an authority that only the agent knows.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAuthority } from '../emulator/certificates.ts';
import { type EntraServer, startEntra, testClient, testTenant } from '../emulator/entra.ts';
import { answer, capabilities, type ModelServer, startModelServer, testModelKey } from '../emulator/model-server.ts';
import type { ProxySettings } from '../emulator/proxy/messages.ts';
import { startProxy, type TestProxy } from '../emulator/proxy.ts';
import { projectRoot } from '../project-root.ts';
import { lastStatus, openScene, type ReviewOptions, type Scene } from './scene.ts';

const base = { 'src/a.ts': 'export const a = 1;\n' };
const head = { 'src/a.ts': 'export const a = get({ rejectUnauthorized: false });\n' };

const hosts = { azureDevOps: 'devops.example.test', model: 'model.example.test', entra: 'login.example.test' };
const user = 'CORP\\agent';
const password = 'the:p@ssword of the proxy';
const authority = makeAuthority('Example Company');
const secureAs = (host: string) => {
  const { certificate: cert, key } = authority.issue([host, '127.0.0.1']);
  return { host, cert, key };
};

describe('a closed network, end to end', () => {
  let scene: Scene;
  let model: ModelServer;
  let entra: EntraServer;
  let proxy: TestProxy;
  let folder: string;
  let authorityFile: string;
  const started: TestProxy[] = [];

  const start = async (settings: Partial<ProxySettings> = {}) => {
    const secrets = [scene.jobToken.value, testModelKey, Buffer.from(`:${scene.jobToken.value}`).toString('base64')];
    const one = await startProxy({ user, password, secrets, ...settings });
    started.push(one);
    return one;
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'network-'));
    authorityFile = join(folder, 'company.pem');
    writeFileSync(authorityFile, authority.certificate);
    scene = await openScene(base, head, { azureDevOps: { secure: secureAs(hosts.azureDevOps) } });
    entra = await startEntra({ subject: 'sc://acme/shop/azure-openai', secure: secureAs(hosts.entra) });
    model = await startModelServer({
      secure: secureAs(hosts.model),
      capabilities: capabilities.azure,
      acceptsToken: (token) => entra.isGood(token),
      script: answer({ summary: 's', findings: [] }),
    });
    proxy = await start();
  });
  after(async () => {
    for (const one of started) one.close();
    await Promise.all([scene.close(), model.close(), entra.close()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  let pushes = 0;
  beforeEach(async () => {
    // Something new to ask about in each test.
    pushes += 1;
    await scene.repository.commit({
      branch: 'feature',
      message: 'More',
      files: { 'src/b.ts': `export const b = ${pushes};\n` },
    });
  });

  const withModel = { modelProvider: 'azureOpenAI', model: 'gpt', modelApiKey: testModelKey };
  const ofAgent = (url: string): Record<string, string> => ({
    'Agent.ProxyUrl': url,
    'Agent.ProxyUsername': user,
    'Agent.CAInfo': authorityFile,
  });
  /** Runs it as an agent does that was set up with proxy and authority. */
  const review = async (given: ReviewOptions = {}, through = proxy) => {
    const run = await scene.review({
      secretVariables: { 'Agent.ProxyPassword': password },
      ...given,
      inputs: { ...withModel, modelUrl: model.url, ...given.inputs },
      variables: { ...ofAgent(through.url), ...given.variables },
    });
    const printed = run.lines.filter((line) => !line.startsWith('##vso[task.setsecret]')).join('\n');
    const basic = Buffer.from(`${user}:${password}`).toString('base64');
    for (const secret of [password, basic, encodeURIComponent(password), scene.jobToken.value, testModelKey]) {
      assert.ok(!printed.includes(secret), `${secret} in\n${printed}`);
      assert.ok(!scene.tracking().includes(secret) && !lastStatus(scene).includes(secret));
    }
    return run;
  };

  it('reviews: every request goes through tunnels of the proxy, which reads none of them', async () => {
    const before = model.questions.length;
    const run = await review();
    assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
    assert.equal(scene.findings().length, 1, run.lines.join('\n'));
    assert.ok(model.questions.length > before);
    assert.deepEqual([...proxy.hosts()].sort(), [hosts.azureDevOps, hosts.model]);
    assert.ok(proxy.requests.every(({ method, answer: status }) => method === 'CONNECT' && status === 200));
    assert.deepEqual(proxy.leaks, []);
    assert.match(run.lines.join('\n'), /Proxy of the agent: 127\.0\.0\.1:\d+, with user and password/);
    const secrets = run.commands.filter(({ name }) => name === 'task.setsecret').map(({ data }) => data);
    assert.ok(secrets.includes(password) && secrets.includes(Buffer.from(`${user}:${password}`).toString('base64')));
  });

  it('gets tokens of Entra through it', async () => {
    const id = scene.azureDevOps.addServiceConnection('azure-openai');
    const run = await review({
      inputs: { modelApiKey: '', azureSubscription: id },
      variables: { 'System.PlanId': 'plan', 'System.JobId': 'job', 'System.TeamProjectId': scene.project.id },
      endpoints: [
        {
          id,
          scheme: 'WorkloadIdentityFederation',
          parameters: { serviceprincipalid: testClient, tenantid: testTenant },
          data: { environmentAuthorityUrl: entra.url },
        },
      ],
    });
    assert.equal(run.result, 'Succeeded', run.lines.join('\n'));
    assert.equal(entra.requests.length, 1, run.lines.join('\n'));
    assert.ok(proxy.hosts().includes(hosts.entra));
  });

  it('goes past the proxy for the hosts of the list', async () => {
    const before = proxy.requests.length;
    const own = model.url.replace(hosts.model, '127.0.0.1');
    const run = await review({
      inputs: { modelUrl: own },
      variables: { 'Agent.ProxyBypassList': JSON.stringify(['^https://devops\\.example', '(']) },
    });
    // The name is known to the proxy alone: asked for directly, it is not found.
    assert.equal(run.result, 'Failed');
    assert.match(run.lines.join('\n'), /host devops\.example\.test:\d+ was not found/);
    assert.equal(proxy.requests.length, before);
  });

  describe('on the command line', () => {
    let checkout: string;
    beforeEach(() => {
      checkout = mkdtempSync(join(folder, 'checkout-'));
      execFileSync('git', ['clone', '--quiet', '--branch', 'feature', scene.repository.folder, checkout]);
    });

    /** Reviews a branch of the repository that stands behind the pull request. */
    const preview = async (words: readonly string[], environment: Record<string, string>) => {
      const program = join(projectRoot, 'dist', 'cli', 'threadline.cjs');
      const place = ['--repo', checkout, '--base', 'origin/main', '--head', 'origin/feature'];
      const more = ['--model', 'gpt', '--model-url', model.url, ...words];
      const child = spawn(process.execPath, [program, 'preview', ...place, ...more], {
        env: { PATH: process.env['PATH'] ?? '', THREADLINE_MODEL_KEY: testModelKey, ...environment },
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
      }
      await once(child, 'close');
      for (const secret of [password, encodeURIComponent(password), testModelKey])
        assert.ok(!text.includes(secret), text);
      return text;
    };
    const withUser = () => {
      const url = new URL(proxy.url);
      return `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${url.host}`;
    };
    const isRead = (text: string) => assert.match(text, /tracking comment/);

    it('takes proxy and authority of the environment', async () => {
      const [before, asked] = [proxy.requests.length, model.questions.length];
      isRead(await preview([], { https_proxy: withUser(), NODE_EXTRA_CA_CERTS: authorityFile }));
      assert.ok(model.questions.length > asked);
      assert.ok(proxy.requests.length > before);
    });

    it('takes them as flags', async () => {
      const asked = model.questions.length;
      isRead(await preview(['--proxy', withUser(), '--ca-file', authorityFile, '--debug'], {}));
      assert.ok(model.questions.length > asked);
    });

    it('says what it would take where they are missing', async () => {
      const text = await preview(['--proxy', withUser()], {});
      assert.match(text, /authority that Node does not know.*--ca-file/s);
      assert.match(await preview(['--ca-file', 'nowhere.pem'], {}), /cannot be read \(ENOENT\): nowhere\.pem/);
    });
  });

  const failures: readonly {
    readonly name: string;
    readonly proxy?: Partial<ProxySettings>;
    readonly variables?: (folder: string) => Record<string, string>;
    readonly says: RegExp;
    /** Where the review goes on without the model, the pull request says so. */
    readonly isOnPullRequest?: true;
  }[] = [
    {
      name: 'a proxy that refuses the password',
      proxy: { password: 'another' },
      says: /did not accept the user and password/,
    },
    {
      name: 'a proxy that does not allow the model',
      proxy: { refuses: hosts.model },
      says: /did not open a tunnel \(CONNECT\) to model\.example\.test.*allow CONNECT to model\.example\.test:\d+/s,
      isOnPullRequest: true,
    },
    {
      name: 'an authority that the agent was not given',
      variables: () => ({ 'Agent.CAInfo': '' }),
      says: /authority that Node does not know.*--sslcacert/s,
    },
    {
      name: 'a file of authorities that is not there',
      variables: (place) => ({ 'Agent.CAInfo': join(place, 'gone.pem') }),
      says: /file of certificate authorities cannot be read \(ENOENT\)/,
    },
    {
      name: 'a proxy of another kind',
      variables: () => ({ 'Agent.ProxyUrl': 'socks5://proxy.example.test:1080' }),
      says: /Agent\.ProxyUrl is not the address of an http or https proxy/,
    },
  ];
  for (const given of failures) {
    it(`explains ${given.name}`, async () => {
      const own = given.proxy === undefined ? proxy : await start(given.proxy);
      const run = await review({ variables: given.variables?.(folder) ?? {} }, own);
      const where = given.isOnPullRequest ? `${scene.tracking()}\n${run.lines.join('\n')}` : run.lines.join('\n');
      assert.match(where, given.says);
      assert.doesNotMatch(run.lines.join('\n'), /does not know\. Run it again with System\.Debug/);
    });
  }

  it('says loudly that the agent does not check certificates, and checks those of the model all the same', async () => {
    const run = await review({ variables: { 'Agent.CAInfo': '', 'Agent.SkipCertValidation': 'True' } });
    const warnings = run.commands.filter(({ name }) => name === 'task.logissue').map(({ data }) => data);
    assert.ok(
      warnings.some((text) =>
        /accept every server certificate.*whoever stands in between can read the token/.test(text),
      ),
      run.lines.join('\n'),
    );
    assert.match(scene.tracking(), /model\.example\.test.*not trusted/s, 'the code is not sent to who knows whom');
    assert.match(lastStatus(scene), /review/);
  });
});
