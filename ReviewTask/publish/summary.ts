// The summary on the page of the run: the tracking comment in short.
import { verdictHeading } from '../model/conclusion.ts';
import type { FailOn } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanCell } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { coverageSentence } from './coverage.ts';
import { placeOf, severityNames } from './finding-words.ts';
import { fitParts } from './fit-parts.ts';
import { writeMarkdown } from './markdown-syntax.ts';
import { failureParts, spendingLine } from './run-facts.ts';
import { partialSentence, severityCounts } from './verdict-words.ts';

const mostFindings = 20;
const summaryLimit = 50_000;

/** Cleaned Markdown for the run page. `webUrl` is the page of the pull request. */
export function runSummary(report: Report, webUrl: string, failOn: FailOn): string {
  const name = [{ type: 'text' as const, value: `Pull request ${report.pullRequestId}` }];
  const link = writeMarkdown({ type: 'link', url: webUrl, children: name });
  const text = (content: string) => (content === '' ? [] : [{ kind: 'text' as const, text: content }]);
  return fitParts(
    [
      ...text(`## Threadline review: ${verdictHeading(report, failOn)}`),
      ...text(`**${severityCounts(report)}** · ${link}, iteration ${report.iterationId}`),
      ...text(partialSentence(report, failOn)),
      ...failureParts(report.failures),
      ...text(findingTable(report.findings)),
      ...text(`${coverageSentence(report)}`),
      ...text(spendingLine(report)),
    ],
    summaryLimit,
  );
}

function findingTable(findings: readonly Finding[]): string {
  const shown = findings.filter((finding) => finding.disposition.kind !== 'merged');
  if (shown.length === 0) return '';
  const rows = shown.slice(0, mostFindings).map(row);
  const left = shown.length - rows.length;
  const table = ['| Severity | Finding | Place |', '| --- | --- | --- |', ...rows].join('\n');
  return left === 0 ? table : `${table}\n\n… and ${counted(left, 'more finding')} on the pull request.`;
}

function row(finding: Finding): string {
  const title = cleanCell(cutText(oneLine(finding.title), 200)) || 'Untitled';
  return `| ${severityNames[finding.severity]} | ${title} | ${cleanCell(placeOf(finding))} |`;
}
