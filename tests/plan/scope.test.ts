// How much a run looks at: every cause of a full review, and the words for it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { IterationReason, IterationRecord } from '../../ReviewTask/model/pull-request.ts';
import { describeScope, type FullCause } from '../../ReviewTask/model/scope.ts';
import { decideScope, type ScopeGrounds } from '../../ReviewTask/plan/scope.ts';
import { aState } from '../fakes/kept-findings.ts';

const state = aState();
const base = 'b'.repeat(40);

/** Iterations 1 to 3, of which the third was reviewed, and one for each reason after it. */
function history(...reasons: readonly IterationReason[]): readonly IterationRecord[] {
  return (['push', 'push', 'push', ...reasons] as const).map((reason, index) => ({
    id: index + 1,
    source: index === 2 ? state.source : `${index + 1}`.repeat(40),
    base,
    reason,
    createdAt: undefined,
  }));
}

function grounds(given: Partial<ScopeGrounds> = {}): ScopeGrounds {
  const iterations = given.iterations ?? history('push');
  return {
    reading: { kind: 'state', state },
    iterations,
    iteration: { id: iterations.length },
    pullRequest: { targetRef: state.targetRef },
    config: state.config,
    isFullAsked: false,
    ...given,
  };
}

describe('decideScope', () => {
  const table: readonly { name: string; given: Partial<ScopeGrounds>; expect: FullCause | 'delta' }[] = [
    { name: 'a push', given: {}, expect: 'delta' },
    { name: 'three pushes', given: { iterations: history('push', 'push', 'push') }, expect: 'delta' },
    { name: 'no push', given: { iterations: history() }, expect: 'delta' },
    { name: 'a conflict solved on the server', given: { iterations: history('other') }, expect: 'delta' },
    {
      name: 'iterations listed from the last to the first',
      given: { iterations: [...history('push')].reverse() },
      expect: 'delta',
    },
    { name: 'no review yet', given: { reading: { kind: 'none' } }, expect: 'first-review' },
    {
      name: 'no review yet, and one asked for',
      given: { reading: { kind: 'none' }, isFullAsked: true },
      expect: 'first-review',
    },
    { name: 'a full review asked for', given: { isFullAsked: true }, expect: 'asked' },
    {
      name: 'a state that somebody changed',
      given: { reading: { kind: 'unusable', because: 'state-edited' } },
      expect: 'state-edited',
    },
    { name: 'a force push', given: { iterations: history('force-push') }, expect: 'force-push' },
    { name: 'a push after a force push', given: { iterations: history('force-push', 'push') }, expect: 'force-push' },
    { name: 'a rebase', given: { iterations: history('push', 'rebase') }, expect: 'rebase' },
    {
      name: 'a rebase after a force push: the last',
      given: { iterations: history('force-push', 'rebase') },
      expect: 'rebase',
    },
    {
      name: 'a target changed and changed back',
      given: { iterations: history('retarget', 'retarget') },
      expect: 'retarget',
    },
    { name: 'another target', given: { pullRequest: { targetRef: 'refs/heads/release' } }, expect: 'retarget' },
    {
      name: 'a force push before the review',
      given: { iterations: history('push').map((one) => (one.id < 4 ? { ...one, reason: 'force-push' } : one)) },
      expect: 'delta',
    },
    {
      name: 'a force push after the iteration to review',
      given: { iterations: history('push', 'force-push'), iteration: { id: 4 } },
      expect: 'delta',
    },
    { name: 'another configuration', given: { config: '3' }, expect: 'configuration-changed' },
    {
      name: 'an iteration that is not listed any more',
      given: { iterations: history('push').filter(({ id }) => id !== 3) },
      expect: 'iteration-gone',
    },
    {
      name: 'an iteration with another commit',
      given: { iterations: history('push').map((one) => ({ ...one, source: 'd'.repeat(40) })) },
      expect: 'iteration-gone',
    },
    { name: 'a state of a later iteration', given: { iteration: { id: 2 } }, expect: 'iteration-gone' },
    {
      name: 'a state that left something out',
      given: { reading: { kind: 'state', state: aState({ leftOut: 1 }) } },
      expect: 'state-cut',
    },
  ];
  for (const { name, given, expect } of table) {
    it(`is ${expect} for ${name}`, () => {
      const scope = decideScope(grounds(given));
      const since = { id: 3, source: state.source, base: state.base };
      assert.deepEqual(scope, expect === 'delta' ? { kind: 'delta', since, state } : { kind: 'full', because: expect });
    });
  }

  it('is never a delta once the branch was rewritten after the review', () => {
    const reason = fc.constantFrom<IterationReason>('push', 'force-push', 'rebase', 'retarget', 'other');
    fc.assert(
      fc.property(fc.array(reason, { maxLength: 6 }), (reasons) => {
        const isRewritten = reasons.some((one) => one !== 'push' && one !== 'other');
        assert.equal(decideScope(grounds({ iterations: history(...reasons) })).kind, isRewritten ? 'full' : 'delta');
      }),
    );
  });
});

describe('describeScope', () => {
  it('names the iteration of a delta', () => {
    const since = { id: 3, source: state.source, base };
    assert.equal(describeScope({ kind: 'delta', since, state }), 'Only what is new since iteration 3 was reviewed.');
  });

  it('tells a run on the iteration that was reviewed before from one on a push', () => {
    const since = { id: 3, source: state.source, base };
    const told = (gaps: readonly string[], lasting: readonly string[], iterationId = 3) =>
      describeScope({ kind: 'delta', since, state: { ...state, gaps, lasting } }, iterationId);
    assert.equal(told([], []), 'Nothing is new since iteration 3 was reviewed.');
    assert.equal(told(['a.ts'], ['a.ts']), 'Nothing is new since iteration 3 was reviewed.');
    assert.equal(told(['a.ts'], []), 'Only what an earlier review of iteration 3 had left open was reviewed.');
    assert.equal(told(['a.ts'], [], 4), 'Only what is new since iteration 3 was reviewed.');
  });

  const causes: readonly FullCause[] = [
    'first-review',
    'asked',
    'force-push',
    'rebase',
    'retarget',
    'configuration-changed',
    'state-lost',
    'state-cut',
    'state-edited',
    'state-newer',
    'identity-changed',
    'iteration-gone',
  ];
  it('has a sentence of its own for every cause', () => {
    const sentences = causes.map((because) => describeScope({ kind: 'full', because }));
    assert.equal(new Set(sentences).size, causes.length);
    for (const sentence of sentences) assert.match(sentence, /^Everything was reviewed.*[^.]\.$/);
    assert.equal(sentences[2], 'Everything was reviewed again, because the branch was force-pushed.');
  });
});
