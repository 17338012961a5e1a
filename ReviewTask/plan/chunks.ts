// Packs hunks into chunks that fit one question; every changed line lands in exactly one, related files in the same.
import type { DiffLine, Hunk } from '../model/diff.ts';
import { shownText } from '../model/long-line.ts';
import type { Chunk, ChunkPart, TextFile } from '../model/plan.ts';
import { splitHunk } from '../model/split-hunk.ts';
import { estimateTokens } from '../model/tokens.ts';
import { relatedGroups } from './related.ts';

/**
 * Most tokens of hunks in one question. With the fixed text, the largest guidelines and the room for the answer it stays
 * within a window of 32,768 tokens, which every current model has; and it is small enough to be read with care.
 */
export const chunkTokens = 12_000;

const partOverhead = 30;

/**
 * Packs the files, riskiest first as they come. Related files stay together where they fit into one chunk, and what is
 * in the same folder comes next to fill it. A file stays whole where it fits; one that does not is split between hunks,
 * and a hunk that is larger than a chunk at line boundaries, into pieces that follow each other.
 */
export function makeChunks(files: readonly TextFile[], limit = chunkTokens): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let open = emptyChunk;
  const close = () => {
    if (open.parts.length > 0) chunks.push(open);
    open = emptyChunk;
  };
  const waiting = relatedGroups(files).map((group) => sizedGroup(group, limit));
  while (waiting.length > 0) {
    const at = nextGroup(waiting, open, limit);
    if (at === undefined) {
      close();
      continue;
    }
    const [group] = waiting.splice(at, 1);
    for (const { part, tokens } of group?.parts ?? []) {
      if (open.estimatedTokens + tokens > limit) close();
      open = { parts: [...open.parts, part], estimatedTokens: open.estimatedTokens + tokens };
    }
  }
  close();
  return chunks;
}

const emptyChunk: Chunk = { parts: [], estimatedTokens: 0 };

interface SizedPart {
  readonly part: ChunkPart;
  readonly tokens: number;
}

interface SizedGroup {
  readonly parts: readonly SizedPart[];
  readonly tokens: number;
}

function sizedGroup(group: readonly TextFile[], limit: number): SizedGroup {
  const parts = group.flatMap((file) => partsOf(file, limit));
  return { parts, tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0) };
}

/** Which group to take next: the first for an empty chunk, then one of the same folders, then any that fits. */
function nextGroup(waiting: readonly SizedGroup[], open: Chunk, limit: number): number | undefined {
  if (open.parts.length === 0) return 0;
  const fits = (group: SizedGroup) => open.estimatedTokens + group.tokens <= limit;
  const folders = new Set(open.parts.map(({ path }) => folderOf(path)));
  const isNear = (group: SizedGroup) => group.parts.some(({ part }) => folders.has(folderOf(part.path)));
  const near = waiting.findIndex((group) => fits(group) && isNear(group));
  const at = near >= 0 ? near : waiting.findIndex(fits);
  return at >= 0 ? at : undefined;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
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
  const largest = limit - partOverhead;
  const pieces = (hunk: Hunk) => (hunkTokens(hunk) > largest ? splitHunk(hunk, largest, lineTokens) : [hunk]);
  for (const hunk of file.content.hunks.flatMap(pieces)) {
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
  return hunk.lines.reduce((sum, line) => sum + lineTokens(line), 0);
}

function lineTokens({ text }: DiffLine): number {
  return 3 + estimateTokens(shownText(text));
}
