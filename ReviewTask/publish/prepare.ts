// Turns a report into what is to be said on the pull request. What a preview prints is what publishing performs.
import type { Config, FailOn } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import { encodeKeptFinding } from '../model/kept-finding-text.ts';
import { withMarker } from '../model/marker.ts';
import type { Medium, NewThread, Publication, ThreadChange } from '../model/publication.ts';
import type { Iteration, PullRequest } from '../model/pull-request.ts';
import type { Report } from '../model/report.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { closingStatus } from './closing-status.ts';
import { keepFinding } from './keep-finding.ts';
import { isThreaded, nothingPosted } from './posted-threads.ts';
import { threadBody } from './thread-body.ts';
import { threadChanges } from './thread-changes.ts';
import { trackingComment } from './tracking-comment.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface PublicationContext {
  readonly pullRequest: Pick<PullRequest, 'webUrl'>;
  readonly iteration: Pick<Iteration, 'id'>;
  readonly threadStatus: NewThread['status'];
  readonly failOn: FailOn;
  readonly onModelFailure: Config['onModelFailure'];
  readonly statusGenre: string;
  readonly statusName: string;
  /** The run's page; `undefined` outside a pipeline. */
  readonly targetUrl: string | undefined;
  /** The thread of the tracking comment of an earlier run. */
  readonly existingTracking: number | undefined;
  /** What is answered to people. */
  readonly answers: readonly ThreadChange[];
  /** Names this run in its statuses. */
  readonly run?: string;
  /** By repository path. */
  readonly changeTrackingIds: ReadonlyMap<string, number | undefined>;
  /** The lines that a finding's anchor covers, on its side, without line endings; `undefined` where they are not known. */
  readonly anchoredText: (finding: Finding) => readonly string[] | undefined;
  /** Hosts that may be linked, as a rule the collection's own: lower case, with a port where there is one. */
  readonly linkHosts: readonly string[];
  /** Absent: on the pull request. */
  readonly medium?: Medium;
}

/** Everything the run says. The tracking comment names the threads to be opened without links: they have no ids yet. */
export function preparePublication(report: Report, context: PublicationContext): Publication {
  const { targetUrl, linkHosts, existingTracking, failOn } = context;
  const statusContext = {
    iterationId: context.iteration.id,
    genre: context.statusGenre,
    name: context.statusName,
    targetUrl,
    ...(context.run === undefined ? {} : { run: context.run }),
  };
  const note = { iterationId: report.iterationId, sourceCommit: report.sourceCommit };
  return {
    threads: report.findings.flatMap((finding) => newThread(finding, report, context)),
    changes: threadChanges(report.findings, context.threadStatus, note),
    answers: context.answers,
    tracking: trackingComment(
      report,
      { webUrl: context.pullRequest.webUrl, targetUrl, linkHosts, failOn, medium: context.medium ?? 'pull-request' },
      nothingPosted,
    ),
    existingTracking,
    status: closingStatus(report, context, statusContext),
  };
}

function newThread(finding: Finding, report: Report, context: PublicationContext): NewThread[] {
  const { anchor, path, severity, fingerprint } = finding;
  if (!isThreaded(finding) || anchor.kind === 'pull-request') return [];
  const anchored = context.anchoredText(finding);
  const record = encodeKeptFinding(
    keepFinding(finding, withoutSecrets(report.findings, context.anchoredText)(finding)),
  );
  const words = { linkHosts: context.linkHosts, model: report.model, passes: report.passes, anchored };
  return [
    {
      path,
      anchor,
      body: withMarker(threadBody(finding, words), 'finding', record),
      record,
      status: context.threadStatus,
      severity,
      title: cutText(oneLine(finding.title), 200),
      fingerprint,
      changeTrackingId: context.changeTrackingIds.get(path),
      iterationId: context.iteration.id,
    },
  ];
}
