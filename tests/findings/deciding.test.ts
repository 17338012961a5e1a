// Joining, taking apart and deciding where a model reports in passes and verification has looked.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { candidates } from '../../ReviewTask/findings/candidates.ts';
import { type Defect, locate } from '../../ReviewTask/findings/locate.ts';
import { reopen, withChecksApart } from '../../ReviewTask/findings/reopen.ts';
import { settle } from '../../ReviewTask/findings/settle.ts';
import {
  categories,
  type PlacedFinding,
  type RawFinding,
  severities,
  type Verification,
} from '../../ReviewTask/model/finding.ts';
import { aNewFile } from '../fakes/changes.ts';

const lines = ['one();', 'two(a);', 'three(b);', 'four(c);', 'five();', 'six();', 'seven();', 'eight();'];
const files = [aNewFile('src/a.ts', lines)];
const wishes = { minSeverity: 'warning', maxComments: 10, categories, effort: 'standard' } as const;

function aReport(line: number, passes: readonly number[], given: Partial<RawFinding> = {}): RawFinding {
  return {
    path: 'src/a.ts',
    side: 'right',
    ...{ line, endLine: line },
    quote: lines[line - 1] ?? '',
    title: 'The order total is wrong',
    failure: 'An order without items has no total.',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    source: { kind: 'model', question: 'Can the list be empty?', passes },
    ...given,
  };
}

const check = { kind: 'built-in', rule: 'r' } as const;
const other = { title: 'Nobody closes the handle', failure: 'Each call leaks one.' };

function aVerdict(verdict: Verification['verdict'], given: Partial<Verification> = {}): Verification {
  return { verdict, evidence: [], explanation: 'Because.', severity: 'warning', by: 'model', ...given };
}

function verdictsFor(defects: readonly Defect[], verdict: Verification | undefined) {
  const pairs = defects.flatMap(({ finding }) => (verdict === undefined ? [] : [[finding, verdict] as const]));
  return new Map<PlacedFinding, Verification>(pairs);
}

describe('joining reports', () => {
  const cases: readonly { name: string; given: readonly RawFinding[]; expect: readonly (readonly number[])[] }[] = [
    { name: 'the same line in two passes', given: [aReport(2, [1]), aReport(2, [2])], expect: [[1, 2]] },
    { name: 'neighbouring lines in two passes', given: [aReport(2, [1]), aReport(4, [2])], expect: [[1, 2]] },
    { name: 'not neighbouring lines in one pass', given: [aReport(2, [1]), aReport(4, [1])], expect: [[1], [1]] },
    { name: 'not lines far apart', given: [aReport(1, [1]), aReport(7, [2])], expect: [[1], [2]] },
    {
      name: 'not other words on a neighbouring line',
      given: [aReport(2, [1]), aReport(4, [2], other)],
      expect: [[1], [2]],
    },
    {
      name: 'not another category in other words on the same line',
      given: [aReport(2, [1]), aReport(2, [2], { ...other, category: 'performance' })],
      expect: [[2], [1]],
    },
    {
      name: 'the same words under another category on the same line',
      given: [aReport(2, [1]), aReport(2, [2], { category: 'error-handling' })],
      expect: [[1, 2]],
    },
  ];
  for (const { name, given, expect } of cases) {
    it(name, () => {
      const passes = (defects: readonly Defect[]) =>
        defects.map(({ finding }) => (finding.source.kind === 'model' ? finding.source.passes : []));
      assert.deepEqual(passes(locate(given, files)), expect);
      assert.deepEqual(locate([...given].reverse(), files), locate(given, files));
    });
  }

  it('does not take what spans a whole file for every defect in it', () => {
    const many = Array.from({ length: 400 }, (_, index) => `call(${index});`);
    const wide = { line: 1, endLine: 400, quote: '', title: 'The file is odd', failure: 'Names mislead.' };
    const real = {
      line: 50,
      endLine: 50,
      quote: 'call(49);',
      title: 'Division by zero',
      failure: 'An empty list gives NaN.',
    };
    const given = [aReport(1, [1], { ...wide, severity: 'blocker' }), aReport(50, [2], real)];
    const defects = locate(given, [aNewFile('src/a.ts', many)]);
    assert.deepEqual(
      defects.map(({ twins }) => twins.length),
      [0, 0],
    );
    const [first] = defects;
    assert.ok(first?.finding.anchor.kind === 'lines' && first.finding.anchor.end.line <= 101);
  });

  it('is done at once with a quote of a file that repeats itself', () => {
    const start = performance.now();
    const file = aNewFile(
      'src/a.ts',
      Array.from({ length: 20_000 }, () => '}'),
    );
    const quote = `${'}\n'.repeat(1_999)}x`;
    locate(
      Array.from({ length: 5 }, (_, index) => aReport(index + 1, [1], { quote })),
      [file],
    );
    assert.ok(performance.now() - start < 10_000);
  });

  it('keeps the best position and a question', () => {
    const source = (question: string, position: number, pass: number) =>
      ({ kind: 'model', question, passes: [pass], position }) as const;
    const [defect] = locate(
      [aReport(2, [1], { source: source('', 1, 1) }), aReport(2, [2], { source: source('Why?', 5, 2) })],
      files,
    );
    assert.deepEqual(defect?.finding.source, { kind: 'model', question: 'Why?', passes: [1, 2], position: 1 });
  });
});

