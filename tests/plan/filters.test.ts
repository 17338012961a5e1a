// Whether a pull request is reviewed now: target branches, titles, drafts, pushes and bursts, and who may ask all the same.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { IterationRecord } from '../../ReviewTask/model/pull-request.ts';
import { type FilterGrounds, whyNotNow } from '../../ReviewTask/plan/filters.ts';

const minute = 60_000;
const now = 1_760_000_000_000;

/** Iterations by how many minutes ago they were made. */
function pushed(...minutesAgo: readonly (number | undefined)[]): readonly IterationRecord[] {
  return minutesAgo.map((ago, index) => ({
    id: index + 1,
    source: `${index + 1}`.repeat(40),
    base: 'b'.repeat(40),
    reason: 'push',
    createdAt: ago === undefined ? undefined : now - ago * minute,
  }));
}

interface Given {
  readonly title?: string;
  readonly targetRef?: string;
  readonly isDraft?: boolean;
  readonly isAsked?: boolean;
  readonly iterations?: readonly IterationRecord[];
  /** Number of the reviewed iteration. */
  readonly reviewed?: number;
  readonly config?: Partial<FilterGrounds['config']>;
}

function grounds(given: Given): FilterGrounds {
  return {
    pullRequest: {
      title: given.title ?? 'Add a basket',
      targetRef: given.targetRef ?? 'refs/heads/main',
      isDraft: given.isDraft ?? false,
    },
    iterations: given.iterations ?? pushed(90, 5),
    state: given.reviewed === undefined ? undefined : { source: `${given.reviewed}`.repeat(40) },
    config: {
      autoPause: undefined,
      ignoreTitles: [],
      reviewDrafts: false,
      reviewOnPush: true,
      targetBranches: ['**'],
      ...given.config,
    },
    now,
    isAsked: given.isAsked ?? false,
  };
}

const byHand = { reviewOnPush: false };
const burst = { autoPause: { pushes: 3, minutes: 15 } };
const releases = { targetBranches: ['main', 'release/*', '!release/0'] };

