// The tracking comment tells the whole story, within the service's limit, and lets no text out of its place.
import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import type { Finding } from '../../ReviewTask/model/finding.ts';
import type { Report } from '../../ReviewTask/model/report.ts';
import { nothingPosted, type PostedThreads, threadKey } from '../../ReviewTask/publish/posted-threads.ts';
import { preparePublication } from '../../ReviewTask/publish/prepare.ts';
import { trackingComment } from '../../ReviewTask/publish/tracking-comment.ts';
import { assertGolden } from '../golden.ts';
import { dangersIn, nodesOf, proseOf } from './markdown-parts.ts';
import {
  builtInFinding,
  finding,
  heldFinding,
  hostileLine,
  hostileText,
  linkHosts,
  listedFinding,
  nothingSpent,
  report,
  runUrl,
  webUrl,
  wholeLines,
} from './sample-report.ts';

const context = { webUrl, targetUrl: runUrl, linkHosts, failOn: 'blocker' } as const;

/** Every finding with a thread gets an id from 101 on. */
function allPosted({ findings }: Report): PostedThreads {
  const posted = findings.filter((one) => one.disposition.kind === 'post');
  return { threadIds: new Map(posted.map((one, index) => [threadKey(one), 101 + index])), failed: [] };
}

function threadsOf(given: Report) {
  return preparePublication(given, {
    ...{
      pullRequest: { webUrl },
      iteration: { id: 3 },
      threadStatus: 'active',
      failOn: 'blocker',
      onModelFailure: 'error',
      statusGenre: 'g',
      statusName: 'n',
    },
    ...{
      targetUrl: runUrl,
      existingTracking: undefined,
      answers: [],
      changeTrackingIds: new Map(),
      anchoredText: () => undefined,
      linkHosts,
    },
  }).threads;
}

const many: Report = report({
  findings: [finding(), builtInFinding()],
  partial: true,
  reviewed: Array.from({ length: 260 }, (_, index) => ({
    path: `src/module-${index}/main.ts`,
    changedLines: index + 1,
  })),
  skipped: Array.from({ length: 40 }, (_, index) => ({
    path: `src/generated/file-${index}.ts`,
    changedLines: 100,
    reason:
      index < 25
        ? ({ kind: 'excluded', pattern: 'src/generated/**', from: 'file' } as const)
        : ({ kind: 'out-of-time' } as const),
  })),
});

const hostileFinding: Partial<Finding> = {
  title: hostileLine,
  failure: hostileText,
  path: 'src/`</details>|@admin #1.ts',
};

const partial = report({
  findings: [],
  partial: true,
  reviewed: [{ path: 'src/http/client.ts', changedLines: 14 }],
  skipped: [
    { path: 'src/a.ts', changedLines: 1, reason: { kind: 'out-of-time' } },
    { path: 'src/b.ts', changedLines: 700, reason: { kind: 'over-max-changed-lines', limit: 20_000 } },
    { path: 'src/c.ts', changedLines: 9, reason: { kind: 'over-max-tokens', limit: 50_000 } },
    { path: 'src/d.ts', changedLines: 8, reason: { kind: 'model-failed', problem: 'the answer was cut off' } },
    { path: 'src/e.json', changedLines: 2, reason: { kind: 'long-lines', limit: 2_000 } },
    { path: 'src/e.ts', changedLines: 1, reason: { kind: 'cut-lines', limit: 2_000 } },
    { path: 'src/f.sql', changedLines: 0, reason: { kind: 'no-lines', reason: 'too-large' } },
    { path: 'src/g.ts', changedLines: 5, reason: { kind: 'excluded', pattern: 'src/g*', from: 'input' } },
  ],
  failures: [
    {
      reviewer: 'model',
      code: 'model-timeout',
      problem: 'The model at https://models.fabrikam.example did not answer within 60 seconds, three times.',
      fix: 'Check that the server is up, or raise `timeoutMinutes`.',
    },
  ],
});

