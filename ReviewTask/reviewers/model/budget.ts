// Keeps a run within its token ceiling: reserved before a call, settled by what the server reports.
import type { ModelSpending } from '../../model/report.ts';
import type { ModelAnswer } from '../../ports.ts';
import { noSpending } from '../outcome.ts';
import { type Estimator, startEstimator } from './estimator.ts';

/** Tokens set aside for one call. Exactly one of the two is called. */
export interface Reservation {
  settle(answer: ModelAnswer): ModelSpending;
  release(): void;
}

export interface Budget {
  /** Sets tokens aside for a call; `undefined` when the ceiling does not allow it any more. */
  reserve(system: string, user: string, answerTokens: number): Reservation | undefined;
}

/** Characters of English and code for one token, for telling a cut prompt from a whole one. */
const charactersPerToken = 3.5;

/** Tokens that so many characters of a prompt come to, roughly. */
export function estimatedTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

/** Starts counting. `ceiling` 0 means none; `estimator` learns from what the calls turn out to cost. */
export function startBudget(ceiling: number, estimator: Estimator = startEstimator()): Budget {
  let used = 0;
  return {
    reserve(system, user, answerTokens) {
      const prompt = estimator.tokens(system, user);
      // A typical answer is a fraction of its room; a run that is refused for room it would not use helps nobody.
      const expected = prompt + Math.ceil(answerTokens / 4);
      if (ceiling > 0 && used + expected > ceiling) return undefined;
      used += expected;
      return {
        settle(answer) {
          const spending = spendingOf(answer, prompt, estimator);
          // Look-ups send the prompt again and again, so their sum says nothing about one prompt.
          if (answer.usage !== undefined && (answer.calls ?? 1) === 1) {
            estimator.learn([system, user], answer.usage.prompt);
          }
          used += spending.prompt + spending.completion - expected;
          return spending;
        },
        release() {
          used -= expected;
        },
      };
    },
  };
}

function spendingOf(answer: ModelAnswer, prompt: number, estimator: Estimator): ModelSpending {
  if (answer.usage !== undefined) return { ...noSpending, calls: answer.calls ?? 1, ...answer.usage };
  return {
    ...noSpending,
    calls: answer.calls ?? 1,
    prompt,
    completion: estimator.tokens(answer.text),
    estimated: true,
  };
}
