// The find stage: all reviewers side by side; one that fails is named and never takes the others' findings with it.
import { explanationOf } from '../errors.ts';
import type { RawFinding } from '../model/finding.ts';
import type { ReviewPlan, TextFile } from '../model/plan.ts';
import type { ReviewerFailure } from '../model/report.ts';
import type { RuleBook } from '../model/rules.ts';
import type { LanguageModel, Log } from '../ports.ts';
import { reviewBuiltIn } from './built-in/review.ts';
import { askModel } from './model/ask.ts';
import type { Guidance } from './model/prompt.ts';
import { redactBook, redactFiles } from './model/shown-lines.ts';
import { noSpending, type ReviewerOutcome } from './outcome.ts';
import { createRedactor } from './secrets/redact.ts';
import { reviewSecrets } from './secrets/review.ts';

/** Who answers, and what it is told. */
export interface ModelSettings {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  readonly book: RuleBook;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  /** True for servers that may cut a long prompt and say nothing. */
  readonly mayCutPrompts: boolean;
}

/**
 * Runs the built-in checks over all `files` and, where there is one, the model over the plan. `model` undefined means
 * built-in checks only.
 */
export async function runReviewers(
  files: readonly TextFile[],
  plan: ReviewPlan,
  model: ModelSettings | undefined,
  log: Log,
): Promise<ReviewerOutcome> {
  const [secrets, builtIn, asked] = await Promise.all([
    guarded('secrets', () => reviewSecrets(files)),
    guarded('built-in', async () => reviewBuiltIn(files)),
    model === undefined ? nothingAsked : ask(plan, model, log),
  ]);
  const checks = [secrets, builtIn];
  return {
    ...asked,
    findings: [...checks.flatMap((one) => one.findings), ...asked.findings],
    failures: [...checks.flatMap((one) => one.failures), ...asked.failures],
  };
}

const nothingAsked: ReviewerOutcome = {
  findings: [],
  unreviewed: [],
  failures: [],
  summary: undefined,
  spending: noSpending,
  rules: { guidelines: [], rules: [], notes: [] },
};

/** The model never sees a line before it has been redacted: when that fails, nothing is sent. */
async function ask(plan: ReviewPlan, settings: ModelSettings, log: Log): Promise<ReviewerOutcome> {
  const redactor = createRedactor();
  const shownLines = await redactFiles(plan.files, (path, lines) => redactor.redact(path, lines));
  if (redactor.count() > 0) log.info(`${redactor.count()} secret value(s) taken out of what the model sees.`);
  const book = await redactBook(settings.book, (path, lines) => redactor.redact(path, lines));
  return askModel(plan, { ...settings, book, shownLines, log });
}

interface CheckResult {
  readonly findings: readonly RawFinding[];
  readonly failures: readonly ReviewerFailure[];
}

async function guarded(
  reviewer: ReviewerFailure['reviewer'],
  run: () => Promise<readonly RawFinding[]>,
): Promise<CheckResult> {
  try {
    return { findings: await run(), failures: [] };
  } catch (error) {
    return { findings: [], failures: [failureOf(reviewer, error)] };
  }
}

function failureOf(reviewer: ReviewerFailure['reviewer'], error: unknown): ReviewerFailure {
  const { code, problem, fix } = explanationOf(error) ?? {
    code: 'built-in-check-broken',
    problem: `The ${reviewer} check stopped on something it was not prepared for; the other findings stand.`,
    fix: 'Please report this with the debug log of the run (System.Debug = true).',
  };
  return { reviewer, code, problem, fix };
}
