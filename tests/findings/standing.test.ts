// What may stand for what: rules of the owners, waived threads, switched-off categories, and what verification brought down.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rulesInTheEnd } from '../../ReviewTask/findings/broken-rules.ts';
import { candidates } from '../../ReviewTask/findings/candidates.ts';
import { locate } from '../../ReviewTask/findings/locate.ts';
import { reopen, withChecksApart } from '../../ReviewTask/findings/reopen.ts';
import { settle } from '../../ReviewTask/findings/settle.ts';
import { standingIn } from '../../ReviewTask/findings/standing.ts';
import {
  type Category,
  type Finding,
  type PlacedFinding,
  type RawFinding,
  severities,
  type Verification,
} from '../../ReviewTask/model/finding.ts';
import { propertyKeys } from '../../ReviewTask/model/publication.ts';
import type { ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import { aNewFile } from '../fakes/changes.ts';

const lines = ['one();', 'two(a);', 'three(b);', 'four(c);', 'five();', 'six();', 'seven();', 'eight();'];
const files = [aNewFile('src/a.ts', lines)];
const most: readonly Category[] = ['bug', 'security', 'performance', 'error-handling', 'maintainability'];
const wishes = { minSeverity: 'warning', maxComments: 10, categories: most, effort: 'standard' } as const;
type Wishes = Omit<typeof wishes, 'effort' | 'maxComments'> & {
  readonly effort: 'quick' | 'standard';
  readonly maxComments: number;
};

function aReport(line: number, given: Partial<RawFinding> = {}): RawFinding {
  return {
    path: 'src/a.ts',
    side: 'right',
    ...{ line, endLine: line },
    quote: lines[line - 1] ?? '',
    title: 'Writes to the console',
    failure: 'The text never reaches the log of the service.',
    severity: 'warning',
    category: 'bug',
    replacement: undefined,
    source: { kind: 'model', question: '', passes: [1] },
    ...given,
  };
}

const rule = (id: string, passes: readonly number[] = [1], scope: 'file' | 'pull-request' = 'file') =>
  ({ source: { kind: 'rule', rule: id, scope, question: '', passes } }) as const;
const check = { source: { kind: 'built-in', rule: 'check' } } as const;
const severe = { severity: 'blocker' } as const;
const other = { title: 'Nobody closes the handle', failure: 'Each call leaks one.' };
const off = { category: 'testing' } as const;

type VerdictOn = (finding: PlacedFinding) => Verification | undefined;
const nobodyLooks: VerdictOn = () => undefined;
const always =
  (verdict: Verification['verdict'], severity: Verification['severity'] = 'warning'): VerdictOn =>
  () => ({ verdict, evidence: [], explanation: 'Because.', severity, by: 'model' });

/** As a review goes: placed, joined, looked at until nothing is open, decided. */
function decided(
  raw: readonly RawFinding[],
  verdictOn: VerdictOn = nobodyLooks,
  wanted: Wishes = wishes,
  threads: readonly ReviewThread[] = [],
): readonly Finding[] {
  const standingOf = standingIn(threads, wanted);
  const verdicts = new Map<PlacedFinding, Verification>();
  let defects = locate(raw, files, standingOf);
  const stillOpen = () => candidates(defects, threads, wanted, verdicts).filter((one) => verdictOn(one) !== undefined);
  for (let open = stillOpen(); open.length > 0; open = stillOpen()) {
    for (const finding of open) {
      const verdict = verdictOn(finding);
      if (verdict !== undefined) verdicts.set(finding, verdict);
    }
    defects = reopen(defects, verdicts, standingOf);
  }
  const last = wanted.effort === 'quick' ? defects : withChecksApart(defects, verdicts, standingOf);
  return settle(last, { files, threads, verdicts }, wanted);
}

const sourceName = ({ source }: RawFinding) => (source.kind === 'rule' ? source.rule : source.kind);
const fate = ({ disposition }: Finding) =>
  disposition.kind === 'list' || disposition.kind === 'hold'
    ? `${disposition.kind} ${disposition.reason}`
    : disposition.kind;

function waivedThread(raw: RawFinding): ReviewThread {
  const [only] = locate([raw], files);
  assert.ok(only !== undefined);
  const properties = new Map([[propertyKeys.fingerprint, only.report.fingerprint]]);
  return { id: 7, status: 'wontFix', isDeleted: false, path: raw.path, comments: [], properties };
}

describe('a finding of a rule', () => {
  const joining: readonly { name: string; given: readonly RawFinding[]; expect: readonly string[] }[] = [
    {
      name: 'is not stood for by a worse one of the model in the same words',
      given: [aReport(2, severe), aReport(2, rule('a'))],
      expect: ['model', 'a'],
    },
    {
      name: 'stands for one of the model in the same words',
      given: [aReport(2), aReport(2, rule('a'))],
      expect: ['a+model'],
    },
    {
      name: 'does not stand for one of the model in other words',
      given: [aReport(2, other), aReport(2, rule('a'))],
      expect: ['a', 'model'],
    },
    {
      name: 'is not stood for by another rule',
      given: [aReport(2, { ...rule('a'), ...severe }), aReport(2, rule('b'))],
      expect: ['a', 'b'],
    },
    {
      name: 'and a check are two',
      given: [aReport(2, rule('a')), aReport(2, check)],
      expect: ['a', 'built-in'],
    },
    {
      name: 'is one in two passes',
      given: [aReport(2, rule('a', [1])), aReport(2, { ...rule('a', [2]), title: 'Console' })],
      expect: ['a+a'],
    },
    {
      name: 'is two on two lines',
      given: [aReport(2, rule('a')), aReport(4, rule('a'))],
      expect: ['a', 'a'],
    },
    {
      name: 'without a line is told by one with a line',
      given: [aReport(2, rule('a')), aReport(4, { ...rule('a'), quote: 'nobody wrote this' })],
      expect: ['a+a'],
    },
  ];
  for (const { name, given, expect } of joining) {
    it(name, () => {
      const names = locate(given, files).map(({ report, twins }) => [report, ...twins].map(sourceName).join('+'));
      assert.deepEqual(names.sort(), [...expect].sort());
      assert.deepEqual(locate([...given].reverse(), files), locate(given, files));
    });
  }

  it('has an identity of its own, whatever category and words a model chooses', () => {
    const print = (given: Partial<RawFinding>) => locate([aReport(2, given)], files)[0]?.finding.fingerprint;
    assert.equal(print(rule('a')), print({ ...rule('a'), ...off, ...other }));
    assert.equal(new Set([print(rule('a')), print(rule('b')), print({})]).size, 3);
  });

  const deciding: readonly { name: string; given: readonly RawFinding[]; verdict: VerdictOn; expect: string }[] = [
    { name: 'confirmed', given: [aReport(2, rule('a'))], verdict: always('confirmed'), expect: 'warning post' },
    {
      name: 'confirmed as if it were milder',
      given: [aReport(2, { ...rule('a'), ...severe })],
      verdict: always('confirmed', 'suggestion'),
      expect: 'blocker post',
    },
    { name: 'refuted', given: [aReport(2, rule('a'))], verdict: always('refuted'), expect: 'warning hold refuted' },
    {
      name: 'unclear, of one pass',
      given: [aReport(2, { ...rule('a'), ...severe })],
      verdict: always('unclear'),
      expect: 'blocker hold unconfirmed',
    },
    {
      name: 'unclear, of two passes',
      given: [aReport(2, { ...rule('a', [1]), ...severe }), aReport(2, { ...rule('a', [2]), ...severe })],
      verdict: always('unclear'),
      expect: 'blocker list unconfirmed',
    },
    { name: 'not looked at', given: [aReport(2, rule('a'))], verdict: nobodyLooks, expect: 'warning list unchecked' },
    {
      name: 'of a category that is switched off',
      given: [aReport(2, { ...rule('a'), ...off })],
      verdict: always('confirmed'),
      expect: 'warning post',
    },
    {
      name: 'about the change as a whole, which no line can prove',
      given: [aReport(2, { ...rule('a', [1], 'pull-request'), quote: '', line: undefined })],
      verdict: () => assert.fail('nobody is asked'),
      expect: 'warning post',
    },
  ];
  for (const { name, given, verdict, expect } of deciding) {
    it(`${name}: ${expect}`, () => {
      const [first] = decided(given, verdict);
      assert.equal(first && `${first.severity} ${fate(first)}`, expect);
    });
  }

  it('lets what it stood for be looked at by itself when it falls, whatever the words', () => {
    const verdict: VerdictOn = (finding) => always(finding.source.kind === 'rule' ? 'refuted' : 'confirmed')(finding);
    assert.deepEqual(
      decided([aReport(2), aReport(2, rule('a'))], verdict).map((one) => `${sourceName(one)} ${fate(one)}`),
      ['model post', 'a hold refuted'],
    );
  });

  it('no longer counts as broken where all that was found is held', () => {
    const account = { id: 'a', checked: 5, broken: 2, unanswered: [] };
    const report = { guidelines: [], notes: [], rules: [account, { ...account, id: 'b' }] };
    const findings = decided([aReport(2, rule('a')), aReport(4, rule('a'))], always('refuted'));
    const broken = (list: readonly Finding[]) => rulesInTheEnd(report, list).rules.map((one) => one.broken);
    assert.deepEqual(broken(findings), [1, 2]);
    const one: VerdictOn = ({ line }) => always(line === 2 ? 'refuted' : 'confirmed')(aPlaced);
    assert.deepEqual(broken(decided([aReport(2, rule('a')), aReport(4, rule('a'))], one)), [2, 2]);
  });
});

const aPlaced: PlacedFinding = { ...aReport(1), anchor: { kind: 'file' }, fingerprint: '' };

describe('what is not wanted', () => {
  it('of a switched-off category stands for nothing that is wanted, however severe', () => {
    const settled = decided([aReport(2, { ...severe, ...off }), aReport(2)], always('confirmed', 'blocker'));
    assert.deepEqual(settled.map(fate), ['post', 'merged']);
  });

  it('adds no voice to what it is joined with', () => {
    const second = { source: { kind: 'model', question: '', passes: [2] } } as const;
    const alone = decided([aReport(2), aReport(2, { ...second, ...off })], always('unclear'));
    assert.deepEqual(alone.map(fate), ['hold unconfirmed', 'merged']);
    const agreed = decided([aReport(2), aReport(2, second)], always('unclear'));
    assert.deepEqual(agreed.map(fate), ['list unconfirmed', 'merged']);
  });

  it('waived stands for the same words, and for no other defect on its lines', () => {
    const waived = aReport(2, { endLine: 3, quote: lines.slice(1, 3).join('\n'), ...severe });
    const settled = decided([waived, aReport(2), aReport(3, other)], always('confirmed'), wishes, [
      waivedThread(waived),
    ]);
    assert.deepEqual(settled.map((one) => `${one.line}-${one.endLine} ${fate(one)}`).sort(), [
      '2-2 merged',
      '2-3 waived',
      '3-3 post',
    ]);
  });

  it('waived stands for nothing worse', () => {
    const waived = aReport(2, { endLine: 3, quote: lines.slice(1, 3).join('\n') });
    const settled = decided([waived, aReport(2, severe)], always('confirmed', 'blocker'), wishes, [
      waivedThread(waived),
    ]);
    assert.deepEqual(settled.map(fate).sort(), ['post', 'waived']);
  });

  it('waived takes no thread from another', () => {
    const waived = aReport(1);
    const settled = decided([waived, aReport(7, other)], always('confirmed'), { ...wishes, maxComments: 1 }, [
      waivedThread(waived),
    ]);
    assert.deepEqual(settled.map(fate).sort(), ['post', 'waived']);
  });
});

describe('what fell', () => {
  it('below the minimum takes no check and no other defect along', () => {
    const milder: VerdictOn = ({ title }) =>
      always('confirmed', title === other.title ? 'warning' : 'suggestion')(aPlaced);
    const settled = decided([aReport(2, severe), aReport(2, check), aReport(2, other)], milder);
    assert.deepEqual(
      settled.map((one) => `${sourceName(one)} ${fate(one)}`),
      ['built-in post', 'model merged', 'model list below-min-severity'],
    );
  });

  it('is looked past until as many may stand as there are threads', () => {
    const many = lines.map((_, index) => aReport(index + 1, { title: `Defect ${index}`, failure: `${index}` }));
    const only: VerdictOn = ({ line }) => always((line ?? 0) > 7 ? 'confirmed' : 'refuted')(aPlaced);
    const settled = decided(many, only, { ...wishes, maxComments: 1 });
    assert.deepEqual(
      settled.filter((one) => fate(one) === 'post').map(({ line }) => line),
      [8],
    );
  });

  it('does not leave two threads about what it stood for in part', () => {
    const worse = aReport(2, { ...severe, title: 'An order is lost', failure: 'Nobody retries it.' });
    const passes = (pass: number) => ({ source: { kind: 'model', question: '', passes: [pass] } }) as const;
    const [one, two] = [aReport(2, passes(1)), aReport(4, passes(2))];
    const verdict: VerdictOn = (finding) => always(finding.severity === 'blocker' ? 'refuted' : 'confirmed')(finding);
    assert.deepEqual(decided([worse, one, two], verdict).map(fate).sort(), ['hold refuted', 'merged', 'post']);
  });
});

describe('two detectors on one line', () => {
  it('have two identities, the same in every order', () => {
    const given = [
      aReport(2, check),
      aReport(2, { source: { kind: 'built-in', rule: 'zeal' } }),
      aReport(2, { ...check, quote: '', columns: { start: 3, end: 5 } }),
    ];
    const prints = (list: readonly RawFinding[]) => locate(list, files).map(({ finding }) => finding.fingerprint);
    assert.equal(new Set(prints(given)).size, 3);
    assert.deepEqual(prints([...given].reverse()), prints(given));
  });
});

describe('a finding that is held', () => {
  const titles = ['Writes to the console', 'Nobody closes the handle', 'An order is lost', 'The total is wrong'];
  const arbitrary = fc
    .record({
      line: fc.integer({ min: 1, max: 8 }),
      length: fc.integer({ min: 1, max: 2 }),
      title: fc.constantFrom(...titles),
      severity: fc.constantFrom(...severities),
      category: fc.constantFrom<Category>('bug', 'security', 'testing'),
      pass: fc.constantFrom(1, 2),
      who: fc.constantFrom('model', 'model', 'rule-a', 'rule-b', 'check', 'secret'),
    })
    .map(({ line, length, pass, who, title, ...rest }) => {
      const endLine = Math.min(8, line + length - 1);
      const sources = {
        model: { kind: 'model', question: '', passes: [pass] },
        'rule-a': rule('a', [pass]).source,
        'rule-b': rule('b', [pass]).source,
        check: check.source,
        secret: { kind: 'secrets', rule: 'key' },
      } as const;
      // A rule has one severity, and its findings one wording at a time.
      const severity = who === 'rule-a' ? 'blocker' : who === 'rule-b' ? 'suggestion' : rest.severity;
      const quote = lines.slice(line - 1, endLine).join('\n');
      return aReport(line, {
        ...{ ...rest, severity, endLine, quote, title, failure: title },
        source: sources[who as keyof typeof sources],
      });
    });
  const key = (one: RawFinding) =>
    JSON.stringify([one.line, one.endLine, one.title, one.severity, one.category, one.source]);
  const samples = (list: readonly RawFinding[]) => [...new Map(list.map((one) => [key(one), one])).values()];

  /** Keys of what a person sees in a thread: posted, or merged into what is. */
  function visible(settled: readonly Finding[]): ReadonlySet<string> {
    let leader: Finding | undefined;
    return new Set(
      settled.flatMap((one) => {
        if (one.disposition.kind !== 'merged') leader = one;
        return leader?.disposition.kind === 'post' ? [rawKey(one)] : [];
      }),
    );
  }
  // What joining adds to a source does not make it another finding.
  const rawKey = (one: Finding) => JSON.stringify([one.line, one.endLine, one.title, sourceName(one)]);
  const posted = (settled: readonly Finding[]) =>
    settled.filter(({ disposition }) => disposition.kind === 'post').map(rawKey);

  function holds(verdictOn: VerdictOn, wanted: Wishes) {
    const given = { list: fc.array(arbitrary, { maxLength: 9 }), extra: arbitrary, isWaived: fc.boolean() };
    fc.assert(
      fc.property(fc.record(given), ({ list, extra, isWaived }) => {
        const raw = samples(list).filter((one) => key(one) !== key(extra));
        const threads = isWaived ? [waivedThread(extra)] : [];
        const before = decided(raw, verdictOn, wanted, threads);
        const after = decided([...raw, extra], verdictOn, wanted, threads);
        assert.equal(after.length, raw.length + 1);
        assert.deepEqual(decided([extra, ...raw].reverse(), verdictOn, wanted, threads), after, 'order');
        const own = after.find((one) => rawKey(one) === rawKey(extra as Finding) && one.severity === extra.severity);
        if (own?.disposition.kind !== 'hold' && own?.disposition.kind !== 'waived') return;
        const seen = visible(after);
        // The same words fall with the one that says them; that is what they were joined for.
        const lost = posted(before).filter((one) => !seen.has(one) && !one.includes(JSON.stringify(extra.title)));
        // Two detectors on the same code have one name where only one of them speaks: who waived one by that name waived the
        // other, which gets its thread now. A thread goes to another finding then, and to nothing else.
        const shown = new Set(posted(before));
        const gained = posted(after).filter((one) => !shown.has(one));
        assert.ok(lost.length <= gained.length, JSON.stringify({ lost, gained }));
        const rules = (settled: readonly Finding[]) =>
          settled.filter((one) => one.source.kind === 'rule' && one.disposition.kind === 'post').length;
        assert.ok(rules(after) + (extra.source.kind === 'rule' ? 1 : 0) >= rules(before));
      }),
      { numRuns: 300 },
    );
  }

  it('makes no other disappear: quick', () => holds(nobodyLooks, { ...wishes, effort: 'quick' }));
  it('makes no other disappear: quick, with few threads', () =>
    holds(nobodyLooks, { ...wishes, effort: 'quick', maxComments: 2 }));
  it('makes no other disappear: verified', () =>
    holds(({ title, severity }) => always(title === titles[0] ? 'refuted' : 'confirmed', severity)(aPlaced), wishes));

  it('says by itself of two different rules on one line, and never leaves one out', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 9 }), (list) => {
        const settled = decided(samples(list), ({ severity }) => always('confirmed', severity)(aPlaced), {
          ...wishes,
          maxComments: 100,
        });
        for (const one of settled.filter(({ source }) => source.kind === 'rule')) {
          const leader = settled
            .slice(0, settled.indexOf(one) + 1)
            .findLast(({ disposition }) => disposition.kind !== 'merged');
          assert.equal(leader && sourceName(leader), sourceName(one));
        }
      }),
    );
  });
});
