// What can be wrong with a checkout, in words that a person can act on.
import { ConfigError, ServiceError } from '../../errors.ts';

const longestText = 300;

/** Text from git or a caller on one line, cut to 300 UTF-16 units. */
function plain(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return oneLine.length > longestText ? `${oneLine.slice(0, longestText - 1)}…` : oneLine;
}

export function gitNotInstalled(cause: unknown): ConfigError {
  const explanation = {
    code: 'git-not-installed',
    problem: 'git could not be started: it is not installed, or not on the PATH of this process.',
    fix: 'Install git (https://git-scm.com) and open a new terminal, or add it to the PATH of the agent.',
  };
  return new ConfigError(explanation, cause);
}

/** git refuses to read a repository that belongs to another user of the machine. */
export function folderNotTrusted(folder: string): ConfigError {
  return new ConfigError({
    code: 'git-folder-not-trusted',
    problem: `git refuses to read ${plain(folder)} because the folder belongs to another user, as it often does inside containers.`,
    fix: `Run: git config --global --add safe.directory "${plain(folder)}"`,
  });
}

export function refNotUsable(ref: string): ConfigError {
  return new ConfigError({
    code: 'git-ref-invalid',
    problem: `"${plain(ref)}" cannot be used as the name of a branch, tag or commit.`,
    fix: 'Give a name such as main, origin/main, v1.2 or a commit id. Names do not begin with "-" and have no ".." or ":" in them.',
  });
}

export function refUnknown(ref: string, isShallow: boolean): ConfigError {
  return new ConfigError({
    code: 'git-ref-unknown',
    problem: `git does not know a commit by the name "${plain(ref)}".`,
    fix: isShallow ? deepen : 'Check the spelling, and run "git fetch" if it is on the server only.',
  });
}

export function commitNotHere(commit: string, isShallow: boolean): ConfigError {
  return new ConfigError({
    code: 'git-commit-missing',
    problem: `The commit ${plain(commit)} is not in this checkout.`,
    fix: isShallow ? deepen : 'Run "git fetch" and try again.',
  });
}

export function noMergeBase(one: string, other: string, isShallow: boolean): ConfigError {
  return new ConfigError({
    code: 'git-no-merge-base',
    problem: `${plain(one)} and ${plain(other)} have no commit in common in this checkout.`,
    fix: isShallow ? deepen : 'Check that both belong to the same history.',
  });
}

const deepen =
  'This is a shallow clone, which lacks older commits. Run "git fetch --unshallow", or set "fetchDepth: 0" on the checkout step of the pipeline.';

export function gitTookTooLong(command: readonly string[], milliseconds: number): ServiceError {
  return new ServiceError({
    code: 'git-timeout',
    problem: `"git ${command[0] ?? ''}" did not finish within ${Math.round(milliseconds / 1000)} seconds and was stopped.`,
    fix: 'Try again on a machine with less load, or look whether the disk of the checkout is slow.',
  });
}

/** Anything else that git says; its words are in the problem. */
export function gitFailed(command: readonly string[], words: string): ServiceError {
  return new ServiceError({
    code: 'git-failed',
    problem: `"git ${command[0] ?? ''}" failed: ${plain(words) || 'it said nothing'}`,
    fix: 'Run the same command in the checkout to see more. "git fsck" tells whether the repository is damaged.',
  });
}
