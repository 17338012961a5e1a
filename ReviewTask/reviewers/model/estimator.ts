// What a text will cost in tokens on this server: our own fast estimate, corrected by what the server counts as calls come back.
import { estimateTokens } from '../../model/tokens.ts';

export interface Estimator {
  /** Tokens of the texts together, as far as is known by now. */
  tokens(...texts: readonly string[]): number;
  /** Takes in that the server counted `counted` tokens where these texts were sent. */
  learn(texts: readonly string[], counted: number): void;
  /** What our own estimate is multiplied with; 1 before anything is known. */
  factor(): number;
}

/** Our own estimate counts as much as this many tokens of experience, so that one odd call does not decide. */
const patience = 2_000;

/** A count further off than this says that the server cut the prompt or counts something else. */
const believable = { least: 0.4, most: 4 } as const;

/** Starts without experience. */
export function startEstimator(): Estimator {
  let [estimated, counted] = [patience, patience];
  const own = (texts: readonly string[]) => texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const factor = () => counted / estimated;
  return {
    factor,
    tokens: (...texts) => Math.ceil(own(texts) * factor()),
    learn(texts, said) {
      const guess = own(texts);
      const ratio = said / Math.max(1, guess);
      if (ratio < believable.least || ratio > believable.most) return;
      estimated += guess;
      counted += said;
    },
  };
}
