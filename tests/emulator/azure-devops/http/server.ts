// The HTTP server: log, faults, credentials, version, route, answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { refreshWorld } from '../engine/refresh.ts';
import { allRoutes } from '../routes/all.ts';
import type { EmulatedIdentity, EmulatedToken } from '../state/identity.ts';
import { scopesAllow } from '../state/permissions.ts';
import type { World } from '../state/world.ts';
import { type Answer, collection, errorBody, json, Refusal, textAnswer } from './answer.ts';
import { callerOf } from './authentication.ts';
import { type Call, repositoryOf, requirePermission } from './call.ts';
import { failureAnswer, notSignedIn, scopeMissing } from './failures.ts';
import type { FaultAction, FaultTable } from './faults.ts';
import { type Gate, makeGate } from './gate.ts';
import type { HookTable } from './hooks.ts';
import { locationsOf, versionsOf } from './locations.ts';
import { type ApiRequest, readRequest } from './request.ts';
import { type LoggedRequest, logEntry } from './request-log.ts';
import { replacedAnswer, send, wireForm } from './respond.ts';
import { makeRouter, type Route, type RouteMatch } from './router.ts';
import { negotiated } from './versions.ts';

export interface EmulatorServer {
  readonly origin: string;
  readonly requests: LoggedRequest[];
  /** Runs work alone: no request is answered meanwhile. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

interface Outcome {
  readonly answer: Answer;
  readonly apiVersion?: string;
  readonly route?: string;
}

const router = makeRouter(allRoutes);

const routeMissing = (path: string): Answer =>
  textAnswer('text/plain', `The controller for path '${path}' was not found or does not implement IController.`, 404);

/** A resource that exists, asked with a method that it does not have. */
function methodMissing(method: string): Answer {
  const Message = `The requested resource does not support http method '${method}'.`;
  return json({ count: 1, value: { Message } }, 405);
}

/** The encoded path below the collection; undefined outside it. */
function belowCollection(world: World, request: ApiRequest): string | undefined {
  const base = new URL(world.collectionUrl).pathname;
  const path = new URL(request.url, world.collectionUrl).pathname.replaceAll(/\/{2,}/g, '/');
  return path.toLowerCase().startsWith(base.toLowerCase()) ? path.slice(base.length) : undefined;
}

function discovery(world: World, path: string): Answer {
  const area = /(?:^|\/)_apis(?:\/([^/]+))?\/?$/i.exec(path)?.[1]?.toLowerCase();
  const all = locationsOf(world.profile);
  return collection(area === undefined ? all : all.filter((location) => location.area.toLowerCase() === area));
}

function versionFor(world: World, route: Route, request: ApiRequest): string {
  const location = locationsOf(world.profile).find(({ id }) => id === route.location);
  return negotiated(request, location ?? versionsOf(world.profile), route.versionOptional ?? false);
}

/** Refuses callers whose credentials do not hold, and anonymous ones where a scope is needed. */
function credentialRefusal(world: World, request: ApiRequest, route: Route | undefined): Answer | undefined {
  const caller = callerOf(world, request);
  if (caller.kind === 'unknown') return notSignedIn(request, world.profile);
  const needed = route?.scopes ?? [];
  if (caller.kind === 'anonymous') return needed.length > 0 ? notSignedIn(request, world.profile) : undefined;
  const { failure, scopes } = caller.token;
  if (failure) return failureAnswer(failure, request, world);
  return scopesAllow(scopes, needed) ? undefined : scopeMissing(world.toggles);
}

async function run(world: World, request: ApiRequest, match: RouteMatch): Promise<Outcome> {
  const { route, values } = match;
  const caller = callerOf(world, request);
  const call: Call = { world, request, values, token: caller.kind === 'token' ? caller.token : undefined };
  try {
    const apiVersion = versionFor(world, route, request);
    if (world.toggles.writeChecks === 'contentFirst') route.trial?.(call);
    if (route.permission) requirePermission(call, repositoryOf(call), route.permission);
    return { answer: await route.handle(call), apiVersion, route: route.template };
  } catch (error) {
    if (error instanceof Refusal) return { answer: error.answer, route: route.template };
    throw error;
  }
}

/** Reads of the routes, some of which come as POST. */
function isRead({ method, path }: ApiRequest): boolean {
  return (
    method === 'GET' ||
    method === 'OPTIONS' ||
    /\/(blobs|itemsbatch|pullrequestquery|commitsbatch|fileDiffs)$/i.test(path)
  );
}

async function outcomeOf(world: World, request: ApiRequest, gate: Gate): Promise<Outcome> {
  const path = belowCollection(world, request);
  if (path === undefined) return { answer: routeMissing(request.path) };
  if (request.method === 'OPTIONS') {
    return { answer: credentialRefusal(world, request, undefined) ?? discovery(world, path) };
  }
  const match = router.match(request.method, path);
  const refusal = credentialRefusal(world, request, match?.route);
  if (refusal) return { answer: refusal, ...(match ? { route: match.route.template } : {}) };
  if (!match) return { answer: router.knows(path) ? methodMissing(request.method) : routeMissing(request.path) };
  // Branches may have been pushed to from outside; two requests must never bring one pull request up to date at once.
  if (!isRead(request)) {
    return gate.exclusive(async () => {
      await refreshWorld(world);
      return run(world, request, match);
    });
  }
  await gate.exclusive(() => refreshWorld(world));
  return gate.shared(() => run(world, request, match));
}

/** A defect of the emulator must be seen as one: a 500 that says so. */
async function guarded(world: World, request: ApiRequest, gate: Gate): Promise<Outcome> {
  try {
    return await outcomeOf(world, request, gate);
  } catch (error) {
    const message = `Emulator defect: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    return { answer: json(errorBody({ message, type: 'Emulator.DefectException', assembly: 'Emulator' }), 500) };
  }
}

/** Whom the headers of an answer name. */
function seenIdentity({ toggles, service }: World, token: EmulatedToken | undefined): EmulatedIdentity | undefined {
  if (toggles.userDataHeader === 'absent') return undefined;
  return token && (toggles.userDataHeader === 'other' ? service : token.identity);
}

function delayOf(action: FaultAction | undefined): number {
  if (action?.kind === 'delay') return action.milliseconds;
  return action?.kind === 'answer' || action?.kind === 'headers' ? (action.delayMilliseconds ?? 0) : 0;
}

/** How it is reached over https: a name in its certificate, which a proxy leads to this machine. */
export interface SecureListening {
  readonly host: string;
  readonly key: string;
  readonly cert: string;
  /** Authorities, in PEM, of clients that must show a certificate; nobody has to unless given. */
  readonly clientAuthority?: string;
}

function listen(server: Server, secure: SecureListening | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve(secure === undefined ? `http://127.0.0.1:${port}` : `https://${secure.host}:${port}`);
    });
  });
}

