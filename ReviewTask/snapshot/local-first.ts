// Contents from the local checkout where it has them, from the service for the rest.
import type { BlobId } from '../model/diff.ts';
import type { Blobs, Log } from '../ports.ts';

/**
 * Blobs are named by their content, so it does not matter who hands them over. A checkout that cannot be read (shallow,
 * not trusted by git, no git) only means that the service is asked.
 */
export function localFirst(local: Blobs | undefined, remote: Blobs, log: Log): Blobs {
  if (local === undefined) return remote;
  return {
    async read(pullRequest, ids) {
      const here = await local.read(pullRequest, ids).catch((error: unknown) => {
        log.debug(`The local checkout is not used: ${error instanceof Error ? error.message : 'it cannot be read'}`);
        return new Map<BlobId, Uint8Array>();
      });
      const missing = ids.filter((id) => !here.has(id));
      log.debug(`${here.size} of ${ids.length} contents come from the local checkout.`);
      if (missing.length === 0) return here;
      const there = await remote.read(pullRequest, missing);
      return new Map([...here, ...there]);
    },
  };
}
