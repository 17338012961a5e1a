// Where a thread stands: what a person did with it outweighs what we think of it.
import assert from 'node:assert/strict';
import { noteLine, noteOf } from '../../ReviewTask/model/note.ts';
import type { ReviewThread, ThreadStatus } from '../../ReviewTask/model/pull-request.ts';
import { keptOpen, standingOf } from '../../ReviewTask/model/thread-standing.ts';

const me = { id: 'me', displayName: 'Build Service' };
const ann = { id: 'ann', displayName: 'Ann' };

function thread(
  status: ThreadStatus,
  ...said: readonly (readonly [author: typeof me, content: string])[]
): ReviewThread {
  const comments = [[me, 'Finding'] as const, ...said].map(([author, content], index) => ({
    ...{ id: index + 1, author, content, isDeleted: false },
  }));
  return { id: 1, status, isDeleted: false, path: 'a.ts', comments, properties: new Map() };
}

const gone = [me, `**Threadline:** fixed.\n\n${noteLine('gone')}`] as const;
const fixed = [me, `**Threadline:** fixed.\r\n\r\n${noteLine('fixed')}\r\n`] as const;
const back = [me, `**Threadline:** back.\n\n${noteLine('back')}`] as const;

const cases = [
  { name: 'as it was opened', given: thread('active'), remembered: 'active', expect: 'open' },
  { name: 'opened by a run that did not end', given: thread('active'), remembered: undefined, expect: 'open' },
  { name: "won't fix", given: thread('wontFix'), remembered: 'active', expect: 'set-aside' },
  { name: 'by design, after our note', given: thread('byDesign', gone), remembered: 'fixed', expect: 'set-aside' },
  { name: 'resolved by a person', given: thread('fixed'), remembered: 'active', expect: 'closed-by-person' },
  { name: 'closed by a person', given: thread('closed'), remembered: 'active', expect: 'closed-by-person' },
  {
    name: 'closed from the beginning',
    given: thread('closed'),
    initial: 'closed',
    remembered: 'closed',
    expect: 'open',
  },
  { name: 'resolved by us', given: thread('fixed', gone), remembered: 'fixed', expect: 'resolved-gone' },
  { name: 'resolved by us, fix seen', given: thread('fixed', fixed), remembered: 'fixed', expect: 'resolved-fixed' },
  { name: 'cut off after our note', given: thread('active', gone), remembered: 'active', expect: 'half-resolved' },
  { name: 'opened again by a person', given: thread('active', gone), remembered: 'fixed', expect: 'kept-open' },
  {
    name: 'opened again, and the state lost',
    given: thread('active', gone),
    remembered: undefined,
    expect: 'kept-open',
  },
  { name: 'kept open before', given: thread('active', gone), remembered: keptOpen, expect: 'kept-open' },
  { name: 'kept open, then closed', given: thread('fixed', gone), remembered: keptOpen, expect: 'closed-by-person' },
  { name: 'opened again by us', given: thread('active', gone, back), remembered: 'active', expect: 'open' },
  { name: 'cut off after that note', given: thread('fixed', gone, back), remembered: 'fixed', expect: 'half-reopened' },
  { name: 'closed after that', given: thread('fixed', gone, back), remembered: 'active', expect: 'closed-by-person' },
  {
    name: 'our note in words of a person',
    given: thread('active', [ann, gone[1]]),
    remembered: 'active',
    expect: 'open',
  },
] as const;

describe('standingOf', () => {
  for (const one of cases) {
    it(`says ${one.expect} of a thread ${one.name}`, () => {
      const initial = 'initial' in one ? one.initial : 'active';
      assert.equal(standingOf(one.given, { remembered: one.remembered, initial }), one.expect);
    });
  }
});

describe('noteOf', () => {
  const table = [
    { name: 'a note', given: gone[1], expect: 'gone' },
    { name: 'Windows line ends', given: fixed[1], expect: 'fixed' },
    { name: 'a quoted note', given: `> ${noteLine('fixed')}`, expect: undefined },
    { name: 'a note before other text', given: `${noteLine('fixed')}\n\nNo.`, expect: undefined },
    { name: 'an unknown note', given: '[threadline]: # "v1 note later"', expect: undefined },
    { name: 'nothing', given: '', expect: undefined },
  ];
  for (const { name, given, expect } of table) it(`reads ${name}`, () => assert.equal(noteOf(given), expect));
});
