// The numbers of the review bench, each held by runs in which it must move.
import assert from 'node:assert/strict';
import { type Metrics, metricsOf } from '../../scripts/bench-review/metrics.ts';
import type { RunRecord } from '../../scripts/bench-review/run-record.ts';
import { askedQuestion, expectedFinding, reportedFinding, runRecord } from './record.ts';

const other = expectedFinding({ line: 40, endLine: 40, title: 'The list is empty' });
const weak = reportedFinding({ fingerprint: 'w', title: 'A nit', lines: { side: 'new', first: 90, last: 90 } });
const paraphrase = reportedFinding({ fingerprint: 'p', title: 'In other words' });
const claims = runRecord({ expected: [expectedFinding(), other] }).claims;
const said = (origin: (typeof claims)[number]['origin'], title: string) =>
  claims.slice(0, 1).map((claim) => ({ ...claim, title, origin }));

const table: readonly { name: string; given: readonly RunRecord[]; expect: Partial<Metrics> }[] = [
  {
    name: 'a run in which all went well',
    given: [runRecord()],
    expect: {
      recall: 1,
      precision: 1,
      placement: 1,
      onRightLines: 1,
      perPullRequest: 1,
      duplicates: 0,
      silentWrongLines: 0,
    },
  },
  {
    name: 'a lost finding lowers recall and not placement',
    given: [runRecord({ expected: [expectedFinding(), other] })],
    expect: { recall: 0.5, placement: 1, precision: 1 },
  },
  {
    name: 'a range that is too short is on the right lines and not exact',
    given: [runRecord({ posted: [reportedFinding({ lines: { side: 'new', first: 10, last: 10 } })] })],
    expect: { placement: 0, onRightLines: 1, silentWrongLines: 0 },
  },
  {
    name: 'a wrong line is silent',
    given: [runRecord({ posted: [reportedFinding({ lines: { side: 'new', first: 12, last: 13 } })] })],
    expect: { placement: 0, onRightLines: 0, silentWrongLines: 1, recall: 1 },
  },
  {
    name: 'the other side is a wrong line too',
    given: [runRecord({ posted: [reportedFinding({ lines: { side: 'old', first: 10, last: 11 } })] })],
    expect: { placement: 0, silentWrongLines: 1 },
  },
  {
    name: 'a thread on the file alone says that it has no line',
    given: [runRecord({ posted: [reportedFinding({ lines: undefined })] })],
    expect: { placement: 0, onRightLines: 0, silentWrongLines: 0, recall: 1 },
  },
  {
    name: 'a finding that only the model knows of lowers precision',
    given: [runRecord({ posted: [reportedFinding(), weak] })],
    expect: { precision: 0.5, recall: 1, perPullRequest: 2, besidesByDetectors: 0 },
  },
  {
    name: 'so does one of a detector, which is counted apart as well',
    given: [runRecord({ posted: [reportedFinding(), { ...weak, source: 'secrets' }] })],
    expect: { precision: 0.5, besidesByDetectors: 1 },
  },
  {
    name: 'a paraphrase that stands beside its finding is a duplicate',
    given: [
      runRecord({
        claims: [...runRecord().claims, ...said({ kind: 'duplicate', index: 0 }, paraphrase.title)],
        posted: [reportedFinding(), paraphrase],
      }),
    ],
    expect: { duplicates: 1, recall: 1, precision: 1, repeated: { claimed: 1, merged: 0 } },
  },
  {
    name: 'a paraphrase that takes the place of its finding is none',
    given: [
      runRecord({
        claims: [...runRecord().claims, ...said({ kind: 'duplicate', index: 0 }, paraphrase.title)],
        findings: [paraphrase, reportedFinding({ disposition: 'merged' })],
      }),
    ],
    expect: { duplicates: 0, recall: 1, repeated: { claimed: 1, merged: 1 } },
  },
  {
    name: 'an invention is refuted only where code did it, and asked about where a verifier was',
    given: [
      runRecord({
        claims: said({ kind: 'invented' }, 'A nit'),
        findings: [{ ...weak, disposition: 'hold', reason: 'refuted', verifiedBy: 'model' }],
        questions: [askedQuestion('A nit'), askedQuestion('Title: A nit', { kind: 'verdict' })],
      }),
    ],
    expect: { invented: { claimed: 1, refuted: 0, merged: 0, asked: 1 } },
  },
  {
    name: 'calls pay for the first 3,000 tokens each, lines for the rest',
    given: [runRecord({ promptTokens: 3_100, changedLines: 10 }), runRecord({ promptTokens: 100, changedLines: 10 })],
    expect: { promptTokensPerLine: 160, tokensPerLineBeyondCalls: 5, outputTokensPerFinding: 50 },
  },
  {
    name: 'no runs',
    given: [],
    expect: { recall: undefined, precision: undefined, cacheable: undefined, perPullRequest: 0 },
  },
];

describe('the metrics of the review bench', () => {
  for (const { name, given, expect } of table) {
    it(name, () => {
      const metrics = metricsOf(given);
      const asked = Object.fromEntries(
        Object.keys(expect).map((key) => [key, Object.entries(metrics).find(([own]) => own === key)?.[1]]),
      );
      assert.deepEqual(asked, expect);
    });
  }

  it('counts recall for a reader who stops early', () => {
    const second = reportedFinding({
      fingerprint: 'f2',
      title: other.title,
      lines: { side: 'new', first: 40, last: 40 },
    });
    const run = runRecord({ expected: [expectedFinding(), other], posted: [reportedFinding(), weak, second] });
    assert.deepEqual(metricsOf([run]).recallAt, { 1: 0.5, 2: 0.5, 4: 1, 8: 1 });
  });

  describe('count as cacheable', () => {
    // With the line feed 2,000 tokens each, of which 1,999.5 are the same.
    const [one, two] = ['a', 'b'].map((end) => `${'x'.repeat(7_991)}${end}`.padEnd(7_992));
    const first = askedQuestion(one ?? '', { system: 'sssssss' });
    const behind = (more: object = {}) =>
      askedQuestion(two ?? '', { system: 'sssssss', askedAt: 2, answeredAt: 3, ...more });
    const whole = 4_000;
    const cases = [
      { name: 'what an earlier question began with, in steps of 128 tokens', second: behind(), expect: 1_920 / whole },
      { name: 'nothing of a question that was not answered yet', second: behind({ askedAt: 1.5 }), expect: 0 },
      { name: 'nothing behind another schema', second: behind({ preamble: '{}{}' }), expect: 0 },
      {
        name: 'nothing below 1,024 tokens',
        second: behind({ user: `${'x'.repeat(4_000)}${'y'.repeat(3_992)}` }),
        expect: 0,
      },
    ];
    for (const { name, second, expect } of cases) {
      it(name, () => {
        const share = metricsOf([runRecord({ questions: [first, second] })]).cacheableInMultiCallRuns ?? -1;
        assert.ok(Math.abs(share - expect) < 0.001, String(share));
      });
    }

    it('runs of one question apart', () => {
      const runs = [runRecord({ questions: [first, behind()] }), runRecord({ questions: [first] })];
      const { cacheable, cacheableInMultiCallRuns } = metricsOf(runs);
      assert.deepEqual([cacheable, cacheableInMultiCallRuns], [1_920 / 6_000, 1_920 / 4_000]);
    });
  });
});
