// Lists the active pull requests of a repository or a project, page by page.
import * as z from 'zod';
import type { DirectReads } from './direct-reads.ts';
import { operations } from './operations.ts';
import { readAnswer } from './unusable.ts';

const page = z.array(z.looseObject({ pullRequestId: z.number() }));

/** Pull requests on one page; well below what services allow. */
const pageSize = 100;

/**
 * Ids, oldest first. Asks until a page brings nothing new: a short page may as well be one of which the service left out
 * what the token must not see. One opened or closed meanwhile may be missed; the next sweep meets it.
 */
export async function activePullRequests(
  reads: DirectReads,
  project: string,
  repository: string | undefined,
): Promise<readonly number[]> {
  const ids = new Set<number>();
  for (let skip = 0; ; ) {
    const answer = await reads.openPullRequests(project, repository, pageSize, skip);
    const found = readAnswer(page, answer, operations.listPullRequests);
    const before = ids.size;
    for (const { pullRequestId } of found) ids.add(pullRequestId);
    if (ids.size === before) return [...ids].sort((one, other) => one - other);
    skip += found.length;
  }
}
