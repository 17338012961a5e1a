// Says whether a new opinion is about what is new: code that an earlier review has read gets no new opinions.
import type { FreshLines, FreshPart } from '../model/delta.ts';
import type { DiffLine } from '../model/diff.ts';
import type { PlacedFinding } from '../model/finding.ts';

/**
 * True for a finding of the model on lines that were reviewed before and are the same since. Checks without a model say the
 * same each time, so theirs never are. A line directly beside a new one counts as touched: where lines were taken out,
 * there is no other line to hang on. So does a finding without a line, on a file that has something new.
 */
export function isNotTouched(finding: PlacedFinding, fresh: FreshPart | undefined): boolean {
  const { anchor, path, source } = finding;
  if (fresh === undefined || (source.kind !== 'model' && source.kind !== 'rule')) return false;
  const lines = fresh.files.get(path);
  if (lines === undefined || anchor.kind === 'pull-request') return false;
  if (anchor.kind === 'file') return lines.hunks.length === 0;
  const touched = touchedOf(lines)[anchor.side];
  for (let line = anchor.start.line; line <= anchor.end.line; line += 1) if (touched.has(line)) return false;
  return true;
}

type Touched = Readonly<Record<'left' | 'right', ReadonlySet<number>>>;

/** A file may have many findings: its lines are looked through once. */
const prepared = new WeakMap<FreshLines, Touched>();

function touchedOf(fresh: FreshLines): Touched {
  const known = prepared.get(fresh);
  if (known !== undefined) return known;
  const touched = { left: new Set(fresh.left), right: new Set(fresh.right) };
  for (const { lines } of fresh.hunks) {
    for (const [index, line] of lines.entries()) {
      const isBeside = [lines[index - 1], lines[index + 1]].some(
        (other) => other !== undefined && isFresh(other, fresh),
      );
      if (!isBeside) continue;
      if (line.kind !== 'added') touched.left.add(line.left);
      if (line.kind !== 'removed') touched.right.add(line.right);
    }
  }
  prepared.set(fresh, touched);
  return touched;
}

function isFresh(line: DiffLine, { left, right }: FreshLines): boolean {
  return (line.kind === 'added' && right.has(line.right)) || (line.kind === 'removed' && left.has(line.left));
}
