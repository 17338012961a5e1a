// Tests what keeps the token where it belongs and the requests few: hosts, redirects, connections, retries, pace, abort.
import assert from 'node:assert/strict';
import { systemClock } from '../../ReviewTask/edges/clock.ts';
import { createFakeClock } from '../fakes/clock.ts';
import {
  type Connection,
  connectionData,
  connectTo,
  gitLocations,
  key,
  patValue,
  pullRequestPath,
  type Reply,
  type Route,
  serviceError,
  startServer,
  type TestServer,
} from './azure-devops-server.ts';

const threads = pullRequestPath('threads');
const iteration = { id: 1, source: '', base: '' };
const noThreads: Reply = { body: { count: 0, value: [] } };
const route = (reply: Reply, times?: number): Route => ({
  method: 'GET',
  path: threads,
  reply,
  ...(times === undefined ? {} : { times }),
});

describe('edges/azure-devops: guards', () => {
  let open: TestServer[] = [];
  const connect = async (...given: Parameters<typeof connectTo>): Promise<Connection> => {
    const connection = await connectTo(...given);
    open.push(connection.server);
    return connection;
  };
  afterEach(() => {
    for (const server of open) server.close();
    open = [];
  });

  it('sends the token as Basic or Bearer, asks for no sign-in page and names itself', async () => {
    const pat = await connect([route(noThreads)]);
    await pat.pullRequests.threads(key);
    const bearer = await connect([route(noThreads)], { token: { kind: 'bearer', value: 'job-token' } });
    await bearer.pullRequests.threads(key);
    const expected = `Basic ${Buffer.from(`:${patValue}`).toString('base64')}`;
    assert.deepEqual(new Set(pat.server.seen.map(({ headers }) => headers.authorization)), new Set([expected]));
    assert.equal(bearer.server.seen.at(-1)?.headers.authorization, 'Bearer job-token');
    assert.equal(pat.server.seen.at(-1)?.headers['x-tfs-fedauthredirect'], 'Suppress');
    assert.equal(pat.server.seen.at(-1)?.headers['user-agent'], 'threadline-test');
  });

  it('sends all requests over one connection, and at most eight at a time', async () => {
    const one = await connect([route(noThreads)]);
    for (let count = 0; count < 5; count += 1) await one.pullRequests.threads(key);
    assert.equal(new Set(one.server.seen.map(({ port }) => port)).size, 1);
    const many = await connect([route(noThreads)]);
    await Promise.all(Array.from({ length: 40 }, () => many.pullRequests.threads(key)));
    const ports = new Set(many.server.seen.map(({ port }) => port));
    assert.ok(ports.size > 1 && ports.size <= 8, `${ports.size} connections`);
  });

  it('does not follow a redirect to another port', async () => {
    const other = await startServer([]);
    open.push(other);
    const { pullRequests } = await connect([route({ status: 302, headers: { location: `${other.url}elsewhere` } })]);
    const error = await rejection(pullRequests.threads(key));
    assert.equal(error.code, 'unexpected-redirect');
    assert.match(error.problem, new RegExp(new URL(other.url).host));
    assert.equal(other.seen.length, 0);
  });

  const templates: readonly { name: string; given: (otherUrl: string) => string; expectOurs: boolean }[] = [
    { name: 'a full URL', given: (other) => `${other}{project}/threads`, expectOurs: true },
    { name: 'a URL without a scheme', given: (other) => `//${new URL(other).host}/threads`, expectOurs: true },
    { name: 'a way up', given: () => '../../elsewhere/threads', expectOurs: false },
    { name: 'a way up in a backslash', given: () => '..\\..\\elsewhere', expectOurs: false },
  ];
  for (const { name, given, expectOurs } of templates) {
    it(`sends nothing elsewhere when a location answer names ${name}`, async () => {
      const other = await startServer([]);
      open.push(other);
      const value = gitLocations.value.map((row) => ({ ...row, routeTemplate: given(other.url) }));
      const locations: Route = { method: 'OPTIONS', path: /\/_apis\/git$/, reply: { body: { count: 1, value } } };
      const { pullRequests, server } = await connect([locations]);
      await assert.rejects(pullRequests.changes(key, iteration), { name: /AccessError|ServiceError/ });
      assert.equal(other.seen.length, 0);
      if (!expectOurs) assert.deepEqual(server.calls(), ['OPTIONS /contoso/_apis/git']);
      for (const call of server.calls()) assert.match(call, /^\w+ \/contoso\//);
    });
  }

  it('does not leave the collection for a project named ".."', async () => {
    const { pullRequests, server } = await connect([]);
    await assert.rejects(pullRequests.find('..', 7), { code: 'foreign-address' });
    assert.deepEqual(server.calls(), []);
  });

  it('refuses an address that is no URL', async () => {
    await assert.rejects(connect([], { collectionUrl: 'dev.azure.com/contoso' }), {
      name: 'ConfigError',
      code: 'collection-url-invalid',
    });
  });

  it('warns where the token would travel in the open', async () => {
    const { log } = await connect([], { collectionUrl: 'http://tfs.contoso.example/DefaultCollection' });
    assert.match(log.lines.join('\n'), /^warning: http:\/\/tfs\.contoso\.example\/DefaultCollection\/ is not https/);
  });

  describe('retries', () => {
    const passing: readonly { name: string; given: Reply }[] = [
      { name: '408', given: { status: 408 } },
      { name: '429', given: { status: 429, body: '<html>busy</html>', headers: { 'content-type': 'text/html' } } },
      { name: '500', given: { status: 500 } },
      { name: '503', given: { status: 503 } },
      { name: 'a cut connection', given: { instead: 'reset' } },
      { name: 'an answer cut in the middle', given: { ...noThreads, instead: 'reset-in-body' } },
    ];
    for (const { name, given } of passing) {
      it(`reads again after ${name}`, async () => {
        const { pullRequests, server } = await connect([route(given, 2), route(noThreads)]);
        assert.deepEqual(await pullRequests.threads(key), []);
        assert.equal(server.seen.length, 3);
      });
    }

    it('repeats the discovery too', async () => {
      const broken: Route = { method: 'OPTIONS', path: /git$/, reply: { status: 503 }, times: 1 };
      const changes: Route = { method: 'GET', path: /\/changes$/, reply: { body: { changeEntries: [] } } };
      const { pullRequests, server } = await connect([broken, changes]);
      await pullRequests.changes(key, iteration);
      assert.deepEqual(server.calls().slice(0, 2), Array(2).fill('OPTIONS /contoso/_apis/git'));
    });

    it('gives up after five tries', async () => {
      const { pullRequests, server } = await connect([route({ status: 502 })]);
      await assert.rejects(pullRequests.threads(key), { name: 'ServiceError', code: 'service-unavailable' });
      assert.equal(server.seen.length, 5);
    });

    it('does not repeat what will not pass', async () => {
      for (const status of [400, 401, 403, 404, 409]) {
        const { pullRequests, server } = await connect([connectionData, route({ status })]);
        await assert.rejects(pullRequests.threads(key));
        assert.equal(server.calls().filter((call) => call.endsWith('/threads')).length, 1);
      }
    });

    it('stays away as long as the service asks, up to a minute', async () => {
      for (const [asked, waited] of [
        ['7', 7000],
        ['900', 60_000],
      ] as const) {
        const { pullRequests, clock } = await connect([
          route({ status: 429, headers: { 'retry-after': asked } }, 1),
          route(noThreads),
        ]);
        await pullRequests.threads(key);
        assert.equal(Math.max(...clock.sleeps), waited);
      }
    });

    it('gives up on silence', async () => {
      const { pullRequests } = await connect([route({ instead: 'silence' })], { requestTimeout: 50 });
      await assert.rejects(pullRequests.threads(key), { name: 'ServiceError', code: 'connection-timeout' });
    });
  });

  const pauses: readonly { name: string; headers: Record<string, string>; expect: readonly number[] }[] = [
    { name: 'Retry-After', headers: { 'retry-after': '3' }, expect: [3000] },
    { name: 'X-RateLimit-Delay', headers: { 'x-ratelimit-delay': '1.250' }, expect: [1250] },
    { name: 'the longer of both', headers: { 'retry-after': '1', 'x-ratelimit-delay': '2.5' }, expect: [2500] },
    { name: 'more than a minute', headers: { 'retry-after': '3600' }, expect: [60_000] },
    { name: 'nothing', headers: { 'x-ratelimit-remaining': '12' }, expect: [] },
  ];
  for (const { name, headers, expect } of pauses) {
    it(`slows down after a good answer that asks for ${name}`, async () => {
      const { pullRequests, clock } = await connect([route({ ...noThreads, headers }, 1), route(noThreads)]);
      await pullRequests.threads(key);
      assert.deepEqual(clock.sleeps, []);
      await pullRequests.threads(key);
      assert.deepEqual(clock.sleeps, expect);
    });
  }

  describe('abort', () => {
    const reason = new Error('out of time');

    for (const instead of ['silence', 'reset'] as const) {
      it(`ends a request or a wait at once (${instead})`, async () => {
        const controller = new AbortController();
        const clock = instead === 'reset' ? createFakeClock() : systemClock;
        const given = { signal: controller.signal, clock };
        const { pullRequests } = await connect([route({ instead })], given);
        const work = pullRequests.threads(key);
        setTimeout(() => controller.abort(reason), 50);
        await assert.rejects(work, reason);
      });
    }

    it('ends a body that has begun', async () => {
      const controller = new AbortController();
      const headers = { 'content-length': '1000', 'content-type': 'application/json' };
      const { pullRequests } = await connect([route({ body: '{"count":', headers })], { signal: controller.signal });
      const work = pullRequests.threads(key);
      setTimeout(() => controller.abort(reason), 50);
      await assert.rejects(work, reason);
    });

    it('sends nothing once it has happened', async () => {
      const { pullRequests, server } = await connect([route(noThreads)], { signal: AbortSignal.abort(reason) });
      await assert.rejects(pullRequests.threads(key), reason);
      assert.equal(server.seen.length, 0);
    });
  });

  describe('the token in errors', () => {
    const forms = {
      plain: patValue,
      'Base64 with a user': Buffer.from(`PAT:${patValue}`).toString('base64'),
      'Base64 as sent': Buffer.from(`:${patValue}`).toString('base64'),
      'Base64 alone': Buffer.from(patValue).toString('base64'),
    };
    for (const [name, form] of Object.entries(forms)) {
      it(`is not there where the service repeats it (${name})`, async () => {
        const echo = serviceError(403, `Key${form}`, `Bad header ${form} and ${'x'.repeat(250)}${form}`);
        const headers = { ...echo.headers, activityid: form, 'x-tfs-serviceerror': encodeURIComponent(form) };
        const { pullRequests, log } = await connect([connectionData, route({ ...echo, headers })]);
        const error = await rejection(pullRequests.threads(key));
        // Any eight characters in a row would be too much.
        for (const text of [...everythingIn(error), ...log.lines]) {
          for (let at = 0; at + 8 <= form.length; at += 1) assert.ok(!text.includes(form.slice(at, at + 8)), text);
        }
      });
    }

    it('is not there where it holds characters that URLs escape', async () => {
      const value = 'secret+/=token with spaces';
      const echo = serviceError(
        400,
        'X',
        `a ${encodeURIComponent(value)} b ${encodeURIComponent(value).toLowerCase()}`,
      );
      const { pullRequests } = await connect([route(echo)], { token: { kind: 'bearer', value } });
      const error = await rejection(pullRequests.threads(key));
      for (const text of everythingIn(error)) assert.doesNotMatch(text, /secret/);
    });
  });
});

interface Explained extends Error {
  readonly code: string;
  readonly problem: string;
  readonly fix: string;
}

async function rejection(work: Promise<unknown>): Promise<Explained> {
  try {
    await work;
  } catch (error) {
    return error as Explained;
  }
  throw new assert.AssertionError({ message: 'It succeeded.' });
}

/** Every text that a program could print of an error: its fields, its stack and its causes. */
function everythingIn(error: Error): string[] {
  const own = Object.getOwnPropertyNames(error).map((name) => String(error[name as keyof Error]));
  return error.cause instanceof Error ? [...own, ...everythingIn(error.cause)] : own;
}
