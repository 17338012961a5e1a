// Projects, repositories, refs and commits as answers show them.
import type { CommitInfo } from '../git/history.ts';
import type { JsonRecord } from '../http/json.ts';
import type { ProjectState, RepositoryState, World } from '../state/world.ts';
import { commitUrl, gitUrl, link, projectUrl, repositoryUrl } from './links.ts';

export function projectRef(world: World, project: ProjectState): JsonRecord {
  return {
    id: project.id,
    name: project.name,
    url: projectUrl(world, project),
    state: 'wellFormed',
    revision: 17,
    visibility: 'private',
    lastUpdateTime: project.lastUpdateTime,
  };
}

/** The repository as nested in a pull request. */
export function repositoryRef(world: World, repository: RepositoryState): JsonRecord {
  return {
    id: repository.id,
    name: repository.name,
    url: repositoryUrl(world, repository),
    project: projectRef(world, repository.project),
    ...(repository.parent ? { isFork: true } : {}),
    size: 0,
    remoteUrl: gitUrl(world, repository),
    sshUrl: `git@ssh.dev.azure.com:v3/${world.organization}/${repository.project.name}/${repository.name}`,
    webUrl: gitUrl(world, repository),
    isDisabled: repository.isDisabled,
    isInMaintenance: false,
  };
}

/** The trimmed form that lists of pull requests carry. */
export function repositoryStub(world: World, repository: RepositoryState): JsonRecord {
  const { id, name } = repository.project;
  return {
    id: repository.id,
    name: repository.name,
    url: repositoryUrl(world, repository),
    project: { id, name, state: 'unchanged', visibility: 'unchanged', lastUpdateTime: '0001-01-01T00:00:00' },
  };
}

/** The repository on its own; an empty one has no default branch. */
export function repositoryDetail(world: World, repository: RepositoryState, size: number): JsonRecord {
  const { size: _none, ...rest } = repositoryRef(world, repository);
  const defaultBranch = repository.heads.has(repository.defaultBranch)
    ? { defaultBranch: repository.defaultBranch }
    : {};
  return {
    ...rest,
    ...defaultBranch,
    size,
    ...(repository.parent ? { parentRepository: repositoryStub(world, repository.parent) } : {}),
  };
}

export function commitPointer(world: World, repository: RepositoryState, id: string): JsonRecord {
  return { commitId: id, url: commitUrl(world, repository, id) };
}

const firstParagraph = (message: string): string => message.split('\n\n')[0] ?? '';

/** A commit in a list; long messages are cut to their first paragraph. */
export function commitRef(world: World, repository: RepositoryState, commit: CommitInfo): JsonRecord {
  const comment = firstParagraph(commit.message);
  return {
    commitId: commit.id,
    author: commit.author,
    committer: commit.committer,
    comment,
    ...(comment === commit.message ? {} : { commentTruncated: true }),
    url: commitUrl(world, repository, commit.id),
  };
}

/** A commit as the search for commits shows it. */
export function commitFound(world: World, repository: RepositoryState, commit: CommitInfo, changeCounts: JsonRecord) {
  return {
    ...commitRef(world, repository, commit),
    changeCounts,
    remoteUrl: `${gitUrl(world, repository)}/commit/${commit.id}`,
  };
}

/** A commit on its own. */
export function commitDetail(world: World, repository: RepositoryState, commit: CommitInfo): JsonRecord {
  const page = `${gitUrl(world, repository)}/commit/${commit.id}`;
  const own = commitUrl(world, repository, commit.id);
  return {
    treeId: commit.tree,
    commitId: commit.id,
    author: commit.author,
    committer: commit.committer,
    comment: commit.message,
    parents: commit.parents,
    url: own,
    remoteUrl: page,
    _links: {
      self: link(own),
      repository: link(repositoryUrl(world, repository)),
      web: link(page),
      changes: link(`${own}/changes`),
      tree: link(`${repositoryUrl(world, repository)}/trees/${commit.tree}`),
    },
  };
}
