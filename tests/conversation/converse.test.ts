// Replies: what is said, what is done, and what the model is asked, on hand-written ports.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action } from '../../ReviewTask/conversation/carry-out.ts';
import { beginsCommand } from '../../ReviewTask/conversation/commands.ts';
import { type ConversationPorts, converse, isUsableAnswer } from '../../ReviewTask/conversation/converse.ts';
import { replyLead } from '../../ReviewTask/conversation/own-comments.ts';
import { mostRepliesPerRun, pendingTalk } from '../../ReviewTask/conversation/pending.ts';
import { ServiceError } from '../../ReviewTask/errors.ts';
import type { ReviewThread } from '../../ReviewTask/model/pull-request.ts';
import type { ModelSpending } from '../../ReviewTask/model/report.ts';
import { cleanBlock } from '../../ReviewTask/publish/clean-markdown.ts';
import { createRedactor } from '../../ReviewTask/reviewers/secrets/redact.ts';
import { aModelReview } from '../fakes/model-review.ts';
import { assertGolden } from '../golden.ts';
import { madeUp, madeUpPem } from '../reviewers/secrets/made-up.ts';
import { aFindingThread, aKeptFinding, ann, aThread, aTrackingThread, ben, me, ownerOf, type Said } from './threads.ts';

const spending: ModelSpending = {
  calls: 1,
  prompt: 900,
  cached: 0,
  completion: 80,
  reasoning: 0,
  repairs: 0,
  throttled: 0,
  estimated: false,
};

/** A model that gives one text to everything. */
function aWorld(text: string | undefined, given: Partial<ConversationPorts> = {}) {
  const asked: string[] = [];
  const lines: string[] = [];
  const ports: ConversationPorts = {
    ask: async ({ user }) => {
      asked.push(user);
      return { text, spending };
    },
    findingOf: () => aKeptFinding,
    codeOf: async () => ['=== src/a.ts ===\n12 +   const first = items[0];'],
    guidance: { instructions: '', language: '' },
    log: { info: (line) => void lines.push(line), warning: (line) => void lines.push(`warning: ${line}`) },
    ...given,
  };
  return { ports, asked, lines };
}

const answers = (stance: string) => JSON.stringify({ answer: 'Line 12 reads the first item.', stance });
const stands = answers('stands');
const question = 'Can that really happen?';

interface Case {
  readonly name: string;
  readonly thread: ReviewThread;
  /** What the model says; `undefined` for no answer, `none` for no model. */
  readonly model?: string | undefined;
  readonly given?: Partial<ConversationPorts>;
  readonly actions?: readonly Action[];
  /** Questions to the model. */
  readonly asks?: number;
}

const ignored = (reason = ''): Action => ({ kind: 'ignore', threadId: 7, status: 'wontFix', reason });
const resolved: Action = { kind: 'resolve', threadId: 7, status: 'fixed' };
const many: readonly Said[] = Array.from({ length: 5 }, (_, index): readonly Said[] => [
  [ann, question],
  [me, `${replyLead} Yes.`, { parentId: 2 * index + 2 }],
]).flat();

