// Runs operations against the client: failures explained, and the token's identity known once.
import { AccessError, ServiceError } from '../../errors.ts';
import type { Network } from '../../model/network.ts';
import type { Identity } from '../../model/pull-request.ts';
import type { Clock, Log } from '../../ports.ts';
import { explain, type Situation, type TokenKind } from './explain.ts';
import { invalidToken } from './explain-token.ts';
import type { GitRest } from './git-rest.ts';
import { type Operation, operations, type Target } from './operations.ts';
import { readIdentity } from './read-identity.ts';
import { RequestFailure } from './request-failure.ts';
import type { SeenIdentity } from './seen-identity.ts';
import { unusable } from './unusable.ts';

export interface Session {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly tokenKind: TokenKind;
  /** Runs `call` and turns its failure into AccessError or ServiceError; the signal's reason passes as it is. */
  perform<T>(operation: Operation, target: Target, call: (rest: GitRest) => Promise<T>): Promise<T>;
  /** Keeps the name of a project or repository, for texts about what is known by its id alone. */
  remember(id: string, name: string): void;
  /** The identity that the last answer named in its headers, in lower case; asks nothing. */
  seenAs(): string | undefined;
  /** The identity that the token acts as; asked once. Throws AccessError for an anonymous one. */
  identity(): Promise<Identity>;
}

export interface SessionParts {
  readonly rest: GitRest;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly collectionUrl: string;
  readonly tokenKind: TokenKind;
  readonly network: Network;
  readonly seen: SeenIdentity;
}

const anonymous = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';

/** Ties the client's calls to what is known about the token. */
export function createSession(parts: SessionParts): Session {
  const { rest, clock, signal, log, collectionUrl, tokenKind } = parts;
  let known: Promise<Identity> | undefined;
  const names = new Map<string, string>();

  async function askIdentity(): Promise<Identity> {
    const identity = readIdentity(await rest.connectionData());
    if (identity.id === anonymous) throw new AccessError(invalidToken(collectionUrl));
    return identity;
  }

  function rememberedIdentity(): Promise<Identity> {
    known ??= askIdentity().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  async function translated(error: unknown, operation: Operation, target: Target): Promise<unknown> {
    if (signal.aborted || error instanceof AccessError || error instanceof ServiceError) return error;
    // What the library throws by itself comes from an answer that it could not take apart.
    if (!(error instanceof RequestFailure)) return unusable(operation, 'the client library stumbled over it', error);
    const mayTell = operation !== operations.identify && (error.status === 401 || error.status === 403);
    const identity = mayTell ? await whoIsIt(rememberedIdentity) : 'unknown';
    return explain(error, { ...parts, operation, target: namedTarget(target, names), identity });
  }

  return {
    clock,
    signal,
    log,
    collectionUrl,
    tokenKind,
    remember: (id, name) => names.set(id, name),
    seenAs: () => parts.seen.id(),
    async perform(operation, target, call) {
      try {
        return await call(rest);
      } catch (error) {
        throw await translated(error, operation, target);
      }
    },
    async identity() {
      try {
        return await rememberedIdentity();
      } catch (error) {
        throw await translated(error, operations.identify, {});
      }
    },
  };
}

function namedTarget(target: Target, names: ReadonlyMap<string, string>): Target {
  const { project = '', repository = '' } = target;
  return {
    ...target,
    ...(names.has(project) ? { project: names.get(project) ?? project } : {}),
    ...(names.has(repository) ? { repository: names.get(repository) ?? repository } : {}),
  };
}

/** A probe after a failure; its own failure is an answer too. */
async function whoIsIt(identity: () => Promise<Identity>): Promise<Situation['identity']> {
  try {
    return await identity();
  } catch (error) {
    const wasRefused = error instanceof AccessError || (error instanceof RequestFailure && error.status === 401);
    return wasRefused ? 'refused' : 'unknown';
  }
}
