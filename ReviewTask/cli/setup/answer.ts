// One answer: from its flag, else from the person, else its default where nobody can be asked.
import type { PromptChoice } from '../../edges/prompts.ts';
import { ConfigError } from '../../errors.ts';
import type { SetupWorld } from './world.ts';

interface Question {
  /** The flag without its dashes. */
  readonly flag: string;
  readonly given: string | undefined;
  readonly message: string;
}

/** Asks for a text. `initial` may be empty: then there is no default. Throws ConfigError for a flag that will not do. */
export async function answerText(
  { isUnattended, prompter }: SetupWorld,
  { flag, given, message }: Question,
  initial: string,
  check: (answer: string) => string | undefined,
): Promise<string> {
  if (given === undefined && !isUnattended) return prompter.text(message, initial, check);
  const answer = given?.trim() ?? initial;
  if (answer === '' && given === undefined) throw flagMissing(flag, message);
  const problem = check(answer);
  if (problem === undefined) return answer;
  throw new ConfigError({ code: 'setup-flag-invalid', problem: `--${flag}: ${problem}`, fix: `Mend --${flag}.` });
}

/** Asks for one of a few. */
export async function answerChoice<T extends string>(
  { isUnattended, prompter }: SetupWorld,
  { flag, given, message }: Question,
  choices: readonly PromptChoice<T>[],
  initial: T,
): Promise<T> {
  if (given === undefined) return isUnattended ? initial : prompter.choose(message, choices, initial);
  const found = choices.find(({ value }) => value.toLowerCase() === given.trim().toLowerCase());
  if (found !== undefined) return found.value;
  throw new ConfigError({
    code: 'setup-flag-invalid',
    problem: `--${flag} is "${given}", which it does not know.`,
    fix: `Use one of: ${choices.map(({ value }) => value).join(', ')}.`,
  });
}

function flagMissing(flag: string, message: string): ConfigError {
  return new ConfigError({
    code: 'setup-flag-missing',
    problem: `Nobody can be asked "${message}", and --${flag} is not given.`,
    fix: `Add --${flag}, or run setup in a terminal without --yes.`,
  });
}
