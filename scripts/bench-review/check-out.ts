// A checkout like the one that the agent makes before the first step of a build validation.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Stage } from '../demo/stage.ts';

const run = promisify(execFile);

export interface Checkout {
  /** Absolute path. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Clones the pull request's source branch with its whole history. */
export async function checkOut({ repositoryFolder, scene }: Stage): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-checkout-'));
  const asItIs = ['-c', 'core.autocrlf=false'];
  await run('git', [
    ...asItIs,
    'clone',
    '--quiet',
    '--template=',
    '--branch',
    scene.sourceBranch,
    repositoryFolder,
    folder,
  ]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
