// Reads the files of a pull request back as they were at an earlier iteration.
import type { BlobId, ChangedFile, ChangeEntry } from '../model/diff.ts';
import type { Iteration, PullRequestKey } from '../model/pull-request.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Blobs, PullRequests } from '../ports.ts';
import { blobsOf, contentOf } from './content.ts';
import { sameFiles } from './same-file.ts';
import { withoutRenameSources } from './take.ts';

/** The files of an earlier iteration, beside those of now. */
export interface Earlier {
  /** By path now; a file that was not part of the change then, or cannot be read back, is absent. */
  readonly files: ReadonlyMap<string, ChangedFile>;
  /** Paths now of files that were part of the change and cannot be read back: to the next review they are new. */
  readonly unreadable: readonly string[];
}

/**
 * The files with these paths (all, where none are named) as they were at the iteration `since`: its own list of changes,
 * one request, and one for the contents of those whose two blobs are not the ones of now. AccessError and ServiceError of
 * the ports pass through; a file whose contents are not there any more is named instead.
 */
export async function readEarlier(
  source: { readonly pullRequests: Pick<PullRequests, 'changes'>; readonly blobs: Blobs },
  pullRequest: PullRequestKey,
  since: Iteration,
  snapshot: Pick<Snapshot, 'files'>,
  paths: readonly string[] = snapshot.files.map(({ path }) => path),
): Promise<Earlier> {
  const changes = withoutRenameSources(await source.pullRequests.changes(pullRequest, since));
  const wanted = new Set(paths);
  // All files take part in the matching, so that none is taken for a file that another one is.
  const pairs = [...sameFiles(snapshot.files, changes)].filter(([{ path }]) => wanted.has(path));
  const changed = pairs.filter(([now, then]) => !isSamePair(now, then)).flatMap(([, then]) => blobsOf(then));
  const ids = [...new Set(changed)];
  const contents = ids.length === 0 ? new Map<BlobId, Uint8Array>() : await source.blobs.read(pullRequest, ids);
  const read = pairs.map(([now, then]): readonly [string, ChangedFile] => [
    now.path,
    { ...then, content: isSamePair(now, then) ? now.content : contentOf(then, contents) },
  ]);
  const isRead = ([, { content }]: readonly [string, ChangedFile]) =>
    content.kind === 'text' || (content.reason !== 'unreadable' && content.reason !== 'too-large');
  return {
    files: new Map(read.filter(isRead)),
    unreadable: read.filter((one) => !isRead(one)).map(([path]) => path),
  };
}

function isSamePair(now: ChangeEntry, then: ChangeEntry): boolean {
  return now.leftBlob === then.leftBlob && now.rightBlob === then.rightBlob && now.isSubmodule === then.isSubmodule;
}
