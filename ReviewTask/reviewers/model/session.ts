// What all questions of one run to the model share: the client, the guidance, the redaction, the budget, the code base.
import type { AskedPlace, Excerpt } from '../../model/excerpt.ts';
import type { ChunkPart, TextFile } from '../../model/plan.ts';
import type { RuleBook } from '../../model/rules.ts';
import type { CodeBase, LanguageModel, Log, ModelTools } from '../../ports.ts';
import { createRedactor } from '../secrets/redact.ts';
import { startBudget } from './budget.ts';
import { startPacer } from './pacer.ts';
import type { Guidance } from './prompt.ts';
import { type Questions, startQuestions } from './questions.ts';
import { redactExcerpts } from './redact-excerpts.ts';
import { redactedCodeBase } from './redacted-code-base.ts';
import { withoutSecretNames } from './secret-names.ts';
import { redactBook, redactFiles, type ShownLines } from './shown-lines.ts';
import { codeTools } from './tools.ts';

/** Who answers, and what it is told. */
export interface ModelSettings {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  /** What the owners of the repository ask of these files. */
  readonly book: RuleBook;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  /** True for servers that may cut a long prompt and say nothing. */
  readonly mayCutPrompts: boolean;
  /** Independent passes of the finder, at least 1. */
  readonly passes: number;
  /** True where claims will be checked. */
  readonly isVerified: boolean;
  /** True where the model may look things up. */
  readonly hasTools: boolean;
  /** Unchanged lines that help to read these parts; none of them is redacted yet. */
  readonly excerptsFor: (parts: readonly ChunkPart[]) => readonly Excerpt[];
  /** Lines that help to settle a claim about a place; none of them is redacted yet. */
  readonly evidenceFor: (place: AskedPlace) => Promise<readonly Excerpt[]>;
}

/** The model as the finder and the verifier use it. */
export interface ModelReview extends Pick<ModelSettings, 'guidance' | 'book' | 'passes' | 'isVerified'> {
  readonly questions: Questions;
  readonly shownLines: ShownLines;
  /** Excerpts for these parts, with secrets taken out. */
  readonly excerptsFor: (parts: readonly ChunkPart[]) => Promise<readonly Excerpt[]>;
  /** Evidence about a place, with secrets taken out. */
  readonly evidenceFor: (place: AskedPlace) => Promise<readonly Excerpt[]>;
  /** The code base with its secrets taken out. */
  readonly code: CodeBase;
  /** The look-ups to send along with one question, with a budget of their own; none where the model may not. */
  readonly lookUps: () => { readonly tools?: ModelTools };
  readonly log: Log;
}

/** Questions under way at once, while the server keeps up. */
const concurrency = 4;

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
  const model = await withoutSecretNames(settings.model, files, redact);
  const book = await redactBook(settings.book, redact);
  const budget = startBudget(settings.maxTokens);
  const { guidance, passes, isVerified } = settings;
  return {
    questions: startQuestions({ ...settings, model, budget, pacer: startPacer(concurrency), log }),
    ...{ guidance, book, passes, isVerified, shownLines, code: clean, log },
    excerptsFor: (parts) => redactExcerpts(settings.excerptsFor(parts), clean),
    evidenceFor: async (place) => redactExcerpts(await settings.evidenceFor(place), clean),
    lookUps: () => (settings.hasTools ? { tools: codeTools(clean) } : {}),
  };
}

/** Questions without a review around them: for answering people where nothing is reviewed. */
export function startQuestionsAlone(
  settings: Pick<ModelSettings, 'model' | 'maxTokens' | 'mayCutPrompts'> & { readonly log: Log },
): Questions {
  return startQuestions({ ...settings, budget: startBudget(settings.maxTokens), pacer: startPacer(concurrency) });
}
