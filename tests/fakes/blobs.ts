// Blob contents held in memory, behind the port that reads blobs.
import type { BlobId } from '../../ReviewTask/model/diff.ts';
import type { Blobs } from '../../ReviewTask/ports.ts';

/** A fake that also tells what it was asked for. */
export interface FakeBlobs extends Blobs {
  /** The ids of each question, in order. */
  readonly asked: readonly (readonly BlobId[])[];
}

/** Serves the given contents by id, texts as UTF-8; an id that is not among them is absent from the answer. */
export function fakeBlobs(contents: Readonly<Record<BlobId, string | Uint8Array>>): FakeBlobs {
  const asked: (readonly BlobId[])[] = [];
  return {
    asked,
    read: async (_pullRequest, ids) => {
      asked.push(ids);
      const answer = new Map<BlobId, Uint8Array>();
      for (const id of ids) {
        const content = contents[id];
        if (content !== undefined) answer.set(id, typeof content === 'string' ? Buffer.from(content) : content);
      }
      return answer;
    },
  };
}
