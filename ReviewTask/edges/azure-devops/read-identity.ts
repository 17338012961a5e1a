// Reads who a token belongs to, and who wrote something.
import * as z from 'zod';
import type { Identity } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

/** A person or service as it appears in pull requests and comments. */
export const identityReference = z
  .looseObject({ id: z.string(), displayName: z.string().nullish() })
  .transform(({ id, displayName }): Identity => ({ id, displayName: displayName ?? '' }));

const connectionData = z.looseObject({
  authenticatedUser: z.looseObject({
    id: z.string(),
    providerDisplayName: z.string().nullish(),
    customDisplayName: z.string().nullish(),
  }),
});

/** The identity in an answer of `_apis/connectionData`; its id is the author id of the comments that the token writes. */
export function readIdentity(answer: unknown): Identity {
  const { authenticatedUser: user } = readAnswer(connectionData, answer, operations.identify);
  return { id: user.id, displayName: user.customDisplayName || user.providerDisplayName || user.id };
}
