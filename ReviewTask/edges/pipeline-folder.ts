// The folder on disk that a pipeline's YAML is written to: the top of a clone, or any folder.
import { lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { openWorkspace } from './git.ts';

/** Reads and writes files below one folder by repository path. Paths that lead out of it throw ConfigError. */
export interface PipelineFolder {
  /** Absolute disk path. */
  readonly path: string;
  /** Addresses of the remotes of the clone that the folder is the top of; `undefined` where it is in no clone. */
  readonly remotes: readonly string[] | undefined;
  /** `undefined` where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Writes the whole file or nothing. Replaces one that is there only where `isOverwriting` says so. */
  write(path: string, text: string, isOverwriting: boolean): Promise<void>;
}

/** Opens the clone that `folder` is in, or else the folder itself. Throws ConfigError where it does not exist. */
export async function openPipelineFolder(folder: string, signal: AbortSignal): Promise<PipelineFolder> {
  const start = resolve(folder);
  const found = await lstat(start).catch(() => undefined);
  if (found === undefined) {
    throw new ConfigError({
      code: 'setup-folder-missing',
      problem: `There is no folder ${start}.`,
      fix: 'Name the clone of the repository with --folder.',
    });
  }
  // Without git, or in a clone that git does not trust, the folder is only a folder.
  const workspace = await openWorkspace(start, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof ConfigError) return undefined;
    throw error;
  });
  const path = workspace?.root ?? start;
  return {
    path,
    remotes: await workspace?.remotes(),
    read: (file) => read(diskPath(path, file)),
    write: (file, text, isOverwriting) => write(path, file, text, isOverwriting),
  };
}

function diskPath(folder: string, path: string): string {
  const parts = path.split('/').filter(Boolean);
  const leadsOut = parts.some((part) => part === '..' || part === '.' || part.toLowerCase() === '.git');
  if (parts.length === 0 || leadsOut || /[\\:\p{Cc}]/u.test(path)) throw pathNotUsable(path);
  return join(folder, ...parts);
}

async function read(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  // A link could lead anywhere; whatever it is, it is not ours to follow.
  return found.isFile() ? readFile(file, 'utf8') : '';
}

async function write(folder: string, path: string, text: string, isOverwriting: boolean): Promise<void> {
  const file = diskPath(folder, path);
  await refuseLinks(folder, path);
  await mkdir(dirname(file), { recursive: true });
  if (!isOverwriting) return writeFile(file, text, { flag: 'wx' });
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A folder on the way may be a link that leads out of the clone. */
async function refuseLinks(folder: string, path: string): Promise<void> {
  const parts = path.split('/').filter(Boolean);
  for (let count = 1; count <= parts.length; count++) {
    const found = await lstat(join(folder, ...parts.slice(0, count))).catch(() => undefined);
    if (found?.isSymbolicLink() === true) throw pathNotUsable(path);
  }
}

function pathNotUsable(path: string): ConfigError {
  return new ConfigError({
    code: 'setup-path-not-usable',
    problem: `"${path}" cannot be used as the path of the pipeline's YAML.`,
    fix: 'Give a path in the repository with forward slashes, without links on the way, for example azure-pipelines-review.yml.',
  });
}
