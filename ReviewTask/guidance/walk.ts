// Walks down to the folders that exist, level by level: one request for a level, however many folders it has.
import type { PullRequestKey } from '../model/pull-request.ts';
import type { FolderEntry, Folders } from '../ports.ts';
import { depthOf, type FolderWish } from './places.ts';

/** Levels below the top that are looked at, at most. */
const mostLevels = 8;

/**
 * Everything in the top folder and in those of `wishes` that exist. A folder is listed only where the one above it shows
 * it, so a repository without any of them costs one request.
 */
export async function walk(
  folders: Folders,
  pullRequest: PullRequestKey,
  commit: string,
  wishes: readonly FolderWish[],
): Promise<readonly FolderEntry[]> {
  const wanted = withParents(wishes);
  const found = new Map<string, FolderEntry>();
  const take = (entries: readonly FolderEntry[]) => {
    for (const entry of entries) found.set(entry.path, entry);
  };
  take(await folders.list(pullRequest, commit, [{ path: '', isDeep: false }]));
  for (let level = 1; level <= mostLevels; level++) {
    const here = wanted.filter(({ path }) => depthOf(path) === level && found.get(path)?.isFolder === true);
    if (here.length === 0) break;
    take(await folders.list(pullRequest, commit, here));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The wishes with the folders on the way to them, each once; a folder below a deep one is there already. */
function withParents(wishes: readonly FolderWish[]): readonly FolderWish[] {
  const all = new Map<string, boolean>();
  for (const { path, isDeep } of wishes) {
    const names = path === '' ? [] : path.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const folder = names.slice(0, depth).join('/');
      all.set(folder, (all.get(folder) ?? false) || (isDeep && depth === names.length));
    }
  }
  const deep = [...all].filter(([, isDeep]) => isDeep).map(([path]) => path);
  return [...all]
    .filter(([path]) => !deep.some((other) => path.startsWith(`${other}/`)))
    .map(([path, isDeep]) => ({ path, isDeep }));
}
