// Packs hunks into chunks that fit one question; every hunk lands in exactly one.
import type { Hunk } from '../model/diff.ts';
import type { Chunk, ChunkPart, TextFile } from '../model/plan.ts';
import { estimateTokens } from './tokens.ts';

/** Most tokens of hunks in one question: well within every current model, and small enough to be read with care. */
export const chunkTokens = 12_000;

const partOverhead = 30;

/**
 * Packs the files in their order. A file stays whole where it fits; one that does not is split between hunks, and a hunk
 * that is larger than a chunk has one to itself.
 */
export function makeChunks(files: readonly TextFile[], limit = chunkTokens): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let open: Chunk = { parts: [], estimatedTokens: 0 };
  const close = () => {
    if (open.parts.length > 0) chunks.push(open);
    open = { parts: [], estimatedTokens: 0 };
  };
  for (const { part, tokens } of files.flatMap((file) => partsOf(file, limit))) {
    if (open.estimatedTokens + tokens > limit) close();
    open = { parts: [...open.parts, part], estimatedTokens: open.estimatedTokens + tokens };
  }
  close();
  return chunks;
}

interface SizedPart {
  readonly part: ChunkPart;
  readonly tokens: number;
}

function partsOf(file: TextFile, limit: number): readonly SizedPart[] {
  const parts: SizedPart[] = [];
  let hunks: Hunk[] = [];
  let tokens = partOverhead;
  const close = () => {
    if (hunks.length > 0) parts.push({ part: { path: file.path, originalPath: file.originalPath, hunks }, tokens });
    hunks = [];
    tokens = partOverhead;
  };
  for (const hunk of file.content.hunks) {
    const size = hunkTokens(hunk);
    if (tokens + size > limit) close();
    hunks.push(hunk);
    tokens += size;
  }
  close();
  return parts;
}

/** Tokens of a hunk with its line numbers and markers. */
export function hunkTokens(hunk: Hunk): number {
  return hunk.lines.reduce((sum, line) => sum + 3 + estimateTokens(line.text), 0);
}
