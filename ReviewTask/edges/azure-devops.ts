// The one adapter to Azure DevOps: a guarded client behind the ports that read and write pull requests.
import { setMaxListeners } from 'node:events';
import { directNetwork } from '../model/network.ts';
import type { AccessProbes, Blobs, Clock, Folders, Log, Publisher, PullRequests } from '../ports.ts';
import { createAccessProbes } from './azure-devops/access-probes.ts';
import { createBlobs } from './azure-devops/blobs.ts';
import { redactorFor } from './azure-devops/clean-text.ts';
import { collectionAddress } from './azure-devops/collection-address.ts';
import { createFolders } from './azure-devops/folders.ts';
import { createGitRest } from './azure-devops/git-rest.ts';
import { createPace } from './azure-devops/pace.ts';
import { createProvisioning, type Provisioning } from './azure-devops/provisioning.ts';
import { createPublisher } from './azure-devops/publisher.ts';
import { createPullRequests } from './azure-devops/pull-requests.ts';
import { createSeenIdentity } from './azure-devops/seen-identity.ts';
import { createServiceClock } from './azure-devops/service-clock.ts';
import { createSession } from './azure-devops/session.ts';
import { openNetwork, type WayOut } from './network.ts';

/** A personal access token is sent as Basic, the job's or an Entra token as Bearer; the caller knows which it has. */
export interface AzureDevOpsToken {
  readonly kind: 'pat' | 'bearer';
  readonly value: string;
}

export interface AzureDevOpsOptions {
  /** `https://dev.azure.com/ORGANIZATION/`, or the collection of a server. */
  readonly collectionUrl: string;
  readonly token: AzureDevOpsToken;
  readonly clock: Clock;
  /** Ends waits and requests that are under way. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Requests for contents under way at once; 4 unless told. */
  readonly concurrency?: number;
  readonly userAgent: string;
  /** How to get out of the network; without one direct, and trusted as Node trusts. */
  readonly network?: WayOut;
  /** Milliseconds of silence after which a request is given up; 100,000 unless told. */
  readonly requestTimeout?: number;
}

export interface AzureDevOps {
  readonly pullRequests: PullRequests;
  readonly blobs: Blobs;
  readonly folders: Folders;
  readonly publisher: Publisher;
  readonly access: AccessProbes;
  readonly provisioning: Provisioning;
}

/**
 * Connects to one organization or collection; sends nothing yet. Throws ConfigError where the address is none. Everything
 * that the ports throw is AccessError, ServiceError or the signal's reason, and holds no part of the token.
 */
export function connectAzureDevOps(options: AzureDevOpsOptions): AzureDevOps {
  const { clock, concurrency = 4, log, requestTimeout = 100_000, signal, token } = options;
  const address = collectionAddress(options.collectionUrl);
  if (address.isUnprotected) log.warning(`${address.url} is not https: the token can be read on the way.`);
  // Every request under way listens to it; Node warns of a leak from eleven on.
  setMaxListeners(0, signal);
  const network = options.network ?? openNetwork(directNetwork, address.url);
  const seen = createSeenIdentity();
  const serviceClock = createServiceClock(clock);
  const rest = createGitRest(options.userAgent, requestTimeout, {
    address,
    network,
    authorization: authorizationOf(token),
    redact: redactorFor(token.value),
    pace: createPace(clock, signal, log),
    seen,
    serviceClock,
    clock,
    signal,
    log,
  });
  const session = createSession({
    ...{ rest, clock, signal, log, seen },
    collectionUrl: address.url,
    tokenKind: token.kind,
    network: network.network,
  });
  return {
    pullRequests: createPullRequests(session),
    blobs: createBlobs(session, concurrency),
    folders: createFolders(session),
    publisher: createPublisher(session),
    access: createAccessProbes(session, serviceClock),
    provisioning: createProvisioning(session),
  };
}

/** Value of the Authorization header; the user name of a personal access token is empty by convention. */
function authorizationOf({ kind, value }: AzureDevOpsToken): string {
  return kind === 'bearer' ? `Bearer ${value}` : `Basic ${Buffer.from(`:${value}`, 'utf8').toString('base64')}`;
}
