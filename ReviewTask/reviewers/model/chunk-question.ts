// Everything that questions about one chunk have in common, so that their beginnings are the same to the letter.
import type { Chunk } from '../../model/plan.ts';
import type { Rule, RuleBook } from '../../model/rules.ts';
import type { ModelRequest } from '../../ports.ts';
import { answerSchema, answerSchemaWithRules, type ReadAnswer, readAnswer, readCutAnswer } from './answer.ts';
import { partText } from './hunks-text.ts';
import { changePrompt, type Guidance, systemPrompt, userPrompt } from './prompt.ts';
import type { AnswerReader } from './questions.ts';
import { checksOf, type RuleCheck, ridesAlong, rulesOf } from './rules/checklist.ts';
import { checklistText, ownersText } from './rules/text.ts';
import type { ShownLines } from './shown-lines.ts';

/** Room for the answer to one question, in tokens; reasoning counts too on servers that reason. */
export const answerTokens = 8_000;

export interface ChunkQuestion {
  /** What the finder is asked. */
  readonly request: ModelRequest;
  /** Rules to be checked on the files of the chunk. */
  readonly checks: readonly RuleCheck[];
  /** The same beginning with another end. */
  other(end: string): ModelRequest;
}

/** The questions about a chunk: with the guidelines and rules of its files, and a checklist where the rules are few. */
export function questionAbout(
  chunk: Chunk,
  told: { readonly guidance: Guidance; readonly book: RuleBook; readonly shownLines: ShownLines },
): ChunkQuestion {
  const paths = [...new Set(chunk.parts.map(({ path }) => path))];
  const files = chunk.parts.map((part) => partText(part, told.shownLines(part)));
  const checks = checksOf(told.book.rules, paths);
  const system = systemPrompt(told.guidance, ownersText(told.book, paths));
  const schema = checks.length > 0 ? answerSchemaWithRules : answerSchema;
  const checklist = checks.length > 0 && ridesAlong(checks) ? checklistText(checks) : '';
  const request = (user: string): ModelRequest => ({ system, user, schema, maxOutputTokens: answerTokens });
  return {
    request: request(userPrompt(files, checklist)),
    checks,
    other: (end) => request(changePrompt(files, end)),
  };
}

/** Reads answers in which these rules may be named. */
export function readerFor(rules: readonly Rule[]): AnswerReader<ReadAnswer> {
  return {
    read: (text) => readAnswer(text, rules),
    readCut: (text) => readCutAnswer(text, rules),
    broken: (answer) => answer.unreadable,
  };
}

/** The same for the rules of some checks. */
export function readerOf(checks: readonly RuleCheck[]): AnswerReader<ReadAnswer> {
  return readerFor(rulesOf(checks));
}
