// The chapter of what lies beside the review: secrets in names, and in files that a default left out.
import type { ChangedFile } from '../model/diff.ts';
import { isTextFile, type ReviewPlan, type Skip } from '../model/plan.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type CheckResult, lookAside } from '../reviewers/run.ts';

/** What was found beside the review. */
export interface Aside extends CheckResult {
  /** All files that a finding may stand in: those under review, and those that something was found in. */
  readonly files: readonly ChangedFile[];
}

/** Secrets where no reviewer looks. What a person excluded is left alone. */
export async function besideTheReview(
  { files, unread, counted = [] }: Snapshot,
  { skips }: ReviewPlan,
): Promise<Aside> {
  const isByDefault = ({ reason }: Skip) => reason.kind === 'excluded' && reason.from === 'default';
  const spared = new Set(skips.filter(isByDefault).map(({ path }) => path));
  const apart = unread.filter(({ path }) => spared.has(path));
  const read = counted.filter(({ path }) => spared.has(path));
  const found = await lookAside({ files: read.filter(isTextFile), entries: [...files, ...apart] });
  const named = new Set(found.findings.map(({ path }) => path));
  const unseen = apart
    .filter(({ path }) => named.has(path))
    .map((entry) => read.find(({ path }) => path === entry.path) ?? { ...entry, content: unreadContent });
  return { ...found, files: [...files, ...unseen] };
}

const unreadContent = { kind: 'none', reason: 'unreadable' } as const;
