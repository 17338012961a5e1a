// The files that differ between two trees, renames found, as git diff-tree reports them.
import { areIds, git, gitOnce } from './run.ts';

/** One differing path. Paths have no leading slash. */
export interface TreeChange {
  readonly kind: 'add' | 'edit' | 'delete' | 'rename';
  readonly path: string;
  /** The old path of a rename. */
  readonly originalPath?: string;
  readonly mode: string;
  readonly originalMode: string;
  /** Object ids; undefined on the side where the path does not exist. */
  readonly objectId?: string;
  readonly originalObjectId?: string;
}

const kinds: Readonly<Record<string, TreeChange['kind']>> = {
  A: 'add',
  D: 'delete',
  R: 'rename',
  M: 'edit',
  T: 'edit',
};

const existing = (id: string): string | undefined => (/^0+$/.test(id) ? undefined : id);

function change(meta: string, first: string, second: string | undefined): TreeChange {
  const [originalMode = '', mode = '', before = '', after = '', status = ''] = meta.slice(1).split(' ');
  const objectId = existing(after);
  const originalObjectId = existing(before);
  return {
    kind: kinds[status.charAt(0)] ?? 'edit',
    path: second ?? first,
    ...(second === undefined ? {} : { originalPath: first }),
    mode,
    originalMode,
    ...(objectId === undefined ? {} : { objectId }),
    ...(originalObjectId === undefined ? {} : { originalObjectId }),
  };
}

function parse(output: string): readonly TreeChange[] {
  const fields = output.split('\0');
  const changes: TreeChange[] = [];
  for (let index = 0; index + 1 < fields.length; ) {
    const meta = fields[index] ?? '';
    const renamed = /^[RC]/.test(meta.slice(meta.lastIndexOf(' ') + 1));
    changes.push(change(meta, fields[index + 1] ?? '', renamed ? fields[index + 2] : undefined));
    index += renamed ? 3 : 2;
  }
  return changes;
}

/** The tree that has nothing in it, for histories without a common commit. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Changes from one commit or tree to another, in path order of git; `folders` adds the trees themselves. */
export async function treeDiff(
  folder: string,
  from: string,
  to: string,
  folders = false,
): Promise<readonly TreeChange[]> {
  const args = ['diff-tree', '-r', ...(folders ? ['-t'] : []), '-M', '-l2000', '-z', '--raw', '--no-abbrev', from, to];
  return parse((await (areIds(from, to) ? gitOnce : git)(folder, args)).output.toString('utf8'));
}
