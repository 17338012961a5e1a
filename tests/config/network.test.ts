// Proxies, bypass lists and certificates as the agent and the environment name them.
import assert from 'node:assert/strict';
import { networkFromEnvironment } from '../../ReviewTask/config/network-environment.ts';
import { networkOfAgent } from '../../ReviewTask/config/network-of-agent.ts';
import { ConfigError } from '../../ReviewTask/errors.ts';
import {
  describeNetwork,
  directNetwork,
  isDirect,
  networkSecrets,
  proxyFor,
  uncheckedWarnings,
} from '../../ReviewTask/model/network.ts';

type Names = Readonly<Record<string, string>>;
const ofAgent = (variables: Names, environment: Names = {}) =>
  networkOfAgent((name) => variables[name] ?? '', environment);
const proxied = { 'Agent.ProxyUrl': 'http://proxy.corp:8080' };

describe('the network of the agent', () => {
  it('is direct where nothing is set', () => {
    assert.deepEqual(ofAgent({}), directNetwork);
    assert.ok(isDirect(ofAgent({ 'Agent.SkipCertValidation': 'False' })));
  });

  it('has its proxy with user and password, and its certificates', () => {
    const network = ofAgent({
      ...proxied,
      'Agent.ProxyUsername': 'agent',
      'Agent.ProxyPassword': 'p@ss',
      'Agent.CAInfo': '/etc/ca.pem',
      'Agent.ClientCert': 'c.pem',
      'Agent.ClientCertKey': 'k.pem',
      'Agent.ClientCertArchive': 'c.pfx',
      'Agent.ClientCertPassword': 'word',
    });
    assert.deepEqual(network.httpsProxy, { url: 'http://proxy.corp:8080', username: 'agent', password: 'p@ss' });
    assert.deepEqual(network.httpProxy, network.httpsProxy);
    assert.deepEqual(Object.values(network.certificates), ['/etc/ca.pem', 'c.pem', 'k.pem', 'c.pfx', 'word']);
    assert.deepEqual(networkSecrets(network), ['p@ss', 'agent:p@ss', 'word']);
    assert.doesNotMatch(describeNetwork(network).join('\n'), /p@ss|word$/);
  });

  it('reads user and password out of the address where they stand there, and keeps them out of it', () => {
    const { httpsProxy } = ofAgent({ 'Agent.ProxyUrl': 'http://CORP%5Cagent:p%40ss@proxy.corp:8080/' });
    assert.deepEqual(httpsProxy, { url: 'http://proxy.corp:8080', username: 'CORP\\agent', password: 'p@ss' });
  });

  const bypasses: readonly { readonly list: unknown; readonly address: string; readonly expect: 'past' | 'through' }[] =
    [
      { list: [], address: 'https://dev.azure.com/acme/', expect: 'through' },
      { list: ['dev\\.azure\\.com'], address: 'https://dev.azure.com/acme/', expect: 'past' },
      { list: ['DEV\\.AZURE'], address: 'https://dev.azure.com/acme/', expect: 'past' },
      { list: ['^https://tfs\\.corp$'], address: 'https://tfs.corp:443/tfs/Main/', expect: 'past' },
      { list: ['^http://tfs\\.corp:8080$'], address: 'http://tfs.corp:8080/tfs/', expect: 'past' },
      // Matched against scheme, host and port: a path is no part of it.
      { list: ['tfs\\.corp/tfs'], address: 'https://tfs.corp/tfs/Main/', expect: 'through' },
      { list: ['(', ' ', 'tfs'], address: 'https://tfs.corp/', expect: 'past' },
      { list: 'no list', address: 'https://tfs.corp/', expect: 'through' },
      { list: [], address: 'http://localhost:11434/v1', expect: 'past' },
      { list: [], address: 'http://127.0.0.1:41001/msi/token', expect: 'past' },
      { list: [], address: 'http://169.254.169.254/metadata/identity/oauth2/token', expect: 'past' },
      { list: [], address: 'https://[::1]/', expect: 'past' },
    ];
  for (const { list, address, expect } of bypasses) {
    it(`goes ${expect} the proxy to ${address} with ${JSON.stringify(list)}`, () => {
      const network = ofAgent({ ...proxied, 'Agent.ProxyBypassList': JSON.stringify(list) });
      assert.equal(proxyFor(network, new URL(address)) === undefined ? 'past' : 'through', expect);
    });
  }

  it('takes the proxy of the environment where the agent has none, and its own before that', () => {
    const environment = { HTTPS_PROXY: 'http://other:3128', NO_PROXY: '*' };
    const fallback = ofAgent({}, environment);
    assert.equal(fallback.httpsProxy?.url, 'http://other:3128');
    assert.equal(fallback.source, 'environment');
    const own = ofAgent(proxied, environment);
    assert.equal(own.source, 'agent');
    assert.equal(proxyFor(own, new URL('https://dev.azure.com/'))?.url, 'http://proxy.corp:8080');
  });

  it('says loudly who switched checks off', () => {
    assert.deepEqual(uncheckedWarnings(ofAgent(proxied)), []);
    assert.match(
      uncheckedWarnings(ofAgent({ 'Agent.SkipCertValidation': 'true' })).join(),
      /Agent\.SkipCertValidation/,
    );
    assert.match(
      uncheckedWarnings(ofAgent({}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).join(),
      /^NODE_TLS_REJECT_UNAUTHORIZED=0/,
    );
  });
});

describe('the network of the environment', () => {
  const table: readonly {
    readonly name: string;
    readonly given: Names;
    readonly address: string;
    readonly expect: string;
  }[] = [
    { name: 'nothing', given: {}, address: 'https://a.example/', expect: '' },
    { name: 'upper case', given: { HTTPS_PROXY: 'http://p:1' }, address: 'https://a.example/', expect: 'http://p:1' },
    {
      name: 'lower case before upper case',
      given: { HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:2' },
      address: 'https://a.example/',
      expect: 'http://q:2',
    },
    { name: 'no scheme', given: { https_proxy: 'p:3128' }, address: 'https://a.example/', expect: 'http://p:3128' },
    { name: 'an https proxy', given: { https_proxy: 'https://p' }, address: 'https://a.example/', expect: 'https://p' },
    { name: 'the other scheme', given: { HTTP_PROXY: 'http://p:1' }, address: 'https://a.example/', expect: '' },
    { name: 'http', given: { HTTP_PROXY: 'http://p:1' }, address: 'http://a.example/', expect: 'http://p:1' },
  ];
  for (const { name, given, address, expect } of table) {
    it(`knows ${name}`, () => {
      assert.equal(proxyFor(networkFromEnvironment(given), new URL(address))?.url ?? '', expect);
    });
  }

  const lists: readonly {
    readonly list: string;
    readonly past: readonly string[];
    readonly through: readonly string[];
  }[] = [
    { list: '*', past: ['https://a.example/'], through: [] },
    {
      list: 'corp.example, other.test',
      past: ['https://corp.example/', 'https://x.y.corp.example:8443/', 'http://other.test/'],
      through: ['https://mycorp.example/', 'https://corp.example.evil/', 'https://corpxexample/'],
    },
    {
      list: '.corp.example',
      past: ['https://a.corp.example/', 'https://corp.example/'],
      through: ['https://acorp.example/'],
    },
    { list: '*.corp.example', past: ['https://a.corp.example/'], through: ['https://a.example/'] },
    { list: 'a.example:8080', past: ['http://a.example:8080/'], through: ['http://a.example/', 'https://a.example/'] },
    { list: 'a.example:443', past: ['https://a.example/'], through: ['https://a.example:8443/'] },
  ];
  for (const { list, past, through } of lists) {
    it(`goes past the proxy with NO_PROXY=${list}`, () => {
      const network = networkFromEnvironment({ https_proxy: 'http://p:1', http_proxy: 'http://p:1', NO_PROXY: list });
      for (const address of past) assert.equal(proxyFor(network, new URL(address)), undefined, address);
      for (const address of through) assert.ok(proxyFor(network, new URL(address)), address);
    });
  }

  it('lets the flags win', () => {
    const environment = { https_proxy: 'http://p:1', NO_PROXY: 'a.example' };
    const network = networkFromEnvironment(environment, { proxy: 'http://u:w@q:2', caFile: 'ca.pem' });
    assert.deepEqual(network.httpsProxy, { url: 'http://q:2', username: 'u', password: 'w' });
    assert.equal(network.certificates.authorityFile, 'ca.pem');
    assert.equal(proxyFor(network, new URL('https://a.example/')), undefined);
  });

  for (const address of ['socks5://p:1080', 'http://', 'not an address', 'file:///etc/x']) {
    it(`refuses ${address} without repeating what may be a password`, () => {
      assert.throws(
        () => networkFromEnvironment({ HTTPS_PROXY: address.replace('://', '://user:hunter2@') }),
        (error) => {
          assert.ok(error instanceof ConfigError);
          assert.equal(error.code, 'proxy-url-invalid');
          assert.ok(!`${error.problem}${error.fix}`.includes('hunter2'));
          assert.match(error.problem, /HTTPS_PROXY/);
          return true;
        },
      );
    });
  }
});
