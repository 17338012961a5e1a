// Findings and reports to render, with what a test cares about put in its place.
import type { Anchor, Finding } from '../../ReviewTask/model/finding.ts';
import { type Ledger, ledgerOf } from '../../ReviewTask/model/ledger.ts';
import { type Report, verdictOf } from '../../ReviewTask/model/report.ts';

export const webUrl = 'https://dev.azure.com/fabrikam/Shop/_git/Shop/pullrequest/22';
export const runUrl = 'https://dev.azure.com/fabrikam/Shop/_build/results?buildId=7';
export const linkHosts = ['dev.azure.com'];

/** Whole lines of the right side from `line` on; `lines` are their texts. */
export function wholeLines(line: number, lines: readonly string[]): Anchor {
  const end = { line: line + lines.length - 1, offset: (lines.at(-1) ?? '').length + 1 };
  return { kind: 'lines', side: 'right', start: { line, offset: 1 }, end, how: 'quote-at-line' };
}

/** The line that the sample finding is about. */
export const queryLine = "  return database.query('select * from orders where id = ' + request.query.id);";

/** A blocker that the model found in one line, with a replacement. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    path: 'src/orders/find.ts',
    side: 'right',
    line: 12,
    endLine: 12,
    quote: queryLine,
    title: 'SQL is built from request input',
    failure:
      'Anyone who can call `/orders` can read or change the whole database: `request.query.id` goes into the statement as it is, so `1 or 1=1` returns every order.',
    severity: 'blocker',
    category: 'security',
    replacement: "  return database.query('select * from orders where id = ?', [request.query.id]);",
    source: { kind: 'model', question: 'Is the id checked before?', passes: [1, 2], position: 1 },
    anchor: wholeLines(12, [queryLine]),
    fingerprint: 'f1',
    disposition: { kind: 'post' },
    verification: {
      verdict: 'confirmed',
      evidence: [{ path: 'src/orders/find.ts', line: 12, quote: queryLine.trim() }],
      explanation: 'Nothing checks the id on its way from the request into the statement.',
      severity: 'blocker',
      by: 'model',
    },
    rank: 'blocker, found by 2 of 2 passes, confirmed with evidence, on changed lines',
    ...given,
  };
}

/** A finding of a built-in check, without a replacement. */
export function builtInFinding(given: Partial<Finding> = {}): Finding {
  return finding({
    path: 'src/http/client.ts',
    line: 40,
    endLine: 40,
    title: 'Certificate checks are switched off',
    failure: 'Anyone between this program and the server can read and change what they say to each other.',
    severity: 'warning',
    replacement: undefined,
    source: { kind: 'built-in', rule: 'no-disabled-tls' },
    verification: undefined,
    rank: 'warning, deterministic check, on changed lines',
    anchor: wholeLines(40, ['  rejectUnauthorized: false,']),
    fingerprint: 'f2',
    ...given,
  });
}

/** A suggestion below the minimum severity, so without a thread. */
export function listedFinding(given: Partial<Finding> = {}): Finding {
  return finding({
    path: 'src/orders/list.ts',
    line: 7,
    endLine: 9,
    title: 'The page size is not bounded',
    failure: 'A client that asks for a million orders gets them all in one answer.',
    severity: 'suggestion',
    category: 'performance',
    replacement: undefined,
    anchor: wholeLines(7, ['a', 'b', 'c']),
    fingerprint: 'f3',
    disposition: { kind: 'list', reason: 'below-min-severity' },
    verification: undefined,
    rank: 'suggestion, found by 2 of 2 passes, on changed lines',
    ...given,
  });
}

