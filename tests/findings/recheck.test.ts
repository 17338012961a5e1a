// Earlier findings on touched code: who is asked about, what the answers mean, and that silence is no fix.
import assert from 'node:assert/strict';
import type { Carried, Whereabouts } from '../../ReviewTask/findings/carry.ts';
import { placedAgain } from '../../ReviewTask/findings/kept-to-placed.ts';
import { isNotTouched } from '../../ReviewTask/findings/not-touched.ts';
import { rechecks, whatBecame } from '../../ReviewTask/findings/recheck.ts';
import type { FreshPart } from '../../ReviewTask/model/delta.ts';
import type { PlacedFinding, Verification } from '../../ReviewTask/model/finding.ts';
import type { KeptFinding } from '../../ReviewTask/model/kept-finding.ts';
import { freshPart } from '../../ReviewTask/snapshot/delta.ts';
import { numbered, spliced } from '../snapshot/versions.ts';
import { aFile, deltaOf, keptOn, placedOn } from './earlier-findings.ts';

const then = aFile([], numbered(9));
const anchor = placedOn(then, [3, 3]).anchor;

function carriedAs(kind: Whereabouts['kind'], given: Partial<KeptFinding> = {}): Carried {
  const kept = keptOn(then, 'right', [3, 3], given);
  const whereabouts: Whereabouts = kind === 'gone' ? { kind, why: 'code-gone' } : { kind, anchor };
  return { kept, threadId: 4, whereabouts, finding: placedAgain(kept, kept.path, anchor) };
}

function aVerdict(verdict: Verification['verdict'], by: Verification['by'] = 'model', lines = 1): Verification {
  const evidence = Array.from({ length: lines }, () => ({ path: 'src/a.ts', line: 3, quote: 'line 3' }));
  return { verdict, evidence, explanation: 'Because.', severity: 'warning', by };
}

describe('rechecks', () => {
  it('ask about opinions on touched code, the severest first, and about nothing else', () => {
    const mild = carriedAs('touched', { severity: 'suggestion', question: 'Can it be null?' });
    const severe = carriedAs('touched', { severity: 'blocker', source: { kind: 'rule', rule: 'r' } });
    const found = carriedAs('touched');
    const all = [
      mild,
      severe,
      found,
      carriedAs('untouched'),
      carriedAs('gone'),
      carriedAs('unseen'),
      carriedAs('touched', { source: { kind: 'secrets', rule: 'key' } }),
    ];
    const asked = rechecks(all, new Set([found]));
    assert.deepEqual(
      asked.map(({ carried }) => carried),
      [severe, mild],
    );
    const source = asked[1]?.asked.source;
    assert.ok(source?.kind === 'model');
    assert.match(source.question, /is the defect described still there\? Can it be null\?$/);
  });

  it('ask about no more than a run should', () => {
    const many = Array.from({ length: 30 }, (_, index) => carriedAs('touched', { title: `Defect ${index}` }));
    assert.equal(rechecks(many, new Set()).length, 20);
  });
});

describe('whatBecame', () => {
  const secret = { source: { kind: 'secrets', rule: 'key' }, code: [] } as const;
  const cases: readonly {
    readonly name: string;
    readonly given: Carried;
    readonly verdict?: Verification;
    readonly isReported?: boolean;
    readonly checksRan?: boolean;
    readonly expect: string;
  }[] = [
    { name: 'untouched code', given: carriedAs('untouched'), expect: 'stays' },
    { name: 'a file that nobody could read', given: carriedAs('unseen'), expect: 'stays' },
    { name: 'gone code', given: carriedAs('gone'), expect: 'gone' },
    { name: 'gone code on which it was found again', given: carriedAs('gone'), isReported: true, expect: 'stays' },
    { name: 'touched code that nobody was asked about', given: carriedAs('touched'), expect: 'stays' },
    { name: 'a refutation with evidence', given: carriedAs('touched'), verdict: aVerdict('refuted'), expect: 'proven' },
    {
      name: 'a refutation without evidence',
      given: carriedAs('touched'),
      verdict: aVerdict('refuted', 'model', 0),
      expect: 'stays',
    },
    {
      name: 'a refutation by names',
      given: carriedAs('touched'),
      verdict: aVerdict('refuted', 'code'),
      expect: 'stays',
    },
    ...(['confirmed', 'pre-existing', 'unclear', 'unchecked'] as const).map((verdict) => ({
      name: `the verdict ${verdict}`,
      given: carriedAs('touched'),
      verdict: aVerdict(verdict),
      expect: 'stays',
    })),
    { name: 'a check that is silent now', given: carriedAs('untouched', secret), expect: 'check' },
    { name: 'a check that says it again', given: carriedAs('untouched', secret), isReported: true, expect: 'stays' },
    { name: 'a check that broke', given: carriedAs('untouched', secret), checksRan: false, expect: 'stays' },
    { name: 'a check that could not read the file', given: carriedAs('unseen', secret), expect: 'stays' },
  ];
  for (const { name, given, verdict, isReported = false, checksRan = true, expect } of cases) {
    it(`says "${expect}" of ${name}`, () => {
      const reported = new Set(isReported ? [given] : []);
      const asked = rechecks([given], reported);
      const verdicts = new Map<PlacedFinding, Verification>(
        asked.flatMap((one) => (verdict === undefined ? [] : [[one.asked, verdict]])),
      );
      const became = whatBecame([given], reported, asked, verdicts, checksRan).get(given);
      assert.equal(became?.kind === 'fixed' ? became.by : became?.kind, expect);
    });
  }
});

describe('isNotTouched', () => {
  const base = numbered(40);
  const first = aFile(base, spliced(base, 10, 0, 'one', 'two', 'three', 'four', 'five'));
  const now = aFile(base, spliced(spliced(base, 30, 1), 10, 0, 'one', 'two', 'new', 'three', 'four', 'five'));
  const fresh = freshPart(deltaOf(first, now), 2, []);
  const rule = { kind: 'rule', scope: 'file', rule: 'r', question: '', passes: [1] } as const;
  const cases: readonly {
    readonly name: string;
    readonly given: PlacedFinding;
    readonly in?: FreshPart | undefined;
    readonly expect: boolean;
  }[] = [
    { name: 'a new line', given: placedOn(now, [12, 12]), expect: false },
    { name: 'lines with a new one among them', given: placedOn(now, [10, 15]), expect: false },
    { name: 'the line beside a new one', given: placedOn(now, [13, 13]), expect: false },
    { name: 'the line after a removed one', given: placedOn(now, [36, 36]), expect: false },
    { name: 'a line reviewed before, in a hunk with a new one', given: placedOn(now, [15, 15]), expect: true },
    { name: 'a rule there', given: placedOn(now, [15, 15], { source: rule }), expect: true },
    {
      name: 'a check there',
      given: placedOn(now, [15, 15], { source: { kind: 'built-in', rule: 'sql' } }),
      expect: false,
    },
    { name: 'a file with something new', given: placedOn(now, [15, 15], { anchor: { kind: 'file' } }), expect: false },
    { name: 'a file that is new as a whole', given: { ...placedOn(now, [15, 15]), path: 'new.ts' }, expect: false },
    { name: 'a full review', given: placedOn(now, [15, 15]), in: undefined, expect: false },
  ];
  for (const { name, given, expect, ...others } of cases) {
    it(`says ${expect} of ${name}`, () =>
      assert.equal(isNotTouched(given, 'in' in others ? others.in : fresh), expect));
  }
});
