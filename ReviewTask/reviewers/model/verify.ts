// The verify stage: what would be posted is checked by code first, then by a fresh question with evidence of its own.
import type { ChangedFile } from '../../model/diff.ts';
import { isClaim, type PlacedFinding, type Verification } from '../../model/finding.ts';
import type { Chunk, SkipReason } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import { addSpending, noSpending } from '../outcome.ts';
import { placeAsked } from './asked-place.ts';
import { type Beginning, beginningsOf } from './beginnings.ts';
import { checkByCode } from './check-by-code.ts';
import { changePrompt, systemPrompt } from './prompt.ts';
import type { AnswerReader } from './questions.ts';
import { schemaFor } from './response-schema.ts';
import { ruleOf } from './rules/claim.ts';
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
  const begin = await beginningsOf(findings, chunks, files, review);
  let done = 0;
  const verify = async (finding: PlacedFinding) => {
    const outcome = await verifyOne(finding, files, review, begin);
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

/**
 * The verdicts that need no call, for every report of the model, with a rule or without: false names are found out before
 * anything is paid.
 */
export async function verifyByCode(
  findings: readonly PlacedFinding[],
  files: readonly ChangedFile[],
  review: ModelReview,
): Promise<Verified> {
  const verdicts = new Map<PlacedFinding, Verification>();
  const { code, guidance, book } = review;
  for (const finding of findings.filter(isClaim)) {
    const rule = ruleOf(finding, book);
    const verification = await checkByCode(finding, files, code, { language: guidance.language, rule });
    if (verification !== undefined) verdicts.set(finding, verification);
  }
  return { ...nothingVerified, verdicts };
}

async function verifyOne(
  finding: PlacedFinding,
  files: readonly ChangedFile[],
  review: ModelReview,
  begin: Beginning,
): Promise<Outcome> {
  const file = files.find(({ path }) => path === finding.path);
  const { chunk, change } = begin(finding);
  const evidence = await review.evidenceFor(placeAsked(finding, file, change.seen));
  const rule = ruleOf(finding, review.book);
  const end = verificationEnd(finding, evidencePieces(evidence), rule);
  const paths = chunk === undefined ? [finding.path] : [...new Set(chunk.parts.map(({ path }) => path))];
  // Also where nothing new is verified: what earlier runs have found is looked at again whatever the effort.
  const isVerified = true;
  const system = systemPrompt(review.guidance, ownersText(review.book, paths), isVerified);
  const user = changePrompt(change.texts, end);
  const schema = schemaFor(paths, { book: review.book, isVerified });
  const question = { system, user, schema, maxOutputTokens: answerTokens, ...review.lookUps() };
  const asked = await review.questions.put(question, verificationReader);
  const { spending } = asked;
  if (asked.kind === 'failed') return { ...unchecked(finding, asked.reason), spending, failure: asked.failure };
  // A rule's severity is its owners': what a model thinks of it is not even read.
  const said = rule === undefined ? asked.value : { ...asked.value, severity: undefined };
  const verification = await proven(said, finding.severity, files, review.code);
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
