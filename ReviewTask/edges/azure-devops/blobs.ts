// The Blobs port on Azure DevOps: a few zip requests for all contents, and ever smaller ones around what cannot be had.
import pLimit from 'p-limit';
import type { BlobId } from '../../model/diff.ts';
import type { PullRequestKey } from '../../model/pull-request.ts';
import type { Blobs } from '../../ports.ts';
import { blobIdOf } from './blob-hash.ts';
import { saysNotVisible } from './explain-not-found.ts';
import type { GitRest } from './git-rest.ts';
import { operations } from './operations.ts';
import { RequestFailure } from './request-failure.ts';
import type { Session } from './session.ts';
import { targetOf } from './target.ts';
import { unzipped } from './unzip.ts';

/** Blobs asked for in one request. */
const batchSize = 200;
/** Largest content that is kept, in bytes; nobody reviews more than that. */
const largestBlob = 8 * 1024 * 1024;
/** After so many requests that failed for the service's own reasons, the rest is given up. */
const patience = 3;

type Content = readonly [BlobId, Uint8Array];

/** `concurrency` is how many requests are under way at once. Access errors are thrown; other failures leave blobs out. */
export function createBlobs(session: Session, concurrency: number): Blobs {
  return {
    async read(key, ids) {
      const wanted = [...new Set(ids)];
      const readMany = createReader(session, key, concurrency);
      const read = new Map((await Promise.all(inBatches(wanted).map(readMany))).flat());
      const lost = wanted.length - read.size;
      if (lost > 0) session.log.debug(`${lost} of ${wanted.length} contents could not be read.`);
      return read;
    },
  };
}

function inBatches(ids: readonly BlobId[]): BlobId[][] {
  const count = Math.ceil(ids.length / batchSize);
  return Array.from({ length: count }, (_, index) => ids.slice(index * batchSize, (index + 1) * batchSize));
}

/**
 * Reads a batch as one zip. One blob that the service does not have, or one too many bytes, can spoil a whole zip: then
 * each half is read by itself, so that a single bad blob costs a handful of requests more.
 */
function createReader(session: Session, key: PullRequestKey, concurrency: number) {
  const limit = pLimit(concurrency);
  let outages = 0;

  function ask(read: (rest: GitRest) => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
    return limit(async () => {
      if (outages >= patience) return undefined;
      const answer = await session.perform(operations.readContents, targetOf(key), (rest) =>
        unlessDenied(() => read(rest)),
      );
      if (!(answer instanceof RequestFailure)) return answer;
      if (isOutage(answer)) outages += 1;
      return undefined;
    });
  }

  async function readOne(id: BlobId): Promise<readonly Content[]> {
    const content = await ask((rest) => rest.blob(key, id));
    const isIt = content !== undefined && content.length <= largestBlob && blobIdOf(content) === id;
    return isIt ? [[id, content]] : [];
  }

  async function readMany(ids: readonly BlobId[]): Promise<readonly Content[]> {
    const [only] = ids;
    if (ids.length <= 1) return only === undefined ? [] : readOne(only);
    const archive = await ask((rest) => rest.blobsZip(key, ids));
    const found = archive === undefined ? [] : contentsOf(archive, new Set(ids));
    const missing = ids.filter((id) => !found.some(([other]) => other === id));
    const middle = Math.ceil(missing.length / 2);
    const halves = missing.length < ids.length ? missing.map((id) => [id]) : [ids.slice(0, middle), ids.slice(middle)];
    return [...found, ...(await Promise.all(halves.map(readMany))).flat()];
  }

  return readMany;
}

/** The contents of an archive, by their hash: the names of its entries are not documented. Empty for a damaged one. */
function contentsOf(archive: Uint8Array, wanted: ReadonlySet<BlobId>): readonly Content[] {
  try {
    const named = unzipped(archive, largestBlob).map((content) => [blobIdOf(content), content] as const);
    return named.filter(([id]) => wanted.has(id));
  } catch {
    return [];
  }
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

function isOutage({ kind, status = 0 }: RequestFailure): boolean {
  return kind === 'network' || status === 429 || status >= 500;
}
