// Everything that questions about one chunk have in common, so that their beginnings are the same to the letter.
import type { Chunk } from '../../model/plan.ts';
import type { Rule, RuleBook } from '../../model/rules.ts';
import type { ModelRequest } from '../../ports.ts';
import { type ReadAnswer, readAnswer, readCutAnswer } from './answer.ts';
import { changePrompt, type Guidance, systemPrompt, userPrompt } from './prompt.ts';
import type { AnswerReader } from './questions.ts';
import { schemaFor } from './response-schema.ts';
import { checksOf, type RuleCheck, ridesAlong, rulesOf } from './rules/checklist.ts';
import { checklistText, ownersText } from './rules/text.ts';

/** Room for the answer to one question, in tokens; reasoning counts too on servers that reason. */
export const answerTokens = 8_000;

export interface ChunkQuestion {
  /** What the finder is asked. */
  readonly request: ModelRequest;
  readonly reader: AnswerReader<ReadAnswer>;
  /** Rules to be checked on the files of the chunk; the first pass sees to all of them. */
  readonly checks: readonly RuleCheck[];
  /** The same beginning with another end. */
  other(end: string): ModelRequest;
}

/**
 * The questions of a pass about a chunk, whose parts as text are `files`: with the guidelines and rules of its files, and in
 * the first pass a checklist where the rules are few.
 */
export function questionAbout(
  chunk: Chunk,
  files: readonly string[],
  told: { readonly guidance: Guidance; readonly book: RuleBook; readonly isVerified: boolean },
  pass: number,
): ChunkQuestion {
  const paths = [...new Set(chunk.parts.map(({ path }) => path))];
  const checks = checksOf(told.book.rules, paths);
  const system = systemPrompt(told.guidance, ownersText(told.book, paths), told.isVerified);
  const schema = schemaFor(paths, told);
  const checklist = pass === 1 && checks.length > 0 && ridesAlong(checks) ? checklistText(checks) : '';
  const request = (user: string): ModelRequest => ({ system, user, schema, maxOutputTokens: answerTokens });
  return {
    request: request(userPrompt(files, pass, checklist)),
    reader: readerFor(rulesOf(checks), pass),
    checks: pass === 1 ? checks : [],
    other: (end) => request(changePrompt(files, end)),
  };
}

/** Reads answers in which these rules may be named. */
export function readerFor(rules: readonly Rule[], pass = 1): AnswerReader<ReadAnswer> {
  return {
    read: (text) => readAnswer(text, pass, rules),
    readCut: (text) => readCutAnswer(text, pass, rules),
    broken: (answer) => answer.unreadable,
  };
}
