// Reads who a token belongs to, and who wrote something.
import * as z from 'zod';
import type { Identity } from '../../model/pull-request.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

/** A person or service as it appears in pull requests and comments. */
export const identityReference = z
  .looseObject({
    id: z.string(),
    displayName: z.string().nullish(),
    uniqueName: z.string().nullish(),
    descriptor: z.string().nullish(),
  })
  .transform(({ id, displayName, uniqueName, descriptor }): Identity => {
    const identity = { id, displayName: displayName ?? '' };
    if (!uniqueName && !descriptor) return identity;
    return { ...identity, isService: isService(uniqueName ?? '', descriptor ?? '') };
  });

/**
 * Build services have `svc.` descriptors and names such as `Build\{guid}`, the service's own programs `s2s.`, application
 * identities of Entra `aadsp.`; people have others.
 */
function isService(uniqueName: string, descriptor: string): boolean {
  return /^(svc|s2s|aadsp)\./i.test(descriptor) || /^Build\\/i.test(uniqueName);
}

/** The people in an answer of likes. */
export function readIdentities(answer: unknown): readonly Identity[] {
  return readAnswer(z.array(identityReference), answer, operations.readThreads);
}

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
