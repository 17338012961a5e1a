// The files of published npm packages, fetched once and kept under .cache.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { filesInTarball } from '../demo/tarball.ts';
import { projectFolder } from '../project.ts';

const run = promisify(execFile);
const cache = join(projectFolder, '.cache', 'bench-review');

/** Repository path to content; rejects with the reason when the package is neither kept nor to be had. */
export async function publishedFiles(name: string, version: string): Promise<Record<string, Uint8Array>> {
  const kept = join(cache, `${name.replace('/', '+')}-${version}.tgz`);
  const bytes = await readFile(kept).catch(() => fetchInto(kept, `${name}@${version}`));
  return filesInTarball(bytes);
}

async function fetchInto(kept: string, spec: string): Promise<Uint8Array> {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('npm is not known: start the bench with npm run bench:review');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'fetch-'));
  try {
    const offline = ['--fetch-retries', '0', '--fetch-timeout', '20000'];
    const pack = [npm, 'pack', spec, '--pack-destination', folder, '--ignore-scripts', '--silent', ...offline];
    await run(process.execPath, pack, { timeout: 60_000 });
    const [tarball] = await readdir(folder);
    if (tarball === undefined) throw new Error(`npm fetched nothing for ${spec}`);
    // Renaming is all or nothing, so a second bench at the same time never reads half a file.
    await rename(join(folder, tarball), kept);
    return await readFile(kept);
  } catch (error) {
    throw new Error(`${spec} could not be fetched from the registry`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
