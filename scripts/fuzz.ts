// Fuzzes every parser that reads outside text: `npm run fuzz`, a minute in all. Each failure says how to make it again.
import { parseArgs } from 'node:util';
import { type FuzzRun, fuzz } from '../tests/fuzz/fuzz.ts';
import { fuzzTargets } from '../tests/fuzz/targets.ts';

const usage = `npm run fuzz                          a minute, shared by all targets, with a new seed
npm run fuzz -- --seconds 600         longer
npm run fuzz -- --target NAME         one of: ${fuzzTargets.map(({ name }) => name).join(', ')}
npm run fuzz -- --seed TEXT           the same inputs as with that seed before
npm run fuzz -- --seed TEXT --target NAME --case NUMBER   one input alone, printed`;

const { seconds, seed, target, number } = options();
const chosen = fuzzTargets.filter(({ name }) => target === undefined || name === target);
if (chosen.length === 0) refuse(`There is no target "${target}".`);

console.log(`Seed ${seed}, ${chosen.length} ${chosen.length === 1 ? 'target' : 'targets'}, ${seconds} seconds in all.`);
const runs: FuzzRun[] = [];
for (const one of chosen) {
  const milliseconds = (seconds * 1000) / chosen.length;
  const run = fuzz(one, { seed, milliseconds, ...(number === undefined ? {} : { from: number, count: 1 }) });
  runs.push(run);
  const kilobytes = Math.round(run.units / 1024);
  console.log(`${one.name}: ${run.count} inputs, ${kilobytes} KB, the slowest in ${Math.ceil(run.slowest)} ms`);
  if (run.failure !== undefined) tell(run.failure);
}

const failed = runs.filter(({ failure }) => failure !== undefined);
const count = runs.reduce((sum, run) => sum + run.count, 0);
console.log(`${count} inputs, ${failed.length === 0 ? 'nothing found' : `${failed.length} targets failed`}.`);
if (failed.length > 0) process.exitCode = 1;

function tell({ target: name, number: at, input, problem }: NonNullable<FuzzRun['failure']>): void {
  const shown = number === undefined ? 300 : input.length;
  const rest = input.length > shown ? ` … (${input.length} characters)` : '';
  console.error(`FAILED: ${name} ${problem}
Input: ${JSON.stringify(input.slice(0, shown))}${rest}
Again: npm run fuzz -- --seed ${seed} --target ${name} --case ${at}`);
}

function options() {
  const { values } = given();
  const wholeSeconds = Number(values.seconds);
  if (!(wholeSeconds > 0)) return refuse(`"${values.seconds}" is no number of seconds.`);
  const wanted = values.case === undefined ? undefined : Number(values.case);
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 0))
    return refuse(`"${values.case}" is no number.`);
  return {
    seconds: wholeSeconds,
    seed: values.seed ?? `${Date.now() % 1_000_000}`,
    target: values.target,
    number: wanted,
  };
}

function given() {
  try {
    return parseArgs({
      options: {
        seconds: { type: 'string', default: '60' },
        seed: { type: 'string' },
        target: { type: 'string' },
        case: { type: 'string' },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(problem: string): never {
  console.error(`${problem}\n\n${usage}`);
  process.exit(2);
}
