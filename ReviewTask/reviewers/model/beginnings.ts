// How a verification begins: with the change as the finder had it, where that is short enough to be repeated.
import type { PlacedFinding } from '../../model/finding.ts';
import type { Chunk } from '../../model/plan.ts';
import type { ModelReview } from './session.ts';
import { type ShownChange, wholeChange } from './shown-code.ts';

/**
 * In UTF-16 units: the whole change stands in front of each question where all of them together repeat no more than this.
 * It costs little, because the finder's questions have put it into the server's cache.
 */
const mostRepeated = 12_000;

/** How a question about a finding begins: the chunk that it is in, and the change as far as it is shown again. */
export type Beginning = (finding: PlacedFinding) => {
  readonly chunk: Chunk | undefined;
  readonly whole: ShownChange | undefined;
};

/** Looks up where each finding is; reads each chunk once. */
export async function beginningsOf(
  findings: readonly PlacedFinding[],
  chunks: readonly Chunk[],
  review: ModelReview,
): Promise<Beginning> {
  const chunkOf = (finding: PlacedFinding) => chunks.find((chunk) => holds(chunk, finding));
  const wholes = new Map<Chunk, ShownChange>();
  for (const chunk of new Set(findings.map(chunkOf))) {
    if (chunk === undefined) continue;
    const whole = await wholeChange(chunk, review);
    const size = whole.texts.reduce((sum, text) => sum + text.length, 0);
    const times = findings.filter((finding) => chunkOf(finding) === chunk).length;
    if (size * times <= mostRepeated) wholes.set(chunk, whole);
  }
  return (finding) => {
    const chunk = chunkOf(finding);
    return { chunk, whole: chunk && wholes.get(chunk) };
  };
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
