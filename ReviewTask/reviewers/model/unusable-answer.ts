// Why an answer of the model was of no use, in plain words, with what to do about it.
import type { ReviewerFailure } from '../../model/report.ts';

/** What can be wrong with an answer that arrived. */
export type Unusable = 'truncated' | 'prompt-cut' | 'refused' | 'filtered' | 'unreadable';

const explanations: Readonly<Record<Unusable, Omit<ReviewerFailure, 'reviewer'>>> = {
  truncated: {
    code: 'model-answer-truncated',
    problem: "The model's answer was cut off: it ran out of room. What was whole in it was kept.",
    fix: 'Use a model with a longer answer, or split the pull request.',
  },
  'prompt-cut': {
    code: 'model-prompt-cut',
    problem:
      'The server cut the prompt: the model did not get the whole question, because its context window is smaller, and the server did not say so.',
    fix: 'Raise the context window on the server: "num_ctx" (or OLLAMA_CONTEXT_LENGTH) with Ollama, "--ctx-size" with llama.cpp, "--max-model-len" with vLLM; 32,768 tokens are enough. Or use another model.',
  },
  refused: {
    code: 'model-refused',
    problem: 'The model refused to review this part of the change.',
    fix: 'Review this part by hand, exclude the file, or use another model.',
  },
  filtered: {
    code: 'model-content-filtered',
    problem: 'The content filter of the model service stopped the answer.',
    fix: 'Review this part by hand, or relax the content filter of your deployment.',
  },
  unreadable: {
    code: 'model-answer-not-json',
    problem:
      "The model's answer was not the JSON object it was asked for, also when it was asked again, so it could not be read.",
    fix: 'Run the review again. If it happens every time, use a model that supports structured output.',
  },
};

/** The failure to report for an answer that was of no use. */
export function unusableAnswer(what: Unusable): ReviewerFailure {
  return { reviewer: 'model', ...explanations[what] };
}
