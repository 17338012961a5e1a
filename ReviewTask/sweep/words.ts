// The words for what came of each pull request of a sweep: for the log, the run's page and the list on disk.
import { stepResult } from '../model/step-result.ts';
import { fateOf, type SweepOutcome, type Swept } from '../model/sweep.ts';
import { countsLine } from '../model/sweep-result.ts';
import { cutText, oneLine } from '../publish/clean-characters.ts';
import { cleanCell } from '../publish/clean-markdown.ts';
import { writeMarkdown } from '../publish/markdown-syntax.ts';

type Done = Extract<SweepOutcome, { kind: 'swept' }>;

/** One line: the fate, and the verdict, the reason or the problem. */
export function sweptLine(swept: Swept): string {
  const [said = ''] = stepResult(swept.outcome, false).message.split('\n');
  return `${fateOf(swept)}: ${cutText(oneLine(said), 300)}`;
}

const leftOutWords = {
  'out-of-time': 'not begun: the time was up ("timeoutMinutes"); the next sweep goes on',
  cancelled: 'not begun: the run was cancelled',
} as const;

/** A table for the log, a line each. */
export function sweepLines(outcome: Done): readonly string[] {
  const { leftOut, pullRequests } = outcome;
  const rows = [
    ...pullRequests.map((one) => ({ id: one.id, cells: [`#${one.id}`, one.repositoryName, sweptLine(one)] })),
    ...leftOut.map(({ id, why }) => ({ id, cells: [`#${id}`, '', leftOutWords[why]] })),
  ].sort((one, other) => one.id - other.id);
  const width = (column: number) => Math.max(0, ...rows.map(({ cells }) => cells[column]?.length ?? 0));
  const widths = [width(0), width(1)];
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [...rows.map(({ cells }) => line(cells)), countsLine(outcome)];
}

/** Rows on the run's page; what needs a person comes first, so the rest may be cut. */
const mostRows = 100;
const order = ['failed', 'reviewed', 'skipped', 'unchanged'] as const;

/** Cleaned Markdown for the run's page. */
export function sweepSummary(outcome: SweepOutcome): string {
  const heading = '## Threadline sweep';
  if (outcome.kind === 'refused') {
    return `${heading}\n\n${cleanCell(outcome.stopped.problem)}\n\n${cleanCell(oneLine(outcome.stopped.fix))}\n`;
  }
  const { leftOut, pullRequests } = outcome;
  const ranked = pullRequests.toSorted((a, b) => order.indexOf(fateOf(a)) - order.indexOf(fateOf(b)) || a.id - b.id);
  const rows = [...ranked.map(row), ...leftOut.map(({ id, why }) => `| ${id} |  | ${leftOutWords[why]} |`)];
  const parts = [heading, countsLine(outcome)];
  const head = ['| Pull request | Repository | What came of it |', '| --- | --- | --- |'];
  if (rows.length > 0) parts.push([...head, ...rows.slice(0, mostRows)].join('\n'));
  if (rows.length > mostRows)
    parts.push(`… and ${rows.length - mostRows} more; the log of the step lists all of them.`);
  return `${parts.join('\n\n')}\n`;
}

function row(swept: Swept): string {
  const name = { type: 'text' as const, value: String(swept.id) };
  const link = swept.webUrl === '' ? name : { type: 'link' as const, url: swept.webUrl, children: [name] };
  const title = cleanCell(cutText(oneLine(swept.title), 100));
  const which = [writeMarkdown({ type: 'tableCell', children: [link] }).trim(), title].filter((text) => text !== '');
  return `| ${which.join(' ')} | ${cleanCell(swept.repositoryName)} | ${cleanCell(sweptLine(swept))} |`;
}

/** The list as JSON with a final newline; schema version 1. `reportPath` gives the disk path of a report, empty for none. */
export function sweepJson(outcome: SweepOutcome, reportPath: (id: number) => string): string {
  const done: Done = outcome.kind === 'swept' ? outcome : { kind: 'swept', pullRequests: [], leftOut: [] };
  const pullRequests = done.pullRequests.map((one) => ({
    ...{ pullRequestId: one.id, repository: one.repositoryName, url: one.webUrl },
    ...{ outcome: one.outcome.kind, fate: fateOf(one), said: sweptLine(one), reportPath: reportPath(one.id) },
  }));
  const leftOut = done.leftOut.map(({ id, why }) => ({ pullRequestId: id, why }));
  return `${JSON.stringify({ schemaVersion: 1, pullRequests, leftOut }, null, 2)}\n`;
}
