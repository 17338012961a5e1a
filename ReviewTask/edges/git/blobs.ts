// Reads any number of blobs from a checkout with one `git cat-file --batch` process.
import type { BlobId } from '../../model/diff.ts';
import type { ReadingBounds } from '../../ports.ts';
import { createBatchParser } from './batch-parser.ts';
import { gitFailed, gitTookTooLong } from './failures.ts';
import { type GitOptions, processFailure, startGit } from './run.ts';

/** Largest content that is kept, in bytes; the same as over REST. */
const largestBlob = 8 * 1024 * 1024;
const objectId = /^[0-9a-f]{40}([0-9a-f]{24})?$/;
const command = ['cat-file', '--batch'] as const;

/**
 * Contents by id; what is missing, too large or no blob is absent. Throws ConfigError without git, ServiceError where the
 * process fails, and the signal's reason.
 */
export function readBlobs(
  given: GitOptions,
  ids: readonly BlobId[],
  bounds: ReadingBounds = {
    largest: largestBlob,
    total: Number.POSITIVE_INFINITY,
    milliseconds: given.timeoutMilliseconds,
  },
): Promise<ReadonlyMap<BlobId, Uint8Array>> {
  const options = { ...given, timeoutMilliseconds: Math.min(given.timeoutMilliseconds, bounds.milliseconds) };
  const wanted = [...new Set(ids)].filter((id) => objectId.test(id));
  if (wanted.length === 0) return Promise.resolve(new Map());
  return new Promise((resolve, reject) => {
    const child = startGit(options, command);
    const parser = createBatchParser(Math.min(largestBlob, bounds.largest));
    const contents = new Map<BlobId, Uint8Array>();
    const errors: Buffer[] = [];
    let left = bounds.total;
    const stop = (error: unknown) => {
      child.kill();
      reject(error);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      try {
        for (const object of parser.push(chunk)) {
          if (object.kind !== 'object' || object.type !== 'blob' || object.content.length > left) continue;
          left -= object.content.length;
          contents.set(object.id, object.content);
        }
      } catch (error) {
        stop(error);
      }
    });
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error) => reject(processFailure(error, command, options)));
    // A process that ends early closes its input; why it did is told by its exit.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      if (code === 0) resolve(contents);
      else if (options.signal.aborted) reject(options.signal.reason);
      else if (code === null) reject(gitTookTooLong(command, options.timeoutMilliseconds));
      else reject(gitFailed(command, Buffer.concat(errors).toString('utf8')));
    });
    child.stdin.end(wanted.map((id) => `${id}\n`).join(''));
  });
}
