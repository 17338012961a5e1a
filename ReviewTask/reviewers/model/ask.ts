// The door to the model: asks one question per chunk, and in halves where one was too large; keeps the account.
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, Skip } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { LanguageModel, Log } from '../../ports.ts';
import { addSpending, noSpending, type ReviewerOutcome } from '../outcome.ts';
import { answerSchema, type ReadAnswer, readAnswer, readCutAnswer } from './answer.ts';
import { startBudget } from './budget.ts';
import { deepestHalving, halvesOf, joinSalvaged } from './halves.ts';
import { partText } from './hunks-text.ts';
import { startPacer } from './pacer.ts';
import { type Guidance, systemPrompt, userPrompt } from './prompt.ts';
import { type AnswerReader, type Asked, startQuestions } from './questions.ts';
import type { ShownLines } from './shown-lines.ts';
import { skipsOf } from './unreviewed.ts';

export interface ModelReview {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  readonly shownLines: ShownLines;
  readonly log: Log;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  /** True for servers that may cut a long prompt and say nothing. */
  readonly mayCutPrompts: boolean;
}

/** Questions under way at once, while the server keeps up. */
const concurrency = 4;

/** Room for the answer to one question, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 8_000;

const findingsReader: AnswerReader<ReadAnswer> = {
  read: readAnswer,
  readCut: readCutAnswer,
  broken: (answer) => answer.unreadable,
};

/** What the questions about one chunk, or about its halves, came to. */
interface ChunkResult {
  readonly findings: readonly RawFinding[];
  readonly summary: string;
  readonly unreviewed: readonly Skip[];
  readonly failures: readonly ReviewerFailure[];
  readonly spending: ModelSpending;
}

/** Asks the model about every chunk of the plan. A chunk that fails is named and does not stop the others. */
export async function askModel(plan: ReviewPlan, review: ModelReview): Promise<ReviewerOutcome> {
  const { log } = review;
  const questions = startQuestions({
    ...review,
    budget: startBudget(review.maxTokens),
    pacer: startPacer(concurrency),
  });
  const system = systemPrompt(review.guidance);
  const put = (chunk: Chunk) => {
    const user = userPrompt(chunk.parts.map((part) => partText(part, review.shownLines(part))));
    return questions.put({ system, user, schema: answerSchema, maxOutputTokens: answerTokens }, findingsReader);
  };
  let done = 0;
  const results = await Promise.all(
    plan.chunks.map(async (chunk) => {
      const result = await askAbout(chunk, put, log);
      done += 1;
      log.progress(20 + Math.round((60 * done) / plan.chunks.length), `Asked ${done} of ${plan.chunks.length}`);
      return result;
    }),
  );
  return gather(results);
}

/** Asks about a chunk, and about its halves where the question or its answer was too large; no piece is asked about twice. */
async function askAbout(
  chunk: Chunk,
  put: (chunk: Chunk) => Promise<Asked<ReadAnswer>>,
  log: Log,
  depth = 0,
): Promise<ChunkResult> {
  const asked = await put(chunk);
  const { spending } = asked;
  if (asked.kind === 'answered') {
    const { findings, summary, unreadable } = asked.value;
    if (unreadable > 0) log.warning(`The model wrote ${unreadable} finding(s) that could not be read.`);
    return { findings, summary, unreviewed: [], failures: [], spending };
  }
  const { findings, summary } = asked.partial ?? { findings: [], summary: '' };
  const halves = asked.isTooLarge && depth < deepestHalving ? halvesOf(chunk) : undefined;
  if (halves === undefined) {
    const failures = asked.failure === undefined ? [] : [asked.failure];
    return { findings, summary, unreviewed: skipsOf(chunk, asked.reason), failures, spending };
  }
  log.info(`${asked.failure?.problem ?? ''} Asking again in two halves.`);
  const fresh = await Promise.all(halves.map((half) => askAbout(half, put, log, depth + 1)));
  return {
    findings: joinSalvaged(
      findings,
      fresh.flatMap((half) => half.findings),
    ),
    summary: [summary, ...fresh.map((half) => half.summary)].find((text) => text.trim() !== '') ?? '',
    unreviewed: fresh.flatMap((half) => half.unreviewed),
    failures: fresh.flatMap((half) => half.failures),
    spending: fresh.map((half) => half.spending).reduce(addSpending, spending),
  };
}

function gather(results: readonly ChunkResult[]): ReviewerOutcome {
  const summary = results
    .map((one) => one.summary.trim())
    .filter(Boolean)
    .slice(0, 3)
    .join(' ');
  return {
    findings: results.flatMap((one) => one.findings),
    unreviewed: results.flatMap((one) => one.unreviewed),
    failures: withoutRepeats(results.flatMap((one) => one.failures)),
    summary: summary === '' ? undefined : summary,
    spending: results.map((one) => one.spending).reduce(addSpending, noSpending),
  };
}

function withoutRepeats(failures: readonly ReviewerFailure[]): readonly ReviewerFailure[] {
  return failures.filter((one, index) => failures.findIndex((other) => other.problem === one.problem) === index);
}
