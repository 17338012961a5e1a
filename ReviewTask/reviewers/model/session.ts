// What all questions of one run to the model share: the client, the guidance, the redaction, the budget, the code base.
import type { TextFile } from '../../model/plan.ts';
import type { CodeBase, LanguageModel, Log, ModelTools } from '../../ports.ts';
import { createRedactor } from '../secrets/redact.ts';
import { type Budget, startBudget } from './budget.ts';
import type { Guidance } from './prompt.ts';
import { redactedCodeBase } from './redacted-code-base.ts';
import { redactFiles, type ShownLines } from './shown-lines.ts';
import { codeTools } from './tools.ts';

/** Who answers, and what it is told. */
export interface ModelSettings {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  /** Independent passes of the finder, at least 1. */
  readonly passes: number;
  /** True where the model may look things up. */
  readonly hasTools: boolean;
}

/** The model as the finder and the verifier use it. */
export interface ModelReview extends Omit<ModelSettings, 'hasTools'> {
  readonly shownLines: ShownLines;
  /** The code base with its secrets taken out. */
  readonly code: CodeBase;
  readonly budget: Budget;
  /** The look-ups to send along with one question, with a budget of their own; none where the model may not. */
  readonly lookUps: () => { readonly tools?: ModelTools };
  readonly log: Log;
}

/** Prepares the questions. The model never sees a line before it has been redacted: when that fails, nothing is sent. */
export async function openModelReview(
  files: readonly TextFile[],
  settings: ModelSettings,
  code: CodeBase,
  log: Log,
): Promise<ModelReview> {
  const redactor = createRedactor();
  const redact = (path: string, lines: readonly string[]) => redactor.redact(path, lines);
  const shownLines = await redactFiles(files, redact);
  if (redactor.count() > 0) log.info(`${redactor.count()} secret value(s) taken out of what the model sees.`);
  const clean = redactedCodeBase(code, redact);
  return {
    ...settings,
    ...{ shownLines, code: clean, log, budget: startBudget(settings.maxTokens) },
    lookUps: () => (settings.hasTools ? { tools: codeTools(clean) } : {}),
  };
}
