// The verify stage: what would be posted is checked by code first, then by a fresh question with evidence of its own.
import pLimit from 'p-limit';
import { explanationOf } from '../../errors.ts';
import type { ChangedFile } from '../../model/diff.ts';
import type { PlacedFinding, Verification } from '../../model/finding.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { ModelAnswer } from '../../ports.ts';
import { addSpending, noSpending } from '../outcome.ts';
import { checkByCode } from './check-by-code.ts';
import { type EvidenceFor, evidenceFrom } from './evidence.ts';
import type { ModelReview } from './session.ts';
import { shownCode } from './shown-code.ts';
import { proven, readVerification, verificationSchema } from './verification-answer.ts';
import { verificationPrompt, verificationSystem } from './verification-prompt.ts';

/** What came of verifying. */
export interface Verified {
  readonly verdicts: ReadonlyMap<PlacedFinding, Verification>;
  readonly spending: ModelSpending;
  /** Set where the model could not be asked any more: the findings stand, unchecked. */
  readonly failures: readonly ReviewerFailure[];
}

/** Nothing was to be verified. */
export const nothingVerified: Verified = { verdicts: new Map(), spending: noSpending, failures: [] };

/** Questions under way at once. */
const concurrency = 4;

/** Room for an answer, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 4_000;

interface Outcome {
  readonly finding: PlacedFinding;
  readonly verification: Verification;
  readonly spending: ModelSpending;
  readonly failure: ReviewerFailure | undefined;
}

/**
 * A verdict for each finding. The first question goes ahead, so that the others find the fixed text in the server's cache.
 * A question that fails leaves its finding `unchecked` and does not stop the others.
 */
export async function verifyFindings(
  findings: readonly PlacedFinding[],
  files: readonly ChangedFile[],
  review: ModelReview,
  evidenceFor: EvidenceFor = evidenceFrom(review.code, files),
): Promise<Verified> {
  const limit = pLimit(concurrency);
  let done = 0;
  const verify = (finding: PlacedFinding) =>
    limit(async () => {
      const outcome = await verifyOne(finding, files, review, evidenceFor);
      done += 1;
      review.log.progress(70 + Math.round((15 * done) / findings.length), `Verified ${done} of ${findings.length}`);
      return outcome;
    });
  const first = await Promise.all(findings.slice(0, 1).map(verify));
  const outcomes = [...first, ...(await Promise.all(findings.slice(1).map(verify)))];
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  return {
    verdicts: new Map(outcomes.map(({ finding, verification }) => [finding, verification])),
    spending: outcomes.map(({ spending }) => spending).reduce(addSpending, noSpending),
    failures: failures.filter((one, index) => failures.findIndex(({ problem }) => problem === one.problem) === index),
  };
}

async function verifyOne(
  finding: PlacedFinding,
  files: readonly ChangedFile[],
  review: ModelReview,
  evidenceFor: EvidenceFor,
): Promise<Outcome> {
  const known = await checkByCode(finding, files, review.code);
  if (known !== undefined) return { finding, verification: known, spending: noSpending, failure: undefined };
  const file = files.find(({ path }) => path === finding.path);
  const system = verificationSystem;
  const user = verificationPrompt(finding, shownCode(finding, file, review.shownLines, await evidenceFor(finding)));
  const reserved = review.budget.reserve(system, user, answerTokens);
  if (reserved === undefined) return unchecked(finding, 'The token ceiling of the run was reached before it.');
  try {
    const answer = await review.model.ask({
      ...{ system, user, schema: verificationSchema, maxOutputTokens: answerTokens },
      ...review.lookUps(),
    });
    const spending = reserved.settle(answer);
    const read = answer.ending === 'complete' ? readVerification(answer.text) : undefined;
    if (read === undefined) return { ...unchecked(finding, unusable(answer)), spending };
    const verification = await proven(read, finding.severity, files, review.code);
    return { finding, verification, spending, failure: undefined };
  } catch (error) {
    reserved.release();
    return failed(finding, error);
  }
}

function unusable({ ending }: ModelAnswer): string {
  switch (ending) {
    case 'truncated':
      return "The verifier's answer was cut off.";
    case 'refused':
      return 'The model refused to verify it.';
    case 'filtered':
      return "The service's content filter stopped its verification.";
    default:
      return "The verifier's answer could not be read.";
  }
}

function unchecked(finding: PlacedFinding, explanation: string): Outcome {
  const verification = {
    verdict: 'unchecked',
    evidence: [],
    explanation,
    severity: finding.severity,
    by: 'code',
  } as const;
  return { finding, verification, spending: noSpending, failure: undefined };
}

function failed(finding: PlacedFinding, error: unknown): Outcome {
  const explanation = explanationOf(error);
  if (explanation === undefined) throw error;
  const { code, problem, fix } = explanation;
  if (code === 'deadline-reached') return unchecked(finding, 'The deadline of the run came before it.');
  return { ...unchecked(finding, problem), failure: { reviewer: 'model', code, problem, fix } };
}
