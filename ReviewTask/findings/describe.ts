// The settled findings as lines for the log: severity, place, title, and what becomes of each.
import type { Disposition, Finding } from '../model/finding.ts';

/** One line for each finding, best first, in columns. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return ['Nothing to report.'];
  const width = Math.min(60, Math.max(...findings.map((finding) => placeOf(finding).length)));
  return findings.map((finding) => {
    const place = placeOf(finding).padEnd(width);
    return `${finding.severity.padEnd(10)}  ${place}  ${finding.title}  [${fateOf(finding.disposition)}]`;
  });
}

function placeOf(finding: Finding): string {
  return finding.anchor.kind === 'lines' ? `${finding.path}:${finding.anchor.start.line}` : finding.path;
}

function fateOf(disposition: Disposition): string {
  switch (disposition.kind) {
    case 'post':
      return 'thread';
    case 'known':
      return `already in thread ${disposition.threadId}`;
    case 'fixed':
      return disposition.threadId === undefined ? 'fixed' : `fixed, thread ${disposition.threadId}`;
    case 'merged':
      return 'same as another';
    case 'waived':
      return `set aside by a person in thread ${disposition.threadId}`;
    case 'hold':
      return `held back: ${disposition.reason.replaceAll('-', ' ')}`;
    case 'list':
      return `listed only: ${disposition.reason.replaceAll('-', ' ')}`;
  }
}