function secureOptions({ key, cert, clientAuthority }: SecureListening): ServerOptions {
  const client = clientAuthority === undefined ? {} : { ca: clientAuthority, requestCert: true };
  return { key, cert, ...client };
}

/** Starts listening on a free port of this machine alone. */
export async function startServer(
  world: World,
  faults: FaultTable,
  hooks: HookTable,
  secure?: SecureListening,
): Promise<EmulatorServer> {
  const requests: LoggedRequest[] = [];
  const gate = makeGate();
  const { exclusive } = gate;
  let sequence = 0;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const caller = callerOf(world, request);
    const token = caller.kind === 'token' ? caller.token : undefined;
    const action = faults.take(request.method, request.url);
    sequence += 1;
    const own = sequence;
    const notes = { token: token?.name, fault: action?.kind };
    const passing = hooks.passing(request, token?.name);
    if ((await hooks.drops('before', passing)) || action?.kind === 'dropBefore') {
      requests.push(logEntry(request, undefined, { ...notes, route: undefined }));
      message.socket.destroy();
      return;
    }
    if (delayOf(action) > 0) await pause(delayOf(action), undefined, { ref: false });
    const replaced = action && replacedAnswer(action);
    const outcome: Outcome = replaced ? { answer: replaced } : await guarded(world, request, gate);
    const dropped = (await hooks.drops('after', passing)) || action?.kind === 'dropAfter';
    const wire = wireForm(outcome.answer, {
      apiVersion: outcome.apiVersion,
      isHosted: world.profile === 'services',
      identity: seenIdentity(world, token),
      sequence: own,
    });
    const shown = { ...outcome.answer, headers: wire.headers };
    requests.push(logEntry(request, dropped ? undefined : shown, { ...notes, route: outcome.route }));
    if (dropped) message.socket.destroy();
    else await send(response, wire, action);
    // What the service does on its own a moment later: merges and completions. Where this fails, so does the
    // refresh before the next request, which then answers with the defect.
    if (request.method !== 'GET') await exclusive(() => refreshWorld(world)).catch(() => undefined);
  }

  const take = (message: IncomingMessage, response: ServerResponse) => {
    serve(message, response).catch(() => message.socket.destroy());
  };
  const server = secure === undefined ? createServer(take) : createSecureServer(secureOptions(secure), take);
  server.unref();
  const origin = await listen(server, secure);
  return {
    origin,
    requests,
    exclusive,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
