// The door to the model: asks one question per chunk, side by side within a bound, and keeps the account.
import pLimit from 'p-limit';
import { explanationOf } from '../../errors.ts';
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, SkipReason } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { Log, ModelAnswer } from '../../ports.ts';
import { addSpending, noSpending, type ReviewerOutcome } from '../outcome.ts';
import { answerSchema, readAnswer } from './answer.ts';
import { partText } from './hunks-text.ts';
import { systemPrompt, userPrompt } from './prompt.ts';
import type { ModelReview } from './session.ts';
import { skipsOf } from './unreviewed.ts';

/** Questions under way at once. */
const concurrency = 4;

/** Room for the answer to one question, in tokens; reasoning counts too on servers that reason. */
const answerTokens = 8_000;

type ChunkResult =
  | {
      readonly kind: 'answered';
      readonly findings: readonly RawFinding[];
      readonly summary: string;
      readonly spending: ModelSpending;
    }
  | {
      readonly kind: 'failed';
      readonly reason: SkipReason;
      readonly failure: ReviewerFailure | undefined;
      /** True where asking again may do better: the server answered, but not with what it was asked for. */
      readonly mayPass: boolean;
      readonly spending: ModelSpending;
    };

/** What became of the passes over one chunk; at least one. */
interface ChunkResults {
  readonly chunk: Chunk;
  readonly results: readonly ChunkResult[];
}

/**
 * Asks the model about every chunk of the plan, as many times as there are passes. The first pass over a chunk goes ahead,
 * so that the others find its prefix in the server's cache; and over all chunks first, so that a ceiling costs opinions
 * before it costs coverage. A question that fails is named and does not stop the others.
 */
export async function askModel(plan: ReviewPlan, review: ModelReview): Promise<ReviewerOutcome> {
  const system = systemPrompt(review.guidance);
  const limit = pLimit(concurrency);
  const total = plan.chunks.length * review.passes;
  let done = 0;
  const ask = (chunk: Chunk, pass: number) =>
    limit(async () => {
      const result = await askAbout(chunk, pass, system, review);
      done += 1;
      review.log.progress(20 + Math.round((50 * done) / total), `Asked ${done} of ${total}`);
      return result;
    });
  const answers = await Promise.all(
    plan.chunks.map(async (chunk): Promise<ChunkResults> => {
      const first = await ask(chunk, 1);
      if (first.kind === 'failed' && !first.mayPass) return { chunk, results: [first] };
      const later = Array.from({ length: review.passes - 1 }, (_, index) => ask(chunk, index + 2));
      return { chunk, results: [first, ...(await Promise.all(later))] };
    }),
  );
  return gather(answers, review.log);
}

async function askAbout(chunk: Chunk, pass: number, system: string, review: ModelReview): Promise<ChunkResult> {
  const texts = chunk.parts.map((part) => partText(part, review.shownLines(part)));
  const user = userPrompt(texts, pass);
  const reserved = review.budget.reserve(system, user, answerTokens);
  if (reserved === undefined) return lost({ kind: 'over-max-tokens', limit: review.maxTokens });
  try {
    const answer = await review.model.ask({
      ...{ system, user, schema: answerSchema, maxOutputTokens: answerTokens },
      ...review.lookUps(),
    });
    return read(answer, pass, reserved.settle(answer), review.log);
  } catch (error) {
    reserved.release();
    return failed(error);
  }
}

function read(answer: ModelAnswer, pass: number, spending: ModelSpending, log: Log): ChunkResult {
  const reading = readAnswer(answer.text, pass);
  if (answer.ending !== 'complete' || reading === undefined) {
    const failure = unusable(answer, reading !== undefined);
    const reason = { kind: 'model-failed', problem: failure.problem } as const;
    return { kind: 'failed', reason, failure, mayPass: true, spending };
  }
  if (reading.unreadable > 0) log.warning(`The model wrote ${reading.unreadable} finding(s) that could not be read.`);
  return { kind: 'answered', findings: reading.findings, summary: reading.summary, spending };
}

function unusable(answer: ModelAnswer, isReadable: boolean): ReviewerFailure {
  const reviewer = 'model';
  switch (answer.ending) {
    case 'truncated':
      return {
        reviewer,
        code: 'model-answer-truncated',
        problem: `The model's answer was cut off${isReadable ? '' : ' in the middle'}: it ran out of room.`,
        fix: 'Use a model with a longer answer, or split the pull request.',
      };
    case 'refused':
      return {
        reviewer,
        code: 'model-refused',
        problem: 'The model refused to review this part of the change.',
        fix: 'Review this part by hand, exclude the file, or use another model.',
      };
    case 'filtered':
      return {
        reviewer,
        code: 'model-content-filtered',
        problem: 'The content filter of the model service stopped the answer.',
        fix: 'Review this part by hand, or relax the content filter of your deployment.',
      };
    default:
      return {
        reviewer,
        code: 'model-answer-not-json',
        problem: "The model's answer was not the JSON object it was asked for, so no finding could be read from it.",
        fix: 'Run the review again. If it happens every time, use a model that supports structured output.',
      };
  }
}

function failed(error: unknown): ChunkResult {
  const explanation = explanationOf(error);
  if (explanation === undefined) throw error;
  if (explanation.code === 'deadline-reached') return lost({ kind: 'out-of-time' });
  const { code, problem, fix } = explanation;
  return lost({ kind: 'model-failed', problem }, { reviewer: 'model', code, problem, fix });
}

/** A question without an answer, with nothing spent on it. */
function lost(reason: SkipReason, failure?: ReviewerFailure): ChunkResult {
  return { kind: 'failed', reason, failure, mayPass: false, spending: noSpending };
}

/** Lines are reviewed where one pass over them was answered; what another pass did not bring is told in the log. */
function gather(chunks: readonly ChunkResults[], log: Log): ReviewerOutcome {
  const outcomes = chunks.map(({ chunk, results }) => {
    const answered = results.flatMap((result) => (result.kind === 'answered' ? [result] : []));
    const failed = results.flatMap((result) => (result.kind === 'failed' ? [result] : []));
    return { chunk, answered, failed, isLost: answered.length === 0 };
  });
  const missing = outcomes.filter(({ isLost }) => !isLost).flatMap(({ failed }) => failed);
  if (missing.length > 0) {
    const reasons = new Set(missing.map(({ reason, failure }) => failure?.problem ?? reason.kind.replaceAll('-', ' ')));
    log.info(`${missing.length} further pass(es) brought no answer: ${[...reasons].join(' ')}`);
  }
  const gone = outcomes.filter(({ isLost }) => isLost);
  const summary = outcomes
    .map(({ answered }) => answered[0]?.summary.trim() ?? '')
    .filter(Boolean)
    .slice(0, 3)
    .join(' ');
  return {
    findings: outcomes.flatMap(({ answered }) => answered.flatMap((one) => one.findings)),
    unreviewed: gone.flatMap(({ chunk, failed: [first] }) => (first === undefined ? [] : skipsOf(chunk, first.reason))),
    failures: withoutRepeats(gone.flatMap(({ failed: [first] }) => first?.failure ?? [])),
    summary: summary === '' ? undefined : summary,
    spending: chunks.flatMap(({ results }) => results.map(({ spending }) => spending)).reduce(addSpending, noSpending),
  };
}

function withoutRepeats(failures: readonly ReviewerFailure[]): readonly ReviewerFailure[] {
  return failures.filter((one, index) => failures.findIndex((other) => other.problem === one.problem) === index);
}
