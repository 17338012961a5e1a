// The door to the pull request's contents: asks the world once and hands on a snapshot that no longer changes.
import type { BlobId, ChangeEntry } from '../model/diff.ts';
import type { Iteration, PullRequest } from '../model/pull-request.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Blobs, PullRequests } from '../ports.ts';
import { blobsOf, contentOf } from './content.ts';

/** Picks the entries whose contents are needed; entries that it leaves out cost no download. */
export type SelectEntries = (entries: readonly ChangeEntry[]) => readonly ChangeEntry[];

/**
 * Reads the changes of a pull request at an iteration, and the contents of the selected files in one question. `said` is
 * what was read of its threads before. Entries that are not selected are listed in `unread`. A file that cannot be read says so in its content;
 * AccessError and ServiceError of the ports pass through.
 */
export async function takeSnapshot(
  source: { readonly pullRequests: Pick<PullRequests, 'changes'>; readonly blobs: Blobs },
  pullRequest: PullRequest,
  iteration: Iteration,
  said: Pick<Snapshot, 'threads' | 'me'>,
  select: SelectEntries = (entries) => entries,
): Promise<Snapshot> {
  const changes = await source.pullRequests.changes(pullRequest, iteration);
  const entries = sortByPath(withoutRenameSources(changes));
  const selected = new Set(select(entries).map((entry) => entry.path));
  const wanted = entries.filter((entry) => selected.has(entry.path));
  const ids = [...new Set(wanted.flatMap(blobsOf))];
  const contents = ids.length === 0 ? new Map<BlobId, Uint8Array>() : await source.blobs.read(pullRequest, ids);
  return {
    pullRequest,
    iteration,
    files: wanted.map((entry) => ({ ...entry, content: contentOf(entry, contents) })),
    unread: entries.filter((entry) => !selected.has(entry.path)),
    threads: said.threads,
    me: said.me,
  };
}

/**
 * Azure DevOps may list a renamed file twice: under its new name, and as a deletion of the old one. The removed lines
 * are part of the first already.
 */
export function withoutRenameSources(entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  const renamedFrom = new Map(
    entries.filter((entry) => entry.isRenamed).map((entry) => [entry.originalPath, entry.leftBlob]),
  );
  return entries.filter((entry) => {
    const isSource = entry.isDeleted && !entry.isRenamed && renamedFrom.has(entry.path);
    return !(isSource && renamedFrom.get(entry.path) === entry.leftBlob);
  });
}

/** By code unit, so that the order does not depend on the machine's language. */
function sortByPath(entries: readonly ChangeEntry[]): readonly ChangeEntry[] {
  return [...entries].sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
}
