// The door to the model: asks one question per chunk, and in halves where one was too large; keeps the account.
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, Skip } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { RuleBook } from '../../model/rules.ts';
import type { LanguageModel, Log } from '../../ports.ts';
import { addSpending, noSpending, type ReviewerOutcome } from '../outcome.ts';
import { startBudget } from './budget.ts';
import { type ChunkQuestion, questionAbout, readerOf } from './chunk-question.ts';
import { deepestHalving, halvesOf, joinSalvaged } from './halves.ts';
import { startPacer } from './pacer.ts';
import type { Guidance } from './prompt.ts';
import { type Questions, startQuestions } from './questions.ts';
import { checkChunkRules, checkWholeRules } from './rules/check.ts';
import { rulesReport, uncheckedFailure } from './rules/results.ts';
import type { CheckOutcome } from './rules/sweep.ts';
import type { ShownLines } from './shown-lines.ts';
import { skipsOf } from './unreviewed.ts';

export interface ModelReview {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  /** What the owners of the repository ask of these files. */
  readonly book: RuleBook;
  readonly shownLines: ShownLines;
  readonly log: Log;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
  /** True for servers that may cut a long prompt and say nothing. */
  readonly mayCutPrompts: boolean;
}

/** Questions under way at once, while the server keeps up. */
const concurrency = 4;

/** What the questions about one chunk, or about its halves, came to. */
interface ChunkResult {
  readonly findings: readonly RawFinding[];
  readonly summary: string;
  /** How the checks of rules came out. */
  readonly checks: readonly CheckOutcome[];
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
  const about = (chunk: Chunk) => questionAbout(chunk, review);
  let done = 0;
  const results = await Promise.all(
    plan.chunks.map(async (chunk) => {
      const result = await askAbout(chunk, about, questions, log);
      done += 1;
      log.progress(20 + Math.round((60 * done) / plan.chunks.length), `Asked ${done} of ${plan.chunks.length}`);
      return result;
    }),
  );
  const found = gather(results);
  const whole = await checkWholeRules(review.book, plan.files, summariesOf(results), questions);
  const rules = rulesReport(review.book, [...results.flatMap(({ checks }) => checks), ...whole.outcomes]);
  return {
    ...found,
    rules,
    findings: [...found.findings, ...whole.findings],
    failures: withoutRepeats([...found.failures, ...whole.failures, ...uncheckedFailure(rules)]),
    spending: addSpending(found.spending, whole.spending),
  };
}

/** Asks about a chunk, and about its halves where the question or its answer was too large; no piece is asked about twice. */
async function askAbout(
  chunk: Chunk,
  about: (chunk: Chunk) => ChunkQuestion,
  questions: Questions,
  log: Log,
  depth = 0,
): Promise<ChunkResult> {
  const question = about(chunk);
  const asked = await questions.put(question.request, readerOf(question.checks));
  const { spending } = asked;
  if (asked.kind === 'answered') {
    const { findings, summary, unreadable } = asked.value;
    if (unreadable > 0) log.warning(`The model wrote ${unreadable} finding(s) that could not be read.`);
    const checked = await checkChunkRules(question, asked.value, questions);
    return {
      findings: [...findings, ...checked.findings],
      summary,
      checks: checked.outcomes,
      unreviewed: [],
      failures: checked.failures,
      spending: addSpending(spending, checked.spending),
    };
  }
  const { findings, summary } = asked.partial ?? { findings: [], summary: '' };
  const halves = asked.isTooLarge && depth < deepestHalving ? halvesOf(chunk) : undefined;
  if (halves === undefined) {
    const failures = asked.failure === undefined ? [] : [asked.failure];
    return { findings, summary, checks: [], unreviewed: skipsOf(chunk, asked.reason), failures, spending };
  }
  log.info(`${asked.failure?.problem ?? ''} Asking again in two halves.`);
  const fresh = await Promise.all(halves.map((half) => askAbout(half, about, questions, log, depth + 1)));
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
