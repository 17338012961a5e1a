// Where a finding points and what its question names, for those who look up the evidence.
import type { ChangedFile, Hunk } from '../../model/diff.ts';
import type { AskedPlace } from '../../model/excerpt.ts';
import type { PlacedFinding } from '../../model/finding.ts';

const mostNames = 6;
/** Lines of a long finding that are looked at. */
const mostLines = 40;

/** The place of a finding on the right side. `seen` are the lines in front of the verifier, as `path:number`. */
export function placeAsked(
  finding: PlacedFinding,
  file: ChangedFile | undefined,
  seen: ReadonlySet<string>,
): AskedPlace {
  const [startLine, endLine] = rightLinesOf(finding, file);
  const last = Math.min(Math.max(startLine, endLine), startLine + mostLines - 1);
  return { path: finding.path, startLine, endLine: last, names: namesOf(finding), seen };
}

/** Removed lines stand where the next line of the new file is. */
function rightLinesOf({ anchor, line }: PlacedFinding, file: ChangedFile | undefined): readonly [number, number] {
  if (anchor.kind !== 'lines') return [line ?? 1, line ?? 1];
  const { start, end } = anchor;
  if (anchor.side === 'right' || file?.content.kind !== 'text') return [start.line, end.line];
  const hunk = file.content.hunks.find(({ lines }) =>
    lines.some((one) => one.kind === 'removed' && one.left === start.line),
  );
  const at = hunk?.lines.findIndex((one) => one.kind === 'removed' && one.left === start.line) ?? 0;
  const kept = (one: Hunk['lines'][number]) => (one.kind === 'removed' ? [] : [one.right]);
  const next = hunk?.lines.slice(at).flatMap(kept)[0] ?? hunk?.lines.slice(0, at).flatMap(kept).at(-1) ?? 1;
  return [next, next];
}

/** What stands between backticks in the question and the claim. */
function namesOf(finding: PlacedFinding): readonly string[] {
  const question = finding.source.kind === 'model' ? finding.source.question : '';
  const asked = `${question} ${finding.title} ${finding.failure}`.match(/`[^`\n]+`/g)?.join(' ') ?? '';
  return [...new Set(asked.match(/[A-Za-z_$][\w$]{2,}/g) ?? [])].slice(0, mostNames);
}
