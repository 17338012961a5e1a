// Where the project is, from wherever the compiled tests run.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'vss-extension.json')) || existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The project root was not found above the compiled tests.');
  return rootAbove(parent);
}

/** Absolute path of the project's top folder. */
export const projectRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** Absolute path of the research folder beside the project; `undefined` on machines that do not have it. */
export const sharedFolder = existsSync(join(projectRoot, '..', 'shared', 'openapi'))
  ? join(projectRoot, '..', 'shared')
  : undefined;
