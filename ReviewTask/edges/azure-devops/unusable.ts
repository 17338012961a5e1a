// Reads an answer through a schema, or says in plain words that it does not have the documented shape.
import type * as z from 'zod';
import { ServiceError } from '../../errors.ts';
import { cleanText } from './clean-text.ts';
import { unusableAnswer } from './explain-outage.ts';
import type { Operation } from './operations.ts';

/** The error for an answer that cannot be used. `why` names the place, never the content. */
export function unusable(operation: Operation, why: string, cause?: unknown): ServiceError {
  return new ServiceError(unusableAnswer(operation.doing, cleanText(why)), cause);
}

/** The answer as the schema describes it. Throws ServiceError `unexpected-answer` with the path of the first mismatch. */
export function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  answer: unknown,
  operation: Operation,
): z.output<Schema> {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const first = result.error.issues[0];
  const place = first === undefined || first.path.length === 0 ? 'the answer' : first.path.map(String).join('.');
  throw unusable(operation, `${place} is not as documented`);
}
