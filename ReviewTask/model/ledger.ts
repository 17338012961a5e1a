// The ledger: every changed line ends in exactly one of sent, reviewed before, excluded by a named rule, or not reviewed for a named reason.
import { type ChangedFile, type ChangeEntry, changedLineCount, type Hunk } from './diff.ts';
import { wholeLineCount } from './long-line.ts';
import { isGap, type ReviewPlan, type Skip, type SkipReason } from './plan.ts';

/** Lines of one file that share a fate. */
export interface LedgerEntry {
  readonly path: string;
  /** Added plus removed lines; `undefined` where the content was not read, so that nobody counted them. */
  readonly lines: number | undefined;
  /** `sent`: the model answered about them, or without a model the built-in checks read them. */
  readonly fate:
    | { readonly kind: 'sent' }
    /** Answered for at an earlier iteration, and the same since. */
    | { readonly kind: 'reviewed-before'; readonly iteration: number }
    | { readonly kind: 'excluded' | 'not-reviewed'; readonly reason: SkipReason };
}

/** Counts of lines: `sent + reviewedBefore + excluded + notReviewed` is `lines`. */
export interface LedgerTotals {
  readonly lines: number;
  readonly sent: number;
  readonly reviewedBefore: number;
  readonly excluded: number;
  readonly notReviewed: number;
  /** Files whose lines nobody counted; none of their lines is in the other numbers. */
  readonly uncountedFiles: number;
  /** Those of them that a rule excludes: without a checkout they are not read, not even to count them. */
  readonly uncountedExcludedFiles: number;
}

export interface Ledger {
  /** By path in code unit order; a file that was reviewed in part has several. */
  readonly entries: readonly LedgerEntry[];
  readonly totals: LedgerTotals;
}

/** Accounts for every changed file: what was planned, less what got no answer after all (`unreviewed`). */
export function makeLedger(
  snapshot: {
    readonly files: readonly ChangedFile[];
    readonly unread: readonly ChangeEntry[];
    readonly counted?: readonly ChangedFile[];
  },
  plan: ReviewPlan,
  unreviewed: readonly Skip[],
): Ledger {
  const planned = plannedLines(plan);
  const skips = new Map<string, Skip[]>();
  for (const skip of [...plan.skips, ...unreviewed]) skips.set(skip.path, [...(skips.get(skip.path) ?? []), skip]);
  const lost = new Map<string, number>();
  for (const skip of unreviewed) lost.set(skip.path, (lost.get(skip.path) ?? 0) + skip.changedLines);
  const read = snapshot.files.flatMap((file) => {
    const sent = (planned.get(file.path) ?? 0) - (lost.get(file.path) ?? 0);
    return accountOf(file, Math.max(0, sent), skips.get(file.path) ?? []);
  });
  const counts = new Map((snapshot.counted ?? []).map((file) => [file.path, countOf(file)]));
  const unread = snapshot.unread.map(({ path }) => {
    const [skip] = skips.get(path) ?? [];
    return unsent(path, counts.get(path), skip?.reason ?? { kind: 'unplanned' });
  });
  return ledgerOf([...read, ...unread]);
}

/** Sorts entries and adds them up. */
export function ledgerOf(entries: readonly LedgerEntry[]): Ledger {
  const sum = (kind: LedgerEntry['fate']['kind']) =>
    entries.filter(({ fate }) => fate.kind === kind).reduce((total, { lines = 0 }) => total + lines, 0);
  const [sent, reviewedBefore] = [sum('sent'), sum('reviewed-before')];
  const [excluded, notReviewed] = [sum('excluded'), sum('not-reviewed')];
  const uncounted = entries.filter(({ lines }) => lines === undefined);
  const filesOf = (some: readonly LedgerEntry[]) => new Set(some.map(({ path }) => path)).size;
  return {
    entries: [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    totals: {
      lines: sent + reviewedBefore + excluded + notReviewed,
      ...{ sent, reviewedBefore, excluded, notReviewed },
      uncountedFiles: filesOf(uncounted),
      uncountedExcludedFiles: filesOf(uncounted.filter(({ fate }) => fate.kind === 'excluded')),
    },
  };
}

/** True where a line that a person would expect to be reviewed was not. */
export function isIncomplete(ledger: Ledger): boolean {
  return ledger.entries.some(({ fate }) => fate.kind === 'not-reviewed' && isGap(fate.reason));
}

/** Changed lines by path that stand in a question, or without questions in a planned file. */
function plannedLines(plan: ReviewPlan): ReadonlyMap<string, number> {
  const parts: readonly { readonly path: string; readonly hunks: readonly Hunk[] }[] =
    plan.chunks.length > 0
      ? plan.chunks.flatMap((chunk) => chunk.parts)
      : plan.files.map((file) => ({ path: file.path, hunks: file.content.hunks }));
  // The built-in checks read lines of any length; a model does not.
  const count = plan.chunks.length > 0 ? wholeLineCount : changedLineCount;
  const lines = new Map<string, number>();
  for (const { path, hunks } of parts) lines.set(path, (lines.get(path) ?? 0) + count(hunks));
  return lines;
}

function accountOf(file: ChangedFile, sent: number, skips: readonly Skip[]): readonly LedgerEntry[] {
  const { path } = file;
  if (file.content.kind === 'none') return [unsent(path, undefined, { kind: 'no-lines', reason: file.content.reason })];
  const total = changedLineCount(file.content.hunks);
  const entries: LedgerEntry[] = [];
  let left = total;
  const take = (lines: number): number => {
    const taken = Math.min(lines, left);
    left -= taken;
    return taken;
  };
  if (sent > 0) entries.push({ path, lines: take(sent), fate: { kind: 'sent' } });
  for (const { changedLines, reason } of skips) {
    const lines = take(changedLines);
    if (lines > 0) entries.push(unsent(path, lines, reason));
  }
  // Whatever neither went out nor was left out was lost by us: never silently.
  if (left > 0) entries.push(unsent(path, left, { kind: 'unplanned' }));
  return entries.length > 0 ? entries : [{ path, lines: 0, fate: { kind: 'sent' } }];
}

/** A binary has no lines, and neither has a file of which only the name has changed. */
function countOf({ content }: ChangedFile): number {
  return content.kind === 'text' ? changedLineCount(content.hunks) : 0;
}

function unsent(path: string, lines: number | undefined, reason: SkipReason): LedgerEntry {
  if (reason.kind === 'reviewed-before') return { path, lines, fate: reason };
  return { path, lines: linesOf(lines, reason), fate: { kind: kindOf(reason), reason } };
}

function kindOf(reason: SkipReason): 'excluded' | 'not-reviewed' {
  return reason.kind === 'excluded' ? 'excluded' : 'not-reviewed';
}

/** A rename or a change of line endings has no changed lines; a binary has no lines at all. */
function linesOf(lines: number | undefined, reason: SkipReason): number | undefined {
  return reason.kind === 'no-lines' && !isGap(reason) ? 0 : lines;
}
