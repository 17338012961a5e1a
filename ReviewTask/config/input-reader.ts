// Reads one input at a time from its text: choices, flags, numbers and lines, each with its problem where it is wrong.
import { type InputName, inputDefaults, inputOptions } from './input-names.ts';
import type { InputTexts } from './input-texts.ts';
import { nearestOf, type Problem } from './problem.ts';
import { unexpanded, unexpandedVariable } from './unexpanded.ts';

/** Reads inputs one by one; what cannot be read becomes a problem, and the default is taken. */
export function inputReader(texts: InputTexts, problems: Problem[]) {
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