describe('deciding', () => {
  const agreed = [aReport(2, [1]), aReport(2, [2])];
  const alone = [aReport(2, [1])];
  const cases: readonly {
    name: string;
    given: readonly RawFinding[];
    verdict: Verification | undefined;
    expect: string;
    severity?: string;
  }[] = [
    { name: 'agreed and confirmed', given: agreed, verdict: aVerdict('confirmed'), expect: 'post' },
    { name: 'alone and confirmed', given: alone, verdict: aVerdict('confirmed'), expect: 'post' },
    { name: 'agreed and refuted', given: agreed, verdict: aVerdict('refuted'), expect: 'hold refuted' },
    { name: 'there before', given: agreed, verdict: aVerdict('pre-existing'), expect: 'hold pre-existing' },
    { name: 'alone and unclear', given: alone, verdict: aVerdict('unclear'), expect: 'hold unconfirmed' },
    { name: 'agreed and unclear', given: agreed, verdict: aVerdict('unclear'), expect: 'list unconfirmed' },
    { name: 'alone, verification failed', given: alone, verdict: aVerdict('unchecked'), expect: 'list unchecked' },
    { name: 'alone, never looked at', given: alone, verdict: undefined, expect: 'list unchecked' },
    { name: 'agreed, verification failed', given: agreed, verdict: aVerdict('unchecked'), expect: 'post' },
    {
      name: 'confirmed and milder',
      given: agreed,
      verdict: aVerdict('confirmed', { severity: 'suggestion' }),
      expect: 'list below-min-severity',
      severity: 'suggestion',
    },
    {
      name: 'confirmed and allegedly worse',
      given: agreed,
      verdict: aVerdict('confirmed', { severity: 'blocker' }),
      expect: 'post',
      severity: 'warning',
    },
    {
      name: 'a blocker that nobody could prove',
      given: agreed.map((one) => ({ ...one, severity: 'blocker' as const })),
      verdict: aVerdict('unclear', { severity: 'blocker' }),
      expect: 'list unconfirmed',
      severity: 'warning',
    },
    { name: 'a deterministic check', given: [aReport(2, [], { source: check })], verdict: undefined, expect: 'post' },
  ];
  for (const { name, given, verdict, expect, severity = 'warning' } of cases) {
    it(`${name}: ${expect}`, () => {
      const defects = locate(given, files);
      const [first] = settle(defects, { files, threads: [], verdicts: verdictsFor(defects, verdict) }, wishes);
      const fate = first?.disposition;
      const reason = fate?.kind === 'list' || fate?.kind === 'hold' ? ` ${fate.reason}` : '';
      assert.equal(`${fate?.kind}${reason}`, expect);
      assert.equal(first?.severity, severity);
    });
  }

  it('needs no verification with the quick effort', () => {
    const wanted = { ...wishes, effort: 'quick' } as const;
    const [first] = settle(locate(alone, files), { files, threads: [], verdicts: new Map() }, wanted);
    assert.equal(first?.disposition.kind, 'post');
    assert.deepEqual(candidates(locate(alone, files), [], wanted, new Map()), []);
  });

  it('puts what several passes saw before what one saw, and says so', () => {
    const defects = locate([aReport(1, [1]), aReport(7, [1, 2], other)], files);
    const settled = settle(
      defects,
      { files, threads: [], verdicts: verdictsFor(defects, aVerdict('confirmed')) },
      wishes,
    );
    assert.deepEqual(
      settled.map(({ rank }) => rank),
      [
        'warning, found by 2 of 2 passes, confirmed with evidence, on changed lines',
        'warning, found by 1 of 2 passes, confirmed with evidence, on changed lines',
      ],
    );
  });

  it('verifies a few more than may be posted, and none of the milder ones', () => {
    const many = lines.map((_, index) => aReport(index + 1, [1], { title: `Defect ${index}`, failure: `${index}` }));
    const mild = many.map((one) => ({ ...one, severity: 'suggestion' as const }));
    const wanted = { ...wishes, maxComments: 1 };
    assert.equal(candidates(locate(many, files), [], wanted, new Map()).length, 6);
    assert.equal(candidates(locate(mild, files), [], wanted, new Map()).length, 0);
  });
});

