// The report as text for machines: the same fields in the same order every time, and nothing that is not named here.
import type { Finding } from '../model/finding.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Report } from '../model/report.ts';
import { isThreaded } from './posted-threads.ts';
import { replacementOf } from './replacement.ts';

/** JSON with two spaces of indentation and a final newline; schema version 1. `anchored`: the lines that an anchor covers. */
export function reportJson(report: Report, anchored: (finding: Finding) => readonly string[] | undefined): string {
  const { schemaVersion, pullRequestId, iterationId, sourceCommit, verdict, partial, seconds } = report;
  const { calls, prompt, cached, completion, reasoning, repairs, throttled, estimated } = report.spending;
  const ordered = {
    schemaVersion,
    pullRequestId,
    iterationId,
    sourceCommit,
    scope: scopeFields(report.scope),
    verdict,
    partial,
    summary: report.summary ?? null,
    news: report.news ?? null,
    model: report.model ?? null,
    passes: report.passes,
    findings: report.findings.map((finding) => ({
      ...findingFields(finding),
      offered: offerFields(finding, anchored),
    })),
    reviewed: report.reviewed.map(({ path, changedLines }) => ({ path, changedLines })),
    skipped: report.skipped.map(({ path, changedLines, reason }) => ({ path, changedLines, reason })),
    coverage: ledgerFields(report.ledger),
    guidelines: report.rules.guidelines.map(({ path, isCut }) => ({ path, isCut })),
    rules: report.rules.rules.map(({ id, checked, broken, unanswered }) => ({ id, checked, broken, unanswered })),
    notes: report.rules.notes,
    failures: report.failures.map(({ reviewer, code, problem, fix }) => ({ reviewer, code, problem, fix })),
    spending: { calls, prompt, cached, completion, reasoning, repairs, throttled, estimated },
    votes: Object.fromEntries(report.votes ?? []),
    seconds,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/** Not the state itself: it is ours, and long. */
function scopeFields(scope: Report['scope']) {
  return scope.kind === 'full'
    ? { kind: scope.kind, because: scope.because }
    : { kind: scope.kind, sinceIteration: scope.since.id, sinceCommit: scope.since.source };
}

function ledgerFields({ totals, entries }: Ledger) {
  const { lines, sent, reviewedBefore, excluded, notReviewed, uncountedFiles, uncountedExcludedFiles } = totals;
  const files = entries.map(({ path, lines, fate }) => ({ path, lines: lines ?? null, ...fate }));
  return { lines, sent, reviewedBefore, excluded, notReviewed, uncountedFiles, uncountedExcludedFiles, files };
}

/** How the replacement of a posted finding was offered, and why not at a click; `null` for what was not posted. */
function offerFields(finding: Finding, anchored: (finding: Finding) => readonly string[] | undefined) {
  if (!isThreaded(finding)) return null;
  const offer = replacementOf(finding, anchored(finding));
  const parser = finding.inPlace ?? null;
  return { kind: offer.kind, because: offer.kind === 'by-hand' ? offer.because : null, parser };
}

/**
 * A detector quotes lines as they are in the file, and such a line may hold a secret, so only the model's quotes and
 * replacements are told: the model never saw one.
 */
function findingFields(finding: Finding) {
  const { fingerprint, path, severity, category, title, failure, side, line, endLine, source } = finding;
  const isModel = source.kind === 'model' || source.kind === 'rule';
  return {
    fingerprint,
    severity,
    category,
    path,
    side,
    line: line ?? null,
    endLine: endLine ?? null,
    title,
    failure,
    quote: isModel ? finding.quote : null,
    replacement: isModel ? (finding.replacement ?? null) : null,
    source,
    anchor: finding.anchor,
    disposition: finding.disposition,
    rank: finding.rank,
    verification: finding.verification ?? null,
  };
}
