// Questions to a person at a terminal.
import { CANCEL_SYMBOL, confirm, password, select, text } from '@clack/prompts';
import { ServiceError } from '../errors.ts';
import { harmless } from './output.ts';

/** One of a few answers. */
export interface PromptChoice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

/** Asks a person. Every method throws ServiceError `setup-interrupted` where the person breaks off. */
export interface Prompter {
  /** `check` says what is wrong with an answer, or nothing. An empty answer stands for `initial`. */
  text(message: string, initial: string, check: (answer: string) => string | undefined): Promise<string>;
  /** Shows nothing of what is typed. */
  secret(message: string, check: (answer: string) => string | undefined): Promise<string>;
  choose<T extends string>(message: string, choices: readonly PromptChoice<T>[], initial: T): Promise<T>;
  confirm(message: string, initial: boolean): Promise<boolean>;
}

/** Options that a list shows at once; it scrolls beyond. */
const shownChoices = 10;

/** Prompts on the process's terminal; aborting the signal breaks an open one off. */
export function createPrompter(signal: AbortSignal): Prompter {
  return {
    text: (message, initial, check) =>
      answered(
        text({
          ...{ message: harmless(message), signal, placeholder: initial, defaultValue: initial },
          validate: (answer) => check(answer === undefined || answer === '' ? initial : answer.trim()),
        }),
      ).then((answer) => answer.trim()),
    secret: (message, check) =>
      answered(password({ message: harmless(message), signal, validate: (answer = '') => check(answer.trim()) })).then(
        (answer) => answer.trim(),
      ),
    choose<T extends string>(message: string, choices: readonly PromptChoice<T>[], initial: T) {
      const labels = new Map(choices.map((choice) => [choice.value as string, choice]));
      const options = choices.map(({ value, label, hint }) => ({
        ...{ value: value as string, label: harmless(label) },
        ...(hint === undefined ? {} : { hint: harmless(hint) }),
      }));
      const asked = select<string>({
        ...{ message: harmless(message), options, initialValue: initial, maxItems: shownChoices, signal },
      });
      return answered(asked).then((value) => labels.get(value)?.value ?? initial);
    },
    confirm: (message, initial) => answered(confirm({ message: harmless(message), initialValue: initial, signal })),
  };
}

async function answered<T>(asked: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const answer = await asked;
  if (answer === CANCEL_SYMBOL) throw interruption();
  return answer;
}

/** A person broke off. */
export function interruption(): ServiceError {
  return new ServiceError({
    code: 'setup-interrupted',
    problem: 'Stopped. What was made so far is whole and stays.',
    fix: 'Run the same command again: it finds what is there and goes on from there.',
  });
}
