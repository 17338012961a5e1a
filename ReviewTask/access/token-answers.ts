// What the answers say of the token: whose it is, and which scopes it has.
import { AccessError } from '../errors.ts';
import type { AccessRequest, ProbeAnswer, WriteProof } from '../model/access.ts';
import { type Asked, answerOf, codeOf, pass, unknown } from './answer.ts';
import type { Facts } from './questions.ts';

/** A read that worked proves the token even where nobody says whose it is. */
export function connectionAnswer({ identity, repository, pullRequest }: Facts): ProbeAnswer {
  if (identity.kind === 'told') return pass(`It acts as "${identity.value.displayName}".`);
  if (repository?.kind === 'told' || pullRequest?.kind === 'told') {
    return unknown('The token reads, but Azure DevOps did not say whose it is.');
  }
  return answerOf(identity.error);
}

/** "Not found" comes after the check of scopes, so it proves the scope as well as an answer does. */
export function codeReadAnswer({ identity, repository, pullRequest, threads }: Facts): ProbeAnswer {
  if (isNowhere(identity)) return answerOf(identity.error);
  const reads = [pullRequest, repository, threads].filter((one) => one !== undefined);
  const missing = reads.find((one) => codeOf(one) === 'pat-scope-missing');
  if (missing?.kind === 'failed') return answerOf(missing.error);
  if (reads.some(({ kind }) => kind === 'told')) return pass('The pull request and its repository are read with it.');
  const refused = reads.find((one) => isAboutPlace(one));
  if (refused !== undefined) return pass('The request got past the scopes; what it asked for was not found.');
  const [first] = reads;
  return first?.kind === 'failed' ? answerOf(first.error) : unknown('There was nothing to read.');
}

/** Where there is no collection, every address is "not found", and that proves nothing. */
export function isNowhere(identity: Facts['identity']): identity is Extract<Facts['identity'], { kind: 'failed' }> {
  return codeOf(identity) === 'collection-not-found';
}

const placeCodes = /^(project|repository|pull-request)-|^permission-missing$/;

function isAboutPlace(outcome: Asked<unknown>): boolean {
  return outcome.kind === 'failed' && outcome.error instanceof AccessError && placeCodes.test(codeOf(outcome));
}

/** Of a write that was refused for its content. A missing permission is told where permissions are. */
export function writeAnswer(
  write: Asked<WriteProof>,
  { identity }: Pick<Facts, 'identity'>,
  { tokenKind }: AccessRequest,
): ProbeAnswer {
  if (isNowhere(identity)) return answerOf(identity.error);
  if (write.kind === 'told') return pass(proofs[write.value.kind]);
  if (isAboutPlace(write)) {
    // A job's token has no scopes to name: the permission is all there is.
    if (tokenKind === 'bearer' && codeOf(write) === 'permission-missing') return unknown('See the permissions below.');
    return pass('The request got past the scopes; the permission is looked at below.');
  }
  return answerOf(write.error);
}

const proofs: Readonly<Record<WriteProof['kind'], string>> = {
  'content-refused': 'A request of the kind was let through and refused for its content, as it was meant to be.',
  'place-refused': 'A request of the kind got past the scopes; the place it named does not exist.',
  'taken-back': 'A request of the kind was taken against all expectation, and what it made was deleted at once.',
};
