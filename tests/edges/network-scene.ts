// One https server behind a private authority, and the three edges that ask it something through a network of a test's choosing.
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import { createEntraKey } from '../../ReviewTask/edges/entra.ts';
import { openNetwork } from '../../ReviewTask/edges/network.ts';
import { createLanguageModel } from '../../ReviewTask/edges/openai.ts';
import type { Network } from '../../ReviewTask/model/network.ts';
import { createFakeClock } from '../fakes/clock.ts';
import { silentLog } from '../fakes/log.ts';

/** Known to no name server: only a proxy of a test leads there. */
export const host = 'service.example.test';
/** Sent by each edge in its own way. */
export const secret = 'secret-that-no-proxy-may-read';

const answers: Readonly<Record<string, unknown>> = {
  threads: { count: 0, value: [] },
  models: { object: 'list', data: [{ id: 'm' }] },
  token: { access_token: 'token', expires_in: 3600 },
};

export interface SecureServer {
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: readonly string[];
  /** How many connections were made. */
  connections(): number;
  close(): void;
}

export async function startSecureServer(options: ServerOptions): Promise<SecureServer> {
  const asked: string[] = [];
  let connections = 0;
  const server = createServer(options, (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    asked.push(path);
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    if (path === '/slow') {
      response.write('{');
      return;
    }
    response.end(JSON.stringify(answers[path.split('/').at(-1) ?? ''] ?? {}));
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    port,
    asked,
    connections: () => connections,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Asks through a network, as a run would; rejects with what a person would read. */
export type Ask = (origin: string, network: Network) => Promise<unknown>;

const world = () => ({
  clock: createFakeClock({ automatic: true }),
  signal: new AbortController().signal,
  log: silentLog,
});

export const edges: Readonly<Record<'Azure DevOps' | 'the model' | 'Entra', Ask>> = {
  'Azure DevOps': (origin, network) => {
    const collectionUrl = `${origin}/acme/`;
    const adapter = connectAzureDevOps({
      ...world(),
      collectionUrl,
      token: { kind: 'pat', value: secret },
      userAgent: 'test',
      network: openNetwork(network, collectionUrl),
    });
    return adapter.pullRequests.threads({ project: 'p', repository: 'r', id: 1 });
  },
  'the model': (origin, network) =>
    createLanguageModel({
      ...world(),
      ...{ provider: 'compatible', model: 'm', baseUrl: `${origin}/v1`, apiKey: secret },
      ...{ network, fetch: openNetwork(network, 'https://dev.azure.com/acme/').fetch },
    }).check(),
  Entra: (origin, network) =>
    createEntraKey({
      ...world(),
      credential: { kind: 'secret', tokenUrl: `${origin}/tenant/oauth2/v2.0/token`, clientId: 'c', secret },
      modelHost: 'x.openai.azure.com',
      maskSecret: () => undefined,
      ...{ network, fetch: openNetwork(network, 'https://dev.azure.com/acme/').fetch },
    }).token(),
};
