// One question as far as it has come: what was said in look-ups, and what all its requests cost, the fruitless ones included.
import type { Spent, TokenUsage } from '../ports.ts';
import { sumUsage, type ToolMessage, type ToolTurn } from './openai-tools.ts';

/** Grows while a question is asked; a request that has to be put again begins where the last one that was answered ended. */
export interface Conversation {
  /** Look-ups and their results, oldest first. */
  readonly turns: readonly (ToolTurn['message'] | ToolMessage)[];
  /** Rounds of look-ups so far. */
  readonly rounds: number;
  say(turn: ToolTurn, results: readonly ToolMessage[]): void;
  /** Takes down an answered request; `undefined` where the server did not say what it took. */
  count(usage: TokenUsage | undefined): void;
  /** `usage` is `undefined` where one request is missing from it, because half a sum would mislead. */
  spent(): Spent;
}

/** Nothing said, nothing spent. */
export function startConversation(): Conversation {
  const turns: (ToolTurn['message'] | ToolMessage)[] = [];
  let rounds = 0;
  let calls = 0;
  let usage: TokenUsage | undefined;
  return {
    turns,
    get rounds() {
      return rounds;
    },
    say(turn, results) {
      turns.push(turn.message, ...results);
      rounds += 1;
    },
    count(one) {
      usage = calls === 0 ? one : sumUsage(usage, one);
      calls += 1;
    },
    spent: () => ({ usage, calls }),
  };
}