const cases: readonly { name: string; given: Report; posted?: PostedThreads }[] = [
  { name: 'fail', given: report() },
  { name: 'fail-planned', given: report(), posted: nothingPosted },
  {
    name: 'advisory',
    given: report({ findings: [builtInFinding({ disposition: { kind: 'known', threadId: 88 } }), listedFinding()] }),
  },
  { name: 'pass', given: report({ findings: [] }) },
  {
    name: 'held',
    given: report({
      findings: [
        heldFinding(),
        heldFinding({
          title: 'Cancelled orders are counted',
          fingerprint: 'f5',
          disposition: { kind: 'hold', reason: 'unconfirmed' },
          verification: {
            verdict: 'unclear',
            evidence: [],
            explanation: hostileText,
            severity: 'warning',
            by: 'model',
          },
        }),
        heldFinding({
          title: 'A loop without a bound',
          fingerprint: 'f6',
          disposition: { kind: 'hold', reason: 'category-off' },
          verification: undefined,
        }),
      ],
    }),
  },
  { name: 'partial', given: partial },
  {
    name: 'without-model',
    given: report({
      findings: [builtInFinding()],
      model: undefined,
      summary: undefined,
      spending: nothingSpent,
      seconds: 3.4,
    }),
  },
  { name: 'many-files', given: many },
  {
    name: 'rules',
    given: report({
      findings: [
        finding({
          severity: 'blocker',
          source: { kind: 'rule', rule: 'no-console', scope: 'file', question: '', passes: [1] },
        }),
      ],
      rules: {
        rules: [
          { id: 'no-console', checked: 3, broken: 1, unanswered: [] },
          { id: 'changelog', checked: 0, broken: 0, unanswered: ['src/a.ts', 'src/b.ts'] },
        ],
        guidelines: [
          { path: 'AGENTS.md', isCut: true },
          { path: hostileLine, isCut: false },
        ],
        notes: [`AGENTS.md was cut: 12,000 of its 20,000 characters are used.`, hostileText],
      },
    }),
  },
  {
    name: 'not-posted',
    given: report({
      findings: [
        finding(),
        builtInFinding(),
        builtInFinding({
          anchor: { kind: 'pull-request' },
          disposition: { kind: 'list', reason: 'no-file' },
          path: 'src/gone.ts',
        }),
        listedFinding({
          severity: 'warning',
          disposition: { kind: 'list', reason: 'over-max-comments' },
          anchor: { ...wholeLines(7, ['a']), side: 'left' } as Finding['anchor'],
        }),
        finding({ disposition: { kind: 'merged', into: 'f1' }, fingerprint: 'f9' }),
      ],
      spending: { ...nothingSpent, calls: 1, prompt: 900, completion: 100, estimated: true },
    }),
    posted: {
      threadIds: new Map([[threadKey(builtInFinding()), 102]]),
      failed: threadsOf(report())
        .slice(0, 1)
        .map((thread) => ({
          thread,
          explanation: {
            code: 'no-permission',
            problem:
              'The identity "Shop Build Service (fabrikam)" may not contribute to pull requests in the repository Shop.',
            fix: 'Project settings > Repositories > Shop > Security: set "Contribute to pull requests" to Allow.',
          },
        })),
    },
  },
  {
    name: 'hostile',
    given: report({
      findings: [finding(hostileFinding), listedFinding(hostileFinding)],
      summary: hostileText,
      model: hostileLine,
      reviewed: [{ path: hostileLine, changedLines: 3 }],
      skipped: [
        { path: `${hostileLine}\n# a`, changedLines: 3, reason: { kind: 'model-failed', problem: hostileText } },
        { path: 'a', changedLines: 3, reason: { kind: 'excluded', pattern: hostileLine, from: 'file' } },
      ],
      partial: true,
      failures: [{ reviewer: 'model', code: 'x', problem: hostileText, fix: hostileLine }],
    }),
  },
];

function htmlOf(body: string): string[] {
  return nodesOf(body).flatMap((node: Nodes) => (node.type === 'html' ? [node.value] : []));
}

describe('the tracking comment', () => {
  for (const { name, given, posted } of cases) {
    it(`reads well: ${name}`, () => {
      const { body } = trackingComment(given, context, posted ?? allPosted(given));
      assertGolden(`publish/golden/tracking-${name}.md`, `${body}\n`);
      assert.ok(body.length <= 150_000);
      const dangers = dangersIn(body, linkHosts).filter(
        (danger) => danger !== 'node html' && danger !== 'node heading',
      );
      assert.deepEqual(dangers, []);
      for (const html of htmlOf(body)) assert.match(html, /^(?:<details>\n<summary>[\w ,:-]+<\/summary>|<\/details>)$/);
      assert.equal(htmlOf(body).length % 2, 0);
    });
  }

  it('never shows a partial review as a plain pass', () => {
    const body = trackingComment(partial, context, nothingPosted).body;
    assert.match(body, /^## Threadline review: PARTIAL PASS\n/);
    assert.match(body, /\*\*Partial review\.\*\* 7 files with 721 changed lines were not fully reviewed/);
  });

  for (const medium of ['dry-run', 'preview'] as const) {
    it(`links to no thread of a ${medium}, and speaks of no build`, () => {
      const given = report();
      const { body } = trackingComment(given, { ...context, medium }, allPosted(given));
      assert.doesNotMatch(body, /discussionId|re-queue|first review/);
      assert.match(body, /nothing was posted/);
    });
  }

  it('links every finding that has a thread to it', () => {
    const given = report({ findings: [finding(), builtInFinding({ disposition: { kind: 'known', threadId: 88 } })] });
    const urls = nodesOf(trackingComment(given, context, allPosted(given)).body).flatMap((node) =>
      node.type === 'link' ? [node.url] : [],
    );
    assert.deepEqual(urls, [`${webUrl}?discussionId=101`, `${webUrl}?discussionId=88`, runUrl]);
  });

  it('shows all of hundreds of files where there is room', () => {
    const items = nodesOf(trackingComment(many, context, nothingPosted).body).filter(
      (node) => node.type === 'listItem',
    );
    assert.ok(items.length >= 300);
  });

  it('leaves out the end of long lists, the least important first, and says how much', () => {
    const findings = Array.from({ length: 200 }, (_, index) =>
      listedFinding({ failure: 'word '.repeat(100), fingerprint: `f${index}` }),
    );
    const reviewed = Array.from({ length: 3_000 }, (_, index) => ({
      path: `src/${'deep/'.repeat(20)}${index}.ts`,
      changedLines: 1,
    }));
    const given = report({ findings: [finding(), ...findings], reviewed });
    const { body } = trackingComment(given, context, nothingPosted);
    assert.ok(body.length <= 150_000 && body.length > 149_000, `${body.length}`);
    assert.match(body, /… and [\d,]+ more, left out because this comment would be too long/);
    assert.match(proseOf(body), /SQL is built from request input/);
    assert.equal(body.match(/The page size is not bounded/g)?.length, 200);
    assert.match(body, /The next push is reviewed/);
    assert.equal(htmlOf(body).length % 2, 0);
  });

  it('keeps its state in its properties', () => {
    assert.deepEqual(
      [...trackingComment(report(), context, nothingPosted).properties],
      [
        ['Threadline.Tracking', '1'],
        ['Threadline.Iteration', '3'],
        ['Threadline.SourceCommit', '0123456789abcdef0123456789abcdef01234567'],
      ],
    );
  });
});
