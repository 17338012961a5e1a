// Names a pull request for errors about it.
import type { PullRequestKey } from '../../model/pull-request.ts';
import type { Target } from './operations.ts';

/** What an error about a pull request names. */
export function targetOf({ project, repository, id }: PullRequestKey): Target {
  return { project, repository, pullRequest: id };
}
