// Line blocks of one file between two blobs, for re-tracking threads and for the fileDiffs endpoint.
import { git } from './run.ts';

/** A changed block. Starts are 1-based; a count of 0 means the block lies after line `start`. */
export interface LineBlock {
  readonly originalStart: number;
  readonly originalCount: number;
  readonly modifiedStart: number;
  readonly modifiedCount: number;
}

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Blocks that differ between two blobs, in order; empty when they are equal or binary. */
export async function lineBlocks(folder: string, before: string, after: string): Promise<readonly LineBlock[]> {
  const { output } = await git(folder, ['diff', '-U0', '--no-color', '--no-ext-diff', before, after]);
  return output
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const found = header.exec(line);
      if (!found) return [];
      const [, originalStart, originalCount = '1', modifiedStart, modifiedCount = '1'] = found;
      return [
        {
          originalStart: Number(originalStart),
          originalCount: Number(originalCount),
          modifiedStart: Number(modifiedStart),
          modifiedCount: Number(modifiedCount),
        },
      ];
    });
}

/** Where a 1-based line went; `undefined` when it was changed or removed. */
export function trackLine(line: number, blocks: readonly LineBlock[]): number | undefined {
  let shift = 0;
  for (const block of blocks) {
    const first = block.originalCount === 0 ? block.originalStart + 1 : block.originalStart;
    if (line < first) break;
    if (line < first + block.originalCount) return undefined;
    shift += block.modifiedCount - block.originalCount;
  }
  return line + shift;
}
