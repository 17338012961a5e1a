// Reads blobs and trees by id, many in one process.
import { areIds, git, gitOnce } from './run.ts';

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Reads objects by name or id; the ones that are not there are absent from the answer. Keys are the names asked for. */
export async function readObjects(folder: string, names: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
  if (names.length === 0) return new Map();
  const { output } = await git(folder, ['cat-file', '--batch'], { input: `${names.join('\n')}\n` });
  const found = new Map<string, GitObject>();
  let position = 0;
  for (const name of names) {
    const end = output.indexOf(10, position);
    const [id = '', type = '', size = ''] = output.toString('utf8', position, end).split(' ');
    position = end + 1;
    if (!/^\d+$/.test(size)) continue;
    found.set(name, { id, type, bytes: output.subarray(position, position + Number(size)) });
    position += Number(size) + 1;
  }
  return found;
}

export async function readObject(folder: string, name: string): Promise<GitObject | undefined> {
  return (await readObjects(folder, [name])).get(name);
}

/** One entry of a tree; `path` from the repository's root without a leading slash. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly id: string;
  /** Bytes; `undefined` for trees and submodules. */
  readonly size: number | undefined;
  readonly path: string;
}

const types = { blob: 'blob', tree: 'tree', commit: 'commit' } as const;

function entry(line: string): TreeEntry {
  const tab = line.indexOf('\t');
  const [mode = '', type = '', id = '', size = '-'] = line.slice(0, tab).split(/ +/);
  return {
    mode,
    type: types[type as keyof typeof types] ?? 'blob',
    id,
    size: size === '-' ? undefined : Number(size),
    path: line.slice(tab + 1),
  };
}

/** Entries of a tree: the direct ones, or with `recursive` all of them, folders included. */
export async function listTree(folder: string, tree: string, recursive: boolean): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-z', '-l', '--full-tree', ...(recursive ? ['-r', '-t'] : []), tree];
  const { output } = await (areIds(tree) ? gitOnce : git)(folder, args);
  return output
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .map(entry);
}

/** The one entry at `path`; `undefined` when there is none. The root is a tree with the empty path. */
export async function entryAt(folder: string, commit: string, path: string): Promise<TreeEntry | undefined> {
  if (path === '') {
    const root = await readObject(folder, `${commit}^{tree}`);
    return root && { mode: '040000', type: 'tree', id: root.id, size: undefined, path: '' };
  }
  // A literal pathspec: names with * or [ are names here, not patterns.
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '-l', '--full-tree', '--', commit, path];
  const line = (await (areIds(commit) ? gitOnce : git)(folder, args)).output.toString('utf8').split('\0')[0] ?? '';
  return line === '' ? undefined : entry(line);
}
