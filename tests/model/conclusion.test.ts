// One decision about how a review ended, for the status, the heading, the step's last line and the output variable.
import assert from 'node:assert/strict';
import { conclusionOf, verdictHeading, verdictText } from '../../ReviewTask/model/conclusion.ts';
import type { FailOn } from '../../ReviewTask/model/config.ts';
import { ledgerOf } from '../../ReviewTask/model/ledger.ts';
import type { Outcome } from '../../ReviewTask/model/outcome.ts';
import type { Report } from '../../ReviewTask/model/report.ts';
import { outputVariables, stepResult } from '../../ReviewTask/model/step-result.ts';
import { closingStatus } from '../../ReviewTask/publish/closing-status.ts';
import { runSummary } from '../../ReviewTask/publish/summary.ts';
import { builtInFinding, finding, report, webUrl } from '../publish/sample-report.ts';

const down = { reviewer: 'model', code: 'model-down', problem: 'The model did not answer.', fix: 'Start it.' } as const;
const lost = { kind: 'model-failed', problem: down.problem } as const;
const nothing: Partial<Report> = {
  ...{ findings: [], reviewed: [], partial: true, failures: [down] },
  skipped: [{ path: 'a.ts', changedLines: 5, reason: lost }],
  ledger: ledgerOf([{ path: 'a.ts', lines: 5, fate: { kind: 'not-reviewed', reason: lost } }]),
};
const before = ledgerOf([
  { path: 'a.ts', lines: 5, fate: { kind: 'not-reviewed', reason: lost } },
  { path: 'b.ts', lines: 5, fate: { kind: 'reviewed-before', iteration: 1 } },
]);

const cases: readonly {
  readonly name: string;
  readonly given: Partial<Report>;
  readonly failOn?: FailOn;
  readonly verdict: string;
  readonly heading?: string;
  readonly state: string;
}[] = [
  { name: 'no findings', given: { findings: [] }, verdict: 'PASS', state: 'succeeded' },
  { name: 'a warning', given: { findings: [builtInFinding()] }, verdict: 'ADVISORY', state: 'succeeded' },
  { name: 'a blocker', given: { findings: [finding()] }, verdict: 'FAIL', state: 'failed' },
  {
    name: 'a file without an answer',
    given: { findings: [], partial: true, failures: [down] },
    verdict: 'PARTIAL PASS',
    state: 'succeeded',
  },
  {
    name: 'no answer at all',
    given: nothing,
    verdict: 'ERROR',
    heading: 'ERROR — nothing was reviewed',
    state: 'error',
  },
  {
    name: 'no answer to what is new',
    given: { ...nothing, ledger: before },
    verdict: 'ERROR',
    heading: 'ERROR — nothing of what is new was reviewed',
    state: 'error',
  },
  {
    name: 'no answer at all, and a blocker of the built-in checks',
    given: { ...nothing, findings: [finding()] },
    verdict: 'PARTIAL FAIL',
    state: 'failed',
  },
  {
    name: 'no answer at all, and a blocker that fails nothing',
    given: { ...nothing, findings: [finding()] },
    failOn: 'none',
    verdict: 'ERROR',
    heading: 'ERROR — nothing was reviewed',
    state: 'error',
  },
];

describe('how a review ended', () => {
  for (const { name, given, failOn = 'blocker', verdict, heading = verdict, state } of cases) {
    it(`${verdict} everywhere for ${name}`, () => {
      const made = { ...report(given), ...given };
      const context = { iterationId: 3, genre: 'threadline', name: 'ai-pr-review', targetUrl: undefined };
      const status = closingStatus(made, { failOn, onModelFailure: 'error' }, context);
      assert.equal(status.state, state);
      assert.equal(verdictHeading(made, failOn), heading);
      assert.ok(runSummary(made, webUrl, failOn).startsWith(`## Threadline review: ${heading}\n`));
      const outcome: Outcome = {
        kind: 'reviewed',
        ...{ report: made, isStatusPosted: true, unposted: [], texts: { json: '', summary: '' } },
        ...{ isFailed: conclusionOf(made, failOn).kind === 'failed', verdict: verdictText(made, failOn), state },
      };
      assert.equal(outputVariables(outcome)['verdict'], verdict);
      const said = stepResult(outcome, false).message;
      assert.ok(said.startsWith(verdict === 'ERROR' ? 'ERROR, nothing was reviewed: ' : `${verdict}: `), said);
    });
  }

  it('stays neutral where the owners wish so, and says ERROR all the same', () => {
    const context = { iterationId: 3, genre: 'threadline', name: 'ai-pr-review', targetUrl: undefined };
    const wishes = { failOn: 'blocker', onModelFailure: 'neutral' } as const;
    assert.equal(closingStatus(report(nothing), wishes, context).state, 'notApplicable');
    assert.equal(verdictText(report(nothing), 'blocker'), 'ERROR');
  });
});
