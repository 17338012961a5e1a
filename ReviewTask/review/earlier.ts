// The chapter of earlier findings: where they are now, and what became of them.
import type { Parted } from '../findings/apart-from-earlier.ts';
import { type Earlier, earlierFindings } from '../findings/earlier.ts';
import { rechecks, whatBecame } from '../findings/recheck.ts';
import { hangsOnVerdict, settleEarlier } from '../findings/settle-earlier.ts';
import type { Config } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import type { ModelReview } from '../reviewers/model/session.ts';
import { nothingVerified, type Verified, verifyFindings } from '../reviewers/model/verify.ts';
import type { ReviewerOutcome } from '../reviewers/outcome.ts';
import type { Change } from './change.ts';
import type { Occasion } from './occasion.ts';
import { findingThreads } from './talk.ts';

/** The findings of earlier runs, where they are now. */
export function earlierOf(
  { talk }: Occasion,
  { aside, deltas, scope, snapshot }: Change,
  config: Config,
): readonly Earlier[] {
  const { reading } = talk.own.tracking;
  // In a full review what was only listed is found again, or it is not worth a word; the code of threads is looked for.
  const state = reading.kind === 'state' ? reading.state : undefined;
  const findings = state?.findings.filter(({ kind }) => kind === 'thread') ?? [];
  const kept = scope.kind === 'delta' || state === undefined ? state : { ...state, findings };
  return earlierFindings({
    ...{
      threads: findingThreads(talk),
      state: kept,
      now: { ...snapshot, files: aside.files },
      deltas,
      initial: config.threadStatus,
    },
  });
}

/** Those that a verdict could change. What was fixed elsewhere is asked about only where its file has changed since. */
export function inQuestion(earlier: readonly Earlier[], { deltas }: Pick<Change, 'deltas'>): readonly Earlier[] {
  const changed = new Set(
    deltas.filter(({ fresh, lost }) => fresh.hunks.length + lost.hunks.length > 0).map(({ path }) => path),
  );
  return earlier.filter(
    (one) => hangsOnVerdict(one) && (one.standing !== 'resolved-fixed' || changed.has(one.carried.finding.path)),
  );
}

/** What became of the earlier findings; those on touched code that nobody has found again are asked about. */
export async function againLooked(
  earlier: readonly Earlier[],
  parted: Parted,
  found: ReviewerOutcome,
  change: Change,
  questions: ModelReview | undefined,
): Promise<{ readonly findings: readonly Finding[]; readonly verified: Verified }> {
  const carried = earlier.map((one) => one.carried);
  const reported = new Set(parted.reported.keys());
  // Whatever the effort: without a second look, a fix beside the line would leave its thread open and the status failed for good.
  const open = inQuestion(earlier, change).map((one) => one.carried);
  const asked = questions === undefined ? [] : rechecks(open, reported);
  const puzzles = asked.map((one) => one.asked);
  const { aside, plan } = change;
  const { files } = aside;
  const verified =
    questions === undefined || puzzles.length === 0
      ? nothingVerified
      : await verifyFindings(puzzles, { files, chunks: plan.chunks }, questions);
  const checksRan = [...found.failures, ...aside.failures].every(({ reviewer }) => reviewer === 'model');
  const became = whatBecame(carried, reported, asked, verified.verdicts, checksRan);
  const fates = earlier.flatMap((one) => {
    const now = became.get(one.carried);
    return now === undefined ? [] : [{ earlier: one, now, report: parted.reported.get(one.carried) }];
  });
  return { findings: settleEarlier(fates), verified };
}
