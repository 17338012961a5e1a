// A copy of the built task with a stage switched off, so that the bench can show what each stage earns. The product has no such switch.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../project.ts';

export const stages = ['verify', 'agreement'] as const;
export type Stage = (typeof stages)[number];

/** The model with each of the stages left out, and with all of them where they are several. */
export function variantsOf(model: string, without: readonly Stage[]): readonly (readonly [string, ...Stage[]])[] {
  const single = without.map((stage) => [model, stage] as const);
  return without.length > 1 ? [...single, [model, ...without]] : single;
}

export interface BuiltTask {
  /** Disk path of the folder with task.json. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** What `stagesOf` says of efforts with several passes, as the bundle has it. */
const several = /passes:\s*([23]),\s*isVerified:\s*(?:!0|true)/g;

/** The built task, or a copy of it without these stages: `verify` asks for no verdicts, `agreement` makes one pass. */
export async function builtTask(without: readonly Stage[]): Promise<BuiltTask> {
  const built = join(projectFolder, 'dist', 'ReviewTask');
  if (without.length === 0) return { folder: built, remove: async () => undefined };
  const parent = await mkdtemp(join(tmpdir(), 'bench-without-'));
  const folder = join(parent, 'ReviewTask');
  await cp(built, folder, { recursive: true });
  const main = join(folder, 'main.cjs');
  await writeFile(main, withoutStages(await readFile(main, 'utf8'), without));
  return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The bundle's text with the stages switched off; throws where it does not hold what is to be changed. */
export function withoutStages(bundle: string, without: readonly Stage[]): string {
  const found = bundle.match(several)?.length ?? 0;
  if (found !== 2)
    throw new Error(`The bundle has ${found} efforts of several passes, not 2: bench-review/without.ts has to follow.`);
  return bundle.replace(several, (_, passes) => {
    const isVerified = without.includes('verify') ? 'false' : 'true';
    return `passes:${without.includes('agreement') ? 1 : passes},isVerified:${isVerified}`;
  });
}