const cases: readonly Case[] = [
  { name: 'text, the finding stands', thread: aFindingThread(7, [[ann, question]]), asks: 1 },
  {
    name: 'text, the finding is withdrawn',
    thread: aFindingThread(7, [[ann, question]]),
    model: answers('withdrawn'),
    asks: 1,
  },
  {
    name: 'text in the tracking thread, whatever the stance',
    thread: aTrackingThread(7, [[ann, question]]),
    model: answers('withdrawn'),
    asks: 1,
  },
  { name: 'text without a model', thread: aFindingThread(7, [[ann, question]]), model: 'none' },
  { name: 'review', thread: aThread(7, [[ann, '/threadline review']]), actions: [{ kind: 'review' }] },
  { name: 'full', thread: aTrackingThread(7, [[ann, '/threadline full']]), actions: [{ kind: 'full' }] },
  { name: 'resolve', thread: aFindingThread(7, [[ann, '/threadline resolve']]), actions: [resolved] },
  { name: 'ignore', thread: aFindingThread(7, [[ann, '/threadline ignore']]), actions: [ignored()] },
  {
    name: 'ignore with a reason',
    thread: aFindingThread(7, [[ann, '/threadline ignore: callers check']]),
    actions: [ignored('callers check')],
  },
  { name: 'resolve in the tracking thread', thread: aTrackingThread(7, [[ann, '/threadline resolve']]) },
  {
    name: 'resolve in a thread of people',
    thread: aThread(7, [
      [ben, 'x'],
      [ann, '/threadline resolve'],
    ]),
  },
  {
    name: 'ignore in a thread of people',
    thread: aThread(7, [
      [ben, 'x'],
      [ann, '/threadline ignore it'],
    ]),
  },
  {
    name: 'ignore by somebody who may not',
    thread: aFindingThread(7, [[ann, '/threadline ignore']]),
    given: { mayContribute: ({ id }) => id === ben.id },
  },
  { name: 'explain', thread: aFindingThread(7, [[ann, '/threadline explain']]), asks: 1 },
  { name: 'explain without a model', thread: aFindingThread(7, [[ann, '/threadline explain']]), model: 'none' },
  {
    name: 'explain, and the model fails',
    thread: aFindingThread(7, [[ann, '/threadline explain']]),
    model: undefined,
    asks: 1,
  },
  { name: 'explain in the tracking thread', thread: aTrackingThread(7, [[ann, '/threadline explain']]) },
  {
    name: 'explain in a thread of people',
    thread: aThread(7, [
      [ben, 'x'],
      [ann, '/threadline explain'],
    ]),
  },
  { name: 'help', thread: aThread(7, [[ann, '/threadline help']]) },
  { name: 'an unknown command', thread: aThread(7, [[ann, '/threadline reveiw']]) },
  { name: 'an unknown command near to none', thread: aThread(7, [[ann, '/threadline @everyone <img src=x>']]) },
  {
    name: 'the same command twice',
    thread: aThread(7, [
      [ann, '/threadline review'],
      [ben, '/threadline review!'],
    ]),
    actions: [{ kind: 'review' }],
  },
  {
    name: 'two decisions, the last one counts',
    thread: aFindingThread(7, [
      [ann, '/threadline ignore'],
      [ben, '/threadline resolve'],
    ]),
    actions: [resolved],
  },
  {
    name: 'text and then a decision',
    thread: aFindingThread(7, [
      [ann, question],
      [ben, '/threadline ignore'],
    ]),
    actions: [ignored()],
  },
  {
    name: 'a command and then text',
    thread: aFindingThread(7, [
      [ann, '/threadline review'],
      [ben, question],
    ]),
    actions: [{ kind: 'review' }],
    asks: 1,
  },
  {
    name: 'a command and then text, and the model fails',
    thread: aFindingThread(7, [
      [ann, '/threadline review'],
      [ben, question],
    ]),
    model: 'I would rather not.',
    actions: [{ kind: 'review' }],
    asks: 1,
  },
  { name: 'text at the limit of a thread', thread: aFindingThread(7, [...many, [ann, question]]) },
  {
    name: 'a command at the limit of a thread',
    thread: aFindingThread(7, [...many, [ann, '/threadline ignore']]),
    actions: [ignored()],
  },
  { name: 'explain at the limit of a thread', thread: aFindingThread(7, [...many, [ann, '/threadline explain']]) },
];

async function answered({ thread, given, ...one }: Case) {
  const model = 'model' in one ? one.model : stands;
  const { ports, asked } = aWorld(model, model === 'none' ? { ...given, ask: undefined } : given);
  const pending = pendingTalk([thread], ownerOf, me, { hasModel: model !== 'none' });
  return { ...(await converse(pending, ports)), asked };
}

