// The settle stage: every raw finding gets its place, its identity and its fate. Marked, never dropped.
import type { Config } from '../model/config.ts';
import type { ChangedFile } from '../model/diff.ts';
import { type Disposition, type Finding, type RawFinding, severities } from '../model/finding.ts';
import { propertyKeys } from '../model/publication.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { isSameDefect, type PlacedFinding } from './merge.ts';
import { place } from './place.ts';
import { ranked } from './rank.ts';

type Wishes = Pick<Config, 'minSeverity' | 'maxComments' | 'categories'>;

/** All findings, best first, each with what becomes of it. `threads` are those already on the pull request. */
export function settle(
  raw: readonly RawFinding[],
  files: readonly ChangedFile[],
  threads: readonly ReviewThread[],
  wishes: Wishes,
): readonly Finding[] {
  const kept: PlacedFinding[] = [];
  const settled: Finding[] = [];
  let posted = 0;
  for (const finding of ranked(place(raw, files))) {
    const twin = kept.find((other) => isSameDefect(other, finding));
    const disposition = twin
      ? ({ kind: 'merged', into: twin.fingerprint } as const)
      : dispositionOf(finding, threads, wishes, posted);
    if (disposition.kind === 'post') posted += 1;
    if (disposition.kind !== 'merged') kept.push(finding);
    settled.push({ ...finding, disposition, verification: undefined, rank: '' });
  }
  return settled;
}

function dispositionOf(
  finding: PlacedFinding,
  threads: readonly ReviewThread[],
  wishes: Wishes,
  posted: number,
): Disposition {
  const known = threads.find(
    (thread) =>
      !thread.isDeleted &&
      thread.path === finding.path &&
      thread.properties.get(propertyKeys.fingerprint) === finding.fingerprint,
  );
  if (known !== undefined) return { kind: 'known', threadId: known.id };
  if (finding.anchor.kind === 'pull-request') return { kind: 'list', reason: 'no-file' };
  if (!wishes.categories.includes(finding.category)) return { kind: 'hold', reason: 'category-off' };
  if (severities.indexOf(finding.severity) > severities.indexOf(wishes.minSeverity)) {
    return { kind: 'list', reason: 'below-min-severity' };
  }
  return posted < wishes.maxComments ? { kind: 'post' } : { kind: 'list', reason: 'over-max-comments' };
}
