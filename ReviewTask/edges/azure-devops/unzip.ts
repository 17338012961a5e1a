// Unpacks a zip of blobs in memory.
import { unzipSync } from 'fflate';

/** Contents of the entries that unpack to at most `largestEntry` bytes, in any order. Throws on a damaged archive. */
export function unzipped(archive: Uint8Array, largestEntry: number): readonly Uint8Array[] {
  const isWanted = ({ originalSize }: { readonly originalSize: number }) => originalSize <= largestEntry;
  return Object.values(unzipSync(archive, { filter: isWanted }));
}
