// The words of the status are part of the product: people and policies read them.
import assert from 'node:assert/strict';
import type { FailOn } from '../../ReviewTask/model/config.ts';
import type { Report } from '../../ReviewTask/model/report.ts';
import { closingStatus } from '../../ReviewTask/publish/closing-status.ts';
import { errorStatus, pendingStatus, skippedStatus } from '../../ReviewTask/publish/status.ts';
import { builtInFinding, finding, listedFinding, report, runUrl } from './sample-report.ts';

const context = { iterationId: 3, genre: 'threadline', name: 'ai-pr-review', targetUrl: runUrl };
const blocker = finding();
const warning = builtInFinding();
const suggestion = listedFinding();
const outOfTime = { path: 'a.ts', changedLines: 5, reason: { kind: 'out-of-time' } } as const;

const finalCases: readonly { name: string; given: Partial<Report>; failOn: FailOn; state: string; text: string }[] = [
  {
    name: 'no findings',
    given: { findings: [] },
    failOn: 'blocker',
    state: 'succeeded',
    text: '0 blockers, 0 warnings, 0 suggestions',
  },
  {
    name: 'one of each',
    given: { findings: [blocker, warning, suggestion] },
    failOn: 'blocker',
    state: 'failed',
    text: '1 blocker, 1 warning, 1 suggestion',
  },
  {
    name: 'a blocker that fails nothing',
    given: { findings: [blocker] },
    failOn: 'none',
    state: 'succeeded',
    text: '1 blocker, 0 warnings, 0 suggestions',
  },
  {
    name: 'a warning that fails nothing',
    given: { findings: [warning, warning] },
    failOn: 'blocker',
    state: 'succeeded',
    text: '0 blockers, 2 warnings, 0 suggestions',
  },
  {
    name: 'a warning that fails',
    given: { findings: [warning] },
    failOn: 'warning',
    state: 'failed',
    text: '0 blockers, 1 warning, 0 suggestions',
  },
  {
    name: 'a suggestion, which never fails',
    given: { findings: [suggestion] },
    failOn: 'warning',
    state: 'succeeded',
    text: '0 blockers, 0 warnings, 1 suggestion',
  },
  {
    name: 'a blocker known from before',
    given: { findings: [finding({ disposition: { kind: 'known', threadId: 8 } })] },
    failOn: 'blocker',
    state: 'failed',
    text: '1 blocker, 0 warnings, 0 suggestions',
  },
  {
    name: 'a merged blocker',
    given: { findings: [finding({ disposition: { kind: 'merged', into: 'f1' } })] },
    failOn: 'blocker',
    state: 'succeeded',
    text: '0 blockers, 0 warnings, 0 suggestions',
  },
  {
    name: 'a partial review',
    given: { findings: [], partial: true, skipped: [outOfTime, { ...outOfTime, path: 'b.ts' }] },
    failOn: 'blocker',
    state: 'succeeded',
    text: '0 blockers, 0 warnings, 0 suggestions (PARTIAL: 2 files not fully reviewed)',
  },
  {
    name: 'a review in which a check failed',
    given: { findings: [], partial: true, skipped: [] },
    failOn: 'blocker',
    state: 'succeeded',
    text: '0 blockers, 0 warnings, 0 suggestions (PARTIAL)',
  },
];

describe('the status', () => {
  for (const { name, given, failOn, state, text } of finalCases) {
    it(`tells of ${name}`, () => {
      const status = closingStatus(report(given), { failOn, onModelFailure: 'error' }, context);
      assert.deepEqual(status, { ...context, state, description: `AI review complete — ${text}` });
    });
  }

  it('says that the review is in progress', () => {
    assert.deepEqual(pendingStatus(context), { ...context, state: 'pending', description: 'AI review in progress' });
  });

  it('says why nothing was reviewed', () => {
    const causes = [
      skippedStatus({ kind: 'no-reviewable-changes' }, context),
      skippedStatus({ kind: 'all-files-excluded' }, context),
      skippedStatus({ kind: 'filtered', reason: 'the pull request is a draft' }, context),
      skippedStatus(
        { kind: 'verdict-stands', reason: 'paused', reviewed: { iterationId: 2, state: 'error' } },
        context,
      ),
    ];
    assert.deepEqual(
      causes.map(({ state, description }) => `${state}: ${description}`),
      [
        'succeeded: AI review skipped — no reviewable changes',
        'succeeded: AI review skipped — all files excluded',
        'notApplicable: AI review skipped — the pull request is a draft',
        'error: AI review skipped — iteration 2 ended in "error", which stands: paused',
      ],
    );
  });

  it('says what kept the review from being done', () => {
    const status = errorStatus(
      { code: 'pat-expired', problem: 'Invalid or expired PAT.', fix: 'Make a new one.' },
      context,
    );
    assert.deepEqual(status, {
      ...context,
      state: 'error',
      description: 'AI review encountered an error — Invalid or expired PAT.',
    });
  });

  it('stays on one short line', () => {
    const problem = `The server said:\n${'no '.repeat(200)}\u202e`;
    const { description } = errorStatus({ code: 'x', problem, fix: '' }, context);
    assert.ok(description.length <= 200 && description.endsWith('no…'), description);
    assert.doesNotMatch(description, /\n/);
  });
});
