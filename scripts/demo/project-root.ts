// Where the project is, from wherever the compiled demo runs.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('The demo did not find the project: no folder above it has a package-lock.json.');
  return rootAbove(parent);
}

/** Absolute path of the project's top folder. */
export const projectRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));
