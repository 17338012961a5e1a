// What the demo plays: a repository before and after a change, and what its pull request says.

/** Repository path to content. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Scene {
  readonly organisation: string;
  readonly project: string;
  readonly repository: string;
  readonly author: string;
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  /** Short names. */
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly base: Files;
  readonly head: Files;
}
