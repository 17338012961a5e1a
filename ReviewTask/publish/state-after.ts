// The state that a review leaves on the pull request, once it is known which threads there are.
import type { Finding } from '../model/finding.ts';
import { isGap, type Skip, type SkipReason } from '../model/plan.ts';
import type { StatusPost, ThreadChange } from '../model/publication.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import { countOf, type Report } from '../model/report.ts';
import type { PastReview, ReviewState, StateFinding } from '../model/review-state.ts';
import { keptOpen } from '../model/thread-standing.ts';
import { keepFinding, placeOf } from './keep-finding.ts';
import { isThreaded, type PostedThreads, threadKey } from './posted-threads.ts';

/** Lines of a finding that are kept. */
const mostCodeLines = 20;

/** What the state says of a review besides its report. */
export interface StateContext
  extends Pick<ReviewState, 'pushMark' | 'source' | 'base' | 'targetRef' | 'targetCommit' | 'inputs' | 'config'> {
  readonly anchoredText: (finding: Finding) => readonly string[] | undefined;
  /** Our finding threads as they were before this run, with what it changes on them. */
  readonly threads: readonly ReviewThread[];
  readonly changes: readonly ThreadChange[];
  /** Status of threads opened by this run. */
  readonly initial: string;
  readonly status: StatusPost;
  /** Reviews before this one, newest last. */
  readonly reviews: readonly PastReview[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The state after this review. A finding whose thread could not be opened is kept as a listed one, so that it is not lost. */
export function stateAfter(report: Report, context: StateContext, posted: PostedThreads): ReviewState {
  const { base, changes, config, initial, inputs, now, source, status, targetCommit, targetRef, threads } = context;
  const findings = report.findings.flatMap((finding) => stateFinding(finding, context, posted));
  const standing = keptOpenThreads(report.findings);
  // A thread may get a note with a status and an answer without one.
  const changed = new Map(changes.flatMap(({ threadId, status: to }) => (to === undefined ? [] : [[threadId, to]])));
  const earlier = threads.map(
    ({ id, status: was }) => [id, standing.has(id) ? keptOpen : (changed.get(id) ?? was)] as const,
  );
  const opened = [...posted.threadIds.values()].map((id) => [id, initial] as const);
  return {
    version: 1,
    pushMark: context.pushMark,
    iterationId: report.iterationId,
    ...{ source, base, targetRef, targetCommit, inputs, config },
    gaps: pathsOf(report.skipped, isGap),
    lasting: pathsOf(report.skipped, isLasting),
    findings,
    threads: [...earlier, ...opened],
    counts: {
      blocker: countOf(report.findings, 'blocker'),
      warning: countOf(report.findings, 'warning'),
      suggestion: countOf(report.findings, 'suggestion'),
    },
    status: { state: status.state, description: status.description },
    summary: report.summary ?? '',
    leftOut: 0,
    reviews: [...context.reviews, { iterationId: report.iterationId, at: now }].slice(-20),
  };
}

/** Each path once. */
function pathsOf(skips: readonly Skip[], isMeant: (reason: SkipReason) => boolean): readonly string[] {
  return [...new Set(skips.filter(({ reason }) => isMeant(reason)).map(({ path }) => path))];
}

/** True for a gap that no other run of the same configuration would close. */
function isLasting(reason: SkipReason): boolean {
  return isGap(reason) && ['long-lines', 'cut-lines', 'no-lines'].includes(reason.kind);
}

function stateFinding(finding: Finding, context: StateContext, posted: PostedThreads): readonly StateFinding[] {
  const { disposition, path } = finding;
  const place = placeOf(finding);
  const listed = (reason: string): StateFinding[] => [
    { kind: 'listed', finding: keepFinding(finding, context.anchoredText(finding)), reason },
  ];
  switch (disposition.kind) {
    case 'known':
    case 'waived':
      return [{ kind: 'thread', threadId: disposition.threadId, path, place, ...changedCode(finding, context) }];
    case 'post': {
      const threadId = isThreaded(finding) ? posted.threadIds.get(threadKey(finding)) : undefined;
      return threadId === undefined ? listed('not-posted') : [{ kind: 'thread', threadId, path, place }];
    }
    case 'list':
      return listed(disposition.reason);
    default:
      return [];
  }
}

/** The lines of an earlier finding where they are not as its thread has them: a later search goes by these. */
function changedCode(finding: Finding, { anchoredText }: StateContext): { readonly code?: readonly string[] } {
  const code = anchoredText(finding);
  if (code === undefined || code.length === 0 || code.join('\n') === finding.quote) return {};
  return { code: code.slice(0, mostCodeLines) };
}

function keptOpenThreads(findings: readonly Finding[]): ReadonlySet<number> {
  const ids = findings.flatMap(({ disposition }) =>
    disposition.kind === 'known' && disposition.standing === 'kept-open' ? [disposition.threadId] : [],
  );
  return new Set(ids);
}
