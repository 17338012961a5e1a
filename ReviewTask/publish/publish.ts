// The publish stage: the report becomes a publication, the publication is applied, and what could not be written is named.
import { anchoredText } from '../model/anchored-text.ts';
import { isFailing, verdictText } from '../model/conclusion.ts';
import type { Config } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import type { Stopped } from '../model/outcome.ts';
import type { Medium, ThreadChange } from '../model/publication.ts';
import type { ReviewThread } from '../model/pull-request.ts';
import type { Report } from '../model/report.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Publisher } from '../ports.ts';
import { applyPublication } from './apply.ts';
import { preparePublication } from './prepare.ts';
import { reportJson } from './report-json.ts';
import { type StateContext, stateAfter } from './state-after.ts';
import type { StatusContext } from './status.ts';
import { runSummary } from './summary.ts';
import { trackingComment } from './tracking-comment.ts';
import { withState } from './with-state.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Where the statuses go, and which hosts a comment may link to. */
export interface PublishContext extends StatusContext {
  readonly linkHosts: readonly string[];
  /** Absent: on the pull request. */
  readonly medium?: Medium;
  /** The tracking comment of an earlier run; `undefined` where there is none of ours. */
  readonly existingTracking: number | undefined;
  /** The state's record as it is now, where it is ours. */
  readonly recordBefore: string | undefined;
  /** Our finding threads as this run takes them. */
  readonly threads: readonly ReviewThread[];
  /** What is answered to people. */
  readonly answers: readonly ThreadChange[];
  /** What the state keeps besides the report. */
  readonly kept: Pick<StateContext, 'inputs' | 'config' | 'pushMark' | 'reviews' | 'now'>;
}

/** What came of publishing. */
export interface Published {
  /** True where the findings make the status `failed`. */
  readonly isFailed: boolean;
  /** `PASS`, `PARTIAL ADVISORY`, `ERROR` and so on. */
  readonly verdict: string;
  /** False where the final status could not be written: the pull request still says that the review is under way. */
  readonly isStatusPosted: boolean;
  /** The state of the final status. */
  readonly state: string;
  readonly texts: { readonly json: string; readonly summary: string };
  readonly unposted: readonly Stopped[];
}

/** Says the report on the pull request: threads, tracking comment, status. */
export async function publishReport(
  report: Report,
  snapshot: Snapshot,
  publisher: Publisher,
  config: Config,
  context: PublishContext,
): Promise<Published> {
  const { pullRequest, iteration, files } = snapshot;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const anchored = (finding: Finding) => {
    const file = byPath.get(finding.path);
    return file === undefined ? undefined : anchoredText(file, finding.anchor);
  };
  const publication = preparePublication(report, {
    pullRequest,
    iteration,
    threadStatus: config.threadStatus,
    failOn: config.failOn,
    onModelFailure: config.onModelFailure,
    statusGenre: context.genre,
    statusName: context.name,
    targetUrl: context.targetUrl,
    existingTracking: context.existingTracking,
    answers: context.answers,
    ...(context.run === undefined ? {} : { run: context.run }),
    changeTrackingIds: new Map(files.map((file) => [file.path, file.changeTrackingId])),
    anchoredText: anchored,
    linkHosts: context.linkHosts,
    medium: context.medium ?? 'pull-request',
  });
  const { source, base } = iteration;
  const { targetRef, targetCommit } = pullRequest;
  const { failOn } = config;
  const state = {
    ...{
      source,
      base,
      targetRef,
      targetCommit,
      anchoredText: withoutSecrets(report.findings, anchored),
      status: publication.status,
    },
    ...{ threads: context.threads, initial: config.threadStatus, ...context.kept },
    changes: [...publication.changes, ...publication.answers],
  };
  const { linkHosts, medium = 'pull-request', targetUrl } = context;
  const words = { webUrl: pullRequest.webUrl, targetUrl, linkHosts, failOn, medium };
  const applied = await applyPublication(publisher, pullRequest, publication, {
    concurrency: 4,
    rerender: (posted) =>
      withState(trackingComment(report, words, posted), stateAfter(report, state, posted), context.recordBefore),
  });
  const isStatusPosted = applied.statusFailure === undefined;
  const failures = [
    ...applied.failed.map((one) => one.explanation),
    ...applied.changeFailures,
    applied.trackingFailure,
    applied.statusFailure,
  ];
  return {
    isFailed: isFailing(report, failOn),
    verdict: verdictText(report, failOn),
    isStatusPosted,
    state: publication.status.state,
    texts: { json: reportJson(report, anchored), summary: runSummary(report, pullRequest.webUrl, failOn) },
    unposted: failures.filter((failure) => failure !== undefined),
  };
}
