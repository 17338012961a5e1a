// Starts the emulator and hands out its parts: projects, repositories, identities, tokens, builds, faults, the log.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBuild, type BuildOptions, type EmulatedBuild } from './builds.ts';
import { refreshWorld } from './engine/refresh.ts';
import { createBareRepository } from './git/bare-repository.ts';
import { type Faults, makeFaults } from './http/faults.ts';
import { makeHooks, type RequestHook } from './http/hooks.ts';
import type { LoggedRequest } from './http/request-log.ts';
import { type SecureListening, startServer } from './http/server.ts';
import { handleRepository, type Repository, registerRepository } from './repository.ts';
import {
  type EmulatedIdentity,
  type EmulatedToken,
  type IdentityOptions,
  makeIdentity,
  stableGuid,
  type TokenOptions,
  tokenValue,
} from './state/identity.ts';
import { contributorPermissions } from './state/permissions.ts';
import { defaultToggles, type Toggles } from './state/toggles.ts';
import { type PipelineSettings, type Profile, type ProjectState, timestamp, type World } from './state/world.ts';

/** A project: `{ id, name }`. */
export type Project = ProjectState;

/** How the organization shall be; everything has a default. */
export interface AzureDevOpsOptions {
  /** First part of every path; `acme`, or `DefaultCollection` for a server. */
  readonly organization?: string;
  /** Which product: the cloud, or a server with an older interface, other 401s and no headers of the cloud. */
  readonly profile?: Profile;
  /** Of a server, before the collection; `tfs` unless told, empty for none. */
  readonly virtualDirectory?: string;
  readonly toggles?: Partial<Toggles>;
  /** Where the bare repositories live; a temporary folder by default, removed by `close`. A given folder is kept. */
  readonly folder?: string;
  /** Listens for https in place of http. */
  readonly secure?: SecureListening;
  /** The service's clock. */
  readonly now?: () => Date;
}

/** A running emulated organization. */
export interface AzureDevOps {
  /** `http://127.0.0.1:PORT/acme/`, with trailing slash. */
  readonly collectionUrl: string;
  /** Everything asked so far, oldest first, without secrets. */
  readonly requests: readonly LoggedRequest[];
  /** Empties the log; the next request has the number 1 for hooks. */
  clearRequests(): void;
  readonly faults: Faults;
  /** Stands in the way of every request from now on, until the function that comes back is called. */
  onRequest(hook: RequestHook): () => void;
  addProject(name: string): Project;
  addRepository(project: Project, name: string): Promise<Repository>;
  addIdentity(displayName: string, options?: IdentityOptions): EmulatedIdentity;
  addToken(token: TokenOptions): EmulatedToken;
  addBuild(options: BuildOptions): EmulatedBuild;
  /** Settings that are not named keep their defaults. */
  setPipelineSettings(project: Project, settings: Partial<PipelineSettings>): void;
  /** Allows jobs to get an OIDC token for a service connection; gives its id. */
  addServiceConnection(name: string): string;
  /** Resolves when the service has done what it does on its own after a write: merges and completions. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

function makeWorld(options: AzureDevOpsOptions): World {
  const profile = options.profile ?? 'services';
  const organization = options.organization ?? (profile === 'services' ? 'acme' : 'DefaultCollection');
  return {
    organization,
    profile,
    // Nothing is known of this header on a server: the older one leaves it out, so that both are tried.
    toggles: {
      ...defaultToggles,
      ...(profile === 'server2020' ? { userDataHeader: 'absent' as const } : {}),
      ...options.toggles,
    },
    collectionUrl: '',
    now: options.now ?? (() => new Date()),
    service: makeIdentity(organization, 'Microsoft.VisualStudio.Services.TFS', { kind: 'service' }),
    projects: [],
    repositories: [],
    identities: [],
    tokens: [],
    pullRequests: [],
    policies: [],
    builds: [],
    pipelineSettings: new Map(),
    pipelines: [],
    serviceConnections: new Map(),
    lastPullRequestId: 0,
    lastThreadId: 0,
    lastPolicyId: 0,
    lastStatusId: 0,
    lastBuildId: 0,
    lastPipelineId: 0,
  };
}

function addProject(world: World, name: string): Project {
  const project = {
    id: stableGuid(world.organization, 'project', name),
    name,
    lastUpdateTime: timestamp(world),
  };
  world.projects.push(project);
  return project;
}

function addIdentity(world: World, displayName: string, options: IdentityOptions = {}): EmulatedIdentity {
  const identity = makeIdentity(world.organization, displayName, options);
  world.identities.push(identity);
  return identity;
}

function addToken(world: World, options: TokenOptions): EmulatedToken {
  const scheme = options.scheme ?? 'pat';
  const name = options.name ?? `token ${world.tokens.length + 1}`;
  const token: EmulatedToken = {
    name,
    value: options.value ?? tokenValue(scheme, `${world.organization} ${world.tokens.length} ${name}`),
    identity: options.identity,
    scheme,
    scopes: options.scopes ?? ['*'],
    permissions: options.permissions ?? contributorPermissions,
    failure: options.failure,
  };
  world.tokens.push(token);
  return token;
}

/** Starts an emulated organization on a free local port. Call `close` when done. */
export async function startAzureDevOps(options: AzureDevOpsOptions = {}): Promise<AzureDevOps> {
  const world = makeWorld(options);
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'azure-devops-')));
  const faults = makeFaults();
  const hooks = makeHooks();
  const server = await startServer(world, faults, hooks, options.secure);
  const { virtualDirectory = world.profile === 'services' ? '' : 'tfs' } = options;
  const root = virtualDirectory === '' ? '' : `${virtualDirectory}/`;
  world.collectionUrl = `${server.origin}/${root}${encodeURIComponent(world.organization)}/`;
  const change = <Result>(work: () => Promise<Result>): Promise<Result> =>
    server.exclusive(async () => {
      await refreshWorld(world);
      const result = await work();
      await refreshWorld(world);
      return result;
    });
  const handles = { world, change };
  return {
    collectionUrl: world.collectionUrl,
    requests: server.requests,
    clearRequests: () => {
      server.requests.splice(0);
      hooks.restart();
    },
    faults,
    onRequest: hooks.add,
    addProject: (name) => addProject(world, name),
    async addRepository(project, name) {
      const path = join(folder, `${stableGuid(world.organization, project.name, 'repository', name)}.git`);
      await createBareRepository(folder, path, 'main');
      return handleRepository(
        handles,
        await registerRepository(world, { name, project, folder: path, parent: undefined }),
      );
    },
    addIdentity: (displayName, identity) => addIdentity(world, displayName, identity),
    addToken: (token) => addToken(world, token),
    addBuild: (build) => addBuild(world, build),
    setPipelineSettings: (project, settings) => {
      world.pipelineSettings.set(project.id, settings);
    },
    addServiceConnection(name) {
      const id = stableGuid(world.organization, 'service connection', name);
      world.serviceConnections.set(id, name);
      return id;
    },
    settle: () => server.exclusive(() => refreshWorld(world)),
    async close() {
      await server.close();
      await server.exclusive(async () => undefined);
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
