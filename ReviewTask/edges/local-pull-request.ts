// A local branch as if it were a pull request: for the preview, which asks no service.
import { ConfigError } from '../errors.ts';
import type { PullRequests } from '../ports.ts';
import type { Workspace } from './git.ts';

export interface LocalBranch {
  /** Full commit ids. */
  readonly base: string;
  readonly head: string;
  /** As the person named them. */
  readonly baseName: string;
  readonly headName: string;
  readonly repositoryName: string;
}

const nobody = { id: '00000000-0000-0000-0000-000000000000', displayName: 'you' };

/** Reads the difference between the merge base and the head; has no threads. Throws ConfigError where the two are the same. */
export function createLocalPullRequests(workspace: Workspace, branch: LocalBranch): PullRequests {
  const iteration = async () => ({
    id: 1,
    source: branch.head,
    base: await workspace.mergeBase(branch.base, branch.head),
  });
  return {
    find: async (project, id) => ({
      project,
      id,
      repository: branch.repositoryName,
      repositoryName: branch.repositoryName,
      title: branch.headName,
      description: '',
      author: nobody,
      state: 'active',
      isDraft: false,
      isFork: false,
      sourceRef: branch.headName,
      targetRef: branch.baseName,
      targetCommit: branch.base,
      sourceCommit: branch.head,
      webUrl: `${branch.baseName}...${branch.headName}`,
    }),
    me: async () => nobody,
    latestIteration: iteration,
    iterations: async () => [{ ...(await iteration()), reason: 'push', createdAt: undefined }],
    statuses: async () => [],
    changes: (_pullRequest, { base, source }) => workspace.changes(base, source),
    threads: async () => [],
    open: async () => [],
    likes: async () => [],
    pushMark: () => 0,
    seenAs: () => nobody.id,
    file: (_pullRequest, commit, path) => workspace.file(commit, path),
  };
}

/** The refs of a preview as commits. Throws ConfigError for a ref that does not exist, and for a head that adds nothing. */
export async function resolveBranch(workspace: Workspace, baseName: string, headName: string): Promise<LocalBranch> {
  const [base, head] = await Promise.all([workspace.resolve(baseName), workspace.resolve(headName)]);
  if (base === head) {
    throw new ConfigError({
      code: 'preview-nothing-between',
      problem: `"${baseName}" and "${headName}" are the same commit, so there is nothing to review.`,
      fix: 'Name the branch that yours will be merged into with --base, and your branch with --head.',
    });
  }
  if ((await workspace.mergeBase(base, head)) === head) {
    throw new ConfigError({
      code: 'preview-head-in-base',
      problem: `"${headName}" is contained in "${baseName}": it has no commit that "${baseName}" does not have, so there is nothing to review.`,
      fix: `If you took the one for the other, run it with --base ${headName} --head ${baseName}. If your work is not committed yet, commit it first: only commits are reviewed.`,
    });
  }
  const parts = workspace.root.split(/[\\/]/).filter(Boolean);
  return { base, head, baseName, headName, repositoryName: parts.at(-1) ?? 'repository' };
}
