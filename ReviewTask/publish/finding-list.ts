// The findings in the tracking comment: by severity with links to their threads, then those that have no thread.
import { type Disposition, type Finding, severities } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanInline, cleanLine } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { title } from './finding-title.ts';
import { placeOf, severityNames } from './finding-words.ts';
import { type CommentPart, folded } from './fit-parts.ts';
import { heldPart } from './held-findings.ts';
import { writeMarkdown } from './markdown-syntax.ts';
import { isThreaded, type PostedThreads, threadKey } from './posted-threads.ts';

const listedReason: Readonly<Record<Extract<Disposition, { kind: 'list' }>['reason'], string>> = {
  'below-min-severity': 'below the minimum severity',
  'over-max-comments': 'over the number of threads allowed',
  'no-file': 'not in a file of this pull request',
  unchecked: 'seen by one pass alone and not checked',
  unconfirmed: 'seen by several passes and not confirmed',
  'not-posted': 'its thread could not be opened',
};

/** Everything found, as parts of a comment. `webUrl` is the pull request's page. */
export function findingParts({ findings, partial }: Report, webUrl: string, posted: PostedThreads): CommentPart[] {
  const shown = findings.filter((finding) => finding.disposition.kind !== 'merged');
  const nothing = `Nothing was found${partial ? ' in what was reviewed' : ''}.`;
  if (shown.length === 0) return [{ kind: 'text', text: `### Findings\n\n${nothing}` }];
  const failed = shown.filter((finding) => isThreaded(finding) && failureOf(finding, posted) !== undefined);
  const threads = shown.filter((finding) => hasThread(finding) && !failed.includes(finding));
  const fixed = shown.filter((finding) => finding.disposition.kind === 'fixed');
  const held = shown.filter((finding) => finding.disposition.kind === 'hold');
  const listed = shown.filter((finding) => finding.disposition.kind === 'list' || isUnthreadedPost(finding));
  return [
    { kind: 'text', text: '### Findings' },
    ...failedPart(failed, posted),
    ...severities.flatMap((severity) => severityPart(threads, severity, webUrl, posted)),
    ...(listed.length === 0 ? [] : [listedPart(listed)]),
    ...(fixed.length === 0 ? [] : [fixedPart(fixed, webUrl)]),
    ...(held.length === 0 ? [] : [heldPart(held)]),
    ...mergedPart(findings.length - shown.length),
  ];
}

/** To be posted, but with no place that a thread could hang on. */
function isUnthreadedPost(finding: Finding): boolean {
  return finding.disposition.kind === 'post' && !isThreaded(finding);
}

function hasThread(finding: Finding): boolean {
  return isThreaded(finding) || threadOf(finding) !== undefined;
}

function severityPart(
  threads: readonly Finding[],
  severity: Finding['severity'],
  webUrl: string,
  posted: PostedThreads,
): CommentPart[] {
  const items = threads
    .filter((finding) => finding.severity === severity)
    .map((finding) => `- ${linkedTitle(finding, webUrl, posted)} · ${placeOf(finding)}${knownNote(finding)}`);
  if (items.length === 0) return [];
  const before = `**${severityNames[severity]}${items.length === 1 ? '' : 's'}**`;
  return [{ kind: 'list', rank: 1, before, items, after: '' }];
}

function linkedTitle(finding: Finding, webUrl: string, posted: PostedThreads): string {
  const id = threadOf(finding) ?? posted.threadIds.get(threadKey(finding));
  if (id === undefined) return title(finding);
  return linkTo(finding, id, webUrl);
}

function linkTo(finding: Finding, id: number, webUrl: string): string {
  const url = `${webUrl}?discussionId=${id}`;
  const words = cleanLine(cutText(oneLine(finding.title), 200));
  const children = words.length === 0 ? [{ type: 'text' as const, value: 'Untitled' }] : words;
  return writeMarkdown({ type: 'link', url, children });
}

/** The thread of an earlier run. */
function threadOf({ disposition }: Finding): number | undefined {
  return disposition.kind === 'known' || disposition.kind === 'waived' ? disposition.threadId : undefined;
}

function knownNote({ disposition }: Finding): string {
  if (disposition.kind === 'waived') return ' · set aside, does not count';
  if (disposition.kind !== 'known') return '';
  switch (disposition.standing) {
    case 'back':
      return ' · back again';
    case 'kept-open':
      return ' · kept open by a person';
    case 'closed-by-person':
      return " · closed by a person, and its code is still there: Won't fix sets it aside";
    default:
      return ' · known from before';
  }
}

/** Findings of earlier runs that are no longer there. */
function fixedPart(fixed: readonly Finding[], webUrl: string): CommentPart {
  const items = fixed.map((finding) => {
    const { disposition } = finding;
    const id = disposition.kind === 'fixed' ? disposition.threadId : undefined;
    return `- ${id === undefined ? title(finding) : linkTo(finding, id, webUrl)} · ${placeOf(finding)}`;
  });
  return { kind: 'list', rank: 2, before: '**Fixed since the last review**', items, after: '' };
}

function failureOf(finding: Finding, posted: PostedThreads) {
  const key = threadKey(finding);
  return posted.failed.find((failed) => threadKey(failed.thread) === key)?.explanation;
}

function failedPart(failed: readonly Finding[], posted: PostedThreads): CommentPart[] {
  if (failed.length === 0) return [];
  const causes = failed.map((finding) => failureOf(finding, posted)).filter((cause) => cause !== undefined);
  const told = new Set(causes.map((cause) => `${cleanInline(cause.problem)} **To fix:** ${cleanInline(cause.fix)}`));
  const lead = `**${counted(failed.length, 'thread')} could not be opened**`;
  const before = `${lead}\n\n${[...told].slice(0, 5).join('\n\n')}`;
  return [{ kind: 'list', rank: 0, before, items: failed.map((finding) => spelledOut(finding, '')), after: '' }];
}

function listedPart(listed: readonly Finding[]): CommentPart {
  const items = listed.map((finding) => {
    const { disposition } = finding;
    return spelledOut(finding, disposition.kind === 'list' ? ` · ${listedReason[disposition.reason]}` : '');
  });
  return folded(3, `${counted(listed.length, 'finding')} without a thread`, items);
}

/** A finding that no thread explains, so its failure is told here. */
function spelledOut(finding: Finding, note: string): string {
  const head = `- **${severityNames[finding.severity]}** · ${title(finding)} · ${placeOf(finding)}${note}`;
  const failure = cleanInline(cutText(oneLine(finding.failure), 400));
  return failure === '' ? head : `${head}\n\n  ${failure}`;
}

function mergedPart(count: number): CommentPart[] {
  if (count === 0) return [];
  const text = `${counted(count, 'further report')} of the same defects ${count === 1 ? 'was' : 'were'} merged into these.`;
  return [{ kind: 'text', text }];
}
