// Where the project is, from wherever the compiled scripts run.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function above(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The project folder was not found above the compiled scripts.');
  return above(parent);
}

/** Absolute path of the project's top folder. */
export const projectFolder = above(dirname(fileURLToPath(import.meta.url)));
