// Who awaits an answer: worked out from the threads alone, so that a second run finds what the first one has answered.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { asksFor, awaitsAnswer } from '../../ReviewTask/conversation/asks.ts';
import { decisionIn } from '../../ReviewTask/conversation/decision.ts';
import { replyLead } from '../../ReviewTask/conversation/own-comments.ts';
import { mostReplies, mostRepliesPerRun, ofThisRun, pendingTalk } from '../../ReviewTask/conversation/pending.ts';
import type { ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import {
  aFindingThread,
  ann,
  aThread,
  aTrackingThread,
  ben,
  earlierMe,
  me,
  otherBot,
  ownerOf,
  type Said,
} from './threads.ts';

const question = 'Can that really happen?';
const ours = (parentId: number): Said => [me, `${replyLead} Yes.`, { parentId }];
/** Proves that the service keeps parents. */
const elsewhere = aThread(99, [
  [ann, 'a'],
  [ben, 'b', { parentId: 1 }],
  [ann, 'c', { parentId: 2 }],
]);

const ofFinding = { properties: aFindingThread(1, []).properties };

interface Case {
  readonly name: string;
  readonly threads: readonly ReviewThread[];
  readonly hasModel?: boolean;
  /** Thread id and ids of the comments. */
  readonly expect: readonly (readonly [number, readonly number[]])[];
}

const replies = (count: number): readonly Said[] =>
  Array.from({ length: count }, (_, index): readonly Said[] => [[ann, question], ours(2 * index + 2)]).flat();

const cases: readonly Case[] = [
  { name: 'nothing', threads: [], expect: [] },
  { name: 'our opening alone', threads: [aFindingThread(1, [])], expect: [] },
  { name: 'a reply to a finding', threads: [aFindingThread(1, [[ann, question]])], expect: [[1, [2]]] },
  { name: 'a reply in the tracking thread', threads: [aTrackingThread(1, [[ann, question]])], expect: [[1, [2]]] },
  {
    name: 'several replies together',
    threads: [
      aFindingThread(1, [
        [ann, question],
        [ben, 'Me too?'],
      ]),
    ],
    expect: [[1, [2, 3]]],
  },
  { name: 'talk in a thread of others', threads: [aThread(1, [[ann, question]])], expect: [] },
  {
    name: 'a command in a thread of others',
    threads: [
      aThread(1, [
        [ann, 'x'],
        [ben, ' /Threadline help'],
      ]),
    ],
    expect: [[1, [2]]],
  },
  { name: 'a command that opens a thread', threads: [aThread(1, [[ann, '/threadline full']])], expect: [[1, [1]]] },
  {
    name: 'an answered command that opened a thread',
    threads: [aThread(1, [[ann, '/threadline full'], ours(1)])],
    expect: [],
  },
  { name: 'an answer that names the comment', threads: [aFindingThread(1, [[ann, question], ours(2)])], expect: [] },
  {
    name: 'an answer that names a later comment',
    threads: [aFindingThread(1, [[ann, question], [ann, 'Eh?'], ours(3)])],
    expect: [],
  },
  {
    name: 'a comment that came while we were answering',
    threads: [aFindingThread(1, [[ann, question], [ben, 'And this?'], ours(2)])],
    expect: [[1, [3]]],
  },
  { name: 'a flattened answer', threads: [aFindingThread(1, [[ann, question], ours(1)])], expect: [] },
  {
    name: 'an answer without a parent',
    threads: [
      aFindingThread(1, [
        [ann, question],
        [me, `${replyLead} Yes.`],
      ]),
    ],
    expect: [],
  },
  {
    name: 'a notice of ours where the service keeps parents',
    threads: [
      elsewhere,
      aFindingThread(1, [
        [ann, question],
        [me, `${replyLead} fixed.`, { parentId: 1 }],
      ]),
    ],
    expect: [[1, [2]]],
  },
  {
    name: 'talk after our answer',
    threads: [aFindingThread(1, [[ann, question], ours(2), [ann, 'Why?']])],
    expect: [[1, [4]]],
  },
  { name: 'a deleted comment', threads: [aFindingThread(1, [[ann, question, { isDeleted: true }]])], expect: [] },
  { name: 'a deleted thread', threads: [aFindingThread(1, [[ann, question]], { isDeleted: true })], expect: [] },
  { name: 'an empty comment', threads: [aFindingThread(1, [[ann, ' \n']])], expect: [] },
  {
    name: 'another program',
    threads: [
      aFindingThread(1, [
        [otherBot, question],
        [otherBot, '/threadline full'],
      ]),
    ],
    expect: [],
  },
  {
    name: 'a closed thread',
    threads: [aFindingThread(1, [[ann, question]], { status: 'closed' })],
    expect: [[1, [2]]],
  },
  {
    name: 'what stood before our opening',
    threads: [
      aThread(
        1,
        [
          [ann, '/threadline help'],
          [me, 'Finding'],
        ],
        ofFinding,
      ),
    ],
    expect: [],
  },
  {
    name: 'comments out of order',
    threads: [
      aFindingThread(1, [
        [ben, 'B?', { id: 5 }],
        [ann, 'A?', { id: 3 }],
      ]),
    ],
    expect: [[1, [3, 5]]],
  },
  // Whose comment it is.
  {
    name: 'our answers under an earlier identity',
    threads: [
      aThread(
        1,
        [
          [earlierMe, 'Finding'],
          [ann, question],
          [earlierMe, `${replyLead} Yes.`, { parentId: 2 }],
        ],
        ofFinding,
      ),
      aThread(2, [
        [ann, '/threadline help'],
        [earlierMe, `${replyLead} These`, { parentId: 1 }],
      ]),
    ],
    expect: [],
  },
  {
    name: 'the person of an earlier identity in a thread of today',
    threads: [aThread(1, [[earlierMe, 'Finding']], ofFinding), aFindingThread(2, [[earlierMe, question]])],
    expect: [[2, [2]]],
  },
  {
    name: 'a person whose identity we use gives a command',
    threads: [aFindingThread(1, [[{ ...me, isService: false }, '/threadline ignore']])],
    expect: [[1, [2]]],
  },
  {
    name: 'a person whose identity we use just talks',
    threads: [aFindingThread(1, [[{ ...me, isService: false }, question]])],
    expect: [[1, [2]]],
  },
  {
    name: 'an author without an id',
    threads: [aFindingThread(1, [[{ id: '', displayName: '' }, question]])],
    expect: [[1, [2]]],
  },
  // What needs no answer.
  { name: 'thanks', threads: [aFindingThread(1, [[ann, 'Thanks, fixed! 👍']])], expect: [] },
  { name: 'an emoji', threads: [aFindingThread(1, [[ann, '👍🏽']])], expect: [] },
  { name: 'thanks with a question', threads: [aFindingThread(1, [[ann, 'Thanks. Is it fixed?']])], expect: [[1, [2]]] },
  { name: 'a question in one word', threads: [aFindingThread(1, [[ann, 'fixed?']])], expect: [[1, [2]]] },
  {
    name: 'people among themselves',
    threads: [aFindingThread(1, [[ann, `@<${ben.id.toUpperCase()}> what do you think?`]])],
    expect: [],
  },
  {
    name: 'a mention of us',
    threads: [aFindingThread(1, [[ann, `@<${me.id.toUpperCase()}> why?`]])],
    expect: [[1, [2]]],
  },
  {
    name: 'a mention in passing',
    threads: [aFindingThread(1, [[ann, `Why? @<${ben.id}> says no.`]])],
    expect: [[1, [2]]],
  },
  // Limits.
  {
    name: 'the last answer of a thread',
    threads: [aFindingThread(1, [...replies(5), [ann, question]])],
    expect: [[1, [12]]],
  },
  { name: 'a thread with its last answer', threads: [aFindingThread(1, [...replies(6), [ann, question]])], expect: [] },
  {
    name: 'a long tracking thread',
    threads: [aTrackingThread(1, [...replies(6), [ann, '/threadline review']])],
    expect: [[1, [14]]],
  },
  {
    name: 'a tracking thread with its last answer',
    threads: [aTrackingThread(1, [...replies(21), [ann, '/threadline review']])],
    expect: [],
  },
  // Without a model.
  {
    name: 'text without a model',
    threads: [aFindingThread(1, [[ann, question]])],
    hasModel: false,
    expect: [[1, [2]]],
  },
  {
    name: 'more text without a model',
    threads: [aFindingThread(1, [[ann, 'A?'], ours(2), [ann, question]])],
    hasModel: false,
    expect: [],
  },
  {
    name: 'a command without a model',
    threads: [aFindingThread(1, [[ann, 'A?'], ours(2), [ann, question], [ann, '/threadline ignore']])],
    hasModel: false,
    expect: [[1, [5]]],
  },
  // Order.
  {
    name: 'the longest waiting first',
    threads: [
      aFindingThread(1, [[ann, question]]),
      aFindingThread(2, [[ann, question, { publishedAt: 300 }]]),
      aFindingThread(3, [
        [ann, question, { publishedAt: 100 }],
        [ann, 'more?', { publishedAt: 900 }],
      ]),
      aFindingThread(4, [[ann, question, { publishedAt: 200 }]]),
    ],
    expect: [
      [3, [2, 3]],
      [4, [2]],
      [2, [2]],
      [1, [2]],
    ],
  },
];

describe('pendingTalk', () => {
  for (const { name, threads, hasModel = true, expect } of cases) {
    it(name, () => {
      const found = pendingTalk(threads, ownerOf, me, { hasModel });
      assert.deepEqual(
        found.map(({ thread, comments }) => [thread.id, comments.map(({ id }) => id)]),
        expect,
      );
      assert.equal(awaitsAnswer(threads, ownerOf, me, { hasModel }), expect.length > 0);
    });
  }

  it('says which answer is the last one of its thread', () => {
    const last = (thread: ReviewThread) => pendingTalk([thread], ownerOf, me)[0]?.isLast;
    assert.equal(last(aFindingThread(1, [...replies(mostReplies.finding - 1), [ann, question]])), false);
    assert.equal(last(aFindingThread(1, [...replies(mostReplies.finding), [ann, question]])), true);
    assert.equal(
      last(
        aThread(1, [
          [ann, 'x'],
          ...Array.from({ length: 5 }, (_, at): readonly Said[] => [
            [ann, '/threadline help'],
            ours(2 * at + 2),
          ]).flat(),
          [ann, '/threadline help'],
        ]),
      ),
      true,
    );
  });

  it('finds nothing once every thread has its one reply, whether the service keeps parents or not', () => {
    const said = fc.constantFrom(question, '/threadline help', '/threadline', 'Thanks', 'No, because of x.');
    const talk = fc.array(fc.tuple(fc.constantFrom(ann, ben, otherBot), said), { maxLength: 8 });
    const kinds = fc.constantFrom(aFindingThread, aTrackingThread, aThread);
    const all = fc.array(fc.tuple(kinds, talk), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(all, fc.boolean(), (given, keeps) => {
        const threads = given.map(([build, comments], index) => build(index + 1, comments));
        const found = pendingTalk(threads, ownerOf, me);
        const after = threads.map((thread) => {
          const last = found.find((one) => one.thread === thread)?.comments.at(-1);
          if (last === undefined) return thread;
          const id = thread.comments.length + 1;
          const parentId = keeps ? last.id : 1;
          return {
            ...thread,
            comments: [...thread.comments, { id, author: me, content: `${replyLead} So.`, isDeleted: false, parentId }],
          };
        });
        assert.deepEqual(pendingTalk(after, ownerOf, me), []);
      }),
    );
  });
});

describe('asksFor', () => {
  const asks: readonly { readonly name: string; readonly said: readonly string[]; readonly expect: object }[] = [
    { name: 'nothing', said: [question, '/threadline ignore'], expect: { review: false, full: false } },
    { name: 'a review', said: [question, '/threadline review'], expect: { review: true, full: false } },
    { name: 'a full review', said: ['/threadline full', '/threadline help'], expect: { review: true, full: true } },
    { name: 'both', said: ['/threadline review', '/threadline full'], expect: { review: true, full: true } },
  ];
  for (const { name, said, expect } of asks) {
    it(name, () => {
      const thread = aFindingThread(
        1,
        said.map((content): Said => [ann, content]),
      );
      assert.deepEqual(asksFor(pendingTalk([thread], ownerOf, me)), expect);
    });
  }

  it('does not ask for what only a later run answers', () => {
    const threads = Array.from({ length: mostRepliesPerRun + 3 }, (_, index) =>
      aThread(index + 1, [[ann, index < mostRepliesPerRun ? '/threadline help' : '/threadline full']]),
    );
    const pending = pendingTalk(threads, ownerOf, me);
    assert.equal(pending.length, mostRepliesPerRun + 3);
    assert.equal(ofThisRun(pending).length, mostRepliesPerRun);
    assert.deepEqual(asksFor(pending), { review: false, full: false });
  });
});

describe('decisionIn', () => {
  const decisions: readonly {
    readonly name: string;
    readonly said: readonly Said[];
    readonly expect: string | undefined;
  }[] = [
    {
      name: 'none',
      said: [
        [ann, question],
        [ann, '/threadline explain'],
      ],
      expect: undefined,
    },
    { name: 'ignored', said: [[ann, '/threadline ignore wanted'], ours(2), [ben, 'Fine.']], expect: 'ignore' },
    {
      name: 'the last one counts',
      said: [
        [ann, '/threadline ignore'],
        [ben, '/threadline resolve'],
      ],
      expect: 'resolve',
    },
    { name: 'a program decides nothing', said: [[otherBot, '/threadline ignore']], expect: undefined },
    { name: 'a deleted one', said: [[ann, '/threadline ignore', { isDeleted: true }]], expect: undefined },
  ];
  for (const { name, said, expect } of decisions)
    it(name, () => assert.equal(decisionIn(aFindingThread(1, said)), expect));

  it('asks who may', () => {
    const thread = aFindingThread(1, [
      [ann, '/threadline ignore'],
      [ben, '/threadline resolve'],
    ]);
    assert.equal(
      decisionIn(thread, ({ id }) => id === ann.id),
      'ignore',
    );
  });
});
