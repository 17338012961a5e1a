// A local checkout, read through git and never changed: contents, and for the local preview what changed and since when.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ChangeEntry } from '../model/diff.ts';
import type { Blobs, CodeBase, Folders } from '../ports.ts';
import { readBlobs } from './git/blobs.ts';
import { codeBaseAt } from './git/code-base.ts';
import { commitNotHere, folderNotTrusted, gitFailed, noMergeBase, refNotUsable, refUnknown } from './git/failures.ts';
import { listFolders } from './git/folders.ts';
import { changesIn } from './git/raw-diff.ts';
import { type GitOptions, type GitResult, runGit } from './git/run.ts';

export interface WorkspaceOptions {
  readonly signal: AbortSignal;
  /** Milliseconds for one git command; 120,000 unless told. */
  readonly timeoutMilliseconds?: number;
}

/** Methods throw ConfigError, ServiceError or the signal's reason. Commits are full ids unless said. */
export interface Workspace {
  /** Absolute disk path of the top folder. */
  readonly root: string;
  /** Contents by blob id, all from one process; the pull request does not matter here. */
  readonly blobs: Blobs;
  /** Folders at a commit that is here; the pull request does not matter. */
  readonly folders: Folders;
  /** True when every commit is here with its contents, so that nothing has to be asked of the service. */
  holds(commits: readonly string[]): Promise<boolean>;
  /** What differs between two commits, renames found. */
  changes(base: string, head: string): Promise<readonly ChangeEntry[]>;
  /** The best common ancestor. */
  mergeBase(one: string, other: string): Promise<string>;
  /** The commit that a branch, a tag or an abbreviated id stands for. */
  resolve(ref: string): Promise<string>;
  /** Text of one file at a commit; `undefined` when it does not exist there. */
  file(commit: string, path: string): Promise<string | undefined>;
  /** All files of a commit, to look things up in; `undefined` where the commit is not here with its contents. */
  codeBase(commit: string): Promise<CodeBase | undefined>;
  /** Addresses of the remotes as they are configured, which may hold credentials. */
  remotes(): Promise<readonly string[]>;
}

const commitId = /^[0-9a-f]{40}([0-9a-f]{24})?$/i;

/** Opens the work tree that `folder` is in; `undefined` when there is none. Throws ConfigError without git or without trust. */
export async function openWorkspace(folder: string, options: WorkspaceOptions): Promise<Workspace | undefined> {
  const { signal, timeoutMilliseconds = 120_000 } = options;
  const start = resolve(folder);
  const isFolder = await stat(start).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return undefined;
  const found = await runGit({ folder: start, signal, timeoutMilliseconds }, ['rev-parse', '--show-toplevel']);
  if (/dubious ownership|unsafe repository/.test(found.errors)) throw folderNotTrusted(start);
  if (found.exitCode !== 0) return undefined;
  // Only the line feed at the end is git's; a folder's name may end in a space.
  const root = resolve(lineOf(found));
  return workspaceAt({ folder: root, signal, timeoutMilliseconds });
}

function workspaceAt(git: GitOptions): Workspace {
  return {
    root: git.folder,
    blobs: { read: (_pullRequest, ids, bounds) => readBlobs(git, ids, bounds) },
    folders: {
      async list(_pullRequest, commit, wishes) {
        await demandCommit(git, commit);
        return listFolders(git, commit, wishes);
      },
    },
    holds: (commits) => holds(git, commits),
    changes: (base, head) => changes(git, base, head),
    mergeBase: (one, other) => mergeBase(git, one, other),
    resolve: (ref) => resolveRef(git, ref),
    file: (commit, path) => file(git, commit, path),
    codeBase: (commit) => codeBase(git, commit),
    remotes: () => remotes(git),
  };
}

async function holds(git: GitOptions, commits: readonly string[]): Promise<boolean> {
  if (!commits.every((commit) => commitId.test(commit)) || (await isPartialClone(git))) return false;
  const found = await Promise.all(commits.map((commit) => runGit(git, ['cat-file', '-e', `${commit}^{tree}`])));
  return found.every(({ exitCode }) => exitCode === 0);
}

async function changes(git: GitOptions, base: string, head: string): Promise<readonly ChangeEntry[]> {
  await Promise.all([base, head].map((commit) => demandCommit(git, commit)));
  const options = ['-r', '-M', '-l1000', '-z', '--raw', '--no-abbrev', '--no-textconv', '--no-ext-diff'];
  const command = ['diff-tree', ...options, base, head, '--'];
  return changesIn(succeeded(await runGit(git, command), command).output.toString('utf8'));
}

async function mergeBase(git: GitOptions, one: string, other: string): Promise<string> {
  await Promise.all([one, other].map((commit) => demandCommit(git, commit)));
  const command = ['merge-base', one, other];
  const found = await runGit(git, command);
  if (found.exitCode === 1) throw noMergeBase(one, other, await isShallow(git));
  return lineOf(succeeded(found, command));
}

async function resolveRef(git: GitOptions, ref: string): Promise<string> {
  if (!/^[^-:\s][^:\p{Cc}]*$/u.test(ref) || ref.includes('..')) throw refNotUsable(ref);
  const found = await runGit(git, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  if (found.exitCode !== 0) throw refUnknown(ref, await isShallow(git));
  return lineOf(found);
}

async function file(git: GitOptions, commit: string, path: string): Promise<string | undefined> {
  await demandCommit(git, commit);
  const found = await runGit(git, ['cat-file', 'blob', `${commit}:${path.replace(/^\//, '')}`]);
  // Takes a byte order mark off, as the reader over REST does.
  return found.exitCode === 0 ? new TextDecoder().decode(found.output) : undefined;
}

/** A look-up that takes longer is not worth the wait. */
const lookUpMilliseconds = 15_000;

async function codeBase(git: GitOptions, commit: string): Promise<CodeBase | undefined> {
  const timeoutMilliseconds = Math.min(git.timeoutMilliseconds, lookUpMilliseconds);
  return (await holds(git, [commit])) ? codeBaseAt({ ...git, timeoutMilliseconds }, commit) : undefined;
}

async function remotes(git: GitOptions): Promise<readonly string[]> {
  const found = await runGit(git, ['config', '--get-regexp', '^remote\\..*\\.url$']);
  const lines = found.output.toString('utf8').split(/\r?\n/);
  return lines.map((line) => line.slice(line.indexOf(' ') + 1).trim()).filter((url) => url !== '');
}

/** Also keeps anything that is no commit id, such as an option, away from the command line. */
async function demandCommit(git: GitOptions, commit: string): Promise<void> {
  if (!commitId.test(commit)) throw refNotUsable(commit);
  const { exitCode } = await runGit(git, ['cat-file', '-e', `${commit}^{commit}`]);
  if (exitCode !== 0) throw commitNotHere(commit, await isShallow(git));
}

async function isShallow(git: GitOptions): Promise<boolean> {
  return lineOf(await runGit(git, ['rev-parse', '--is-shallow-repository'])) === 'true';
}

/** A partial clone has commits whose contents are still on the server. */
async function isPartialClone(git: GitOptions): Promise<boolean> {
  const pattern = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';
  return (await runGit(git, ['config', '--get-regexp', pattern])).exitCode === 0;
}

function lineOf({ output }: GitResult): string {
  return output.toString('utf8').replace(/\r?\n$/, '');
}

function succeeded(result: GitResult, command: readonly string[]): GitResult {
  if (result.exitCode !== 0) throw gitFailed(command, result.errors);
  return result;
}
