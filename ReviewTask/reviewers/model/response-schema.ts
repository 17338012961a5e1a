// The one schema of all answers in a run: providers put it in front of everything else, so a second one would share no prefix.
import * as z from 'zod';
import type { RuleBook } from '../../model/rules.ts';
import type { ModelRequest } from '../../ports.ts';
import { answerShape, answerShapeWithRules } from './answer.ts';
import { strictSchema } from './json.ts';
import { checksOf } from './rules/checklist.ts';
import { verificationShape } from './verification-answer.ts';

/**
 * What an answer may hold. OpenAI and Azure OpenAI write the schema before the system text, and what follows another
 * beginning is not found in their cache: finder and verifier therefore get the same one, and each leaves the other's part
 * empty. Nobody pays for a part that a run never asks for.
 */
export function responseSchema(wants: {
  readonly isVerified: boolean;
  readonly hasRules: boolean;
}): ModelRequest['schema'] {
  const shape = wants.hasRules ? answerShapeWithRules : answerShape;
  // First, because a verdict is what its question is about, and `null` says at once that this is none.
  const verification = z.union([verificationShape, z.null()]);
  const whole = wants.isVerified ? z.object({ verification, ...shape.shape }) : shape;
  return { name: 'review', schema: strictSchema(whole) };
}

/** The schema for every question about these files: the same for those that find, check rules and verify. */
export function schemaFor(
  paths: readonly string[],
  { book, isVerified }: { readonly book: RuleBook; readonly isVerified: boolean },
): ModelRequest['schema'] {
  return responseSchema({ isVerified, hasRules: checksOf(book.rules, paths).length > 0 });
}
