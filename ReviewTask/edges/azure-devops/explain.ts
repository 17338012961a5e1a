// Turns a failed request into the error a person can act on: what is missing, whose it is, and where to give it.
import { AccessError, type Explanation, ServiceError } from '../../errors.ts';
import type { Network } from '../../model/network.ts';
import type { Identity } from '../../model/pull-request.ts';
import { explainForbidden } from './explain-forbidden.ts';
import { explainNotFound } from './explain-not-found.ts';
import { explainOutage } from './explain-outage.ts';
import { explainSignIn, explainUnauthorized } from './explain-token.ts';
import type { Operation, Target } from './operations.ts';
import type { RequestFailure } from './request-failure.ts';

export type TokenKind = 'pat' | 'bearer';

/** Everything that is known when an operation fails. */
export interface Situation {
  readonly operation: Operation;
  readonly target: Target;
  readonly tokenKind: TokenKind;
  /** With a trailing slash. */
  readonly collectionUrl: string;
  readonly network: Network;
  /**
   * Whom the service took the token for, asked after the failure: an identity, `refused` when it would not accept
   * the token there either, `unknown` when that could not be found out.
   */
  readonly identity: Identity | 'refused' | 'unknown';
}

/** The error that leaves the adapter. Pure; the failure is kept as its cause. */
export function explain(failure: RequestFailure, situation: Situation): AccessError | ServiceError {
  const access = accessProblem(failure, situation);
  if (access !== undefined) return new AccessError(access, failure);
  return new ServiceError(explainOutage(failure, situation), failure);
}

function accessProblem(failure: RequestFailure, situation: Situation): Explanation | undefined {
  if (failure.kind === 'sign-in') return explainSignIn(situation);
  if (failure.kind !== 'status') return undefined;
  if (failure.status === 401) return explainUnauthorized(failure, situation);
  if (failure.status === 403) return explainForbidden(failure, situation);
  return explainNotFound(failure, situation);
}
