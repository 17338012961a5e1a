// A person at the terminal, for tests: answers by what is asked, and may break off at any question.
import { interruption, type Prompter } from '../../ReviewTask/edges/prompts.ts';

/** Answers by words of the question; the first that fits counts. Booleans are for yes or no. */
export type Script = readonly (readonly [question: RegExp, answer: string | boolean])[];

export interface ScriptedPrompter extends Prompter {
  /** What was asked, in order. */
  readonly questions: readonly string[];
}

/** Takes the initial answer where the script has none. `breakOffAt` is 1-based. */
export function scriptedPrompter(script: Script, breakOffAt?: number): ScriptedPrompter {
  const questions: string[] = [];
  const answerTo = (message: string) => {
    questions.push(message);
    if (questions.length === breakOffAt) throw interruption();
    return script.find(([question]) => question.test(message))?.[1];
  };
  const typed = (message: string, initial: string, check: (answer: string) => string | undefined) => {
    const answer = String(answerTo(message) ?? initial);
    const problem = check(answer);
    if (problem !== undefined) throw new Error(`"${answer}" to "${message}": ${problem}`);
    return answer;
  };
  return {
    questions,
    text: async (message, initial, check) => typed(message, initial, check),
    secret: async (message, check) => typed(message, '', check),
    async choose(message, choices, initial) {
      const answer = answerTo(message);
      if (answer === undefined) return initial;
      const found = choices.find(({ value, label }) => value === answer || label === answer);
      if (found === undefined) throw new Error(`"${message}" has no choice "${answer}".`);
      return found.value;
    },
    async confirm(message, initial) {
      const answer = answerTo(message);
      return typeof answer === 'boolean' ? answer : initial;
    },
  };
}
