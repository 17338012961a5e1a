// The way out of the machine: each edge through a real proxy process, behind a private authority, and what is said where it fails.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sinon from 'sinon';
import { openNetwork } from '../../ReviewTask/edges/network.ts';
import { explanationOf } from '../../ReviewTask/errors.ts';
import { directNetwork, type Network } from '../../ReviewTask/model/network.ts';
import { makeAuthority } from '../emulator/certificates.ts';
import type { ProxySettings } from '../emulator/proxy/messages.ts';
import { startProxy, type TestProxy } from '../emulator/proxy.ts';
import { edges, host, type SecureServer, secret, startSecureServer } from './network-scene.ts';

const authority = makeAuthority();
const password = 'p@ss:word of the proxy';
const user = 'DOMAIN\\agent';

describe('the way out', () => {
  const open: { close(): void }[] = [];
  let folder: string;
  let proxy: TestProxy;
  let server: SecureServer;

  const keep = <T extends { close(): void }>(one: T): T => {
    open.push(one);
    return one;
  };
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  // A process each: one is enough for the three edges.
  const proxies = new Map<string, TestProxy>();
  const proxyWith = async (name: string, settings: Partial<ProxySettings>) => {
    const made = proxies.get(name) ?? keep(await startProxy(settings));
    proxies.set(name, made);
    return made;
  };
  const serve = async (options: ServerOptions = {}, names: readonly string[] = [host, '127.0.0.1']) => {
    const { certificate, key } = authority.issue(names);
    return keep(await startSecureServer({ cert: certificate, key, ...options }));
  };
  const through = (url: string, more: Partial<Network> = {}, name = user): Network => {
    const given = { url, username: name, password: name === '' ? '' : password };
    const certificates = { ...directNetwork.certificates, authorityFile: file('authority.pem', authority.certificate) };
    return { ...directNetwork, source: 'agent', httpsProxy: given, httpProxy: given, certificates, ...more };
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'network-'));
    proxy = keep(await startProxy({ user, password, secrets: [secret] }));
    server = await serve();
  });
  after(() => {
    for (const one of open) one.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  for (const [name, ask] of Object.entries(edges)) {
    describe(`to ${name}`, () => {
      const origin = (port: number) => `https://${host}:${port}`;
      const failure = async (work: Promise<unknown>) => {
        const error: unknown = await work.then(
          () => assert.fail('It worked.'),
          (reason: unknown) => reason,
        );
        const explanation = explanationOf(error);
        assert.ok(explanation !== undefined, String(error));
        const whole = `${explanation.problem}\n${explanation.fix}\n${JSON.stringify(error)}`;
        for (const hidden of [secret, password, Buffer.from(`${user}:${password}`).toString('base64')]) {
          assert.ok(!whole.includes(hidden), whole);
        }
        return explanation;
      };

      it('leads through a proxy with user and password, in a tunnel that it cannot read', async () => {
        const before = proxy.requests.length;
        await ask(origin(server.port), through(proxy.url));
        const since = proxy.requests.slice(before);
        assert.deepEqual(since, [{ method: 'CONNECT', target: `${host}:${server.port}`, answer: 200 }]);
        assert.deepEqual(proxy.leaks, []);
      });

      it('goes past the proxy for what the list names', async () => {
        const before = proxy.requests.length;
        // Nobody knows the host, so that it was asked for directly shows in the error.
        const bypass = [/^https:\/\/service\.example/i];
        await failure(ask(origin(server.port), through(proxy.url, { bypass })));
        await ask(`https://127.0.0.1:${server.port}`, through(proxy.url));
        assert.equal(proxy.requests.length, before, 'this machine is never asked for through a proxy');
      });

      it('trusts the authority without a proxy, and shows a client certificate', async () => {
        const mutual = await serve({ requestCert: true, ca: authority.certificate });
        const { certificate, key } = authority.issue(['agent']);
        const certificates = {
          ...through(proxy.url).certificates,
          clientFile: file('client.pem', certificate),
          clientKeyFile: file('client.key', key),
        };
        const address = `https://127.0.0.1:${mutual.port}`;
        await ask(address, { ...directNetwork, certificates });
        assert.equal(mutual.asked.length, 1);
        const without = { ...directNetwork, certificates: through(proxy.url).certificates };
        assert.equal((await failure(ask(address, without))).code, 'client-certificate-refused');
      });

      const refusals: readonly {
        readonly name: string;
        readonly proxy?: Partial<ProxySettings>;
        readonly network?: (url: string) => Network;
        readonly server?: () => Promise<SecureServer>;
        readonly code: RegExp;
        readonly says: RegExp;
      }[] = [
        {
          name: 'a wrong password',
          proxy: { user, password: 'another' },
          code: /^proxy-credentials-refused$/,
          says: /did not accept the user and password/,
        },
        {
          name: 'no password',
          proxy: { user, password },
          network: (url) => through(url, {}, ''),
          code: /^proxy-credentials-refused$/,
          says: /asks for a user and a password \(407\), and none is set/,
        },
        {
          name: 'a host that it does not allow',
          proxy: { refuses: host },
          code: /^proxy-refused$/,
          says: /CONNECT\) to/,
        },
        {
          name: 'a host that it cannot reach',
          proxy: { refuses: host, refusal: 502 },
          code: /^proxy-failed$/,
          says: /could not reach/,
        },
        {
          name: 'no proxy at the address',
          network: () => through('http://127.0.0.1:9'),
          code: /^proxy-unreachable$/,
          says: /no connection to the proxy 127\.0\.0\.1:9/,
        },
        {
          name: 'an https proxy with a strange certificate',
          proxy: (() => {
            const { certificate: cert, key } = makeAuthority('Another').issue(['127.0.0.1']);
            return { tls: { cert, key } };
          })(),
          code: /^proxy-certificate-not-trusted$/,
          says: /certificate of the proxy/,
        },
        {
          name: 'an authority that nobody knows',
          network: (url) => through(url, { certificates: directNetwork.certificates }),
          code: /certificate-(not-trusted|refused)$/,
          says: /authority that Node does not know/,
        },
        {
          name: 'a certificate for another name',
          server: () => serve({}, ['other.example.test']),
          code: /certificate-(not-trusted|refused)$/,
          says: /made out for another name/,
        },
        {
          name: 'an old TLS',
          server: () => serve({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }),
          code: /^tls-version$/,
          says: /TLS/,
        },
      ];
      for (const given of refusals) {
        it(`explains ${given.name}`, async () => {
          const own = given.proxy === undefined ? proxy : await proxyWith(given.name, given.proxy);
          const target = given.server === undefined ? server : await given.server();
          const network = given.network?.(own.url) ?? through(own.url);
          const explanation = await failure(ask(origin(target.port), network));
          assert.match(explanation.code, given.code);
          assert.match(explanation.problem, given.says);
          assert.match(explanation.fix, /\.\/config|Have the host|Ask those|Check the|Check that/);
        });
      }

      it('leads through an https proxy whose authority is known', async () => {
        const { certificate: cert, key } = authority.issue(['127.0.0.1']);
        const secure = await proxyWith('https', { tls: { cert, key }, user, password });
        const before = secure.requests.length;
        await ask(origin(server.port), through(secure.url));
        assert.equal(secure.requests.length, before + 1);
      });
    });
  }

  it('gives up a proxy that takes the connection and says nothing', async () => {
    const silent = keep(await startProxy({ isSilent: true }));
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const work = openNetwork(through(silent.url), '').fetch(`https://${host}:${server.port}/models`);
      const failed = assert.rejects(work, { message: 'fetch failed' });
      while (silent.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      timers.tick(30_000);
      await failed;
    } finally {
      timers.restore();
    }
  });

  it('lets go of a request whose signal is aborted, while it waits for the proxy and while it reads', async () => {
    const silent = keep(await startProxy({ isSilent: true }));
    for (const url of [silent.url, proxy.url]) {
      const control = new AbortController();
      const { fetch } = openNetwork(through(url), '');
      const work = fetch(`https://${host}:${server.port}/slow`, { signal: control.signal }).then((one) => one.text());
      setTimeout(() => control.abort(new Error('enough')), 150);
      await assert.rejects(work, { message: 'enough' });
    }
  });

  it('keeps one connection for requests that come after each other', async () => {
    const own = await serve();
    const network = through(proxy.url);
    const { fetch } = openNetwork(network, '');
    for (let count = 0; count < 5; count += 1) {
      const response = await fetch(`https://${host}:${own.port}/models`, { method: 'POST', body: '{"ü":1}' });
      assert.equal(response.status, 200);
      await response.text();
    }
    assert.equal(own.connections(), 1);
  });
});
