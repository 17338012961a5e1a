// The chapter of access: what the token lacks is named at once and before a model is asked, and its end is announced.
import { expiryWarning } from '../access/expiry.ts';
import { namingAll } from '../access/name-all.ts';
import { explanationOf } from '../errors.ts';
import type { Config } from '../model/config.ts';
import type { PullRequestKey } from '../model/pull-request.ts';
import type { World } from '../ports.ts';
import type { ReviewRequest } from './request.ts';

/**
 * Posts the first status, which proves the right to post statuses, and beside it asks for a comment that cannot be: whoever
 * may not write one is told before a model is paid. Throws AccessError naming all that is missing.
 */
export function provingWrites<T>(
  { access }: World,
  { id, project, repository }: PullRequestKey,
  postStatus: () => Promise<T>,
): Promise<T> {
  const place = { project, repository, pullRequestId: id };
  return namingAll(postStatus, access === undefined ? [] : [() => access.writeThread(place)]);
}

/** No repository has it; scopes are checked before anybody looks. */
const nowhere = '00000000-0000-0000-0000-000000000000';

/** The error of a run that could not even read, with the scopes for writing that are missing besides. */
export async function withAllThatIsMissing(
  error: unknown,
  request: ReviewRequest,
  { access }: World,
): Promise<unknown> {
  if (access === undefined || explanationOf(error)?.code !== 'pat-scope-missing') return error;
  const place = { project: request.project, repository: nowhere, pullRequestId: request.pullRequestId };
  try {
    return await namingAll(
      () => Promise.reject(error),
      [() => access.writeStatus(place), () => access.writeThread(place)],
    );
  } catch (all) {
    return all;
  }
}

/** Warns of a token that ends soon, on the run and its page. `now`: milliseconds since the epoch. */
export function warnOfExpiry({ tokenPage }: ReviewRequest, { log }: World, config: Config, now: number): void {
  if (tokenPage === undefined) return;
  const warning = expiryWarning(config.patExpiresOn, now, tokenPage);
  if (warning !== undefined) log.warning(`${warning.problem} ${warning.fix}`);
}
