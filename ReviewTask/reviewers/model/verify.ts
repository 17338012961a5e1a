// The verify stage: what would be posted is checked by code first, then by a fresh question with evidence of its own.
import type { ChangedFile } from '../../model/diff.ts';
import type { PlacedFinding, Verification } from '../../model/finding.ts';
import type { Chunk, SkipReason } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import { addSpending, noSpending } from '../outcome.ts';
import { type Beginning, beginningsOf } from './beginnings.ts';
import { checkByCode } from './check-by-code.ts';
import { type EvidenceFor, evidenceFrom } from './evidence.ts';
import { changePrompt, systemPrompt } from './prompt.ts';
import type { AnswerReader } from './questions.ts';
import { schemaFor } from './response-schema.ts';
import { ownersText } from './rules/text.ts';
import type { ModelReview } from './session.ts';
import { evidencePieces } from './shown-code.ts';
import { proven, type ReadVerification, readVerification } from './verification-answer.ts';
import { verificationEnd } from './verification-prompt.ts';

/** What came of verifying. */
export interface Verified {
  readonly verdicts: ReadonlyMap<PlacedFinding, Verification>;
  readonly spending: ModelSpending;
  /** Set where the model could not be asked any more: the findings stand, unchecked. */
  readonly failures: readonly ReviewerFailure[];
}

/** Nothing was to be verified. */
export const nothingVerified: Verified = { verdicts: new Map(), spending: noSpending, failures: [] };

/** Both together. */
export function joinVerified(one: Verified, other: Verified): Verified {
  return {
    verdicts: new Map([...one.verdicts, ...other.verdicts]),
    spending: addSpending(one.spending, other.spending),
    failures: withoutRepeats([...one.failures, ...other.failures]),
  };
}

/** What the findings are about. */
export interface VerifiedChange {
  readonly files: readonly ChangedFile[];
  /** What the finder had in one question each. */
  readonly chunks: readonly Chunk[];
}

/** Room for an answer, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 4_000;

interface Outcome {
  readonly finding: PlacedFinding;
  readonly verification: Verification;
  readonly spending: ModelSpending;
  readonly failure: ReviewerFailure | undefined;
}

/**
 * A verdict for each finding, from a fresh question. All go at once: what they have in common, the finder's questions have
 * put into the server's cache.
 * A question that fails leaves its finding `unchecked` and does not stop the others.
 */
export async function verifyFindings(
  findings: readonly PlacedFinding[],
  { files, chunks }: VerifiedChange,
  review: ModelReview,
): Promise<Verified> {
  const evidenceFor = evidenceFrom(review.code, files);
  const begin = await beginningsOf(findings, chunks, files, review);
  let done = 0;
  const verify = async (finding: PlacedFinding) => {
    const outcome = await verifyOne(finding, files, review, { evidenceFor, begin });
    done += 1;
    review.log.progress(70 + Math.round((15 * done) / findings.length), `Verified ${done} of ${findings.length}`);
    return outcome;
  };
  const outcomes = await Promise.all(findings.map(verify));
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  return {
    verdicts: new Map(outcomes.map(({ finding, verification }) => [finding, verification])),
    spending: outcomes.map(({ spending }) => spending).reduce(addSpending, noSpending),
    failures: withoutRepeats(failures),
  };
}

/** The verdicts that need no call, for every report of the model: false names are found out before anything is paid. */
export async function verifyByCode(
  findings: readonly PlacedFinding[],
  files: readonly ChangedFile[],
  review: ModelReview,
): Promise<Verified> {
  const verdicts = new Map<PlacedFinding, Verification>();
  for (const finding of findings.filter(({ source }) => source.kind === 'model')) {
    const verification = await checkByCode(finding, files, review.code);
    if (verification !== undefined) verdicts.set(finding, verification);
  }
  return { ...nothingVerified, verdicts };
}

async function verifyOne(
  finding: PlacedFinding,
  files: readonly ChangedFile[],
  review: ModelReview,
  { evidenceFor, begin }: { readonly evidenceFor: EvidenceFor; readonly begin: Beginning },
): Promise<Outcome> {
  const { chunk, change } = begin(finding);
  const end = verificationEnd(finding, evidencePieces(await evidenceFor(finding), change.seen));
  const paths = chunk === undefined ? [finding.path] : [...new Set(chunk.parts.map(({ path }) => path))];
  const system = systemPrompt(review.guidance, ownersText(review.book, paths), review.isVerified);
  const user = changePrompt(change.texts, end);
  const schema = schemaFor(paths, review);
  const question = { system, user, schema, maxOutputTokens: answerTokens, ...review.lookUps() };
  const asked = await review.questions.put(question, verificationReader);
  const { spending } = asked;
  if (asked.kind === 'failed') return { ...unchecked(finding, asked.reason), spending, failure: asked.failure };
  const verification = await proven(asked.value, finding.severity, files, review.code);
  return { finding, verification, spending, failure: undefined };
}

const verificationReader: AnswerReader<ReadVerification> = {
  read: readVerification,
  readCut: () => undefined,
  broken: () => 0,
};

function unchecked(finding: PlacedFinding, reason: SkipReason): Pick<Outcome, 'finding' | 'verification'> {
  const explanation = uncheckedBecause(reason);
  const verification = {
    verdict: 'unchecked',
    evidence: [],
    explanation,
    severity: finding.severity,
    by: 'code',
  } as const;
  return { finding, verification };
}

function uncheckedBecause(reason: SkipReason): string {
  switch (reason.kind) {
    case 'over-max-tokens':
      return 'The token ceiling of the run was reached before it could be verified.';
    case 'out-of-time':
      return 'The deadline of the run came before it could be verified.';
    case 'model-failed':
      return `It could not be verified. ${reason.problem}`;
    default:
      return 'It could not be verified.';
  }
}

function withoutRepeats(failures: readonly ReviewerFailure[]): readonly ReviewerFailure[] {
  return failures.filter((one, index) => failures.findIndex(({ problem }) => problem === one.problem) === index);
}
