// The door to the model: asks one question per chunk, and in halves where one was too large; keeps the account.
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, Skip } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { Log } from '../../ports.ts';
import { addSpending, noSpending, type ReviewerOutcome } from '../outcome.ts';
import type { ReadAnswer } from './answer.ts';
import { type ChunkQuestion, questionAbout } from './chunk-question.ts';
import { piecesThatFit, showWithin } from './fit.ts';
import { deepestHalving, halvesOf, joinSalvaged } from './halves.ts';
import type { Asked } from './questions.ts';
import { checkChunkRules, checkWholeRules } from './rules/check.ts';
import { rulesReport, uncheckedFailure } from './rules/results.ts';
import type { CheckOutcome } from './rules/sweep.ts';
import type { ModelReview } from './session.ts';
import { skipsOf } from './unreviewed.ts';

/** What the questions of one pass about one chunk, or about its halves, came to. */
interface ChunkResult {
  readonly findings: readonly RawFinding[];
  readonly summary: string;
  /** How the checks of rules came out. */
  readonly checks: readonly CheckOutcome[];
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
  const put = (pass: number) => async (chunk: Chunk) => {
    const { texts } = await showWithin(chunk, review);
    const question = questionAbout(chunk, texts, review, pass);
    return {
      question,
      asked: await review.questions.put({ ...question.request, ...review.lookUps() }, question.reader),
    };
  };
  const chunks = plan.chunks.flatMap((chunk) => piecesThatFit(chunk, review));
  let done = 0;
  const ask = async (chunk: Chunk, pass: number) => {
    const result = await askAbout(chunk, put(pass), review);
    done += 1;
    const total = chunks.length * passes;
    log.progress(20 + Math.round((50 * done) / total), `Asked ${done} of ${total}`);
    return result;
  };
  const results = await Promise.all(
    chunks.map(async (chunk) => {
      const first = await ask(chunk, 1);
      const later = isWorthAnother(first)
        ? Array.from({ length: passes - 1 }, (_, index) => ask(chunk, index + 2))
        : [];
      return joinPasses([first, ...(await Promise.all(later))], log);
    }),
  );
  return withWholeRules(plan, review, results);
}

/** What the questions came to, and the rules about the pull request as a whole, which see what was said of its parts. */
async function withWholeRules(
  plan: ReviewPlan,
  { book, questions }: ModelReview,
  results: readonly ChunkResult[],
): Promise<ReviewerOutcome> {
  const found = gather(results);
  const whole = await checkWholeRules(book, plan.files, summariesOf(results), questions);
  const rules = rulesReport(book, [...results.flatMap(({ checks }) => checks), ...whole.outcomes]);
  const open = uncheckedFailure(rules, new Set(found.unreviewed.map(({ path }) => path)));
  return {
    ...found,
    rules,
    findings: [...found.findings, ...whole.findings],
    failures: withoutRepeats([...found.failures, ...whole.failures, ...open]),
    spending: addSpending(found.spending, whole.spending),
  };
}

/** A server that is out of reach, a ceiling or a deadline would stop the next pass, too; an odd answer may have been chance. */
function isWorthAnother({ unreviewed, findings, failures }: ChunkResult): boolean {
  if (unreviewed.length === 0 || findings.length > 0) return true;
  const passing = ['model-answer-not-json', 'model-refused', 'model-findings-unreadable'];
  return failures.some(({ code }) => passing.includes(code));
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
    checks: results.flatMap((one) => one.checks),
    unreviewed: best?.unreviewed ?? [],
    failures: best?.failures ?? [],
    spending: results.map((one) => one.spending).reduce(addSpending, noSpending),
  };
}

/** Asks about a chunk, and about its halves where the question or its answer was too large; no piece is asked about twice. */
async function askAbout(
  chunk: Chunk,
  put: (chunk: Chunk) => Promise<{ readonly question: ChunkQuestion; readonly asked: Asked<ReadAnswer> }>,
  review: ModelReview,
  depth = 0,
): Promise<ChunkResult> {
  const { log, questions } = review;
  const { question, asked } = await put(chunk);
  const { spending } = asked;
  if (asked.kind === 'answered') {
    const { findings, summary, unreadable } = asked.value;
    const checked = await checkChunkRules(question, asked.value, questions);
    return {
      findings: [...findings, ...checked.findings],
      summary,
      checks: checked.outcomes,
      ...unreadableOf(chunk, unreadable, findings.length, checked.failures),
      spending: addSpending(spending, checked.spending),
    };
  }
  const { findings, summary } = asked.partial ?? { findings: [], summary: '' };
  const halves = asked.isTooLarge && depth < deepestHalving ? halvesOf(chunk) : undefined;
  if (halves === undefined) {
    const failures = asked.failure === undefined ? [] : [asked.failure];
    const checks = question.checks.map((check) => ({ ...check, outcome: 'unanswered' as const }));
    return { findings, summary, checks, unreviewed: skipsOf(chunk, asked.reason), failures, spending };
  }
  log.info(`${asked.failure?.problem ?? ''} Asking again in two halves.`);
  const fresh = await Promise.all(halves.map((half) => askAbout(half, put, review, depth + 1)));
  return {
    findings: joinSalvaged(
      findings,
      fresh.flatMap((half) => half.findings),
    ),
    summary: [summary, ...fresh.map((half) => half.summary)].find((text) => text.trim() !== '') ?? '',
    checks: fresh.flatMap((half) => half.checks),
    unreviewed: fresh.flatMap((half) => half.unreviewed),
    failures: fresh.flatMap((half) => half.failures),
    spending: fresh.map((half) => half.spending).reduce(addSpending, spending),
  };
}

/** An answer of which not one finding could be read says nothing about the lines: they are not reviewed. */
function unreadableOf(chunk: Chunk, unreadable: number, readable: number, others: readonly ReviewerFailure[]) {
  if (unreadable === 0) return { unreviewed: [], failures: others };
  const failure = unreadableFindings(unreadable);
  const reason = { kind: 'model-failed', problem: failure.problem } as const;
  return { unreviewed: readable === 0 ? skipsOf(chunk, reason) : [], failures: [...others, failure] };
}

/** Something was found and is lost: such a review must not read as complete. */
function unreadableFindings(count: number): ReviewerFailure {
  return {
    reviewer: 'model',
    code: 'model-findings-unreadable',
    problem: `The model wrote findings that could not be read, even after it was asked again: ${count}.`,
    fix: 'Run the review again. If it happens every time, use a model that supports structured output.',
  };
}

function summariesOf(results: readonly ChunkResult[]): readonly string[] {
  return results.map((one) => one.summary.trim()).filter(Boolean);
}

function gather(results: readonly ChunkResult[]): Omit<ReviewerOutcome, 'rules'> {
  const summary = summariesOf(results).slice(0, 3).join(' ');
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
