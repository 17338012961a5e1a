// Keeps a run within its token ceiling: reserved before a call, settled by what the server reports.
import type { ModelSpending } from '../../model/report.ts';
import type { ModelAnswer } from '../../ports.ts';

/** Tokens set aside for one call. Exactly one of the two is called. */
export interface Reservation {
  settle(answer: ModelAnswer): ModelSpending;
  release(): void;
}

export interface Budget {
  /** Sets tokens aside for a call; `undefined` when the ceiling does not allow it any more. */
  reserve(system: string, user: string, answerTokens: number): Reservation | undefined;
}

/** Characters of English and code for one token; used only where a server reports no usage. */
const charactersPerToken = 3.5;

/** Starts counting. `ceiling` 0 means none. */
export function startBudget(ceiling: number): Budget {
  let used = 0;
  return {
    reserve(system, user, answerTokens) {
      const prompt = Math.ceil((system.length + user.length) / charactersPerToken);
      // A typical answer is a fraction of its room; a run that is refused for room it would not use helps nobody.
      const expected = prompt + Math.ceil(answerTokens / 4);
      if (ceiling > 0 && used + expected > ceiling) return undefined;
      used += expected;
      return {
        settle(answer) {
          const spending = spendingOf(answer, prompt);
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

function spendingOf(answer: ModelAnswer, prompt: number): ModelSpending {
  if (answer.usage !== undefined) return { calls: answer.calls ?? 1, ...answer.usage, estimated: false };
  const completion = Math.ceil(answer.text.length / charactersPerToken);
  return { calls: 1, prompt, cached: 0, completion, reasoning: 0, estimated: true };
}
