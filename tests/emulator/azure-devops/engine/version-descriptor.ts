// Resolves version descriptors (branch, tag, commit) to commits, with the service's refusals.
import { resolveCommit } from '../git/history.ts';
import { emptyRepository, unresolvableVersion } from '../http/refusals.ts';
import {
  readMember,
  type VersionOption,
  type VersionType,
  versionOptions,
  versionTypes,
} from '../state/enumerations.ts';
import type { RepositoryState } from '../state/world.ts';

export interface VersionDescriptor {
  readonly version: string;
  readonly type: VersionType;
  readonly option: VersionOption;
}

export interface ResolvedVersion {
  readonly commit: string;
  /** As messages name it: `Branch: main `. */
  readonly text: string;
}

/** Reads the three parts; a missing version means the default branch. */
export function readDescriptor(
  repository: RepositoryState,
  part: (name: 'version' | 'versionType' | 'versionOptions') => unknown,
): VersionDescriptor {
  const version = part('version');
  const type = readMember(versionTypes, part('versionType')) ?? 'branch';
  const option = readMember(versionOptions, part('versionOptions')) ?? 'none';
  if (typeof version === 'string' && version !== '') return { version, type, option };
  return { version: repository.defaultBranch.replace(/^refs\/heads\//, ''), type: 'branch', option };
}

const labels = { branch: 'Branch', tag: 'Tag', commit: 'Commit' } as const;

function nameFor({ version, type }: VersionDescriptor): string | undefined {
  if (type === 'branch') return version.startsWith('refs/') ? version : `refs/heads/${version}`;
  if (type === 'tag') return version.startsWith('refs/') ? version : `refs/tags/${version}`;
  // The service takes whole commit ids only.
  return /^[0-9a-f]{40}$/i.test(version) ? version : undefined;
}

export async function resolveVersion(
  repository: RepositoryState,
  descriptor: VersionDescriptor,
): Promise<ResolvedVersion> {
  if (repository.heads.size === 0) throw emptyRepository(repository.name);
  const text = `${labels[descriptor.type]}: ${descriptor.version} `;
  const name = nameFor(descriptor);
  const suffix = descriptor.option === 'none' ? '' : '^1';
  const commit = name === undefined ? undefined : await resolveCommit(repository.folder, `${name}${suffix}`);
  if (commit === undefined) throw unresolvableVersion(text, repository.name);
  return { commit, text };
}
