// Projects, repositories and refs.
import { stat } from 'node:fs/promises';
import { gitText } from '../git/run.ts';
import { collection, json } from '../http/answer.ts';
import { type Call, canRead, findProject, projectOf, repositoryOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import type { RepositoryState } from '../state/world.ts';
import { identityRef } from '../wire/identity.ts';
import { gitUrl, link, projectUrl, repositoryUrl } from '../wire/links.ts';
import { projectRef, repositoryDetail } from '../wire/repository.ts';
import { continued, pageOf, wholeParameter } from './paging.ts';
import { codeRead, repositoryPath } from './scopes.ts';

function listProjects(call: Call) {
  const { world } = call;
  const visible = world.projects.filter((project) =>
    world.repositories.some((repository) => repository.project === project && canRead(call, repository)),
  );
  const { entries } = pageOf(visible, wholeParameter(call.request, '$skip', 0), visible.length);
  const page = continued(call.request, entries, 100);
  return collection(
    page.entries.map((project) => projectRef(world, project)),
    page.headers,
  );
}

function getProject(call: Call) {
  const { world } = call;
  const project = findProject(world, call.values['projectId'] ?? '');
  const team = `${project.name} Team`;
  const url = projectUrl(world, project);
  return json({
    ...projectRef(world, project),
    _links: {
      self: link(url),
      collection: link(`${world.collectionUrl}_apis/projectCollections`),
      web: link(`${world.collectionUrl}${encodeURIComponent(project.name)}`),
    },
    defaultTeam: { id: project.id, name: team, url: `${url}/teams/${project.id}` },
  });
}

/** Bytes of the repository as far as a test can tell; an empty one is 0. */
async function sizeOf(repository: RepositoryState): Promise<number> {
  if (repository.heads.size === 0) return 0;
  return (await stat(repository.folder)).size;
}

async function detail(call: Call, repository: RepositoryState) {
  return repositoryDetail(call.world, repository, await sizeOf(repository));
}

async function listRepositories(call: Call) {
  const project = projectOf(call);
  const visible = call.world.repositories.filter(
    (repository) => (!project || repository.project === project) && canRead(call, repository),
  );
  return collection(await Promise.all(visible.map((repository) => detail(call, repository))));
}

async function getRepository(call: Call) {
  const repository = repositoryOf(call);
  const url = repositoryUrl(call.world, repository);
  const links = {
    self: link(url),
    project: link(projectUrl(call.world, repository.project)),
    web: link(gitUrl(call.world, repository)),
    commits: link(`${url}/commits`),
    refs: link(`${url}/refs`),
    pullRequests: link(`${url}/pullRequests`),
    items: link(`${url}/items`),
    pushes: link(`${url}/pushes`),
  };
  return json({ ...(await detail(call, repository)), _links: links });
}

async function refsOf(repository: RepositoryState) {
  const text = await gitText(repository.folder, ['for-each-ref', '--format=%(refname) %(objectname) %(*objectname)']);
  return (text === '' ? [] : text.split('\n')).map((line) => {
    const [name = '', objectId = '', peeled = ''] = line.split(' ');
    return { name, objectId, peeled };
  });
}

async function refs(call: Call) {
  const repository = repositoryOf(call);
  const { world, request } = call;
  const filter = `refs/${request.parameter('filter') ?? call.values['filter'] ?? ''}`;
  const contains = request.parameter('filterContains');
  const peel = request.parameter('peelTags')?.toLowerCase() === 'true';
  const found = (await refsOf(repository)).filter(
    ({ name }) => name.startsWith(filter) && (contains === undefined || name.includes(contains)),
  );
  const page = continued(request, found, 1000);
  const value = page.entries.map(({ name, objectId, peeled }) => {
    const creator = name.startsWith('refs/pull/') ? world.service : (world.identities[0] ?? world.service);
    return {
      name,
      objectId,
      ...(peel && peeled !== '' ? { peeledObjectId: peeled } : {}),
      creator: identityRef(world, creator),
      url: `${repositoryUrl(world, repository)}/refs?filter=${encodeURIComponent(name.replace(/^refs\//, ''))}`,
    };
  });
  return json({ value, count: value.length }, 200, page.headers);
}

const projectScopes = ['vso.profile', 'vso.project'];
const projects = '603fe2ac-9723-48b9-88ad-09305aa6c6e1';
const repositories = '225f7195-f9c7-4d14-ab28-a83f7ff77e1f';
const refsLocation = '2d874a60-a811-4f62-9c9f-963a6ea0a55b';

export const repositoryRoutes: readonly Route[] = [
  { method: 'GET', template: '_apis/projects', scopes: projectScopes, location: projects, handle: listProjects },
  {
    method: 'GET',
    template: '_apis/projects/{projectId}',
    scopes: projectScopes,
    location: projects,
    handle: getProject,
  },
  {
    method: 'GET',
    template: '{project}/_apis/git/repositories',
    scopes: codeRead,
    location: repositories,
    handle: listRepositories,
  },
  { method: 'GET', template: repositoryPath, scopes: codeRead, location: repositories, handle: getRepository },
  { method: 'GET', template: `${repositoryPath}/refs`, scopes: codeRead, location: refsLocation, handle: refs },
  {
    method: 'GET',
    template: `${repositoryPath}/refs/{*filter}`,
    scopes: codeRead,
    location: refsLocation,
    handle: refs,
  },
];
