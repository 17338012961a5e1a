// The scene of two published versions of an npm package: real code, real difference.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Files, Scene } from './scene.ts';
import { filesInTarball } from './tarball.ts';

const run = promisify(execFile);

/** `name@from..to`, for example `express@4.18.2..4.19.2`; rejects with what to write instead. */
export async function packageScene(text: string): Promise<Scene> {
  const match = /^((?:@[\w.-]+\/)?[\w.-]+)@([\w.+-]+?)\.\.([\w.+-]+)$/.exec(text);
  const [, name, from, to] = match ?? [];
  if (name === undefined || from === undefined || to === undefined) {
    throw new Error(
      `"${text}" is not a package with two versions. Write for example: --package express@4.18.2..4.19.2`,
    );
  }
  if (from === to) throw new Error(`${name} ${from} is named twice: there is nothing between a version and itself.`);
  console.log(`Fetching ${name} ${from} and ${to} ...`);
  return {
    organisation: 'registry',
    project: 'packages',
    repository: name.replace('/', '-').replace('@', ''),
    author: 'Package Maintainer',
    title: `Update ${name} from ${from} to ${to}`,
    description: `The published difference between ${name} ${from} and ${to}.`,
    sourceBranch: `release/${to}`,
    targetBranch: 'main',
    base: await publishedFiles(`${name}@${from}`),
    head: await publishedFiles(`${name}@${to}`),
  };
}

async function publishedFiles(spec: string): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'package-'));
  try {
    await npmPack(spec, folder);
    const [tarball] = await readdir(folder);
    if (tarball === undefined) throw new Error(`npm fetched nothing for ${spec}.`);
    return filesInTarball(await readFile(join(folder, tarball)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function npmPack(spec: string, folder: string): Promise<void> {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('Start this with npm: npm start -- --package NAME@FROM..TO');
  try {
    await run(process.execPath, [npm, 'pack', spec, '--pack-destination', folder, '--ignore-scripts', '--silent']);
  } catch (error) {
    throw new Error(
      `npm could not fetch ${spec}. Check the name and the version, and that this machine reaches your registry.`,
      {
        cause: error,
      },
    );
  }
}
