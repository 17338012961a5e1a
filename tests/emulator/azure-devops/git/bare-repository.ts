// Makes bare repositories and reads their branches without starting a process when nothing has moved.
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitText } from './run.ts';

const settings = `
[gc]
	auto = 0
[uploadpack]
	allowReachableSHA1InWant = true
	allowAnySHA1InWant = true
[core]
	quotePath = false
	logAllRefUpdates = false
`;

/** Creates an empty bare repository at `folder` whose HEAD points at `defaultBranch`. */
export async function createBareRepository(parent: string, folder: string, defaultBranch: string): Promise<void> {
  await git(parent, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${defaultBranch}`, folder]);
  await appendFile(join(folder, 'config'), settings);
}

/** Copies `source` with all its branches into a new bare repository, the way a fork starts. */
export async function forkBareRepository(parent: string, source: string, folder: string): Promise<void> {
  await git(parent, ['clone', '--quiet', '--bare', '--template=', '--no-hardlinks', source, folder]);
  await appendFile(join(folder, 'config'), settings);
}

/** Brings one commit and its history from another repository, without leaving a branch behind. */
export async function fetchCommit(folder: string, from: string, branchRef: string): Promise<void> {
  await git(folder, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', from, branchRef]);
}

/** Full ref names below `refs/heads/` with the commits that they name. */
export type Heads = ReadonlyMap<string, string>;

/** Reads all branches. */
export async function readHeads(folder: string): Promise<Heads> {
  const text = await gitText(folder, ['for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads']);
  const lines = text === '' ? [] : text.split('\n');
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * A text that changes whenever a branch does: the loose refs and the packed ones, contents included. Reading a few small
 * files costs far less than a process per request.
 */
export async function headsFingerprint(folder: string): Promise<string> {
  const heads = join(folder, 'refs', 'heads');
  const entries = await readdir(heads, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(files.sort().map(async (file) => `${file} ${await textOf(file)}`));
  return [...contents, await textOf(join(folder, 'packed-refs'))].join('\n');
}
