// Merges two commits without a working tree, the way the service does on its side.
import type { Signature } from './import.ts';
import { git, gitText } from './run.ts';

/** The merged tree, or the paths in conflict. */
export type TreeMerge =
  | { readonly kind: 'clean'; readonly tree: string }
  | { readonly kind: 'conflicts'; readonly paths: readonly string[] };

/** Merges `theirs` into `ours`; unrelated histories count as a conflict. */
export async function mergeTrees(folder: string, ours: string, theirs: string): Promise<TreeMerge> {
  const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs];
  const { code, output } = await git(folder, args, { accept: [0, 1, 128, 129] });
  if (code === 129)
    throw new Error('The emulator merges with `git merge-tree --write-tree`: git 2.38 or newer is needed.');
  if (code === 128) return { kind: 'conflicts', paths: [] };
  const [tree = '', ...paths] = output.toString('utf8').split('\0');
  return code === 0 ? { kind: 'clean', tree } : { kind: 'conflicts', paths: paths.filter((path) => path !== '') };
}

export interface NewMerge {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
}

/** Writes a commit of a known tree. */
export async function writeCommit(folder: string, merge: NewMerge): Promise<string> {
  const date = `${Math.floor(merge.author.date / 1000)} +0000`;
  const environment = {
    GIT_AUTHOR_NAME: merge.author.name,
    GIT_AUTHOR_EMAIL: merge.author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: merge.author.name,
    GIT_COMMITTER_EMAIL: merge.author.email,
    GIT_COMMITTER_DATE: date,
  };
  const parents = merge.parents.flatMap((parent) => ['-p', parent]);
  return gitText(folder, ['commit-tree', merge.tree, ...parents], { input: merge.message, environment });
}

export async function updateRef(folder: string, ref: string, commit: string): Promise<void> {
  await git(folder, ['update-ref', ref, commit]);
}

export async function deleteRef(folder: string, ref: string): Promise<void> {
  await git(folder, ['update-ref', '-d', ref]);
}