describe('taking apart what fell', () => {
  const severe = { severity: 'blocker' } as const;
  const given = [
    aReport(2, [1], severe),
    aReport(2, [2], severe),
    aReport(2, [1], other),
    aReport(2, [], { source: check }),
  ];

  it('keeps everything together while it stands', () => {
    const defects = locate(given, files);
    assert.equal(defects.length, 1);
    assert.deepEqual(reopen(defects, verdictsFor(defects, aVerdict('confirmed'))), defects);
    assert.deepEqual(reopen(defects, new Map()), defects, 'nobody has looked yet');
  });

  it('lets a report in other words and a check stand for themselves', () => {
    const defects = locate(given, files);
    const opened = reopen(defects, verdictsFor(defects, aVerdict('refuted')));
    assert.deepEqual(
      opened.map(({ finding, twins }) => [finding.source.kind, finding.title, twins.length]),
      [
        ['model', given[0]?.title, 1],
        ['built-in', given[3]?.title, 1],
      ],
    );
  });

  it('does not let a check wait behind a report that nobody looked at', () => {
    const opened = withChecksApart(locate(given, files), new Map());
    assert.deepEqual(
      opened.map(({ finding }) => finding.source.kind),
      ['model', 'built-in'],
    );
  });

  it('loses nothing, never raises a severity, and does not depend on order', () => {
    const arbitrary = fc.record({
      line: fc.integer({ min: 1, max: 8 }),
      passes: fc.constantFrom([1], [2]),
      title: fc.constantFrom('x is wrong here', 'another thing', 'the order total'),
      severity: fc.constantFrom(...severities),
      category: fc.constantFrom('bug' as const, 'security' as const),
      isCheck: fc.boolean(),
    });
    const verdict = fc.record({
      verdict: fc.constantFrom('confirmed' as const, 'refuted' as const, 'unclear' as const, 'unchecked' as const),
      severity: fc.constantFrom(...severities),
    });
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 10 }), verdict, (reports, said) => {
        const raw = reports.map(({ line, passes, isCheck, ...rest }) =>
          aReport(line, passes, { ...rest, ...(isCheck ? { source: check } : {}) }),
        );
        const settledFrom = (list: readonly RawFinding[]) => {
          const located = locate(list, files);
          const model = located.filter(({ finding }) => finding.source.kind === 'model');
          const verdicts = verdictsFor(model, aVerdict(said.verdict, { severity: said.severity }));
          const defects = withChecksApart(reopen(located, verdicts), verdicts);
          return settle(defects, { files, threads: [], verdicts }, wishes);
        };
        const settled = settledFrom(raw);
        assert.equal(settled.length, raw.length);
        assert.deepEqual(settledFrom([...raw].reverse()), settled);
        for (const one of settled) {
          const claimed = raw.filter(({ title, line }) => title === one.title && line === one.line);
          const worst = Math.min(...claimed.map(({ severity }) => severities.indexOf(severity)));
          assert.ok(severities.indexOf(one.severity) >= worst);
        }
        const checks = settled.filter(({ source }) => source.kind === 'built-in');
        assert.ok(
          checks.every(({ disposition }) => disposition.kind !== 'hold'),
          'a check is never held',
        );
      }),
    );
  });
});
