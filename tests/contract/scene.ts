// What the contract test plays in: an emulator with a repository, a pull request of two iterations, and tokens of every kind.
import type { StepValues } from './step.ts';
import { startAzureDevOps } from '../emulator/azure-devops.ts';

export type Emulator = Awaited<ReturnType<typeof startAzureDevOps>>;
type Options = NonNullable<Parameters<typeof startAzureDevOps>[0]>;

export interface Scene {
  readonly emulator: Emulator;
  readonly values: StepValues;
  /** Authorization header by token name; `none` has none. */
  readonly authorization: ReadonlyMap<string, string>;
}

const lines = (count: number, text: string) =>
  Array.from({ length: count }, (_, i) => `export const ${text}${i + 1} = ${i + 1};\n`).join('');

async function fillRepository(repository: Awaited<ReturnType<Emulator['addRepository']>>): Promise<{ base: string; head: string }> {
  const base = await repository.commit({
    branch: 'main',
    message: 'Begin\n\nWith a body.',
    files: {
      'README.md': '# Contract\n',
      'src/edited.ts': lines(20, 'edited'),
      'src/deleted.ts': lines(3, 'deleted'),
      'src/old-name.ts': lines(12, 'renamed'),
    },
  });
  await repository.commit({ branch: 'release', message: 'Release', files: { 'RELEASE.md': '1\n' } });
  await repository.commit({ branch: 'other', message: 'Other', files: { 'other.ts': lines(2, 'other') } });
  await repository.commit({
    branch: 'feature',
    message: 'Change',
    files: {
      'src/edited.ts': lines(22, 'edited'),
      'src/deleted.ts': null,
      'src/old-name.ts': null,
      'src/new-name.ts': `${lines(12, 'renamed')}export const more = 1;\n`,
    },
  });
  return { base, head: '' };
}

/** Starts an emulator and fills it. Close it when done. */
export async function openScene(options: Options = {}): Promise<Scene> {
  const emulator = await startAzureDevOps(options);
  return { emulator, values: new Map(), authorization: new Map() };
}
