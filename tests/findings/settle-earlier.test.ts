// What becomes of earlier findings, for every standing of their threads and whatever this run has found out.
import assert from 'node:assert/strict';
import type { Carried } from '../../ReviewTask/findings/carry.ts';
import { keptAnchor, placedAgain } from '../../ReviewTask/findings/kept-to-placed.ts';
import type { Now } from '../../ReviewTask/findings/recheck.ts';
import { hangsOnVerdict, settleEarlier } from '../../ReviewTask/findings/settle-earlier.ts';
import type { Standing } from '../../ReviewTask/model/thread-standing.ts';
import { aKeptFinding } from '../fakes/kept-findings.ts';

const kept = aKeptFinding();
const anchor = keptAnchor(kept.place);

function carried(kind: 'untouched' | 'touched' | 'gone', threadId: number | undefined): Carried {
  const whereabouts = kind === 'gone' ? ({ kind, why: 'code-gone' } as const) : { kind, anchor };
  return { kept, threadId, whereabouts, finding: placedAgain(kept, kept.path, anchor) };
}

const stays: Now = { kind: 'stays', verification: undefined };
const gone: Now = { kind: 'fixed', by: 'gone', verification: undefined };
const proven: Now = { kind: 'fixed', by: 'proven', verification: undefined };

interface Case {
  readonly standing: Standing | 'listed';
  readonly where: 'untouched' | 'touched' | 'gone';
  readonly now: Now;
  readonly isReported?: boolean;
  /** `undefined`: not told again. */
  readonly expect: unknown;
}

const both = 'reply-and-status';
const cases: readonly Case[] = [
  { standing: 'open', where: 'untouched', now: stays, expect: { kind: 'known', threadId: 7 } },
  { standing: 'open', where: 'gone', now: gone, expect: { kind: 'fixed', threadId: 7, how: 'gone', step: both } },
  {
    standing: 'open',
    where: 'touched',
    now: proven,
    expect: { kind: 'fixed', threadId: 7, how: 'verified', step: both },
  },
  { standing: 'set-aside', where: 'untouched', now: stays, isReported: true, expect: { kind: 'waived', threadId: 7 } },
  { standing: 'set-aside', where: 'gone', now: gone, expect: { kind: 'waived', threadId: 7 } },
  {
    ...{ standing: 'kept-open', where: 'gone', now: gone },
    expect: { kind: 'known', threadId: 7, standing: 'kept-open' },
  },
  {
    ...{ standing: 'closed-by-person', where: 'untouched', now: stays },
    expect: { kind: 'known', threadId: 7, standing: 'closed-by-person' },
  },
  { standing: 'closed-by-person', where: 'gone', now: gone, expect: undefined },
  { standing: 'resolved-gone', where: 'gone', now: gone, expect: undefined },
  {
    ...{ standing: 'resolved-gone', where: 'untouched', now: stays },
    expect: { kind: 'known', threadId: 7, standing: 'back', step: both },
  },
  { standing: 'resolved-gone', where: 'touched', now: stays, expect: undefined },
  { standing: 'resolved-fixed', where: 'untouched', now: stays, expect: undefined },
  {
    ...{ standing: 'resolved-fixed', where: 'touched', now: stays, isReported: true },
    expect: { kind: 'known', threadId: 7, standing: 'back', step: both },
  },
  {
    ...{ standing: 'half-resolved', where: 'gone', now: gone },
    expect: { kind: 'fixed', threadId: 7, how: 'gone', step: 'status' },
  },
  {
    ...{ standing: 'half-reopened', where: 'untouched', now: stays },
    expect: { kind: 'known', threadId: 7, standing: 'back', step: 'status' },
  },
  { standing: 'listed', where: 'untouched', now: stays, expect: { kind: 'list', reason: 'below-min-severity' } },
  { standing: 'listed', where: 'gone', now: gone, expect: { kind: 'fixed', threadId: undefined, how: 'gone' } },
  { standing: 'listed', where: 'untouched', now: stays, isReported: true, expect: undefined },
];

describe('settleEarlier', () => {
  for (const { standing, where, now, isReported = false, expect } of cases) {
    const how = now.kind === 'fixed' ? `fixed by ${now.by}` : isReported ? 'found again' : 'staying';
    it(`settles a finding that is ${standing}, ${where}, ${how}`, () => {
      const isListed = standing === 'listed';
      const earlier = {
        carried: carried(where, isListed ? undefined : 7),
        standing: isListed ? undefined : standing,
        isFormer: false,
        reason: 'below-min-severity',
      };
      const report = isReported ? earlier.carried.finding : undefined;
      const [finding] = settleEarlier([{ earlier, now, report }]);
      assert.deepEqual(finding?.disposition, expect);
    });
  }
});

describe('hangsOnVerdict', () => {
  const asked = (standing: Standing | undefined, isUntold = false) =>
    hangsOnVerdict({ carried: carried('touched', 7), standing, isFormer: false, reason: '', isUntold });

  it('is true where an answer may settle the finding', () => {
    const open = [undefined, 'open', 'closed-by-person', 'half-resolved', 'half-reopened', 'resolved-fixed'] as const;
    for (const standing of open) assert.ok(asked(standing), standing);
  });

  it('is false where a person has decided, and where it was told that the code is gone', () => {
    for (const standing of ['set-aside', 'kept-open'] as const) assert.ok(!asked(standing, true), standing);
    assert.ok(!asked('resolved-gone'));
    assert.ok(asked('resolved-gone', true));
  });
});
