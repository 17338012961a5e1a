// Makes the lines of one changed file from its two blobs, or says why it has none.
import type { BlobId, ChangeEntry, NoContent, NoLines, TextContent } from '../model/diff.ts';
import { decodeText, isBinary } from './decode.ts';
import { hunksBetween } from './hunks.ts';
import { areSameLines, splitLines } from './lines.ts';
import { isSourceName } from './source-names.ts';

/** Bytes of one side above which a file is not read: generated or data, whatever its name says. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Lines of one side above which a file is not read: two megabytes of line feeds would cost more than all the rest. */
const MAX_LINES = 60_000;
/** A Git LFS pointer is smaller than this (Git LFS specification). */
const LFS_POINTER_BYTES = 1024;
/** The whole form (Git LFS specification): anything beside it is a text that only begins like a pointer. */
const LFS_POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[^\n]*\n)*oid sha256:[0-9a-f]{64}\nsize \d+\n?$/;
const NOTHING = new Uint8Array();

/** The blobs that `contentOf` needs for an entry; none where the entry alone tells that there is nothing to read. */
export function blobsOf(entry: ChangeEntry): readonly BlobId[] {
  if (entry.isSubmodule || entry.leftBlob === entry.rightBlob) return [];
  return [entry.leftBlob, entry.rightBlob].filter((blob) => blob !== undefined);
}

/**
 * Lines and hunks of a changed file, or why it has none. Text always has at least one hunk: an empty file that was
 * added or deleted counts as `same-content`, a change of encoding alone as `only-line-endings`.
 */
export function contentOf(entry: ChangeEntry, blobs: ReadonlyMap<BlobId, Uint8Array>): TextContent | NoContent {
  if (entry.isSubmodule) return none('submodule');
  if (entry.leftBlob !== undefined && entry.leftBlob === entry.rightBlob) return none('same-content');
  const left = bytesOf(entry.leftBlob, entry.isAdded, blobs);
  const right = bytesOf(entry.rightBlob, entry.isDeleted, blobs);
  if (left === undefined || right === undefined) return none('unreadable');
  const content = compareBytes(left, right);
  // A NUL in a file that is named like source code hides the rest of it from every check: that is a gap, not a picture.
  return content.kind === 'none' && content.reason === 'binary' && isSourceName(entry.path)
    ? none('unreadable')
    : content;
}

/** A side that should exist and has no id is unreadable, not empty: half a diff would put findings on wrong lines. */
function bytesOf(
  blob: BlobId | undefined,
  isAbsent: boolean,
  blobs: ReadonlyMap<BlobId, Uint8Array>,
): Uint8Array | undefined {
  if (blob !== undefined) return blobs.get(blob);
  return isAbsent ? NOTHING : undefined;
}

function compareBytes(leftBytes: Uint8Array, rightBytes: Uint8Array): TextContent | NoContent {
  if (areSameBytes(leftBytes, rightBytes)) return none('same-content');
  // Before the size: a large picture is no gap in the review, a large text is one.
  if (isBinary(leftBytes) || isBinary(rightBytes)) return none('binary');
  // Only where the new side is a pointer, too: behind an old one, new lines would go unread.
  if (isLfsPointer(rightBytes.length > 0 ? rightBytes : leftBytes)) return none('lfs-pointer');
  if (leftBytes.length > MAX_BYTES || rightBytes.length > MAX_BYTES) return none('too-large');
  const left = splitLines(decodeText(leftBytes) ?? '');
  const right = splitLines(decodeText(rightBytes) ?? '');
  if (left.length > MAX_LINES || right.length > MAX_LINES) return none('too-large');
  if (areSameLines(left, right)) return none('only-line-endings');
  return { kind: 'text', hunks: hunksBetween(left, right), left, right };
}

function areSameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

function isLfsPointer(bytes: Uint8Array): boolean {
  return bytes.length < LFS_POINTER_BYTES && LFS_POINTER.test(decodeText(bytes) ?? '');
}

function none(reason: NoLines): NoContent {
  return { kind: 'none', reason };
}
