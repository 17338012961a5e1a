// Which inputs the built task knows, so that the bench can drive versions of it that know fewer.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { projectFolder } from '../project.ts';

const manifest = z.looseObject({ inputs: z.array(z.looseObject({ name: z.string() })) });

/** Names of the inputs in the built task.json. */
export async function knownInputs(): Promise<ReadonlySet<string>> {
  const text = await readFile(join(projectFolder, 'dist', 'ReviewTask', 'task.json'), 'utf8');
  return new Set(manifest.parse(JSON.parse(text)).inputs.map(({ name }) => name));
}
