// What was read and what was not: every changed file, with the reason where it was left out.
import { isGap, type Skip } from '../model/plan.ts';
import type { Report } from '../model/report.ts';
import { codeSpan } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { type CommentPart, folded } from './fit-parts.ts';
import { skipReason } from './skip-words.ts';

/** Longer lists than this are folded. */
const openItems = 10;

/** One line: how many files were reviewed, and how many not, by kind. */
export function coverageSentence(report: Report): string {
  const { gaps, excluded, nothing } = groupsOf(report);
  const lines = report.reviewed.reduce((sum, file) => sum + file.changedLines, 0);
  const parts = [`${counted(report.reviewed.length, 'file')} with ${counted(lines, 'changed line')} reviewed`];
  if (gaps.length > 0) parts.push(`${gaps.length} not fully reviewed`);
  if (excluded.length > 0) parts.push(`${excluded.length} excluded`);
  if (nothing.length > 0) parts.push(`${nothing.length} without lines to read`);
  return `${parts.join(', ')}.`;
}

/** The files by group, those that a person must know about first. */
export function coverageParts(report: Report): CommentPart[] {
  const { gaps, excluded, nothing } = groupsOf(report);
  const isLong = report.reviewed.length + report.skipped.length > openItems;
  const reviewed = report.reviewed.map((file) => `- ${codeSpan(file.path)} · ${counted(file.changedLines, 'line')}`);
  return [
    { kind: 'text', text: `### Coverage\n\n${coverageSentence(report)}` },
    ...group(2, 'Not fully reviewed', gaps.map(skipItem), gaps.length > openItems),
    ...group(5, 'Reviewed', reviewed, isLong),
    ...group(4, 'Excluded', excluded.map(skipItem), isLong),
    ...group(4, 'Without lines to read', nothing.map(skipItem), isLong),
  ];
}

function groupsOf(report: Report) {
  const gaps = report.skipped.filter((skip) => isGap(skip.reason));
  const excluded = report.skipped.filter((skip) => skip.reason.kind === 'excluded');
  const nothing = report.skipped.filter((skip) => !gaps.includes(skip) && !excluded.includes(skip));
  return { gaps, excluded, nothing };
}

function skipItem(skip: Skip): string {
  const lines = skip.changedLines === 0 ? '' : ` · ${counted(skip.changedLines, 'line')}`;
  return `- ${codeSpan(skip.path)}${lines} · ${skipReason(skip.reason)}`;
}

function group(rank: number, name: string, items: readonly string[], isFolded: boolean): CommentPart[] {
  if (items.length === 0) return [];
  if (isFolded) return [folded(rank, `${name}: ${counted(items.length, 'file')}`, items)];
  return [{ kind: 'list', rank, before: `**${name}**`, items, after: '' }];
}
