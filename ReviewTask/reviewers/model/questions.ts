// How any stage asks the model: paced, within the token ceiling, checked for a cut prompt, repaired once, and counted.
import { explanationOf } from '../../errors.ts';
import type { SkipReason } from '../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../model/report.ts';
import type { LanguageModel, Log, ModelAnswer, ModelRequest, Spent, TokenUsage } from '../../ports.ts';
import { addSpending, noSpending } from '../outcome.ts';
import type { Budget } from './budget.ts';
import { type MarkedRequest, markRequest, promptSeen } from './canary.ts';
import type { Pacer } from './pacer.ts';
import { repairRequest } from './repair.ts';
import { type Unusable, unusableAnswer } from './unusable-answer.ts';

/** What all questions of a run share. */
export interface QuestionSettings {
  readonly model: LanguageModel;
  readonly budget: Budget;
  readonly pacer: Pacer;
  readonly log: Log;
  /** For the reason of a question that the ceiling left out; 0 for none. */
  readonly maxTokens: number;
  /** True for servers that may cut a long prompt and say nothing: questions carry marks then. */
  readonly mayCutPrompts: boolean;
}

/** How an answer becomes a value. None of the three throws. */
export interface AnswerReader<T> {
  /** `undefined` where the text is not what was asked for. */
  read(text: string): T | undefined;
  /** The same for a text that ends too early: what is whole in it. */
  readCut(text: string): T | undefined;
  /** How many parts of the answer broke the schema and are not in the value. */
  broken(value: T): number;
}

interface Answered<T> {
  readonly kind: 'answered';
  readonly value: T;
}

interface NotAnswered<T> {
  readonly kind: 'failed';
  /** True where less in one question may go well: the answer or the prompt was too long. */
  readonly isTooLarge: boolean;
  /** What could be read all the same. */
  readonly partial: T | undefined;
  readonly reason: SkipReason;
  /** `undefined` where nothing failed: a ceiling or a deadline was reached. */
  readonly failure: ReviewerFailure | undefined;
}

/** What became of one question, and what it cost. */
export type Asked<T> = (Answered<T> | NotAnswered<T>) & { readonly spending: ModelSpending };

export interface Questions {
  /** Puts one question. Whatever the model or the server does is a value; only a bug of ours is thrown. */
  put<T>(request: ModelRequest, reader: AnswerReader<T>): Promise<Asked<T>>;
}

type Sent = { readonly kind: 'sent'; readonly answer: ModelAnswer; readonly isCut: boolean } | NotAnswered<never>;

/** Starts the questions of one run. */
export function startQuestions(settings: QuestionSettings): Questions {
  const { log } = settings;
  let areMarksHeeded = true;

  const wasCut = (marked: MarkedRequest, answer: ModelAnswer): boolean => {
    const seen = promptSeen(answer.text, marked, perCall(answer));
    if (seen === 'ignored' && answer.ending === 'complete' && areMarksHeeded && answer.text.includes('{')) {
      areMarksHeeded = false;
      log.info(
        'The model does not repeat the marks that show whether the server cut the prompt, so that is not checked in this run.',
      );
    }
    return seen === 'cut' && (answer.ending === 'complete' || answer.text.includes(marked.marks.last));
  };

  const send = (request: ModelRequest, count: (spending: ModelSpending) => void): Promise<Sent> =>
    settings.pacer.run(async (throttled) => {
      const marked = settings.mayCutPrompts && areMarksHeeded ? markRequest(request) : undefined;
      const sent = marked?.request ?? request;
      const reserved = settings.budget.reserve(sent.system, sent.user, sent.maxOutputTokens);
      if (reserved === undefined) return overBudget(settings.maxTokens);
      const onThrottle = () => {
        throttled();
        count({ ...noSpending, throttled: 1 });
      };
      let lost: Spent | undefined;
      const onLost = (spent: Spent) => {
        lost = spent;
      };
      try {
        const answer = await settings.model.ask({ ...sent, onThrottle, onLost });
        count(reserved.settle(answer));
        return { kind: 'sent', answer, isCut: marked !== undefined && wasCut(marked, answer) };
      } catch (error) {
        // Look-ups that were answered before the question failed have been paid for.
        if (lost === undefined) reserved.release();
        else count(reserved.settle({ text: '', ending: 'complete', ...lost }));
        return failureOf(error);
      }
    });

  return {
    async put(request, reader) {
      let spending = noSpending;
      const count = (one: ModelSpending) => {
        spending = addSpending(spending, one);
      };
      const ended = await read(request, reader, (again) => send(again, count), count);
      return { ...ended, spending };
    },
  };
}

async function read<T>(
  request: ModelRequest,
  reader: AnswerReader<T>,
  send: (request: ModelRequest) => Promise<Sent>,
  count: (spending: ModelSpending) => void,
): Promise<Answered<T> | NotAnswered<T>> {
  const first = await send(request);
  if (first.kind === 'failed') return first;
  const { answer, isCut } = first;
  const value = reader.read(answer.text);
  if (isCut) return unusable('prompt-cut', value);
  if (answer.ending !== 'complete') return unusable(answer.ending, value ?? reader.readCut(answer.text));
  if (value !== undefined && reader.broken(value) === 0) return { kind: 'answered', value };

  const second = await send(repairRequest(request, answer.text));
  if (second.kind === 'sent') count({ ...noSpending, repairs: 1 });
  const repaired = second.kind === 'sent' && !second.isCut ? reader.read(second.answer.text) : undefined;
  const better = betterOf(reader, value, repaired);
  if (better !== undefined) return { kind: 'answered', value: better };
  return unusable('unreadable', reader.readCut(answer.text));
}

/** Usage of an answer with look-ups is the sum of all its calls; no call sends less than the question. */
function perCall({ usage, calls = 1 }: ModelAnswer): TokenUsage | undefined {
  return usage === undefined ? undefined : { ...usage, prompt: usage.prompt / calls };
}

/** The one with fewer broken parts; the first where they are equal. */
function betterOf<T>(reader: AnswerReader<T>, first: T | undefined, second: T | undefined): T | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return reader.broken(second) < reader.broken(first) ? second : first;
}

function unusable<T>(what: Unusable, partial: T | undefined): Answered<T> | NotAnswered<T> {
  const failure = unusableAnswer(what);
  const reason: SkipReason = { kind: 'model-failed', problem: failure.problem };
  // Not every server says that it cut an answer off; something whole at its beginning speaks for it.
  const isTooLarge = what === 'truncated' || what === 'prompt-cut' || (what === 'unreadable' && partial !== undefined);
  return { kind: 'failed', isTooLarge, partial, reason, failure };
}

function overBudget(limit: number): NotAnswered<never> {
  return notAnswered({ kind: 'over-max-tokens', limit }, undefined);
}

function failureOf(error: unknown): NotAnswered<never> {
  const explanation = explanationOf(error);
  if (explanation === undefined) throw error;
  const { code, problem, fix } = explanation;
  if (code === 'deadline-reached') return notAnswered({ kind: 'out-of-time' }, undefined);
  const failed = notAnswered({ kind: 'model-failed', problem }, { reviewer: 'model', code, problem, fix });
  return { ...failed, isTooLarge: code === 'model-prompt-too-long' };
}

function notAnswered(reason: SkipReason, failure: ReviewerFailure | undefined): NotAnswered<never> {
  return { kind: 'failed', isTooLarge: false, partial: undefined, reason, failure };
}
