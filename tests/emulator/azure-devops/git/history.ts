// Questions about commits: who follows whom, where two lines part, what a commit says.
import { areIds, git, gitOnce, gitText } from './run.ts';

export interface CommitInfo {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: CommitPerson;
  readonly committer: CommitPerson;
  /** The whole message, without the last line break. */
  readonly message: string;
}

interface CommitPerson {
  readonly name: string;
  readonly email: string;
  /** ISO 8601 in UTC, whole seconds. */
  readonly date: string;
}

/** All best common ancestors, best first; empty for unrelated histories. */
export async function mergeBases(folder: string, one: string, other: string): Promise<readonly string[]> {
  const ask = areIds(one, other) ? gitOnce : git;
  const text = (await ask(folder, ['merge-base', '--all', one, other], { accept: [0, 1] })).output.toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

export async function isAncestor(folder: string, ancestor: string, descendant: string): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', ancestor, descendant];
  return (await git(folder, args, { accept: [0, 1] })).code === 0;
}

/** The commit that a name means; `undefined` when it means none. */
export async function resolveCommit(folder: string, name: string): Promise<string | undefined> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const { code, output } = await (areIds(name) ? gitOnce : git)(folder, args, { accept: [0, 1, 128] });
  return code === 0 ? output.toString('utf8').trim() : undefined;
}

const format = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'].join('%x1f');

const seconds = (text: string | undefined): string => new Date(Number(text) * 1000).toISOString().replace('.000Z', 'Z');

function infoFrom(record: string): CommitInfo {
  const [
    id = '',
    tree = '',
    parents = '',
    name = '',
    email = '',
    date,
    committer = '',
    address = '',
    when,
    message = '',
  ] = record.split('\x1f');
  return {
    id,
    tree,
    parents: parents === '' ? [] : parents.split(' '),
    author: { name, email, date: seconds(date) },
    committer: { name: committer, email: address, date: seconds(when) },
    message: message.trimEnd(),
  };
}

export interface LogOptions {
  /** Revisions; `^x` leaves out what x reaches. */
  readonly revisions: readonly string[];
  readonly skip?: number;
  readonly limit?: number;
  /** Repository path without a leading slash. */
  readonly path?: string;
  readonly more?: readonly string[];
}

/** Commits, newest first. */
export async function log(folder: string, options: LogOptions): Promise<readonly CommitInfo[]> {
  const paging = [`--skip=${options.skip ?? 0}`, ...(options.limit === undefined ? [] : [`-n${options.limit}`])];
  const path = options.path === undefined || options.path === '' ? [] : [options.path];
  const args = [
    'log',
    '-z',
    `--format=${format}`,
    ...paging,
    ...(options.more ?? []),
    ...options.revisions,
    '--',
    ...path,
  ];
  const text = (await git(folder, args)).output.toString('utf8');
  return text
    .split('\0')
    .filter((record) => record !== '')
    .map(infoFrom);
}

/** Commits never change, so what one says is asked once. Keys are folder and id. */
const seen = new Map<string, CommitInfo>();

/** One commit by its whole id; `undefined` when the repository does not have it. */
export async function commitInfo(folder: string, id: string): Promise<CommitInfo | undefined> {
  const known = seen.get(`${folder} ${id}`);
  if (known) return known;
  const args = ['log', '-z', '-n1', `--format=${format}`, '--end-of-options', id, '--'];
  const { code, output } = await git(folder, args, { accept: [0, 128] });
  if (code !== 0) return undefined;
  const found = infoFrom(output.toString('utf8').replace(/\0$/, ''));
  if (found.id === id) seen.set(`${folder} ${id}`, found);
  return found;
}

/** How many commits only `one` has and how many only `other` has. */
export async function divergence(
  folder: string,
  one: string,
  other: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const text = await gitText(folder, ['rev-list', '--left-right', '--count', `${one}...${other}`]);
  const [ahead = 0, behind = 0] = text.split('\t').map(Number);
  return { ahead, behind };
}
