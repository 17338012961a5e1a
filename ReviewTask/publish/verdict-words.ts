// The words for the outcome of a review: counts, and what a partial review leaves open.
import { conclusionOf } from '../model/conclusion.ts';
import type { FailOn } from '../model/config.ts';
import { severities } from '../model/finding.ts';
import { isGap } from '../model/plan.ts';
import { countOf, type Report } from '../model/report.ts';
import { counted } from './counted.ts';

/** `1 blocker, 2 warnings, 0 suggestions`. */
export function severityCounts(report: Report): string {
  return severities.map((severity) => counted(countOf(report.findings, severity), severity)).join(', ');
}

/** Number of files with lines that a person would expect to be reviewed and that were not, and of those lines. */
export function gapsOf(report: Report): { readonly files: number; readonly lines: number } {
  const gaps = report.skipped.filter((skip) => isGap(skip.reason));
  const lines = gaps.reduce((sum, skip) => sum + skip.changedLines, 0);
  return { files: new Set(gaps.map((skip) => skip.path)).size, lines };
}

/** What is open after a partial review, in a sentence; empty for a full one. */
export function partialSentence(report: Report, failOn: FailOn): string {
  if (!report.partial) return '';
  const isError = conclusionOf(report, failOn).kind === 'error';
  const { files, lines } = gapsOf(report);
  const what =
    files === 0
      ? 'Not every check came to its end'
      : `${counted(files, 'file')}${lines === 0 ? '' : ` with ${counted(lines, 'changed line')}`} ${files === 1 ? 'was' : 'were'} not fully reviewed`;
  return isError ? `${what}.` : `**Partial review.** ${what}, so there may be more to find.`;
}
