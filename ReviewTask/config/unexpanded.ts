// Inputs that still hold `$(NAME)`, because the agent found no variable of that name.
import type { InputName } from './input-names.ts';
import type { Problem } from './problem.ts';

/** The variable's name in a `$(NAME)` that the agent left as it was; `undefined` when all was expanded. */
export function unexpandedVariable(value: string): string | undefined {
  return /^\$\(([^()]+)\)$/.exec(value)?.[1];
}

/** The problem of an input that still holds `$(NAME)`. */
export function unexpanded(name: InputName, variable: string): Problem {
  if (/^(system|build|agent)\./i.test(variable)) return unexpandedOfTheAgent(name, variable);
  return {
    problem: `The input "${name}" still reads $(${variable}): this pipeline has no variable named "${variable}".`,
    fix: `Define the variable "${variable}" in the pipeline's variables or in a variable group that the YAML names, or correct its name in the input "${name}".`,
  };
}

/** Variables of the agent cannot be defined by hand: this run simply has no such value. */
function unexpandedOfTheAgent(name: InputName, variable: string): Problem {
  return {
    problem: `The input "${name}" still reads $(${variable}): the agent sets that variable only in runs that have such a value, and this one has not.`,
    fix:
      name === 'pullRequest'
        ? 'Leave "pullRequest" empty in build validations, where the pull request is known by itself, and set it to an id or a URL in manual runs.'
        : `Leave "${name}" out, or set it to a value or to a variable of your own.`,
  };
}
