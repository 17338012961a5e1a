// Reads files that nobody asked for from the checkout, where that is free, so that their lines can be counted.
import type { Snapshot } from '../model/snapshot.ts';
import type { Blobs, Log } from '../ports.ts';
import { blobsOf, contentOf } from './content.ts';

/** Far more than a usual change of lock files and generated code; a vendored library may be beyond it. */
const bounds = { largest: 2 * 1024 * 1024, total: 24 * 1024 * 1024, milliseconds: 20_000 };
const mostFiles = 1_000;

/**
 * The snapshot with what the checkout knows of its unread files. Never asks the service, and never fails: a file that is not
 * in the checkout, too large or beyond the bounds stays uncounted.
 */
export async function countUnread(snapshot: Snapshot, checkout: Blobs | undefined, log: Log): Promise<Snapshot> {
  const entries = snapshot.unread.slice(0, mostFiles);
  const ids = [...new Set(entries.flatMap(blobsOf))];
  if (checkout === undefined || ids.length === 0) return snapshot;
  try {
    const contents = await checkout.read(snapshot.pullRequest, ids, bounds);
    const files = entries.map((entry) => ({ ...entry, content: contentOf(entry, contents) }));
    const isKnown = ({ content }: (typeof files)[number]) =>
      content.kind === 'text' || (content.reason !== 'unreadable' && content.reason !== 'too-large');
    return { ...snapshot, counted: files.filter(isKnown) };
  } catch (error) {
    log.debug(`Lines of excluded files are not counted: ${error instanceof Error ? error.message : 'unknown'}`);
    return snapshot;
  }
}
