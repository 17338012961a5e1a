// Builds the smallest page there can be; a test adds the one thing it is about.
import type { Hunk } from '../../ReviewTask/model/diff.ts';
import type { PageFile, PageThread, PullRequestPage } from '../../scripts/demo/page/pull-request-page.ts';

/** A page with no files, threads, statuses or log, and whatever a test puts in their place. */
export function smallPage(changes: Partial<PullRequestPage> = {}): PullRequestPage {
  return {
    organisation: 'birkenhof',
    project: 'Fulfilment',
    repository: 'orders',
    id: 7,
    title: 'A title',
    description: '',
    author: 'Jana Köhler',
    sourceBranch: 'refs/heads/feature/one',
    targetBranch: 'refs/heads/main',
    state: 'active',
    mergeStatus: 'succeeded',
    statuses: [],
    threads: [],
    files: [],
    runLog: [],
    links: [],
    ...changes,
  };
}

/** An edited file with one hunk: `old` becomes `fresh` between the lines `above` and `below`. */
export function editedFile(path: string, old: string, fresh: string): PageFile {
  const hunk: Hunk = {
    lines: [
      { kind: 'context', left: 10, right: 20, text: 'above' },
      { kind: 'removed', left: 11, text: old },
      { kind: 'added', right: 21, text: fresh },
      { kind: 'context', left: 12, right: 22, text: 'below' },
    ],
  };
  return { path, originalPath: path, change: 'edit', hunks: [hunk] };
}

/** A thread with one comment; on no file unless `changes` says so. */
export function threadSaying(content: string, changes: Partial<PageThread> = {}): PageThread {
  return {
    id: 5,
    status: 'active',
    comments: [{ author: 'Malte Brandt', content, publishedDate: '2026-10-14T08:12:00Z' }],
    ...changes,
  };
}
