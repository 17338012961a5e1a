// A record of a run for tests of the metrics: one expected finding, posted as it should be, unless a test says otherwise.
import type { ExpectedFinding } from '../../scripts/bench-review/bench-case.ts';
import { claimOf } from '../../scripts/bench-review/claim.ts';
import type { AskedQuestion, ReportedFinding, RunRecord } from '../../scripts/bench-review/run-record.ts';

/** An expected finding on lines 10 to 11 of src/a.ts. */
export function expectedFinding(given: Partial<ExpectedFinding> = {}): ExpectedFinding {
  return {
    path: 'src/a.ts',
    side: 'new',
    line: 10,
    endLine: 11,
    quote: 'const a = b;',
    severity: 'blocker',
    category: 'bug',
    title: 'The value is wrong',
    failure: 'It fails for 0.',
    question: 'Can it be 0?',
    evidence: [],
    ...given,
  };
}

/** The finding of the report about it. */
export function reportedFinding(given: Partial<ReportedFinding> = {}): ReportedFinding {
  return {
    fingerprint: 'f1',
    path: 'src/a.ts',
    title: 'The value is wrong',
    source: 'model',
    lines: { side: 'new', first: 10, last: 11 },
    disposition: 'post',
    reason: '',
    verifiedBy: '',
    ...given,
  };
}

/** A question that was answered before the next one was asked. */
export function askedQuestion(user: string, given: Partial<AskedQuestion> = {}): AskedQuestion {
  return { kind: 'findings', preamble: '', system: 'system', user, askedAt: 1, answeredAt: 2, ...given };
}

/** A run in which all of that went well. */
export function runRecord(given: Partial<RunRecord> = {}): RunRecord {
  const expected = given.expected ?? [expectedFinding()];
  const findings = given.findings ?? given.posted ?? [reportedFinding()];
  return {
    caseName: 'case',
    model: 'oracle',
    expected,
    claims: expected.map(claimOf),
    findings,
    posted: findings.filter(({ disposition }) => disposition === 'post'),
    questions: [askedQuestion('user')],
    changedLines: 10,
    promptTokens: 3_100,
    outputTokens: 50,
    seconds: 1,
    verdict: 'FAIL',
    statuses: ['pending', 'failed'],
    lastStatus: 'AI review complete',
    exitCode: 0,
    hasReport: true,
    ...given,
  };
}
