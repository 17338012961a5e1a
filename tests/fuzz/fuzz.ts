// Runs one fuzz target for a while: every input is made from a seed and a number, so that any of them can be made again.
import { Script } from 'node:vm';
import fc from 'fast-check';
import { explanationOf } from '../../ReviewTask/errors.ts';
import { type Random, randomFrom } from '../../scripts/bench-review/random.ts';
import { mutated } from './mutate.ts';
import type { FuzzTarget } from './target.ts';

/** An input for which something does not hold. */
export interface FuzzFailure {
  readonly target: string;
  /** Number of the input: `--seed SEED --case NUMBER` makes it again. */
  readonly number: number;
  readonly input: string;
  readonly problem: string;
}

export interface FuzzRun {
  readonly target: string;
  /** Inputs tried. */
  readonly count: number;
  /** UTF-16 units of all inputs. */
  readonly units: number;
  /** Milliseconds that the slowest input took. */
  readonly slowest: number;
  /** The first failure, with which a target ends. */
  readonly failure: FuzzFailure | undefined;
}

export interface FuzzLimits {
  readonly seed: string;
  /** Milliseconds after which no further input is begun. */
  readonly milliseconds: number;
  /** Most inputs. */
  readonly count?: number;
  /** Number of the first input; 0 where it is not given. */
  readonly from?: number;
  /** Milliseconds after which an input is given up; 10,000 where it is not given. */
  readonly patience?: number;
}

/** Milliseconds that any input may take, however short: the machine may be busy. */
const allowance = 100;
const usualPerKilobyte = 5;

/** Tries inputs until the time is up, or one fails. */
export function fuzz(target: FuzzTarget, limits: FuzzLimits): FuzzRun {
  const until = performance.now() + limits.milliseconds;
  const first = limits.from ?? 0;
  const last = limits.count === undefined ? Number.POSITIVE_INFINITY : first + limits.count;
  let units = 0;
  let slowest = 0;
  let number = first;
  for (; number < last && (number === first || performance.now() < until); number++) {
    const input = inputOf(target, limits.seed, number);
    units += input.length;
    const { problem, took } = tried(target, input, limits.patience ?? 10_000);
    slowest = Math.max(slowest, took);
    if (problem === undefined) continue;
    const failure = { target: target.name, number, input, problem };
    return { target: target.name, count: number - first + 1, units, slowest, failure };
  }
  return { target: target.name, count: number - first, units, slowest, failure: undefined };
}

/** The input of a number: the samples as they are at first, then changed ones, and now and then one from nothing. */
function inputOf(target: FuzzTarget, seed: string, number: number): string {
  const sample = target.samples[number];
  if (sample !== undefined) return sample;
  const random = randomFrom(`${seed} ${target.name} ${number}`);
  return random.chance(0.15) ? fromNothing(target, random) : mutated(target, random);
}

const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json({ maxDepth: 4 }), fc.string());
const anyBytes = fc
  .uint8Array({ maxLength: 3_000 })
  .map((bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

function fromNothing(target: FuzzTarget, random: Random): string {
  const arbitrary = target.arbitrary ?? (target.form === 'bytes' ? anyBytes : anything);
  return fc.sample(arbitrary, { seed: random.between(0, 2 ** 31 - 1), numRuns: 1 })[0] ?? '';
}

/** Slow inputs get further chances, for a busy machine is slow now and then, and a slow parser always. */
function tried(target: FuzzTarget, input: string, patience: number): { problem: string | undefined; took: number } {
  const bound = allowance + (input.length / 1024) * (target.millisecondsPerKilobyte ?? usualPerKilobyte);
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 4; turn++) {
    const started = performance.now();
    const problem = problemOf(() => interruptible(() => target.check(input), patience));
    best = Math.min(best, performance.now() - started);
    if (problem !== undefined) return { problem, took: best };
    if (best <= bound) return { problem: undefined, took: best };
  }
  const problem = `took ${Math.round(best)} ms at best, where ${Math.round(bound)} ms are allowed for ${input.length} characters`;
  return { problem, took: best };
}

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (isTimeout(error)) return 'did not come to an end';
    const explanation = explanationOf(error);
    if (explanation === undefined) return `threw ${told(error)}`;
    const isTold = [explanation.code, explanation.problem, explanation.fix].every((text) => text.trim() !== '');
    return isTold ? undefined : `threw an error that explains nothing: ${explanation.code}`;
  }
}

function told(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const places = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [`${error.name}: ${error.message}`, ...places].join('\n');
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

const call = new Script('globalThis.threadlineFuzzCheck()');

/** Only a script of its own can be stopped in the middle, inside a regular expression, too. */
function interruptible(check: () => void, milliseconds: number): void {
  Reflect.set(globalThis, 'threadlineFuzzCheck', check);
  call.runInThisContext({ timeout: milliseconds });
}
