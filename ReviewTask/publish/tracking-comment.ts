// The one comment that sums the review up: verdict, findings, coverage, cost.
import { verdictHeading } from '../model/conclusion.ts';
import type { FailOn } from '../model/config.ts';
import { type Medium, propertyKeys, type TrackingComment } from '../model/publication.ts';
import type { Report } from '../model/report.ts';
import { describeScope } from '../model/scope.ts';
import { cleanBlock, codeSpan } from './clean-markdown.ts';
import { coverageParts } from './coverage.ts';
import { findingParts } from './finding-list.ts';
import { type CommentPart, fitParts } from './fit-parts.ts';
import { nothingPosted, type PostedThreads } from './posted-threads.ts';
import { rulesParts } from './rules-applied.ts';
import { againLine, failureParts, spendingLine, votesLines } from './run-facts.ts';
import { shorten } from './shorten.ts';
import { partialSentence, severityCounts } from './verdict-words.ts';

export interface TrackingContext {
  /** The page of the pull request. */
  readonly webUrl: string;
  /** The run's page; `undefined` outside a pipeline. */
  readonly targetUrl: string | undefined;
  /** Hosts that may be linked: lower case, with a port where there is one. */
  readonly linkHosts: readonly string[];
  readonly failOn: FailOn;
  /** Absent: on the pull request. */
  readonly medium?: Medium;
}

/**
 * Azure DevOps refuses a comment with more UTF-16 units than 150,000 ("cannot be longer than 150000 characters"); the rest is
 * for the line that names the state.
 */
const commentLimit = 150_000 - 200;
const summaryLimit = 3_000;

/** The tracking comment, with a link to each thread that `posted` knows. */
export function trackingComment(report: Report, context: TrackingContext, posted: PostedThreads): TrackingComment {
  // What is printed was not posted, so that there is nothing to link to.
  const isPosted = (context.medium ?? 'pull-request') === 'pull-request';
  const seen = isPosted ? posted : { ...posted, threadIds: nothingPosted.threadIds };
  const parts: CommentPart[] = [
    { kind: 'text', text: opening(report, context) },
    ...failureParts(report.failures),
    ...summaryPart(report, context.linkHosts),
    ...findingParts(report, context.webUrl, seen),
    ...coverageParts(report),
    ...rulesParts(report.rules),
    { kind: 'text', text: ['### This run', ...thisRun(report, context)].join('\n\n') },
  ];
  return {
    body: fitParts(parts, commentLimit),
    properties: new Map([
      [propertyKeys.tracking, '1'],
      [propertyKeys.iteration, String(report.iterationId)],
      [propertyKeys.sourceCommit, report.sourceCommit],
    ]),
  };
}

function thisRun(report: Report, { medium, targetUrl }: TrackingContext): readonly string[] {
  return [spendingLine(report), ...votesLines(report), againLine(targetUrl, medium)];
}

function opening(report: Report, { failOn }: TrackingContext): string {
  const where = `iteration ${report.iterationId}, commit ${codeSpan(report.sourceCommit.slice(0, 8))}`;
  const counts = `**${severityCounts(report)}** · ${where}`;
  const scope =
    report.scope.kind === 'full' && ['first-review', 'preview'].includes(report.scope.because)
      ? ''
      : describeScope(report.scope, report.iterationId);
  return [`## Threadline review: ${verdictHeading(report, failOn)}`, counts, scope, partialSentence(report, failOn)]
    .filter((text) => text !== '')
    .join('\n\n');
}

function summaryPart(report: Report, linkHosts: readonly string[]): CommentPart[] {
  const clean = (words: string | undefined) =>
    words === undefined ? '' : shorten(cleanBlock(words, { linkHosts }), summaryLimit);
  const [text, news] = [clean(report.summary), clean(report.news)];
  if (text === '' && news === '') return [];
  const model = report.model === undefined ? 'the model' : codeSpan(report.model);
  const parts = [`### What this change does\n\n*In the words of ${model}, not checked.*`, text];
  if (news !== '') parts.push(`**New in iteration ${report.iterationId}:**\n\n${news}`);
  return [{ kind: 'text', text: parts.filter((part) => part !== '').join('\n\n') }];
}
