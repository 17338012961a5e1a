// The facts about the run itself: what failed in it, what it cost, and how to run it again.
import type { Medium } from '../model/publication.ts';
import type { Report, ReviewerFailure } from '../model/report.ts';
import { cutText } from './clean-characters.ts';
import { cleanInline, codeSpan } from './clean-markdown.ts';
import { counted, duration, thousands } from './counted.ts';
import type { CommentPart } from './fit-parts.ts';
import { writeMarkdown } from './markdown-syntax.ts';

const reviewerNames: Readonly<Record<ReviewerFailure['reviewer'], string>> = {
  model: 'Model review',
  secrets: 'Secret check',
  'built-in': 'Built-in checks',
};

/** Reviewers that did not come to an end, with the way out; nothing where all did. */
export function failureParts(failures: readonly ReviewerFailure[]): CommentPart[] {
  if (failures.length === 0) return [];
  const items = failures.map((failure) => {
    const problem = cleanInline(cutText(failure.problem, 600));
    return `- **${reviewerNames[failure.reviewer]}:** ${problem} **To fix:** ${cleanInline(cutText(failure.fix, 600))}`;
  });
  return [{ kind: 'list', rank: 0, before: '### Problems in this review', items, after: '' }];
}

/** Model, calls, tokens and time, in a line. */
export function spendingLine(report: Report): string {
  const time = duration(report.seconds);
  if (report.model === undefined) return `No model was used; only the built-in checks ran · ${time}`;
  const { spending } = report;
  const about = spending.estimated ? 'about ' : '';
  const cached = spending.cached > 0 ? ` (${thousands(spending.cached)} cached)` : '';
  const reasoning = spending.reasoning > 0 ? ` (${thousands(spending.reasoning)} reasoning)` : '';
  return [
    `Model ${codeSpan(report.model)}`,
    `${counted(spending.calls, 'call')}${asides(spending)}`,
    `${about}${counted(spending.prompt, 'prompt token')}${cached}`,
    `${about}${counted(spending.completion, 'completion token')}${reasoning}`,
    time,
  ].join(' · ');
}

/** What was out of the ordinary about the calls, in brackets; empty where nothing was. */
function asides({ repairs, throttled }: Report['spending']): string {
  const said = [
    ...(repairs > 0 ? [counted(repairs, 'repair')] : []),
    ...(throttled > 0 ? [`${thousands(throttled)} × rate limited`] : []),
  ];
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

/** Likes on the comments of findings, in a line; nothing where there are none. */
export function votesLines({ votes }: Pick<Report, 'votes'>): readonly string[] {
  if (votes === undefined || votes.size === 0) return [];
  const likes = [...votes.values()].reduce((sum, count) => sum + count, 0);
  return [`${counted(likes, 'like')} on ${counted(votes.size, 'finding')}.`];
}

const againWords: Readonly<Record<Medium, string>> = {
  'pull-request':
    'The next push is reviewed for what is new in it. Comment `/threadline full` to have everything reviewed again, or `/threadline help` for more: the next run sees it, after a push or when the check is re-queued on the Overview page.',
  'dry-run': 'This was a dry run: nothing was posted. To post it, run the task without `dryRun`.',
  preview: 'This was a preview: nothing was posted. To preview again, commit and run it again.',
};

/** What the next run does, and how to ask for more. `targetUrl` is the run's page. */
export function againLine(targetUrl: string | undefined, medium: Medium = 'pull-request'): string {
  const again = againWords[medium];
  if (targetUrl === undefined) return again;
  const children = [{ type: 'text' as const, value: 'Details of this run' }];
  return `${again} ${writeMarkdown({ type: 'link', url: targetUrl, children })}.`;
}
