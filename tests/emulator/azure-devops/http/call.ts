// One request on its way through a route: who asks, about which project, repository and pull request.
import type { EmulatedIdentity, EmulatedToken } from '../state/identity.ts';
import { permissionsOn } from '../state/identity.ts';
import type { Permission } from '../state/permissions.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { ProjectState, RepositoryState, World } from '../state/world.ts';
import { Refusal } from './answer.ts';
import { notSignedIn } from './failures.ts';
import {
  permissionNeeded,
  projectIdNotFound,
  projectNameNeeded,
  projectNotFound,
  pullRequestNotFound,
  repositoryNotFound,
} from './refusals.ts';
import type { ApiRequest } from './request.ts';
import type { RouteValues } from './router.ts';

export interface Call {
  readonly world: World;
  readonly request: ApiRequest;
  readonly values: RouteValues;
  /** Undefined for a caller without credentials. */
  readonly token: EmulatedToken | undefined;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The identity that acts; refuses a caller without credentials. */
export function callerIdentity(call: Call): EmulatedIdentity {
  if (!call.token) throw new Refusal(notSignedIn(call.request, call.world.profile), 'not signed in');
  return call.token.identity;
}

export function findProject(world: World, name: string): ProjectState {
  const found = world.projects.find((project) => same(project.id, name) || same(project.name, name));
  if (found) return found;
  throw guid.test(name) ? projectIdNotFound(name) : projectNotFound(name);
}

/** The project of the URL; undefined where the URL leaves it out. */
export function projectOf(call: Call): ProjectState | undefined {
  const name = call.values['project'];
  return name === undefined ? undefined : findProject(call.world, name);
}

export function requiredProject(call: Call): ProjectState {
  const project = projectOf(call);
  if (!project) throw projectNotFound('');
  return project;
}

const allowed = (call: Call, repository: RepositoryState): readonly Permission[] =>
  call.token ? permissionsOn(call.token, repository.id, repository.name) : [];

export function canRead(call: Call, repository: RepositoryState): boolean {
  return allowed(call, repository).includes('GenericRead');
}

/** Refuses with TF401027 unless the caller holds the permission on the repository. */
export function requirePermission(call: Call, repository: RepositoryState, permission: Permission): void {
  if (!allowed(call, repository).includes(permission)) {
    throw permissionNeeded(permission, callerIdentity(call).uniqueName);
  }
}

function readable(call: Call, repository: RepositoryState, name: string): RepositoryState {
  if (!canRead(call, repository)) {
    if (call.world.toggles.missingRead === 'notFound') throw repositoryNotFound(name);
    throw permissionNeeded('GenericRead', callerIdentity(call).uniqueName);
  }
  // Lists still show a disabled repository; by its name or id it is as good as gone. The service's words are not known.
  if (repository.isDisabled) throw repositoryNotFound(name);
  return repository;
}

/** Finds a repository by id or, within a project, by name; invisible ones are not found. */
export function findRepository(call: Call, name: string, project: ProjectState | undefined): RepositoryState {
  if (!project && !guid.test(name)) throw projectNameNeeded();
  const found = call.world.repositories.find(
    (repository) =>
      (!project || repository.project === project) &&
      (same(repository.id, name) || (project && same(repository.name, name))),
  );
  if (!found) throw repositoryNotFound(name);
  return readable(call, found, name);
}

export function repositoryOf(call: Call): RepositoryState {
  return findRepository(call, call.values['repositoryId'] ?? '', projectOf(call));
}

/** The pull request of the URL, within the repository or the project that the URL names. */
export function pullRequestOf(call: Call): PullRequestRecord {
  const id = Number(call.values['pullRequestId']);
  const found = call.world.pullRequests.find((pullRequest) => pullRequest.id === id);
  if (call.values['repositoryId'] !== undefined) {
    const repository = repositoryOf(call);
    if (!found || found.repository !== repository) throw pullRequestNotFound();
    return found;
  }
  const project = projectOf(call);
  if (!found || (project && found.repository.project !== project) || !canRead(call, found.repository)) {
    throw pullRequestNotFound();
  }
  return found;
}
