// What was read and what was not: every changed file and line, with the reason where it was left out.
import type { LedgerEntry } from '../model/ledger.ts';
import { isGap } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { codeSpan } from './clean-markdown.ts';
import { counted, thousands } from './counted.ts';
import { type CommentPart, folded } from './fit-parts.ts';
import { skipReason } from './skip-words.ts';

/** Longer lists than this are folded. */
const openItems = 10;
/** So many files with the same reason are told of together. */
const alike = 3;

/** One line: how many files were reviewed, and how many not, by kind. */
export function coverageSentence(report: Report): string {
  const { gaps, excluded, nothing, reviewed, before } = groupsOf(report);
  const lines = counted(report.ledger.totals.sent, 'changed line');
  const parts = [`${counted(reviewed.length, 'file')} with ${lines} reviewed`];
  const same = before.filter(({ path }) => !reviewed.some((one) => one.path === path));
  if (same.length > 0) parts.push(`${counted(fileCount(same), 'file')} the same since the last review`);
  if (gaps.length > 0) parts.push(`${fileCount(gaps)} not fully reviewed`);
  if (excluded.length > 0) parts.push(`${fileCount(excluded)} excluded`);
  if (nothing.length > 0) parts.push(`${fileCount(nothing)} without lines to read`);
  return `${parts.join(', ')}.`;
}

/** The files by group, those that a person must know about first. */
export function coverageParts(report: Report): CommentPart[] {
  const { gaps, excluded, nothing, reviewed, before } = groupsOf(report);
  const isLong = report.ledger.entries.length > openItems;
  return [
    { kind: 'text', text: `### Coverage\n\n${coverageSentence(report)}${linesSentence(report)}` },
    ...gapGroups(gaps),
    ...group(5, 'Reviewed', reviewed, isLong),
    ...group(5, 'Reviewed before and the same since', before, isLong),
    ...group(4, 'Excluded', excluded, isLong),
    ...group(4, 'Without lines to read', nothing, isLong),
  ];
}

/** Where the lines of the change went, in numbers that add up; empty where all of them were reviewed. */
function linesSentence({ ledger }: Report): string {
  const { lines, sent, reviewedBefore, excluded, notReviewed, uncountedFiles, uncountedExcludedFiles } = ledger.totals;
  const parts = [`${thousands(sent)} reviewed`];
  if (reviewedBefore > 0) parts.push(`${thousands(reviewedBefore)} reviewed before`);
  if (excluded > 0) parts.push(`${thousands(excluded)} excluded`);
  if (notReviewed > 0) parts.push(`${thousands(notReviewed)} not reviewed`);
  const split = parts.length > 1 ? ` Of ${counted(lines, 'changed line')}: ${parts.join(', ')}.` : '';
  const unread = uncountedFiles - uncountedExcludedFiles;
  return [
    split,
    ...(uncountedExcludedFiles > 0
      ? [` The lines of ${counted(uncountedExcludedFiles, 'excluded file')} are not counted.`]
      : []),
    ...(unread > 0 ? [` ${counted(unread, 'file')} could not be read, lines not counted.`] : []),
  ].join('');
}

function groupsOf({ ledger }: Report) {
  const reviewed = ledger.entries.filter(({ fate }) => fate.kind === 'sent');
  const excluded = ledger.entries.filter(({ fate }) => fate.kind === 'excluded');
  const gaps = ledger.entries.filter(({ fate }) => fate.kind === 'not-reviewed' && isGap(fate.reason));
  const nothing = ledger.entries.filter(({ fate }) => fate.kind === 'not-reviewed' && !isGap(fate.reason));
  const before = ledger.entries.filter(({ fate }) => fate.kind === 'reviewed-before');
  return { reviewed, before, gaps, excluded, nothing };
}

function fileCount(entries: readonly LedgerEntry[]): number {
  return new Set(entries.map(({ path }) => path)).size;
}

function item(entry: LedgerEntry): string {
  return `- ${[pathAndLines(entry), reasonOf(entry.fate)].filter(Boolean).join(' · ')}`;
}

function pathAndLines({ path, lines }: LedgerEntry): string {
  const count = lines === undefined ? 'lines not counted' : lines === 0 ? '' : counted(lines, 'line');
  return [codeSpan(path), count].filter(Boolean).join(' · ');
}

function reasonOf(fate: LedgerEntry['fate']): string {
  if (fate.kind === 'sent') return '';
  return fate.kind === 'reviewed-before' ? `in iteration ${fate.iteration} or earlier` : skipReason(fate.reason);
}

/** Where several files share a reason it is told once, and with many of them their paths are folded. */
function gapGroups(gaps: readonly LedgerEntry[]): CommentPart[] {
  const byReason = new Map<string, LedgerEntry[]>();
  for (const entry of gaps) {
    const reason = reasonOf(entry.fate);
    const others = byReason.get(reason);
    if (others === undefined) byReason.set(reason, [entry]);
    else others.push(entry);
  }
  const shared = [...byReason].filter(([, entries]) => entries.length >= alike);
  const single = gaps.filter(({ fate }) => (byReason.get(reasonOf(fate))?.length ?? 0) < alike);
  return [
    ...shared.map(([reason, entries]): CommentPart => {
      const lines = entries.reduce((sum, entry) => sum + (entry.lines ?? 0), 0);
      const size = `${counted(fileCount(entries), 'file')}${lines === 0 ? '' : ` with ${counted(lines, 'changed line')}`}`;
      const items = entries.map((entry) => `- ${pathAndLines(entry)}`);
      const before = `**Not fully reviewed: ${size}** · ${reason}`;
      if (entries.length <= openItems) return { kind: 'list', rank: 2, before, items, after: '' };
      const fold = folded(2, counted(fileCount(entries), 'file'), items);
      return { ...fold, before: `${before}\n\n${fold.before}` };
    }),
    ...group(
      2,
      shared.length === 0 ? 'Not fully reviewed' : 'Not fully reviewed either',
      single,
      single.length > openItems,
    ),
  ];
}

function group(rank: number, name: string, entries: readonly LedgerEntry[], isFolded: boolean): CommentPart[] {
  if (entries.length === 0) return [];
  const items = entries.map(item);
  if (isFolded) return [folded(rank, `${name}: ${counted(fileCount(entries), 'file')}`, items)];
  return [{ kind: 'list', rank, before: `**${name}**`, items, after: '' }];
}
