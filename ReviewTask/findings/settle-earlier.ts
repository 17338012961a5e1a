// What becomes of the findings of earlier runs: they stay, they are fixed, they are back, or a person has decided.
import type { Disposition, Finding, PlacedFinding } from '../model/finding.ts';
import type { Standing } from '../model/thread-standing.ts';
import type { Earlier } from './earlier.ts';
import { isWorse } from './merge.ts';
import type { Now } from './recheck.ts';

/** What this run has found out about an earlier finding. */
export interface Fate {
  readonly earlier: Earlier;
  readonly now: Now;
  /** The worst report where this run has found it again by itself. */
  readonly report: PlacedFinding | undefined;
}

/**
 * False where no verdict would change anything: a person has decided, or its code was gone and a tracking comment has told
 * so. Nobody is asked about those. What was fixed elsewhere may be undone elsewhere.
 */
export function hangsOnVerdict({ isUntold = false, standing }: Earlier): boolean {
  switch (standing) {
    case 'set-aside':
    case 'kept-open':
      return false;
    case 'resolved-gone':
      return isUntold;
    default:
      return true;
  }
}

/** In their order; one whose thread was resolved and stays so is left out: it has been told. */
export function settleEarlier(fates: readonly Fate[]): readonly Finding[] {
  return fates.flatMap((fate): readonly Finding[] => {
    const disposition = dispositionOf(fate);
    if (disposition === undefined) return [];
    return [
      { ...toldAs(fate), disposition, verification: fate.now.verification, rank: 'known from an earlier review' },
    ];
  });
}

/** Anybody can write a thread that looks like one of an earlier identity of ours: what this run has seen itself counts more. */
function toldAs({ earlier, report }: Fate): PlacedFinding {
  const { carried, isFormer } = earlier;
  if (!isFormer || report === undefined) return carried.finding;
  const { failure, severity, title } = report;
  return { ...carried.finding, ...(isWorse(report, carried.finding) ? { failure, severity, title } : {}) };
}

function dispositionOf({ earlier, now, report }: Fate): Disposition | undefined {
  const { carried, reason, standing } = earlier;
  const { threadId } = carried;
  const how = now.kind === 'fixed' && now.by === 'gone' ? 'gone' : 'verified';
  if (threadId === undefined || standing === undefined) {
    if (report !== undefined) return undefined;
    return now.kind === 'fixed' ? { kind: 'fixed', threadId: undefined, how } : listed(reason);
  }
  if (standing === 'set-aside') return { kind: 'waived', threadId };
  if (now.kind === 'fixed') return fixedNow(threadId, standing, how, earlier.isUntold ?? false);
  switch (standing) {
    case 'open':
      return { kind: 'known', threadId };
    case 'kept-open':
    case 'closed-by-person':
      return { kind: 'known', threadId, standing };
    case 'half-resolved':
      return { kind: 'known', threadId, standing: 'back', step: 'reply-and-status' };
    case 'half-reopened':
      return { kind: 'known', threadId, standing: 'back', step: 'status' };
    case 'resolved-gone':
    case 'resolved-fixed':
      return isBack(standing, earlier, report !== undefined || isConfirmed(now))
        ? { kind: 'known', threadId, standing: 'back', step: 'reply-and-status' }
        : undefined;
  }
}

/** A finding that is no longer there; `undefined` where its thread and a tracking comment have told so. */
function fixedNow(
  threadId: number,
  standing: Standing,
  how: 'gone' | 'verified',
  isUntold: boolean,
): Disposition | undefined {
  switch (standing) {
    case 'kept-open':
      return { kind: 'known', threadId, standing };
    case 'open':
    case 'half-reopened':
      return { kind: 'fixed', threadId, how, step: 'reply-and-status' };
    case 'half-resolved':
      return { kind: 'fixed', threadId, how, step: 'status' };
    case 'resolved-gone':
    case 'resolved-fixed':
      return isUntold ? { kind: 'fixed', threadId, how, step: 'none' } : undefined;
    default:
      return undefined;
  }
}

/** Asked about, since its code was touched, and proven to be there: as good as found again. */
function isConfirmed(now: Now): boolean {
  const { verification } = now;
  return now.kind === 'stays' && verification?.verdict === 'confirmed' && verification.by === 'model';
}

/** Code that was gone and is there again is back. Where code stayed and the fix was elsewhere, only a new report says so. */
function isBack(standing: 'resolved-gone' | 'resolved-fixed', { carried }: Earlier, isReported: boolean): boolean {
  return isReported || (standing === 'resolved-gone' && carried.whereabouts.kind === 'untouched');
}

const reasons = [
  'below-min-severity',
  'over-max-comments',
  'no-file',
  'unchecked',
  'unconfirmed',
  'not-posted',
] as const;

function listed(reason: string): Disposition {
  return { kind: 'list', reason: reasons.find((one) => one === reason) ?? 'unchecked' };
}
