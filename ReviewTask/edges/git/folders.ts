// Lists folders at a commit out of the object store, without a work tree.
import type { FolderEntry } from '../../ports.ts';
import { gitFailed } from './failures.ts';
import { type GitOptions, runGit } from './run.ts';

type Wish = { readonly path: string; readonly isDeep: boolean };

/** What stands in the folders, `''` the top, with everything below those that are deep. `commit` is a full id that is here. */
export async function listFolders(
  git: GitOptions,
  commit: string,
  folders: readonly Wish[],
): Promise<readonly FolderEntry[]> {
  const lists = await Promise.all([false, true].map((isDeep) => list(git, commit, folders, isDeep)));
  return lists.flat();
}

async function list(git: GitOptions, commit: string, folders: readonly Wish[], isDeep: boolean) {
  const wanted = folders.filter((folder) => folder.isDeep === isDeep).map(({ path }) => path);
  if (wanted.length === 0) return [];
  // Without a path git lists the top, so the top cannot be asked for together with others.
  const questions = [
    ...(wanted.includes('') ? [[]] : []),
    ...(wanted.some((path) => path !== '') ? [wanted.filter((path) => path !== '').map((path) => `${path}/`)] : []),
  ];
  const answers = await Promise.all(
    questions.map(async (paths) => {
      const command = ['ls-tree', '-z', '--full-tree', ...(isDeep ? ['-r', '-t'] : []), '--', commit, ...paths];
      const { exitCode, output, errors } = await runGit(git, command);
      if (exitCode !== 0) throw gitFailed(command, errors);
      return output.toString('utf8').split('\0').flatMap(entryOf);
    }),
  );
  return answers.flat();
}

/**
 * One row: `mode type id<tab>path`. A submodule, which is of type commit, is neither a folder nor a file to read; a link, mode
 * 120000, would be read as the path it holds.
 */
function entryOf(row: string): readonly FolderEntry[] {
  const match = /^(?!120000)\d+ (blob|tree) ([0-9a-f]+)\t(.+)$/s.exec(row);
  if (match === null) return [];
  const [, type = '', id = '', path = ''] = match;
  return [{ path, isFolder: type === 'tree', id }];
}
