// How many files commits added, edited and deleted, for many commits in one process.
import { git } from './run.ts';

/** Numbers of files by kind, named as the service names them. */
export type ChangeCounts = Readonly<Record<string, number>>;

const names: Readonly<Record<string, string>> = { A: 'Add', D: 'Delete', R: 'Rename' };

/** Counts per commit id, against the first parent. Every id asked for is in the answer. */
export async function changeCounts(folder: string, ids: readonly string[]): Promise<ReadonlyMap<string, ChangeCounts>> {
  const found = new Map<string, Record<string, number>>(ids.map((id) => [id, { Add: 0, Edit: 0, Delete: 0 }]));
  if (ids.length === 0) return found;
  const args = ['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', '-r', '-M', '--name-status'];
  const { output } = await git(folder, args, { input: `${ids.join('\n')}\n` });
  let current: Record<string, number> | undefined;
  for (const line of output.toString('utf8').split('\n')) {
    const start = found.get(line);
    if (start) current = start;
    else if (current && line !== '') {
      const name = names[line.charAt(0)] ?? 'Edit';
      current[name] = (current[name] ?? 0) + 1;
    }
  }
  return found;
}
