// The Blobs port on Azure DevOps: a few zip requests for all contents, and single ones for what a zip did not bring.
import pLimit from 'p-limit';
import type { BlobId } from '../../model/diff.ts';
import type { PullRequestKey } from '../../model/pull-request.ts';
import type { Blobs } from '../../ports.ts';
import { blobIdOf } from './blob-hash.ts';
import { saysNotVisible } from './explain-not-found.ts';
import { operations } from './operations.ts';
import { targetOf } from './pull-requests.ts';
import { RequestFailure } from './request-failure.ts';
import type { Session } from './session.ts';
import { unzipped } from './unzip.ts';

/** Blobs asked for in one request. */
const batchSize = 200;
/** Largest content that is kept, in bytes; nobody reviews more than that. */
const largestBlob = 64 * 1024 * 1024;
/** After so many single reads that failed for the service's own reasons, the rest is given up. */
const patience = 3;

type Contents = ReadonlyMap<BlobId, Uint8Array>;

/** `concurrency` is how many requests are under way at once. Access errors are thrown; other failures leave blobs out. */
export function createBlobs(session: Session, concurrency: number): Blobs {
  return {
    async read(key, ids) {
      const limit = pLimit(concurrency);
      const wanted = [...new Set(ids)];
      const batches = inBatches(wanted);
      const answers = await Promise.all(batches.map((batch) => limit(() => readBatch(session, key, batch))));
      const contents = new Map(answers.flatMap((answer) => [...answer]));
      const missing = wanted.filter((id) => !contents.has(id));
      if (missing.length === 0) return contents;
      session.log.debug(
        `${missing.length} of ${wanted.length} contents were not in the archives; reading them one by one.`,
      );
      const single = createSingleReader(session, key);
      const rest = await Promise.all(missing.map((id) => limit(() => single(id))));
      return new Map([...contents, ...rest.flatMap((one) => (one === undefined ? [] : [one]))]);
    },
  };
}

function inBatches(ids: readonly BlobId[]): BlobId[][] {
  const count = Math.ceil(ids.length / batchSize);
  return Array.from({ length: count }, (_, index) => ids.slice(index * batchSize, (index + 1) * batchSize));
}

/** What one zip brought, by the hash of the contents: the names of its entries are not documented. */
async function readBatch(session: Session, key: PullRequestKey, ids: readonly BlobId[]): Promise<Contents> {
  if (ids.length === 1) return new Map();
  const archive = await session.perform(operations.readContents, targetOf(key), (rest) =>
    unlessDenied(() => rest.blobsZip(key, ids)),
  );
  if (archive instanceof RequestFailure) return new Map();
  const wanted = new Set(ids);
  const named = entriesOf(archive, session).map((content) => [blobIdOf(content), content] as const);
  return new Map(named.filter(([id]) => wanted.has(id)));
}

function entriesOf(archive: Uint8Array, session: Session): readonly Uint8Array[] {
  try {
    return unzipped(archive, largestBlob);
  } catch {
    session.log.debug('An archive of contents could not be unpacked.');
    return [];
  }
}

/** Reads one blob and checks its hash; `undefined` for what cannot be had. Loses patience with a service that is down. */
function createSingleReader(session: Session, key: PullRequestKey) {
  let outages = 0;
  return async (id: BlobId): Promise<readonly [BlobId, Uint8Array] | undefined> => {
    if (outages >= patience) return undefined;
    const content = await session.perform(operations.readContents, targetOf(key), (rest) =>
      unlessDenied(() => rest.blob(key, id)),
    );
    if (content instanceof RequestFailure) {
      if (content.kind === 'network' || (content.status ?? 0) >= 429) outages += 1;
      return undefined;
    }
    return content.length <= largestBlob && blobIdOf(content) === id ? [id, content] : undefined;
  };
}

/** The failure as a value where it says nothing about access; a denied request is thrown, for it denies them all. */
async function unlessDenied(read: () => Promise<Uint8Array>): Promise<Uint8Array | RequestFailure> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RequestFailure && !isDenied(error)) return error;
    throw error;
  }
}

function isDenied(failure: RequestFailure): boolean {
  if (failure.kind === 'status') return failure.status === 401 || failure.status === 403 || saysNotVisible(failure);
  return failure.kind === 'sign-in' || failure.kind === 'redirect' || failure.kind === 'foreign-address';
}
