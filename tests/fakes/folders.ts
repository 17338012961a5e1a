// A repository's files in memory, behind the ports that list folders and read contents; counts what is asked.
import type { Blobs, FolderEntry, Folders } from '../../ReviewTask/ports.ts';

export interface FakeRepository {
  readonly folders: Folders;
  readonly blobs: Blobs;
  /** One entry for each request: the folders of a listing, or `contents`. */
  readonly requests: readonly string[];
}

/** Files by path; a folder that is asked for and does not exist is a mistake of the asker. */
export function fakeRepository(files: Readonly<Record<string, string>>): FakeRepository {
  const requests: string[] = [];
  const entries = entriesOf(Object.keys(files));
  const below = (folder: string, isDeep: boolean) =>
    entries.filter(({ path }) => {
      const rest = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : '';
      return rest !== '' && (isDeep || !rest.includes('/'));
    });
  return {
    requests,
    folders: {
      async list(_pullRequest, _commit, folders) {
        requests.push(folders.map(({ path, isDeep }) => `/${path}${isDeep ? '/**' : ''}`).join(' '));
        for (const { path } of folders) {
          if (path !== '' && !entries.some((entry) => entry.isFolder && entry.path === path)) {
            throw new Error(`There is no folder ${path}.`);
          }
        }
        return folders.flatMap(({ path, isDeep }) => below(path, isDeep));
      },
    },
    blobs: {
      async read(_pullRequest, ids) {
        requests.push('contents');
        return new Map(
          ids.flatMap((id) => (files[id] === undefined ? [] : [[id, new TextEncoder().encode(files[id])] as const])),
        );
      },
    },
  };
}

function entriesOf(paths: readonly string[]): readonly FolderEntry[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const names = path.split('/');
    for (let depth = 1; depth < names.length; depth++) folders.add(names.slice(0, depth).join('/'));
  }
  return [
    ...[...folders].map((path) => ({ path, isFolder: true, id: 'tree' })),
    ...paths.map((path) => ({ path, isFolder: false, id: path })),
  ];
}
