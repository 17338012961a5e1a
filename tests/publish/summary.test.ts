// The run page's summary and the machine-readable report tell the same story as the pull request.
import assert from 'node:assert/strict';
import type { Finding } from '../../ReviewTask/model/finding.ts';
import { reportJson } from '../../ReviewTask/publish/report-json.ts';
import { runSummary } from '../../ReviewTask/publish/summary.ts';
import { assertGolden } from '../golden.ts';
import { dangersIn, nodesOf } from './markdown-parts.ts';
import { builtInFinding, finding, hostileLine, linkHosts, report, webUrl } from './sample-report.ts';

describe('the summary on the run page', () => {
  it('reads well', () => assertGolden('publish/golden/summary.md', `${runSummary(report(), webUrl, 'blocker')}\n`));

  it('has three cells in every row, whatever the texts hold', () => {
    const hostile = finding({ title: hostileLine, path: 'a\\|b | `c`.ts' });
    const summary = runSummary(
      report({ findings: [hostile, builtInFinding({ title: '`a || b` | c' })] }),
      webUrl,
      'blocker',
    );
    const rows = nodesOf(summary).filter((node) => node.type === 'tableRow');
    assert.deepEqual(
      rows.map((row) => row.children.length),
      [3, 3, 3],
    );
    assert.deepEqual(
      dangersIn(summary, linkHosts).filter((danger) => danger !== 'node heading'),
      [],
    );
  });

  it('says how many findings it leaves out', () => {
    const findings = Array.from({ length: 23 }, () => finding());
    assert.match(
      runSummary(report({ findings }), webUrl, 'blocker'),
      /\n\n… and 3 more findings on the pull request\.\n/,
    );
  });

  it('has no table where nothing was found', () => {
    assert.doesNotMatch(runSummary(report({ findings: [] }), webUrl, 'blocker'), /\|/);
  });
});

const anchored = ({ quote }: Finding) => [quote];

describe('the report as JSON', () => {
  it('has the same fields in the same order every time', () => {
    const text = reportJson(report(), anchored);
    const reversed = Object.fromEntries(Object.entries(report()).reverse()) as unknown as ReturnType<typeof report>;
    assert.equal(reportJson(reversed, anchored), text);
    assertGolden('publish/golden/report.json', text);
  });

  it('repeats no line that a detector has found', () => {
    const secret = builtInFinding({
      quote: 'password=hunter2',
      replacement: 'hunter2',
      source: { kind: 'secrets', rule: 'password' },
    });
    assert.doesNotMatch(reportJson(report({ findings: [secret] }), anchored), /hunter2/);
  });
});
