// Addresses that answers refer to.
import type { EmulatedIdentity } from '../state/identity.ts';
import type { PullRequestRecord } from '../state/pull-request.ts';
import type { ProjectState, RepositoryState, World } from '../state/world.ts';

const encode = encodeURIComponent;

export const projectUrl = (world: World, project: ProjectState): string =>
  `${world.collectionUrl}_apis/projects/${project.id}`;

export const repositoryUrl = (world: World, repository: RepositoryState): string =>
  `${world.collectionUrl}${repository.project.id}/_apis/git/repositories/${repository.id}`;

export const pullRequestUrl = (world: World, pullRequest: PullRequestRecord): string =>
  `${repositoryUrl(world, pullRequest.repository)}/pullRequests/${pullRequest.id}`;

export const commitUrl = (world: World, repository: RepositoryState, id: string): string =>
  `${repositoryUrl(world, repository)}/commits/${id}`;

export const gitUrl = (world: World, repository: RepositoryState): string =>
  `${world.collectionUrl}${encode(repository.project.name)}/_git/${encode(repository.name)}`;

export const pullRequestPage = (world: World, pullRequest: PullRequestRecord): string =>
  `${gitUrl(world, pullRequest.repository)}/pullrequest/${pullRequest.id}`;

export const identityUrl = (world: World, identity: EmulatedIdentity): string =>
  `${world.collectionUrl}_apis/Identities/${identity.id}`;

export const imageUrl = (world: World, identity: EmulatedIdentity): string =>
  `${world.collectionUrl}_api/_common/identityImage?id=${identity.id}`;

export const avatarUrl = (world: World, identity: EmulatedIdentity): string =>
  `${world.collectionUrl}_apis/GraphProfile/MemberAvatars/${identity.descriptor}`;

export const link = (href: string): { readonly href: string } => ({ href });