describe('converse', () => {
  for (const one of cases) {
    it(one.name, async () => {
      const { replies, lost, asked } = await answered(one);
      assert.equal(replies.length, 1);
      const reply = replies[0];
      assert.equal(reply?.threadId, 7);
      assert.equal(reply?.parentId, one.thread.comments.length);
      assert.deepEqual(reply?.actions, one.actions ?? []);
      assert.equal(asked.length, one.asks ?? 0);
      assert.deepEqual(reply?.spending, one.asks === 1 ? spending : undefined);
      assert.deepEqual(lost, []);
    });
  }

  it('says what was agreed on, word for word', async () => {
    const said = await Promise.all(
      cases.map(async (one) => `# ${one.name}\n\n${(await answered(one)).replies[0]?.body}\n`),
    );
    assertGolden('conversation/golden/replies.md', said.join('\n'));
  });

  it('stays silent where the model fails and nobody wrote a command, so that the next run tries again', async () => {
    const { ports, lines } = aWorld(undefined);
    const pending = pendingTalk([aFindingThread(7, [[ann, question]])], ownerOf, me);
    assert.deepEqual(await converse(pending, ports), { replies: [], lost: [spending] });
    assert.deepEqual(lines, ['warning: Thread 7: the model gave no answer. The comment waits for the next run.']);
  });

  it('answers the longest waiting first, and leaves what is over the limit of a run', async () => {
    const { ports, lines } = aWorld(stands);
    const threads = Array.from({ length: mostRepliesPerRun + 2 }, (_, index) =>
      aThread(100 - index, [[ann, '/threadline help', { publishedAt: index }]]),
    );
    const { replies } = await converse(pendingTalk(threads, ownerOf, me), ports);
    assert.deepEqual(
      replies.map(({ threadId }) => threadId),
      threads.slice(0, mostRepliesPerRun).map(({ id }) => id),
    );
    assert.equal(lines[0], '2 thread(s) wait for the next run: a run answers in 20 at most.');
  });

  it('answers without the code where it cannot be read', async () => {
    const failure = new ServiceError({ code: 'x', problem: 'The service is away.', fix: 'Wait.' });
    const { ports, asked, lines } = aWorld(stands, { codeOf: () => Promise.reject(failure) });
    const pending = pendingTalk([aFindingThread(7, [[ann, question]])], ownerOf, me);
    assert.equal((await converse(pending, ports)).replies.length, 1);
    assert.ok(asked[0]?.includes('BEGIN FINDING') && !asked[0].includes('BEGIN CODE'));
    assert.match(lines[0] ?? '', /^warning: .*The service is away\.$/);
  });

  const beginnings: readonly (readonly [string, string])[] = [
    ['- one\n- two', '**Threadline:**\n\n- one\n- two'],
    ['1. one', '**Threadline:**\n\n1. one'],
    ['```\ncode\n```', '**Threadline:**\n\n```\ncode\n```'],
    ['*Yes*, it can.', '**Threadline:** *Yes*, it can.'],
    ['`items` can be empty.', '**Threadline:** `items` can be empty.'],
  ];
  for (const [given, expect] of beginnings) {
    it(`begins before ${JSON.stringify(given)}`, async () => {
      const { ports } = aWorld(JSON.stringify({ answer: given, stance: 'stands' }));
      const pending = pendingTalk([aFindingThread(7, [[ann, question]])], ownerOf, me);
      const { replies } = await converse(pending, ports);
      assert.equal(cleanBlock(replies[0]?.body ?? '', { linkHosts: [] }).trim(), expect);
    });
  }

  it('goes through the questions of a run: redacted, repaired once, within the budget', async () => {
    const secrets = [`ghp_${madeUp('alphanumeric', 36)}`, ...madeUpPem()];
    const seen: string[] = [];
    const texts = ['It can.', stands];
    const model = {
      ask: async ({ user }: { readonly user: string }) => {
        seen.push(user);
        return { text: texts[seen.length - 1] ?? '', ending: 'complete' as const, usage: undefined };
      },
    };
    const { questions } = aModelReview(model);
    const redactor = createRedactor();
    const reader = {
      read: (text: string) => (isUsableAnswer(text) ? text : undefined),
      readCut: () => undefined,
      broken: () => 0,
    };
    const { ports } = aWorld(undefined, {
      ask: async (one) => {
        const user = (await redactor.redact('comments', one.user.split('\n'))).join('\n');
        const put = await questions.put({ ...one, user }, reader);
        return { text: put.kind === 'answered' ? put.value : undefined, spending: put.spending };
      },
    });
    const thread = aFindingThread(7, [[ann, `Is it because of this?\n${secrets.join('\n')}`]]);
    const { replies } = await converse(pendingTalk([thread], ownerOf, me), ports);
    assert.equal(replies[0]?.body, '**Threadline:** Line 12 reads the first item.');
    assert.equal(replies[0]?.spending?.repairs, 1);
    assert.equal(seen.length, 2);
    for (const secret of secrets) assert.ok(!seen.some((user) => user.includes(secret)), secret);
    assert.ok(seen.every((user) => user.includes('<redacted:')));
  });

  it('does not hide a bug of ours', async () => {
    const { ports } = aWorld(stands, { codeOf: () => Promise.reject(new TypeError('x')) });
    const pending = pendingTalk([aFindingThread(7, [[ann, question]])], ownerOf, me);
    await assert.rejects(converse(pending, ports), TypeError);
  });

  it('never writes a command, whatever the model and people write, also after cleaning', async () => {
    const pieces = fc.constantFrom(
      '/threadline ignore',
      '`/threadline full`',
      '<b>',
      '\n',
      '> ',
      '# ',
      '@ann',
      '![',
      ' ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 6 }).map((all) => all.join('')),
    );
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.constantFrom('/threadline ', '/threadline ignore ', ''),
        async (one, two, start) => {
          const { ports } = aWorld(JSON.stringify({ answer: one, stance: 'withdrawn' }));
          const pending = pendingTalk([aFindingThread(7, [[ann, `${start}${two}`]])], ownerOf, me);
          for (const { body } of (await converse(pending, ports)).replies) {
            assert.ok(!beginsCommand(body));
            assert.ok(!beginsCommand(cleanBlock(body, { linkHosts: [] })));
            assert.ok(cleanBlock(body, { linkHosts: [] }).startsWith('**Threadline:**'));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
