// Runs cases against models, two at a time, and sums up.
import pLimit from 'p-limit';
import type { BenchCase } from './bench-case.ts';
import { metricsOf } from './metrics.ts';
import { broken, spoils } from './models/broken.ts';
import { generous } from './models/generous.ts';
import { endpointIn, live } from './models/live.ts';
import { oracle } from './models/oracle.ts';
import { oracleNoisy } from './models/oracle-noisy.ts';
import { type RecordedAnswer, recordingOf, replay, saveRecording } from './models/replay.ts';
import { runCase } from './run-case.ts';
import type { RunRecord } from './run-record.ts';
import { type Finder, type Ledger, scriptOf } from './scripted.ts';
import type { Measured } from './targets.ts';
import { builtTask, type Stage } from './without.ts';

const finders: Readonly<Record<string, (bench: BenchCase) => Finder>> = {
  oracle,
  'oracle-noisy': oracleNoisy,
  generous,
};

/** The models that need nothing from outside, in the order of the table. */
export const scriptedModels = ['oracle', 'oracle-noisy', 'generous', 'broken'] as const;
export const allModels: readonly string[] = [...scriptedModels, 'replay', 'live'];

export interface BenchOptions {
  readonly effort: string | undefined;
  /** Keeps what the model says beside the cases. */
  readonly isRecording?: boolean;
  /** Told of each run that has ended. */
  readonly onRun?: (run: RunRecord) => void;
  /** Kinds of broken answers to try; all of them by default. */
  readonly brokenKinds?: readonly string[];
  /** Where `live` finds its endpoint; the process's own by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Stages to switch off; none by default. */
  readonly without?: readonly Stage[];
}

/** Two tasks at a time keep two cores busy; more would only measure the machine. */
const atOnce = 2;

/** Runs one model on all cases. `broken` goes through its kinds instead, on one case after the other. */
export async function benchModel(model: string, cases: readonly BenchCase[], options: BenchOptions): Promise<Measured> {
  const task = await builtTask(options.without ?? []);
  try {
    return await benchTask(model, cases, { ...options, taskFolder: task.folder });
  } finally {
    await task.remove();
  }
}

type TaskOptions = BenchOptions & { readonly taskFolder: string };

async function benchTask(model: string, cases: readonly BenchCase[], options: TaskOptions): Promise<Measured> {
  const limit = pLimit(atOnce);
  const tasks =
    model === 'broken' ? brokenTasks(cases, options) : cases.map((bench) => () => runOne(model, bench, options));
  const runs = await Promise.all(
    tasks.map((task) =>
      limit(async () => {
        const run = await task();
        if (run !== undefined) options.onRun?.(run);
        return run;
      }),
    ),
  );
  const done = runs.filter((run) => run !== undefined);
  return { model, metrics: metricsOf(done), runs: done };
}

/** Cases with something to lose, or a lost finding could not be told from a clean change. */
function brokenTasks(
  cases: readonly BenchCase[],
  { effort, taskFolder, brokenKinds }: TaskOptions,
): readonly (() => Promise<RunRecord>)[] {
  const losing = cases.filter((one) => one.expected.length > 0);
  return (brokenKinds ?? Object.keys(spoils)).flatMap((kind, index) => {
    const bench = losing[index % losing.length];
    if (bench === undefined) return [];
    return [
      () => {
        const ledger: Ledger = new Map();
        return runCase(bench, {
          model: `broken:${kind}`,
          script: broken(kind, bench, ledger),
          ledger,
          effort,
          taskFolder,
        });
      },
    ];
  });
}

async function runOne(model: string, bench: BenchCase, options: TaskOptions): Promise<RunRecord | undefined> {
  const ledger: Ledger = new Map();
  const script = await scriptFor(model, bench, ledger, options.environment ?? process.env);
  if (script === undefined) return undefined;
  const answers: RecordedAnswer[] = [];
  const heard = options.isRecording ? recordingOf(script, answers) : script;
  const run = await runCase(bench, { ...options, model, script: heard, ledger });
  if (options.isRecording) await saveRecording(bench.folder, model, answers);
  return run;
}

async function scriptFor(
  model: string,
  bench: BenchCase,
  ledger: Ledger,
  environment: Readonly<Record<string, string | undefined>>,
) {
  if (model === 'replay') return replay(bench.folder);
  if (model === 'live') {
    const endpoint = endpointIn(environment);
    return endpoint && live(endpoint);
  }
  const finder = finders[model];
  if (finder === undefined) throw new Error(`There is no model "${model}". Known: ${allModels.join(', ')}`);
  return scriptOf(finder(bench), ledger);
}
