// How a verification begins: with the change as the finder had it, where repeating that costs less than beginning anew.
import type { ChangedFile } from '../../model/diff.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import type { Chunk } from '../../model/plan.ts';
import type { ModelReview } from './session.ts';
import { hunkAround, type ShownChange, wholeChange } from './shown-code.ts';

/**
 * How much longer the whole change may be than the hunk alone. The whole one is in the server's cache, where a token costs a
 * tenth at the large providers: up to here it costs no more, and it shows more. The hunk behind the same fixed text is not.
 */
const mostTimesLonger = 10;

/** In UTF-16 units: what is repeated of one chunk in all its questions together. Not every server has a cache. */
const mostRepeated = 60_000;

/** How a question about a finding begins: the chunk that it is in, and the change as far as it is shown again. */
export type Beginning = (finding: PlacedFinding) => {
  readonly chunk: Chunk | undefined;
  readonly change: ShownChange;
};

/** Looks up where each finding is, best first as they come; reads each chunk once. */
export async function beginningsOf(
  findings: readonly PlacedFinding[],
  chunks: readonly Chunk[],
  files: readonly ChangedFile[],
  review: ModelReview,
): Promise<Beginning> {
  const chunkOf = (finding: PlacedFinding) => chunks.find((chunk) => holds(chunk, finding));
  const repeated = new Map<Chunk, { readonly whole: ShownChange; readonly size: number; left: number }>();
  for (const chunk of new Set(findings.map(chunkOf))) {
    if (chunk === undefined) continue;
    const whole = await wholeChange(chunk, review);
    repeated.set(chunk, { whole, size: sizeOf(whole), left: mostRepeated });
  }
  const begun = findings.map((finding) => {
    const chunk = chunkOf(finding);
    const file = files.find(({ path }) => path === finding.path);
    const alone = hunkAround(finding, file, review);
    const shared = chunk && repeated.get(chunk);
    if (shared === undefined || shared.size > Math.min(shared.left, mostTimesLonger * sizeOf(alone)))
      return { finding, chunk, change: alone };
    shared.left -= shared.size;
    return { finding, chunk, change: shared.whole };
  });
  return (finding) =>
    begun.find((one) => one.finding === finding) ?? { chunk: undefined, change: { texts: [], seen: new Set() } };
}

function sizeOf({ texts }: ShownChange): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

function holds({ parts }: Chunk, { path, anchor }: PlacedFinding): boolean {
  return parts.some(
    (part) =>
      part.path === path &&
      (anchor.kind !== 'lines' ||
        part.hunks.some((hunk) =>
          hunk.lines.some((line) => {
            if (line.kind === 'context') return line[anchor.side] === anchor.start.line;
            return anchor.side === 'right'
              ? line.kind === 'added' && line.right === anchor.start.line
              : line.kind === 'removed' && line.left === anchor.start.line;
          }),
        )),
  );
}
