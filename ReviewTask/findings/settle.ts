// The settle stage: every finding gets its fate from what it says, who agrees and what verification has shown. Never dropped.
import { type Config, stagesOf } from '../model/config.ts';
import type { ChangedFile } from '../model/diff.ts';
import { type Disposition, type Finding, type PlacedFinding, severities, type Verification } from '../model/finding.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { knownThread } from './known.ts';
import type { Defect } from './locate.ts';
import { isOnChange } from './on-change.ts';
import { type Rankable, ranked, rankReason } from './rank.ts';

type Wishes = Pick<Config, 'minSeverity' | 'maxComments' | 'categories' | 'effort'>;

/** What a review knows when it decides. */
export interface Grounds {
  readonly files: readonly ChangedFile[];
  /** Threads that are on the pull request already. */
  readonly threads: readonly ReviewThread[];
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
  const judged = ranked(defects.flatMap((defect) => judge(defect, grounds, wishes)));
  let posted = 0;
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

/**
 * The defect with its verdict. A deterministic check among the reports of a defect that fell stands for itself again: the
 * doubt is about the model's words, not about what the check saw.
 */
function judge({ finding, twins }: Defect, { files, verdicts }: Grounds, wishes: Wishes): readonly Judged[] {
  const verification = verdicts.get(finding);
  const severity = lower(finding.severity, verification?.severity);
  const objection = objectionTo(finding, verification, wishes);
  const onChange = (one: PlacedFinding) => isOnChange(one, files);
  const judged = { verification, objection, isOnChange: onChange(finding) };
  const [check] = twins.filter(({ source }) => source.kind !== 'model');
  if (objection === undefined || check === undefined) return [{ ...judged, finding: { ...finding, severity }, twins }];
  const others = twins.filter((twin) => twin !== check);
  const isCheck = (twin: PlacedFinding) => twin.source.kind !== 'model';
  return [
    { ...judged, finding: { ...finding, severity }, twins: others.filter((twin) => !isCheck(twin)) },
    {
      ...{ finding: check, verification: undefined, objection: undefined },
      ...{ isOnChange: onChange(check), twins: others.filter(isCheck) },
    },
  ];
}

/** The milder of the two: evidence may lower a severity, never raise it. */
function lower(own: Finding['severity'], verified: Finding['severity'] | undefined): Finding['severity'] {
  return verified !== undefined && severities.indexOf(verified) > severities.indexOf(own) ? verified : own;
}

/**
 * What speaks against a thread. A finding of one pass alone needs a confirmation; where verification never got to it,
 * through no fault of its own, it is listed, so that a failing server hides nothing.
 */
function objectionTo(
  { source }: PlacedFinding,
  verification: Verification | undefined,
  { effort }: Wishes,
): Disposition | undefined {
  if (source.kind !== 'model' || !stagesOf(effort).isVerified) return undefined;
  switch (verification?.verdict) {
    case 'confirmed':
      return undefined;
    case 'refuted':
      return { kind: 'hold', reason: 'refuted' };
    case 'pre-existing':
      return { kind: 'hold', reason: 'pre-existing' };
    case 'unclear':
      return source.passes.length > 1 ? undefined : { kind: 'hold', reason: 'unconfirmed' };
    default:
      return source.passes.length > 1 ? undefined : { kind: 'list', reason: 'unchecked' };
  }
}

function dispositionOf(
  { finding, twins, objection }: Judged,
  threads: readonly ReviewThread[],
  wishes: Wishes,
  posted: number,
): Disposition {
  const known = knownThread([finding, ...twins], threads);
  if (known !== undefined) return { kind: 'known', threadId: known.id };
  if (!wishes.categories.includes(finding.category)) return { kind: 'hold', reason: 'category-off' };
  if (objection?.kind === 'hold') return objection;
  if (finding.anchor.kind === 'pull-request') return { kind: 'list', reason: 'no-file' };
  if (severities.indexOf(finding.severity) > severities.indexOf(wishes.minSeverity)) {
    return { kind: 'list', reason: 'below-min-severity' };
  }
  if (posted >= wishes.maxComments) return { kind: 'list', reason: 'over-max-comments' };
  return objection ?? { kind: 'post' };
}