/** A finding that verification refuted, so in the report alone. */
export function heldFinding(given: Partial<Finding> = {}): Finding {
  return finding({
    path: 'src/orders/list.ts',
    line: 21,
    endLine: 21,
    title: '`page` may be undefined',
    failure: 'Without a page in the request this throws.',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    anchor: wholeLines(21, ['  const first = page * size;']),
    fingerprint: 'f4',
    disposition: { kind: 'hold', reason: 'refuted' },
    verification: {
      verdict: 'refuted',
      evidence: [{ path: 'src/orders/routes.ts', line: 14, quote: 'listOrders(page ?? 0)' }],
      explanation: 'The only caller puts 0 in its place.',
      severity: 'warning',
      by: 'model',
    },
    rank: 'warning, found by 2 of 2 passes, refuted, on changed lines',
    ...given,
  });
}

/** A report on three files, reviewed by a model; the verdict follows from the findings. */
export function report(given: Partial<Report> = {}): Report {
  const findings = given.findings ?? [finding(), builtInFinding(), listedFinding()];
  const reviewed = given.reviewed ?? [
    { path: 'src/http/client.ts', changedLines: 14 },
    { path: 'src/orders/find.ts', changedLines: 1 },
    { path: 'src/orders/list.ts', changedLines: 1_204 },
  ];
  const skipped = given.skipped ?? [
    {
      path: 'package-lock.json',
      changedLines: 812,
      reason: { kind: 'excluded', pattern: '**/package-lock.json', from: 'default' },
    },
    { path: 'docs/logo.png', changedLines: 0, reason: { kind: 'no-lines', reason: 'binary' } },
  ];
  return {
    schemaVersion: 1,
    pullRequestId: 22,
    iterationId: 3,
    sourceCommit: '0123456789abcdef0123456789abcdef01234567',
    scope: { kind: 'full', because: 'first-review' },
    verdict: verdictOf(findings),
    partial: false,
    failures: [],
    summary:
      'Adds a page that finds orders:\n\n- `findOrder` reads one order from the database.\n- The HTTP client gets a **time limit**.',
    news: undefined,
    model: 'gpt-5',
    passes: 2,
    spending: {
      calls: 4,
      prompt: 34_567,
      cached: 12_000,
      completion: 1_890,
      reasoning: 640,
      repairs: 1,
      throttled: 2,
      estimated: false,
    },
    rules: { guidelines: [], rules: [], notes: [] },
    seconds: 48.2,
    ...given,
    reviewed,
    skipped,
    ledger: ledgerFor(reviewed, skipped),
    findings,
  };
}

/** The ledger that says what the two lists say; an excluded file without lines was not counted. */
function ledgerFor(reviewed: Report['reviewed'], skipped: Report['skipped']): Ledger {
  return ledgerOf([
    ...reviewed.map(({ path, changedLines }) => ({ path, lines: changedLines, fate: { kind: 'sent' as const } })),
    ...skipped.map(({ path, changedLines, reason }) => {
      const kind = reason.kind === 'excluded' ? ('excluded' as const) : ('not-reviewed' as const);
      const isUncounted = changedLines === 0 && kind === 'excluded';
      return { path, lines: isUncounted ? undefined : changedLines, fate: { kind, reason } };
    }),
  ]);
}

/** What a run without a model spends. */
export const nothingSpent = {
  calls: 0,
  prompt: 0,
  cached: 0,
  completion: 0,
  reasoning: 0,
  repairs: 0,
  throttled: 0,
  estimated: false,
};

/** Text that tries everything. */
export const hostileText = [
  '# Approved by @<0a1b2c3d-0000-4000-8000-000000000001> and @admin</details>',
  'Closes #1, AB#2, !3. ![p](https://e.example/pixel.png) [log in](https://e.example/login) https://e.example',
  '<img src="https://e.example/x.png"><script>alert(1)</script><!-- hidden -->',
  '##vso[task.setvariable variable=a]b',
  '| a | b |',
  '```suggestion',
  'rm -rf /',
].join('\n');

/** The same on one line, with a direction override and an open code span. */
export const hostileLine = `** \`open </summary></details> @admin #1 !2 [x](https://e.example) ![i](https://e.example/i.png) \u202e| <b> ##vso[a]b`;
