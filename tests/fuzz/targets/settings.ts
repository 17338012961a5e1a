// Fuzz targets: the configuration file and the settings of the network.
import assert from 'node:assert/strict';
import { readConfigFile } from '../../../ReviewTask/config/file.ts';
import { fileSchema } from '../../../ReviewTask/config/file-schema.ts';
import { networkFromEnvironment } from '../../../ReviewTask/config/network-environment.ts';
import { networkOfAgent } from '../../../ReviewTask/config/network-of-agent.ts';
import { readProxy } from '../../../ReviewTask/config/proxy-url.ts';
import { collectionAddress } from '../../../ReviewTask/edges/azure-devops/collection-address.ts';
import { readAddress } from '../../../ReviewTask/edges/openai-address.ts';
import type { FuzzTarget } from '../target.ts';

const configuration = `# Threadline
minSeverity: warning
maxComments: 12
include: ["src/**", '!src/generated/**']
exclude: docs/**
autoPause: { pushes: 3, minutes: 10 }
instructions: |
  Look at money first.
rules:
  - id: no-loops
    paths: ["src/**/*.ts"]
    severity: suggestion
    text: >-
      No loops.
patExpiresOn: 2026-12-31
`;

export const settingsTargets: readonly FuzzTarget[] = [
  {
    name: 'configuration-file',
    parser: 'ReviewTask/config/file.ts',
    form: 'text',
    samples: [
      configuration,
      configuration.replaceAll('\n', '\r\n'),
      'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n',
      '{"enabled": true}',
      '',
    ],
    // Each of its errors is an object with a stack.
    millisecondsPerKilobyte: 160,
    check(input) {
      const read = readConfigFile(input, '.threadline.yml');
      if (read.kind === 'settings') assert.deepEqual(fileSchema.parse(read.settings), read.settings);
      else
        assert.ok(read.problems.length > 0 && read.problems.every(({ problem, fix }) => problem !== '' && fix !== ''));
    },
  },
  {
    name: 'proxy',
    parser: 'ReviewTask/config/proxy-url.ts',
    form: 'text',
    samples: ['http://proxy.example:8080', 'proxy.example:3128', 'https://me:p%40ss@proxy.example/', 'http://[::1]:1'],
    check(input) {
      const proxy = readProxy(input, 'HTTPS_PROXY', '', '');
      if (proxy !== undefined) assert.equal(new URL(proxy.url).origin, proxy.url);
      const network = networkFromEnvironment({ https_proxy: 'http://proxy.example', NO_PROXY: input });
      for (const pattern of network.bypass) assert.equal(typeof pattern.test('https://dev.azure.com'), 'boolean');
    },
  },
  {
    name: 'agent-network',
    parser: 'ReviewTask/config/network-of-agent.ts',
    form: 'json',
    samples: ['["\\\\.example\\\\.com$", "^http://localhost"]', '[]'],
    check(input) {
      const given: Readonly<Record<string, string>> = {
        'Agent.ProxyUrl': 'http://proxy.example:8080',
        'Agent.ProxyBypassList': input,
      };
      const network = networkOfAgent((name) => given[name] ?? '', {});
      assert.ok(network.bypass.every((pattern) => pattern instanceof RegExp));
    },
  },
  {
    name: 'service-address',
    parser: 'ReviewTask/edges/azure-devops/collection-address.ts',
    form: 'text',
    samples: [
      'https://dev.azure.com/contoso/',
      'http://localhost:11434/v1',
      'https://NAME.openai.azure.com/openai/v1/',
    ],
    check(input) {
      collectionOrWhy(input);
      for (const provider of ['openai', 'azureOpenAI', 'compatible'] as const) readAddress(provider, input);
    },
  },
];

/** Its error must not keep the other reader from being tried. */
function collectionOrWhy(input: string): void {
  if (!URL.canParse(input) || !/^https?:/i.test(input.trim())) return;
  const address = collectionAddress(input);
  assert.ok(address.url.endsWith('/') && address.holds(address.url));
  assert.equal(new URL(address.url).username, '');
}
