// A small server that speaks just enough Azure DevOps for tests of the adapter, and misbehaves on demand.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AzureDevOps, type AzureDevOpsOptions, connectAzureDevOps } from '../../ReviewTask/edges/azure-devops.ts';
import type { PullRequestKey } from '../../ReviewTask/model/pull-request.ts';
import type { Log } from '../../ReviewTask/ports.ts';
import { createFakeClock, type FakeClock } from '../fakes/clock.ts';

export interface Seen {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Port of the other end: the same for all requests of one connection. */
  readonly port: number | undefined;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes as they are; anything else as JSON. */
  readonly body?: unknown;
  /** `reset` cuts the connection, `reset-in-body` after the first half, `silence` never answers. */
  readonly instead?: 'reset' | 'reset-in-body' | 'silence';
}

export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly reply: Reply | ((request: Seen) => Reply);
  /** How often it applies; for ever unless told. Earlier routes come first. */
  readonly times?: number;
}

export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** `GET /path` of every request, without the query. */
  calls(): readonly string[];
  close(): void;
}

const repositories = '{project}/_apis/{area}/repositories/{repositoryId}';
const pullRequest = `${repositories}/pullRequests/{pullRequestId}`;

/** Rows as the service lists them for the git area, those that the adapter uses. */
const routeTemplates: readonly (readonly [id: string, resource: string, template: string])[] = [
  ['01a46dea-7d46-4d40-bc84-319e7c260d99', 'pullRequests', '{project}/_apis/{area}/{resource}/{pullRequestId}'],
  ['ab6e2e5d-a0b7-4153-b64a-a4efe0d49449', 'pullRequestThreads', `${pullRequest}/threads/{threadId}`],
  [
    '965a3ec7-5ed8-455a-bdcb-835a5ea7fe7b',
    'pullRequestThreadComments',
    `${pullRequest}/threads/{threadId}/comments/{commentId}`,
  ],
  ['d43911ee-6958-46b0-a42b-8445b8a0d004', 'pullRequestIterations', `${pullRequest}/iterations/{iterationId}`],
  [
    '4216bdcf-b6b1-4d59-8b82-c34cc183fc8b',
    'pullRequestIterationChanges',
    `${pullRequest}/iterations/{iterationId}/changes`,
  ],
  [
    '75cf11c5-979f-4038-a76e-058a06adf2bf',
    'pullRequestIterationStatuses',
    `${pullRequest}/iterations/{iterationId}/statuses/{statusId}`,
  ],
  ['2d874a60-a811-4f62-9c9f-963a6ea0a55b', 'refs', `${repositories}/{resource}/{*filter}`],
  ['fb93c0db-47ed-4a31-8c20-47552878fb44', 'items', `${repositories}/{resource}/{*path}`],
  ['7b28e929-2c99-405d-9c5c-6167a06e6816', 'blobs', `${repositories}/{resource}/{sha1}`],
];

/** The answer to `OPTIONS _apis/git`. */
export const gitLocations = {
  count: routeTemplates.length,
  value: routeTemplates.map(([id, resourceName, routeTemplate]) => ({
    id,
    area: 'git',
    resourceName,
    routeTemplate,
    resourceVersion: 2,
    minVersion: '1.0',
    maxVersion: '7.2',
    releasedVersion: '7.1',
  })),
};

const jsonType = { 'content-type': 'application/json; charset=utf-8; api-version=7.1' };
const discovery: Route = { method: 'OPTIONS', path: /\/_apis\/git$/, reply: { body: gitLocations } };

/** Starts on a free port of this machine; what no route answers is a 404 without words. */
export async function startServer(routes: readonly Route[]): Promise<TestServer> {
  const seen: Seen[] = [];
  const uses = new Map<Route, number>();
  const all = [...routes, discovery];
  const server = createServer(async (request, response) => {
    const one = await readRequest(request);
    seen.push(one);
    const path = pathOf(one.url);
    const route = all.find(
      (each) =>
        each.method === one.method && each.path.test(path) && (uses.get(each) ?? 0) < (each.times ?? Number.MAX_VALUE),
    );
    if (route !== undefined) uses.set(route, (uses.get(route) ?? 0) + 1);
    const reply = route === undefined ? { status: 404, body: '' } : route.reply;
    answer(response, typeof reply === 'function' ? reply(one) : reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/contoso/`,
    seen,
    calls: () => seen.map(({ method, url }) => `${method} ${pathOf(url)}`),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const pathOf = (url: string) => url.split('?')[0] ?? '';

async function readRequest(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = '', url = '', headers } = request;
  const { remotePort: port } = request.socket;
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), port };
}

function answer(response: ServerResponse, { status = 200, headers = {}, body = '', instead }: Reply): void {
  if (instead === 'silence') return;
  if (instead === 'reset') {
    response.socket?.destroy();
    return;
  }
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body));
  response.writeHead(status, { ...jsonType, 'content-length': String(bytes.length), ...headers });
  if (instead !== 'reset-in-body') response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

/** An error as the service words it. */
export function serviceError(status: number, typeKey: string, message: string): Reply {
  const body = { $id: '1', innerException: null, message, typeName: `${typeKey}, Microsoft`, typeKey, errorCode: 0 };
  return { status, body, headers: { activityid: '11111111-2222-3333-4444-555555555555' } };
}

/** What a log was told. */
export interface RecordedLog extends Log {
  readonly lines: readonly string[];
}

export function recordingLog(): RecordedLog {
  const lines: string[] = [];
  const add = (kind: string) => (line: string) => {
    lines.push(`${kind}: ${line}`);
  };
  return {
    lines,
    info: add('info'),
    warning: add('warning'),
    debug: add('debug'),
    section: add('section'),
    endSection: () => undefined,
    progress: () => undefined,
  };
}

export const repositoryId = '3411ebc1-d5aa-464f-9615-0b527bc66719';
export const key: PullRequestKey = { project: 'Fabrikam', repository: repositoryId, id: 7 };
export const patValue = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst';

export interface Connection extends AzureDevOps {
  readonly server: TestServer;
  readonly clock: FakeClock;
  readonly log: RecordedLog;
}

/** A server with these routes and an adapter to it whose clock never waits. */
export async function connectTo(
  routes: readonly Route[],
  options: Partial<AzureDevOpsOptions> = {},
): Promise<Connection> {
  const server = await startServer(routes);
  const clock = createFakeClock({ automatic: true });
  const log = recordingLog();
  const adapter = connectAzureDevOps({
    collectionUrl: server.url,
    token: { kind: 'pat', value: patValue },
    clock,
    signal: new AbortController().signal,
    log,
    userAgent: 'threadline-test',
    ...options,
  });
  return { ...adapter, server, clock, log };
}

export const connectionData: Route = {
  method: 'GET',
  path: /\/_apis\/connectionData$/,
  reply: {
    body: {
      authenticatedUser: { id: 'd6245f20-2af8-44f4-9451-8107cb2767db', providerDisplayName: 'Norman Paulk' },
      authorizedUser: { id: 'd6245f20-2af8-44f4-9451-8107cb2767db' },
    },
  },
};

/** Paths below the pull request of `key`. */
export function pullRequestPath(rest: string): RegExp {
  return new RegExp(`/repositories/${repositoryId}/pullRequests/7/${rest}$`, 'i');
}
