// Names contents as git names them, which tells which blob a content is and that it arrived whole.
import { createHash } from 'node:crypto';
import type { BlobId } from '../../model/diff.ts';

/** SHA-1 of `blob LENGTH\0CONTENT` as 40 hex digits: git's object id of a blob. */
export function blobIdOf(content: Uint8Array): BlobId {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
