// The settle stage: every finding gets its fate from what it says, who agrees and what verification has shown. Never dropped.
import { type Config, stagesOf } from '../model/config.ts';
import type { ChangedFile } from '../model/diff.ts';
import {
  type Disposition,
  type Finding,
  isClaim,
  type PlacedFinding,
  severities,
  type Verification,
} from '../model/finding.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { isWaived, knownThread } from './known.ts';
import type { Defect } from './locate.ts';
import { isOnChange } from './on-change.ts';
import { type Rankable, ranked, rankReason } from './rank.ts';
import { isWanted } from './standing.ts';

type Wishes = Pick<Config, 'minSeverity' | 'maxComments' | 'categories' | 'effort'>;

/** What a review knows when it decides. */
export interface Grounds {
  readonly files: readonly ChangedFile[];
  /** Threads that are on the pull request already. */
  readonly threads: readonly ReviewThread[];
  /** Open threads of findings that this run did not settle: they count towards `maxComments`. */
  readonly openThreads?: number;
  /** By the finding that stands for a defect; one that was not looked at is absent. */
  readonly verdicts: ReadonlyMap<PlacedFinding, Verification>;
}

interface Judged extends Rankable {
  readonly twins: readonly PlacedFinding[];
  /** Set where verification or disagreement speaks against a thread, whatever the wishes are. */
  readonly objection: Disposition | undefined;
}

/** All findings, best first, each with what becomes of it; twins come right after the finding they are merged into. */
export function settle(defects: readonly Defect[], grounds: Grounds, wishes: Wishes): readonly Finding[] {
  const { passes } = stagesOf(wishes.effort);
  const judged = ranked(defects.map((defect) => judge(defect, grounds, wishes)));
  // The limit is the pull request's, not the run's: threads of earlier runs count, but for those that a person set aside.
  const knownNow = judged.filter((one) => {
    const known = knownThread([one.finding, ...one.twins], grounds.threads);
    return known !== undefined && !isWaived(known);
  });
  let posted = knownNow.length + (grounds.openThreads ?? 0);
  return judged.flatMap((one): readonly Finding[] => {
    const disposition = dispositionOf(one, grounds.threads, wishes, posted);
    if (disposition.kind === 'post') posted += 1;
    const { finding, verification, twins } = one;
    const merged = { disposition: { kind: 'merged', into: finding.fingerprint }, verification: undefined } as const;
    return [
      { ...finding, disposition, verification, rank: rankReason(one, passes) },
      ...twins.map((twin) => ({ ...twin, ...merged, rank: `same as ${finding.fingerprint}` })),
    ];
  });
}

/** The defect with its verdict. */
function judge({ finding, twins }: Defect, { files, verdicts }: Grounds, wishes: Wishes): Judged {
  const verification = verdicts.get(finding);
  const severity = severityOf(finding, verification);
  const objection = objectionTo(finding, verification, wishes);
  return { finding: { ...finding, severity }, twins, verification, objection, isOnChange: isOnChange(finding, files) };
}

/**
 * Evidence may lower a severity, never raise it, and a blocker that was looked at and not proven is a warning. The severity
 * of a rule is the owners' own.
 */
function severityOf({ severity, source }: PlacedFinding, verification: Verification | undefined): Finding['severity'] {
  if (source.kind === 'rule') return severity;
  const allowed =
    verification?.verdict === 'unclear' ? milder(verification.severity, 'warning') : verification?.severity;
  return allowed === undefined ? severity : milder(severity, allowed);
}

function milder(one: Finding['severity'], other: Finding['severity']): Finding['severity'] {
  return severities.indexOf(one) >= severities.indexOf(other) ? one : other;
}

/**
 * What speaks against a thread. A finding of one pass alone needs a confirmation, and one that several passes agree on may
 * not have been doubted with reason. Where verification never got to a finding, agreement is enough for a thread, and one
 * pass for the list: a failing server hides nothing.
 */
function objectionTo(
  finding: PlacedFinding,
  verification: Verification | undefined,
  { effort }: Wishes,
): Disposition | undefined {
  const { isVerified, passes } = stagesOf(effort);
  if (!isClaim(finding) || (!isVerified && passes === 1)) return undefined;
  const { source } = finding;
  const isAgreed = (source.kind === 'model' || source.kind === 'rule') && source.passes.length > 1;
  switch (verification?.verdict) {
    case 'confirmed':
      return undefined;
    case 'refuted':
      return { kind: 'hold', reason: 'refuted' };
    case 'pre-existing':
      return { kind: 'hold', reason: 'pre-existing' };
    case 'unclear':
      return { kind: isAgreed ? 'list' : 'hold', reason: 'unconfirmed' };
    default:
      return isAgreed ? undefined : { kind: 'list', reason: 'unchecked' };
  }
}

function dispositionOf(
  { finding, twins, objection }: Judged,
  threads: readonly ReviewThread[],
  wishes: Wishes,
  posted: number,
): Disposition {
  const known = knownThread([finding, ...twins], threads);
  if (known !== undefined) return { kind: isWaived(known) ? 'waived' : 'known', threadId: known.id };
  if (!isWanted(finding, wishes)) return { kind: 'hold', reason: 'category-off' };
  if (objection?.kind === 'hold') return objection;
  if (finding.anchor.kind === 'pull-request') return { kind: 'list', reason: 'no-file' };
  if (severities.indexOf(finding.severity) > severities.indexOf(wishes.minSeverity)) {
    return { kind: 'list', reason: 'below-min-severity' };
  }
  if (posted >= wishes.maxComments) return { kind: 'list', reason: 'over-max-comments' };
  return objection ?? { kind: 'post' };
}
