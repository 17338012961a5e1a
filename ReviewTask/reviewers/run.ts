// The find stage: all reviewers side by side; one that fails is named and never takes the others' findings with it.
import { explanationOf } from '../errors.ts';
import type { ChangeEntry } from '../model/diff.ts';
import type { RawFinding } from '../model/finding.ts';
import type { ReviewPlan, TextFile } from '../model/plan.ts';
import type { ReviewerFailure } from '../model/report.ts';
import { reviewBuiltIn } from './built-in/review.ts';
import { askModel } from './model/ask.ts';
import type { ModelReview } from './model/session.ts';
import { noSpending, type ReviewerOutcome } from './outcome.ts';
import { reviewNames, reviewSecrets } from './secrets/review.ts';

/**
 * Runs the built-in checks over all `files` and, where there is one, the model over the plan. `model` undefined means
 * built-in checks only.
 */
export async function runReviewers(
  files: readonly TextFile[],
  plan: ReviewPlan,
  model: ModelReview | undefined,
): Promise<ReviewerOutcome> {
  const [secrets, builtIn, asked] = await Promise.all([
    guarded('secrets', () => reviewSecrets(files)),
    guarded('built-in', async () => reviewBuiltIn(files)),
    model === undefined ? nothingAsked : askModel(plan, model),
  ]);
  const checks = [secrets, builtIn];
  return {
    ...asked,
    findings: [...checks.flatMap((one) => one.findings), ...asked.findings],
    failures: [...checks.flatMap((one) => one.failures), ...asked.failures],
  };
}

/** What is looked through for secrets beside the files under review. */
export interface Aside {
  /** Excluded files whose contents were at hand. */
  readonly files: readonly TextFile[];
  /** Entries whose names count. */
  readonly entries: readonly ChangeEntry[];
}

/** Secrets in files that a default left out, known by their form alone, and in names. */
export async function lookAside({ files, entries }: Aside): Promise<CheckResult> {
  return guarded('secrets', async () => [...(await reviewSecrets(files, 'by-form')), ...(await reviewNames(entries))]);
}

const nothingAsked: ReviewerOutcome = {
  findings: [],
  unreviewed: [],
  failures: [],
  summary: undefined,
  spending: noSpending,
  rules: { guidelines: [], rules: [], notes: [] },
};

export interface CheckResult {
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
