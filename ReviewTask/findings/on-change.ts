// Says whether a finding stands on lines that the change touched, or only beside them.
import type { ChangedFile } from '../model/diff.ts';
import type { PlacedFinding } from '../model/finding.ts';

/** True where at least one anchored line was added or removed. */
export function isOnChange({ path, anchor }: PlacedFinding, files: readonly ChangedFile[]): boolean {
  const file = files.find((one) => one.path === path);
  if (file?.content.kind !== 'text' || anchor.kind !== 'lines') return false;
  const { side, start, end } = anchor;
  return file.content.hunks.some((hunk) =>
    hunk.lines.some((line) => {
      if (line.kind === 'context') return false;
      const number = line.kind === 'added' ? line.right : line.left;
      return (line.kind === 'added') === (side === 'right') && number >= start.line && number <= end.line;
    }),
  );
}