describe('whyNotNow', () => {
  const table: readonly { name: string; given: Given; expect: string | undefined }[] = [
    { name: 'an ordinary pull request', given: {}, expect: undefined },
    { name: 'a draft', given: { isDraft: true }, expect: 'draft' },
    { name: 'a draft, asked for', given: { isDraft: true, isAsked: true }, expect: undefined },
    {
      name: 'a draft where drafts are reviewed',
      given: { isDraft: true, config: { reviewDrafts: true } },
      expect: undefined,
    },

    { name: 'a named target', given: { config: releases }, expect: undefined },
    {
      name: 'a target under a glob',
      given: { config: releases, targetRef: 'refs/heads/release/1' },
      expect: undefined,
    },
    {
      name: 'a target taken back',
      given: { config: releases, targetRef: 'refs/heads/release/0' },
      expect: 'target-branch',
    },
    {
      name: 'a target two levels down',
      given: { config: releases, targetRef: 'refs/heads/release/1/x' },
      expect: 'target-branch',
    },
    {
      name: 'a target that ends like a named one',
      given: { config: releases, targetRef: 'refs/heads/feature/main' },
      expect: 'target-branch',
    },
    {
      name: 'another target, asked for',
      given: { config: releases, targetRef: 'refs/heads/x', isAsked: true },
      expect: 'target-branch',
    },
    { name: 'a target named in full', given: { config: { targetBranches: ['refs/heads/main'] } }, expect: undefined },
    {
      name: 'a target excluded in full',
      given: { config: { targetBranches: ['!refs/heads/main'] } },
      expect: 'target-branch',
    },
    { name: 'a target beside the only excluded one', given: { config: { targetBranches: ['!x'] } }, expect: undefined },
    { name: 'a target in another letter case', given: { config: { targetBranches: ['Main'] } }, expect: undefined },
    { name: 'any target at any depth', given: { targetRef: 'refs/heads/a/b/c' }, expect: undefined },

    { name: 'a title with the text', given: { title: 'Basket [wip] again', config: titles('[WIP]') }, expect: 'title' },
    { name: 'a title without it', given: { title: 'Equip the basket', config: titles('[WIP]') }, expect: undefined },
    {
      name: 'a title that begins as it should',
      given: { title: 'chore(release): 1.2', config: titles('chore(release)*') },
      expect: 'title',
    },
    {
      name: 'a title that begins otherwise',
      given: { title: 'My chore(release)', config: titles('chore(release)*') },
      expect: undefined,
    },
    {
      name: 'a title that ends as it should',
      given: { title: 'Bump a to 2', config: titles('*to 2') },
      expect: 'title',
    },
    {
      name: 'a title with two texts in order',
      given: { title: 'Bump a from 1 to 2', config: titles('bump*from*to*') },
      expect: 'title',
    },
    {
      name: 'a title with two texts out of order',
      given: { title: 'Bump a to 2 from 1', config: titles('bump*from*to*') },
      expect: undefined,
    },
    {
      name: 'a title whose one text would have to serve twice',
      given: { title: 'abc', config: titles('ab*bc') },
      expect: undefined,
    },
    { name: 'a title, asked for', given: { title: 'WIP', config: titles('wip'), isAsked: true }, expect: 'title' },

    { name: 'a first review by hand only', given: { config: byHand }, expect: undefined },
    { name: 'a push by hand only', given: { config: byHand, reviewed: 1 }, expect: 'not-on-push' },
    {
      name: 'a push by hand only, asked for',
      given: { config: byHand, reviewed: 1, isAsked: true },
      expect: undefined,
    },
    { name: 'what was reviewed already', given: { config: byHand, reviewed: 2 }, expect: undefined },

    {
      name: 'a burst before the first review',
      given: { config: burst, iterations: pushed(9, 5, 1) },
      expect: undefined,
    },
    { name: 'a burst', given: { config: burst, iterations: pushed(9, 5, 1), reviewed: 1 }, expect: 'paused' },
    {
      name: 'a burst, asked for',
      given: { config: burst, iterations: pushed(9, 5, 1), reviewed: 1, isAsked: true },
      expect: undefined,
    },
    {
      name: 'a burst that was reviewed',
      given: { config: burst, iterations: pushed(9, 5, 1), reviewed: 3 },
      expect: undefined,
    },
    { name: 'two pushes', given: { config: burst, iterations: pushed(90, 5, 1), reviewed: 1 }, expect: undefined },
    {
      name: 'a burst that is over',
      given: { config: burst, iterations: pushed(29, 25, 15), reviewed: 1 },
      expect: undefined,
    },
    {
      name: 'pushes of unknown time',
      given: { config: burst, iterations: pushed(undefined, undefined, 1), reviewed: 1 },
      expect: undefined,
    },
    {
      name: 'a burst where the service is ahead of us',
      given: { config: burst, iterations: pushed(2, 0, -1), reviewed: 1 },
      expect: 'paused',
    },
  ];
  for (const { name, given, expect } of table) {
    it(`says ${expect ?? 'nothing'} of ${name}`, () => {
      assert.equal(whyNotNow(grounds(given))?.code, expect);
    });
  }

  it('has words of its own for each reason', () => {
    const reasons = [
      { isDraft: true },
      { config: releases, targetRef: 'refs/heads/x' },
      { title: 'WIP', config: titles('wip') },
      { config: byHand, reviewed: 1 },
      { config: burst, iterations: pushed(9, 5, 1), reviewed: 1 },
    ].map((given) => whyNotNow(grounds(given))?.reason);
    assert.deepEqual(reasons, [
      'this is a draft; it is reviewed once it is published',
      'the target branch x is not among targetBranches',
      'the title matches "wip" of ignoreTitles',
      'reviewOnPush is false; comment "/threadline review" to ask for one',
      'paused: 3 pushes within 15 minutes; comment "/threadline review" to ask for one',
    ]);
  });

  it('finds a text in a title wherever it stands, whatever the text', () => {
    const plain = fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter((text) => !text.includes('*'));
    fc.assert(
      fc.property(plain, plain, plain, (before, text, after) => {
        for (const pattern of [text, `*${text}*`, `${before}*${text}${after}`, `${before}${text}*`]) {
          assert.equal(whyNotNow(grounds({ title: before + text + after, config: titles(pattern) }))?.code, 'title');
        }
      }),
    );
  });
});

function titles(...ignoreTitles: readonly string[]) {
  return { ignoreTitles };
}
