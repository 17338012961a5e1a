// The door to the model: asks one question per chunk, side by side within a bound, and keeps the account.
import pLimit from 'p-limit';
import { explanationOf } from '../../errors.ts';
import type { RawFinding } from '../../model/finding.ts';
import type { Chunk, ReviewPlan, Skip, SkipReason } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { LanguageModel, Log, ModelAnswer } from '../../ports.ts';
import { noSpending, type ReviewerOutcome } from '../outcome.ts';
import { answerSchema, readAnswer } from './answer.ts';
import { type Budget, startBudget } from './budget.ts';
import { partText } from './hunks-text.ts';
import { type Guidance, systemPrompt, userPrompt } from './prompt.ts';
import type { ShownLines } from './shown-lines.ts';
import { skipsOf } from './unreviewed.ts';

export interface ModelReview {
  readonly model: LanguageModel;
  readonly guidance: Guidance;
  readonly shownLines: ShownLines;
  readonly log: Log;
  /** 0 for no ceiling. */
  readonly maxTokens: number;
}

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
      readonly spending: ModelSpending;
    };

/** Asks the model about every chunk of the plan. A chunk that fails is named and does not stop the others. */
export async function askModel(plan: ReviewPlan, review: ModelReview): Promise<ReviewerOutcome> {
  const system = systemPrompt(review.guidance);
  const budget = startBudget(review.maxTokens);
  const limit = pLimit(concurrency);
  let done = 0;
  const results = await Promise.all(
    plan.chunks.map((chunk) =>
      limit(async () => {
        const result = await askAbout(chunk, system, review, budget);
        done += 1;
        review.log.progress(
          20 + Math.round((60 * done) / plan.chunks.length),
          `Asked ${done} of ${plan.chunks.length}`,
        );
        return { chunk, result };
      }),
    ),
  );
  return gather(results);
}

async function askAbout(chunk: Chunk, system: string, review: ModelReview, budget: Budget): Promise<ChunkResult> {
  const texts = chunk.parts.map((part) => partText(part, review.shownLines(part)));
  const user = userPrompt(texts);
  const reserved = budget.reserve(system, user, answerTokens);
  if (reserved === undefined) {
    return {
      kind: 'failed',
      reason: { kind: 'over-max-tokens', limit: review.maxTokens },
      failure: undefined,
      spending: noSpending,
    };
  }
  try {
    const answer = await review.model.ask({ system, user, schema: answerSchema, maxOutputTokens: answerTokens });
    return read(answer, reserved.settle(answer), review.log);
  } catch (error) {
    reserved.release();
    return failed(error);
  }
}

function read(answer: ModelAnswer, spending: ModelSpending, log: Log): ChunkResult {
  const reading = readAnswer(answer.text);
  if (answer.ending !== 'complete' || reading === undefined) {
    const failure = unusable(answer, reading !== undefined);
    return { kind: 'failed', reason: { kind: 'model-failed', problem: failure.problem }, failure, spending };
  }
  if (reading.unreadable > 0) log.warning(`Findings of the model that could not be read: ${reading.unreadable}.`);
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
  if (explanation.code === 'deadline-reached') {
    return { kind: 'failed', reason: { kind: 'out-of-time' }, failure: undefined, spending: noSpending };
  }
  const { code, problem, fix } = explanation;
  return {
    kind: 'failed',
    reason: { kind: 'model-failed', problem },
    failure: { reviewer: 'model', code, problem, fix },
    spending: noSpending,
  };
}

function gather(results: readonly { readonly chunk: Chunk; readonly result: ChunkResult }[]): ReviewerOutcome {
  const answered = results.flatMap(({ result }) => (result.kind === 'answered' ? [result] : []));
  const lost = results.flatMap(({ chunk, result }) =>
    result.kind === 'failed' ? [{ chunk, reason: result.reason }] : [],
  );
  const failures = results.flatMap(({ result }) =>
    result.kind === 'failed' && result.failure !== undefined ? [result.failure] : [],
  );
  const summary = answered
    .map((one) => one.summary.trim())
    .filter(Boolean)
    .slice(0, 3)
    .join(' ');
  return {
    findings: answered.flatMap((one) => one.findings),
    unreviewed: lost.flatMap(({ chunk, reason }): readonly Skip[] => skipsOf(chunk, reason)),
    failures: withoutRepeats(failures),
    summary: summary === '' ? undefined : summary,
    spending: results.map(({ result }) => result.spending).reduce(add, noSpending),
  };
}

function withoutRepeats(failures: readonly ReviewerFailure[]): readonly ReviewerFailure[] {
  return failures.filter((one, index) => failures.findIndex((other) => other.problem === one.problem) === index);
}

function add(a: ModelSpending, b: ModelSpending): ModelSpending {
  return {
    calls: a.calls + b.calls,
    prompt: a.prompt + b.prompt,
    cached: a.cached + b.cached,
    completion: a.completion + b.completion,
    reasoning: a.reasoning + b.reasoning,
    estimated: a.estimated || b.estimated,
  };
}
