// Puts the questions about rules that the finder left open, and those about the pull request as a whole.
import type { TextFile } from '../../../model/plan.ts';
import type { ModelSpending, ReviewerFailure } from '../../../model/report.ts';
import type { RuleBook } from '../../../model/rules.ts';
import type { ModelRequest } from '../../../ports.ts';
import { addSpending, noSpending } from '../../outcome.ts';
import { answerTokens, type ChunkQuestion, readerFor } from '../chunk-question.ts';
import type { Questions } from '../questions.ts';
import { responseSchema } from '../response-schema.ts';
import { type RuleCheck, rulesOf, wholeChecksOf } from './checklist.ts';
import { type RuleReading, type Sweep, sweep } from './sweep.ts';
import { wholeQuestion } from './whole.ts';

/** What checking rules came to, and what it cost beyond the finder's questions. */
export interface RulesChecked extends Sweep {
  readonly failures: readonly ReviewerFailure[];
  readonly spending: ModelSpending;
}

/** Checks the rules of a chunk to the end; `finder` is what its own question answered. No rules, no question. */
export function checkChunkRules(
  question: ChunkQuestion,
  finder: RuleReading,
  questions: Questions,
): Promise<RulesChecked> {
  return counted(questions, (put) => sweep(question.checks, finder, (end, checks) => put(question.other(end), checks)));
}

/** Checks the rules that are about the whole change. */
export function checkWholeRules(
  book: RuleBook,
  files: readonly TextFile[],
  summaries: readonly string[],
  questions: Questions,
): Promise<RulesChecked> {
  const checks = wholeChecksOf(
    book.rules,
    files.map(({ path }) => path),
  );
  return counted(questions, (put) =>
    sweep(checks, undefined, (_end, group) =>
      put(
        {
          ...wholeQuestion(group, files, summaries),
          schema: responseSchema({ isVerified: false, hasRules: true }),
          maxOutputTokens: answerTokens,
        },
        group,
      ),
    ),
  );
}

type Put = (request: ModelRequest, checks: readonly RuleCheck[]) => Promise<RuleReading | undefined>;

async function counted(questions: Questions, run: (put: Put) => Promise<Sweep>): Promise<RulesChecked> {
  let spending = noSpending;
  const failures: ReviewerFailure[] = [];
  const swept = await run(async (request, checks) => {
    const asked = await questions.put(request, readerFor(rulesOf(checks)));
    spending = addSpending(spending, asked.spending);
    if (asked.kind === 'answered') return asked.value;
    if (asked.failure !== undefined) failures.push(asked.failure);
    return asked.partial;
  });
  return { ...swept, failures, spending };
}
