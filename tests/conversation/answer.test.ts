// Answers as models give them.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readTalkAnswer, type TalkAnswer } from '../../ReviewTask/conversation/answer.ts';
import { isUsableAnswer } from '../../ReviewTask/conversation/converse.ts';

const cases: readonly { readonly name: string; readonly given: string; readonly expect: TalkAnswer | undefined }[] = [
  { name: 'plain', given: '{"answer":"Yes.","stance":"stands"}', expect: { text: 'Yes.', stance: 'stands' } },
  {
    name: 'fenced, with words around it',
    given: 'Here:\n```json\n{"answer":" Yes. ","stance":"Withdrawn"}\n```',
    expect: { text: 'Yes.', stance: 'withdrawn' },
  },
  { name: 'no stance', given: '{"answer":"Yes."}', expect: { text: 'Yes.', stance: 'unclear' } },
  {
    name: 'an unknown stance',
    given: '{"answer":"Yes.","stance":"approve"}',
    expect: { text: 'Yes.', stance: 'unclear' },
  },
  {
    name: 'a stance that is no text',
    given: '{"answer":"Yes.","stance":{}}',
    expect: { text: 'Yes.', stance: 'unclear' },
  },
  { name: 'an empty answer', given: '{"answer":" ","stance":"stands"}', expect: undefined },
  { name: 'another field', given: '{"reply":"Yes."}', expect: undefined },
  { name: 'prose', given: 'Yes, it can.', expect: undefined },
  { name: 'half an object', given: '{"answer":"Yes', expect: undefined },
  { name: 'nothing', given: '', expect: undefined },
  {
    name: 'too long',
    given: JSON.stringify({ answer: 'word '.repeat(500), stance: 'stands' }),
    expect: { text: `${'word '.repeat(299)}word …\n\n*(shortened)*`, stance: 'stands' },
  },
  {
    name: 'too long, in a fence',
    given: JSON.stringify({ answer: `See:\n\`\`\`\n${'line\n'.repeat(500)}\`\`\``, stance: 'stands' }),
    expect: { text: `See:\n\`\`\`\n${'line\n'.repeat(298)}\`\`\`\n\n*(shortened)*`, stance: 'stands' },
  },
];

describe('readTalkAnswer', () => {
  for (const { name, given, expect } of cases) {
    it(name, () => {
      assert.deepEqual(readTalkAnswer(given), expect);
      assert.equal(isUsableAnswer(given), expect !== undefined);
    });
  }

  it('never throws and keeps to its limit', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
        fc.string({ maxLength: 4_000 }),
        (text, answer) => {
          readTalkAnswer(text);
          const read = readTalkAnswer(JSON.stringify({ answer, stance: 'stands' }));
          assert.ok((read?.text.length ?? 0) <= 1_530);
        },
      ),
    );
  });
});
