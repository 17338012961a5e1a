// What the demo page shows: one pull request with its threads, statuses and changed files, as plain data.
import type { Hunk, Side } from '../../../ReviewTask/model/diff.ts';
import type { Position } from '../../../ReviewTask/model/finding.ts';
import type { StatusState } from '../../../ReviewTask/model/publication.ts';
import type { ThreadStatus } from '../../../ReviewTask/model/pull-request.ts';

export interface PageStatus {
  readonly state: StatusState;
  readonly description: string;
  readonly genre: string;
  readonly name: string;
  /** Shown as a link when it is an http(s) address, a path or a fragment. */
  readonly targetUrl?: string | undefined;
}

export interface PageComment {
  readonly author: string;
  /** Markdown, not trusted. */
  readonly content: string;
  /** ISO 8601; shown in UTC. */
  readonly publishedDate: string;
}

export interface PageThread {
  readonly id: number;
  readonly status: ThreadStatus;
  /** Path on the right side, or on the left side of a deleted file; absent for a thread on the pull request. */
  readonly path?: string | undefined;
  /** Right where absent. */
  readonly side?: Side | undefined;
  /** 1-based line and UTF-16 offset; absent for a thread on the whole file. */
  readonly start?: Position | undefined;
  /** The offset is exclusive. One beyond the end of its line means the end of the line. */
  readonly end?: Position | undefined;
  readonly comments: readonly PageComment[];
}

export type PageChange = 'add' | 'edit' | 'delete' | 'rename' | 'edit, rename';

export interface PageFile {
  /** Repository path without a leading slash. */
  readonly path: string;
  /** Path on the left side; differs from `path` for a rename. */
  readonly originalPath: string;
  readonly change: PageChange;
  /** `undefined` where there is nothing to show; `note` then says why. */
  readonly hunks: readonly Hunk[] | undefined;
  readonly note?: string | undefined;
}

interface PageLink {
  readonly label: string;
  readonly url: string;
}

export interface PullRequestPage {
  readonly organisation: string;
  readonly project: string;
  readonly repository: string;
  readonly id: number;
  readonly title: string;
  /** Markdown, not trusted. */
  readonly description: string;
  readonly author: string;
  /** Short names or full ref names. */
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly state: 'active' | 'abandoned' | 'completed';
  /** As the service names it: `succeeded`, `conflicts`, `queued`, … */
  readonly mergeStatus: string;
  readonly statuses: readonly PageStatus[];
  readonly threads: readonly PageThread[];
  readonly files: readonly PageFile[];
  /** Lines of the pipeline run as the agent writes them. */
  readonly runLog: readonly string[];
  readonly links: readonly PageLink[];
}
