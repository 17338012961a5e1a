// What a push, or a run without one, costs: each scenario prepares a pull request and hands over its last run.
import { base, file, find, half, head, mean, render, rest } from '../../tests/pushes/shop.ts';
import { openPushScene, type PushRun, type PushScene, type RunOptions } from '../../tests/pushes/world.ts';

export interface Scenario {
  readonly name: string;
  /** What the pull request changes before the first run; half of the shop unless told. */
  readonly files?: Readonly<Record<string, string>>;
  /** False: the run that is measured is the first one. */
  readonly isReviewedBefore?: boolean;
  /** Between the review before and the run that is measured. */
  readonly prepare?: (scene: PushScene) => Promise<unknown>;
  readonly options?: RunOptions;
}

const withoutModel: RunOptions = {
  inputs: { modelProvider: 'none', model: '', modelUrl: '', modelApiKey: '' },
};

const many = Object.fromEntries(
  Array.from({ length: 120 }, (_, index) => [
    `src/module-${index}.ts`,
    file(Array.from({ length: 20 }, (_line, line) => `export const value${index}_${line} = ${line};`)),
  ]),
);

const threadOn = (scene: PushScene, path: string) =>
  scene.findings().find(({ threadContext }) => threadContext?.filePath === `/${path}`)?.id ?? 0;

const forced = async ({ repository }: PushScene) => {
  const parents = [await repository.head('main')];
  return repository.commit({ branch: 'feature', message: 'Again', files: half, parents, force: true });
};

const targetMerged = async ({ repository }: PushScene) => {
  await repository.commit({ branch: 'main', message: 'Other', files: { 'src/other.ts': file(render) } });
  return repository.merge({ from: 'main', into: 'feature' });
};

const retargeted = async ({ pullRequest, repository }: PushScene) => {
  await repository.commit({ branch: 'release', message: 'Release', files: { 'README.md': 'Released.\n' } });
  return pullRequest.retarget('release');
};

const shifted = {
  'src/mean.ts': file(['// First.', ...mean]),
  'src/find.ts': file(['// First.', ...find]),
};

const configuration = { '.threadline.yml': 'instructions: Mind the gap.\n' };

/** Everything that is measured, in the order of the table. */
export const scenarios: readonly Scenario[] = [
  { name: 'first review of 2 files with 2 defects', isReviewedBefore: false },
  { name: 'a push of 2 more files with 2 defects', prepare: ({ push }) => push(rest) },
  { name: 'lines shifted above 2 findings', prepare: ({ push }) => push(shifted) },
  { name: 'a defect fixed', prepare: ({ push }) => push({ 'src/mean.ts': base['src/mean.ts'] }) },
  { name: 'the target merged into the source', prepare: targetMerged },
  {
    name: 'a file with a finding renamed',
    prepare: ({ push }) => push({ 'src/mean.ts': null, 'src/m.ts': file(mean) }),
  },
  { name: 'a force push with the same content', prepare: forced },
  { name: 'another target branch', prepare: retargeted },
  {
    name: 'another configuration',
    prepare: ({ repository }) => repository.commit({ branch: 'main', message: 'Configure', files: configuration }),
  },
  { name: 'the same iteration again' },
  {
    name: "a thread set to won't fix",
    prepare: (scene) => scene.pullRequest.setThreadStatus(threadOn(scene, 'src/find.ts'), 'wontFix'),
  },
  {
    name: 'a reply in a thread',
    prepare: (scene) =>
      scene.pullRequest.reply(threadOn(scene, 'src/mean.ts'), scene.author, 'Why should it be empty?'),
  },
  {
    name: '/threadline help',
    prepare: ({ author, pullRequest }) => pullRequest.openThread({ identity: author, text: '/threadline help' }),
  },
  { name: 'a draft', isReviewedBefore: false, prepare: ({ pullRequest }) => pullRequest.setDraft(true) },
  { name: 'first review of 120 files', files: many, isReviewedBefore: false },
  { name: '120 files, the same iteration again', files: many },
  {
    name: '120 files and a push of 1 line',
    files: many,
    prepare: ({ push }) => push({ 'src/module-7.ts': '// Less.\n' }),
  },
  { name: '120 files without a model', files: many, isReviewedBefore: false, options: withoutModel },
  { name: '4 files, all of it taken back', files: head, prepare: ({ push }) => push(pick(base, Object.keys(head))) },
];

function pick(files: Readonly<Record<string, string>>, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, files[name] ?? '']));
}

/** The run that a scenario is about. */
export async function runScenario({
  files = half,
  isReviewedBefore = true,
  options,
  prepare,
}: Scenario): Promise<PushRun> {
  const scene = await openPushScene({ base, head: files });
  try {
    if (isReviewedBefore) await scene.run(options);
    await prepare?.(scene);
    return await scene.run(options);
  } finally {
    await scene.close();
  }
}

/** What a run took. Stable: two runs of a scenario give the same, but for the tokens of ids and times in a prompt. */
export interface RunCost {
  readonly requests: number;
  readonly writes: number;
  readonly modelCalls: number;
  /** Four characters for a token. */
  readonly promptTokens: number;
}

export function costOf({ modelCalls, requests, writes }: PushRun): RunCost {
  const tokens = modelCalls.map(({ system, user }) => Math.ceil((system.length + user.length) / 4));
  return {
    requests: requests.length,
    writes: writes.length,
    modelCalls: modelCalls.length,
    promptTokens: tokens.reduce((sum, one) => sum + one, 0),
  };
}
