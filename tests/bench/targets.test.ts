// The checks of the targets: each must fail where its number is missed.
import assert from 'node:assert/strict';
import { metricsOf } from '../../scripts/bench-review/metrics.ts';
import type { RunRecord } from '../../scripts/bench-review/run-record.ts';
import { targetsFor, wrongEnding } from '../../scripts/bench-review/targets.ts';
import { askedQuestion, expectedFinding, reportedFinding, runRecord } from './record.ts';

function missed(model: string, runs: readonly RunRecord[], effort = 'standard'): readonly string[] {
  const targets = targetsFor({ model, metrics: metricsOf(runs), runs }, effort);
  return targets.filter(({ isMet }) => !isMet).map(({ asks }) => asks);
}

const lost = runRecord({ posted: [] });
const weak = reportedFinding({ title: 'A nit', fingerprint: 'w', lines: { side: 'new', first: 90, last: 90 } });
const claim = (title: string) =>
  runRecord().claims.map((one) => ({ ...one, title, origin: { kind: 'invented' as const } }));

const nothingShared = [askedQuestion('one'), askedQuestion('two', { askedAt: 3, answeredAt: 4 })];

describe('the targets of the review bench', () => {
  const table: readonly {
    name: string;
    model: string;
    runs: readonly RunRecord[];
    effort?: string;
    expect: readonly string[];
  }[] = [
    { name: 'nothing is missed', model: 'oracle', runs: [runRecord()], expect: [] },
    { name: 'the oracle loses one', model: 'oracle', runs: [lost], expect: ['every expected finding is posted'] },
    {
      name: 'the noisy oracle loses one',
      model: 'oracle-noisy',
      runs: [lost],
      expect: ['at least 0.98 on the right lines'],
    },
    {
      name: 'an invention is posted',
      model: 'oracle-noisy',
      runs: [runRecord({ claims: [...runRecord().claims, ...claim('A nit')], posted: [reportedFinding(), weak] })],
      expect: ['all invented names refuted without a call'],
    },
    {
      name: 'noise is posted',
      model: 'generous',
      runs: [runRecord({ posted: [reportedFinding(), weak] })],
      expect: ['precision at least 0.8'],
    },
    {
      name: 'noise is posted where choosing is not asked for',
      model: 'generous',
      runs: [runRecord({ posted: [weak] })],
      effort: 'quick',
      expect: [],
    },
    {
      name: 'nothing is cacheable',
      model: 'generous',
      runs: [runRecord({ questions: nothingShared })],
      expect: ['at least 70 % of the prompt cacheable in runs of several calls'],
    },
    {
      name: 'nothing is cacheable of what the oracle asks',
      model: 'oracle',
      runs: [runRecord({ questions: nothingShared })],
      expect: ['at least 70 % of the prompt cacheable in runs of several calls, after the first call'],
    },
    {
      name: 'nothing is cacheable where nothing is asked twice',
      model: 'oracle',
      runs: [runRecord({ questions: nothingShared, promptTokens: 6_000 })],
      effort: 'quick',
      expect: [],
    },
    {
      name: 'a line costs too much',
      model: 'oracle',
      runs: [runRecord({ promptTokens: 3_300 })],
      effort: 'quick',
      expect: ['at most 25 prompt tokens per changed line beyond 3,000 per call'],
    },
    {
      name: 'which the other effort may cost',
      model: 'oracle',
      runs: [runRecord({ promptTokens: 3_300 })],
      expect: [],
    },
  ];
  for (const { name, model, runs, effort, expect } of table) {
    it(name, () => assert.deepEqual(missed(model, runs, effort), expect));
  }

  it('asks nothing of recorded and real models', () => {
    assert.deepEqual(targetsFor({ model: 'live', metrics: metricsOf([lost]), runs: [lost] }, 'standard'), []);
  });

  const endings: readonly { name: string; given: Partial<RunRecord>; expect: RegExp | undefined }[] = [
    { name: 'a loss that is admitted', given: { posted: [], verdict: 'PASS PARTIAL' }, expect: undefined },
    { name: 'an error', given: { posted: [], verdict: 'ERROR' }, expect: undefined },
    { name: 'everything found in spite of it', given: { verdict: 'FAIL' }, expect: undefined },
    { name: 'a plain pass', given: { posted: [], verdict: 'PASS' }, expect: /plain PASS/ },
    { name: 'another plain verdict with a loss', given: { posted: [], verdict: 'ADVISORY' }, expect: /plain ADVISORY/ },
    { name: 'a status that never ends', given: { statuses: ['pending'], verdict: 'ERROR' }, expect: /pending/ },
    { name: 'no status', given: { statuses: [] }, expect: /no status/ },
    { name: 'no verdict', given: { verdict: '' }, expect: /no verdict/ },
    { name: 'an error nobody foresaw', given: { lastStatus: 'an error that it does not know' }, expect: /unexpected/ },
  ];
  for (const { name, given, expect } of endings) {
    it(`judges the ending: ${name}`, () => {
      const problem = wrongEnding(runRecord({ expected: [expectedFinding()], ...given }));
      if (expect === undefined) assert.equal(problem, undefined);
      else assert.match(problem ?? '', expect);
    });
  }
});
