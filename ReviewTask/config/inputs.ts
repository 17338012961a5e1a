// The task's inputs, from strings to typed values, with every problem listed at once.
import type { ModelChoice } from '../model/config.ts';
import type { InputName } from './input-names.ts';
import { inputDefaults, inputOptions } from './input-names.ts';
import type { InputTexts } from './input-texts.ts';
import { readModelChoice } from './model-choice.ts';
import { nearestOf, type Problem } from './problem.ts';
import { readGlobs, readPath } from './repository-paths.ts';
import { unexpanded, unexpandedVariable } from './unexpanded.ts';

/** The inputs, checked one by one. Values still at their default count as not given. */
export interface Inputs {
  readonly model: ModelChoice;
  readonly effort: string;
  readonly dryRun: boolean;
  readonly configFile: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly instructions: string;
  readonly minSeverity: string | undefined;
  readonly maxComments: number | undefined;
  readonly threadStatus: string;
  readonly maxTokens: number;
  readonly maxChangedLines: number;
  readonly timeoutMinutes: number;
  readonly statusGenre: string;
  readonly statusName: string;
  readonly failOn: string;
  readonly failTask: boolean;
  readonly onModelFailure: string;
}

/** What could be read, and what could not: an input with a problem holds its default. */
export interface InputReading {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
}

/** Reads all inputs but those that say where the pull request is. */
export function readInputs(texts: InputTexts): InputReading {
  const problems: Problem[] = [];
  const from = inputReader(texts, problems);
  const inputs: Inputs = {
    model: readModelChoice(texts, problems),
    effort: from.choice('effort'),
    // Whoever wrote something there did not want anything posted by accident.
    dryRun: from.flag('dryRun', true),
    configFile: readPath('configFile', from.text('configFile'), problems),
    include: readGlobs('include', from.lines('include'), problems),
    exclude: readGlobs('exclude', from.lines('exclude'), problems),
    instructions: from.text('instructions'),
    minSeverity: from.given('minSeverity', from.choice('minSeverity')),
    maxComments: from.given('maxComments', from.whole('maxComments', 0, 100)),
    threadStatus: from.choice('threadStatus'),
    maxTokens: from.whole('maxTokens', 0, 1_000_000_000),
    maxChangedLines: from.whole('maxChangedLines', 1, 1_000_000),
    timeoutMinutes: from.whole('timeoutMinutes', 1, 360),
    statusGenre: from.text('statusGenre'),
    statusName: from.text('statusName'),
    failOn: from.choice('failOn'),
    failTask: from.flag('failTask'),
    onModelFailure: from.choice('onModelFailure'),
  };
  return { inputs, problems };
}

function inputReader(texts: InputTexts, problems: Problem[]) {
  const refuse = (name: InputName, problem: Problem): string => {
    problems.push(problem);
    return inputDefaults[name];
  };
  const text = (name: InputName): string => {
    const value = texts(name);
    const variable = unexpandedVariable(value);
    if (variable !== undefined) return refuse(name, unexpanded(name, variable));
    return value === '' ? inputDefaults[name] : value;
  };
  const choice = (name: InputName): string => {
    const value = text(name);
    const options = inputOptions[name] ?? [];
    const match = options.find((option) => option.toLowerCase() === value.toLowerCase());
    return match ?? refuse(name, unknownChoice(name, value, options));
  };
  const flag = (name: InputName, unreadable = false): boolean => {
    const value = texts(name).toLowerCase() || inputDefaults[name];
    if (value === 'true' || value === 'false') return value === 'true';
    const variable = unexpandedVariable(value);
    problems.push(variable === undefined ? notAFlag(name, value) : unexpanded(name, variable));
    return unreadable;
  };
  const whole = (name: InputName, least: number, most: number): number => {
    const value = text(name);
    const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    return Number(refuse(name, notInRange(name, value, least, most)));
  };
  const lines = (name: InputName): readonly string[] =>
    text(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  const given = <T extends string | number>(name: InputName, value: T): T | undefined =>
    String(value) === inputDefaults[name] ? undefined : value;
  return { text, choice, flag, whole, lines, given };
}

function unknownChoice(name: InputName, value: string, options: readonly string[]): Problem {
  const near = nearestOf(value, options);
  return {
    problem: `The input "${name}" is "${value}", which it does not know.`,
    fix: `${near === undefined ? '' : `Did you mean "${near}"? `}Use one of: ${options.join(', ')}.`,
  };
}

function notAFlag(name: InputName, value: string): Problem {
  return {
    problem: `The input "${name}" is "${value}", which is neither true nor false.`,
    fix: `Set "${name}" to true or false.`,
  };
}

function notInRange(name: InputName, value: string, least: number, most: number): Problem {
  return {
    problem: `The input "${name}" is "${value}", which is not a whole number from ${least} to ${most}.`,
    fix: `Set "${name}" to a whole number from ${least} to ${most}, or leave it out for ${inputDefaults[name]}.`,
  };
}
