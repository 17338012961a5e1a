// The door to the model: asks one question per chunk, and in halves where one was too large; keeps the account.
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, Skip } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { Log } from '../../ports.ts';
import { addSpending, noSpending, type ReviewerOutcome } from '../outcome.ts';
import { answerSchema, type ReadAnswer, readAnswer, readCutAnswer } from './answer.ts';
import { deepestHalving, halvesOf, joinSalvaged } from './halves.ts';
import { partText } from './hunks-text.ts';
import { systemPrompt, userPrompt } from './prompt.ts';
import type { AnswerReader, Asked } from './questions.ts';
import type { ModelReview } from './session.ts';
import { skipsOf } from './unreviewed.ts';

/** Room for the answer to one question, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 8_000;

/** Reads the answers of one pass. */
function findingsReader(pass: number): AnswerReader<ReadAnswer> {
  return {
    read: (text) => readAnswer(text, pass),
    readCut: (text) => readCutAnswer(text, pass),
    broken: (answer) => answer.unreadable,
  };
}

/** What the questions of one pass about one chunk, or about its halves, came to. */
interface ChunkResult {
  readonly findings: readonly RawFinding[];
  readonly summary: string;
  readonly unreviewed: readonly Skip[];
  readonly failures: readonly ReviewerFailure[];
  readonly spending: ModelSpending;
}

/**
 * Asks the model about every chunk of the plan, as many times as there are passes. The first pass over a chunk goes ahead,
 * so that the others find its prefix in the server's cache; and over all chunks first, so that a ceiling costs opinions
 * before it costs coverage. A chunk that fails is named and does not stop the others.
 */
export async function askModel(plan: ReviewPlan, review: ModelReview): Promise<ReviewerOutcome> {
  const { log, passes } = review;
  const system = systemPrompt(review.guidance);
  const put = (pass: number) => (chunk: Chunk) => {
    const files = chunk.parts.map((part) => partText(part, review.shownLines(part)));
    const user = userPrompt(files, pass);
    const question = { system, user, schema: answerSchema, maxOutputTokens: answerTokens, ...review.lookUps() };
    return review.questions.put(question, findingsReader(pass));
  };
  let done = 0;
  const ask = async (chunk: Chunk, pass: number) => {
    const result = await askAbout(chunk, put(pass), log);
    done += 1;
    const total = plan.chunks.length * passes;
    log.progress(20 + Math.round((50 * done) / total), `Asked ${done} of ${total}`);
    return result;
  };
  const results = await Promise.all(
    plan.chunks.map(async (chunk) => {
      const first = await ask(chunk, 1);
      const later = isWorthAnother(first)
        ? Array.from({ length: passes - 1 }, (_, index) => ask(chunk, index + 2))
        : [];
      return joinPasses([first, ...(await Promise.all(later))], log);
    }),
  );
  return gather(results);
}

/** A server that is out of reach, a ceiling or a deadline would stop the next pass, too; an odd answer may have been chance. */
function isWorthAnother({ unreviewed, findings, failures }: ChunkResult): boolean {
  if (unreviewed.length === 0 || findings.length > 0) return true;
  return failures.some(({ code }) => code === 'model-answer-not-json' || code === 'model-refused');
}

/** Lines are reviewed where one pass over them was answered; what another pass did not bring is told in the log alone. */
function joinPasses(results: readonly ChunkResult[], log: Log): ChunkResult {
  const lines = ({ unreviewed }: ChunkResult) => unreviewed.reduce((sum, skip) => sum + skip.changedLines, 0);
  const [best] = [...results].sort((a, b) => a.unreviewed.length - b.unreviewed.length || lines(a) - lines(b));
  const lost = results.filter((one) => one !== best && one.failures.length > 0);
  for (const { failures } of lost) {
    if (best?.failures.length === 0) log.info(`A further pass was of no use: ${failures[0]?.problem ?? ''}`);
  }
  return {
    findings: results.flatMap((one) => one.findings),
    summary: results.find((one) => one.summary.trim() !== '')?.summary ?? '',
    unreviewed: best?.unreviewed ?? [],
    failures: best?.failures ?? [],
    spending: results.map((one) => one.spending).reduce(addSpending, noSpending),
  };
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
