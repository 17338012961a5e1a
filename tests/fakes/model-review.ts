// What the stages of the model share, made of a scripted model and, where a test wants one, a code base.
import type { AskedPlace, Excerpt } from '../../ReviewTask/model/excerpt.ts';
import { noRules, type RuleBook } from '../../ReviewTask/model/rules.ts';
import type { CodeBase, LanguageModel, Log } from '../../ReviewTask/ports.ts';
import { startBudget } from '../../ReviewTask/reviewers/model/budget.ts';
import { startPacer } from '../../ReviewTask/reviewers/model/pacer.ts';
import { startQuestions } from '../../ReviewTask/reviewers/model/questions.ts';
import type { ModelReview } from '../../ReviewTask/reviewers/model/session.ts';
import { codeTools } from '../../ReviewTask/reviewers/model/tools.ts';
import { silentLog } from './log.ts';

interface Given {
  readonly passes?: number;
  readonly book?: RuleBook;
  readonly maxTokens?: number;
  readonly mayCutPrompts?: boolean;
  readonly code?: CodeBase;
  readonly hasTools?: boolean;
  readonly log?: Log;
  /** Shown with every chunk. */
  readonly excerpts?: readonly Excerpt[];
  /** None unless told. */
  readonly evidenceFor?: (place: AskedPlace) => Promise<readonly Excerpt[]>;
}

/** Nothing is redacted; one pass, no ceiling and an empty code base unless told. */
export function aModelReview(model: LanguageModel, given: Given = {}): ModelReview {
  const { passes = 1, maxTokens = 0, mayCutPrompts = false, code = aCodeBase({}), hasTools = false } = given;
  const log = given.log ?? silentLog;
  const pacer = startPacer(4);
  return {
    questions: startQuestions({ model, budget: startBudget(maxTokens), pacer, log, maxTokens, mayCutPrompts }),
    guidance: { instructions: '', language: '' },
    ...{ passes, code, log, isVerified: true, book: given.book ?? noRules },
    shownLines: (part) => part.hunks.flatMap((hunk) => hunk.lines.map((line) => line.text)),
    excerptsFor: async () => given.excerpts ?? [],
    evidenceFor: given.evidenceFor ?? (async () => []),
    lookUps: () => (hasTools ? { tools: codeTools(code) } : {}),
  };
}

/** A code base of texts by path. */
export function aCodeBase(texts: Readonly<Record<string, string>>): CodeBase {
  const files = Object.entries(texts).map(([path, text]) => ({ path, lines: text.split('\n') }));
  return {
    read: async (path) => files.find((file) => file.path === path)?.lines,
    search: async (text, limit) =>
      files
        .flatMap(({ path, lines }) => lines.map((line, index) => ({ path, line: index + 1, text: line })))
        .filter((hit) => hit.text.includes(text))
        .slice(0, limit),
    list: async (folder, limit) =>
      files
        .map(({ path }) => path)
        .filter((path) => folder === '' || path.startsWith(`${folder}/`))
        .slice(0, limit),
  };
}
