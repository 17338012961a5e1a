// `npm run bench:review`: the whole task on prepared changes with scripted models, held against the targets of the pipeline.
import { Command, Option } from 'commander';
import { allModels, benchModel, scriptedModels } from './bench-review/bench.ts';
import { loadCases } from './bench-review/load-cases.ts';
import { endpointIn } from './bench-review/models/live.ts';
import { quickCases, quickKinds } from './bench-review/quick.ts';
import { reportOf } from './bench-review/report.ts';
import { cacheNote, tableOf, targetLines } from './bench-review/table.ts';
import { askedOf, type Measured, targetsFor } from './bench-review/targets.ts';
import { knownInputs } from './bench-review/task-inputs.ts';
import { type Stage, stages, variantsOf } from './bench-review/without.ts';

const options = new Command('bench:review')
  .description(
    'Runs the built task on the cases in tests/bench/cases and prints what a reader would get for which price.',
  )
  .addOption(new Option('--model <names...>', 'models to run').choices([...allModels]).default([...scriptedModels]))
  .option('--case <names...>', 'only cases whose name contains one of these', [])
  .addOption(new Option('--effort <effort>', 'as the input of the task').choices(['quick', 'standard', 'deep']))
  .addOption(
    new Option('--without <stages...>', 'run once more without each of these').choices([...stages]).default([]),
  )
  .option('--quick', 'a few cases that need no registry, and a few broken answers')
  .option('--record', 'keep the answers beside the cases, for the model "replay"')
  .option('--report', 'print JSON instead of the table')
  .parse()
  .opts<{
    model: string[];
    case: string[];
    effort?: string;
    without: Stage[];
    quick?: true;
    record?: true;
    report?: true;
  }>();

const say = options.report ? () => undefined : (line: string) => console.log(line);
const wanted = options.case.length > 0 ? options.case : options.quick ? quickCases : [];
const { cases, leftOut } = await loadCases(wanted, (file) => !options.quick || file.package === undefined);
for (const { name, reason } of leftOut) say(`Left out: ${name}: ${reason}`);
if (cases.length === 0) console.error('No case has such a name. The cases are the folders in tests/bench/cases.');
const knowsEffort = (await knownInputs()).has('effort');
if (options.effort !== undefined && !knowsEffort) say('The built task has no input "effort": it runs as it is.');
if (options.model.includes('live') && endpointIn(process.env) === undefined)
  console.error(
    'Left out: live: there is no endpoint. Set THREADLINE_MODEL_URL to a base URL like http://localhost:11434/v1, THREADLINE_MODEL to the name of a model, and THREADLINE_MODEL_KEY where the server asks for a key.',
  );
// A task without the input makes one pass and is held to the price of one; choosing is asked of it all the same.
const effort = knowsEffort ? (options.effort ?? 'standard') : 'as it is';
say(`${cases.length} cases, effort ${effort}; asked of it: ${askedOf(effort)}`);

const measured: Measured[] = [];
const lessened: Measured[] = [];
for (const [model, ...without] of options.model.flatMap((one) => [
  [one] as const,
  ...variantsOf(one, options.without),
])) {
  const found = await benchModel(model, cases, {
    effort: options.effort,
    without,
    isRecording: options.record === true && without.length === 0,
    ...(options.quick ? { brokenKinds: quickKinds } : {}),
    onRun: ({ caseName, seconds }) =>
      process.stderr.isTTY && process.stderr.write(`\r${model} ${caseName} ${seconds.toFixed(1)} s\x1b[K`),
  });
  if (without.length > 0) lessened.push({ ...found, model: `${model} without ${without.join(' and ')}` });
  else if (found.runs.length === 0 && model === 'replay')
    console.error(
      'Left out: replay: none of these cases has an answers.json. Record a model first: --model live --record.',
    );
  else if (found.runs.length > 0) measured.push(found);
}
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
const targets = measured.flatMap((one) => targetsFor(one, effort));
if (options.report) console.log(JSON.stringify(reportOf(measured, targets, leftOut, effort), null, 2));
if (measured.length > 0)
  for (const line of ['', ...tableOf([...measured, ...lessened]), '', ...targetLines(targets), '', ...cacheNote])
    say(line);
process.exitCode = measured.length > 0 && targets.every(({ isMet }) => isMet) ? 0 : 1;
