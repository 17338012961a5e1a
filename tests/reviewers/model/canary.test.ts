// The marks of a question: stable, in the strict subset, and what their absence means.
import assert from 'node:assert/strict';
import type { ModelRequest } from '../../../ReviewTask/ports.ts';
import { markRequest, promptSeen } from '../../../ReviewTask/reviewers/model/canary.ts';
import { responseSchema } from '../../../ReviewTask/reviewers/model/response-schema.ts';
import { strictSchemaProblem } from '../../emulator/model-server/strict-schema.ts';

const schema = responseSchema({ isVerified: true, hasRules: true });
const request = (user: string): ModelRequest => ({ system: 'Fixed.', user, schema, maxOutputTokens: 10 });
const long = 'BEGIN CHANGE\n'.padEnd(3_500, 'x');

describe('markRequest', () => {
  it('puts one mark on the first line and the other after the question', () => {
    const { request: marked, marks } = markRequest(request(long));
    assert.ok(marked.user.startsWith(`${marks.first}\nBEGIN CHANGE`));
    assert.ok(marked.user.includes(`and ${marks.last}.`));
    assert.equal(marked.user.split(marks.first).length, 2, 'nowhere else, or its absence would prove nothing');
    assert.notEqual(marks.first, marks.last);
    assert.equal(marked.system, 'Fixed.');
  });

  it('makes the same marks of the same question, and the same first one of all with the same fixed text', () => {
    assert.deepEqual(markRequest(request(long)), markRequest(request(long)));
    const [one, other] = [markRequest(request(`${long} one?`)), markRequest(request('Something else.'))];
    assert.equal(one.marks.first, other.marks.first);
    assert.notEqual(one.marks.last, other.marks.last);
  });

  it('asks for the echo in the strict subset of schemas', () => {
    const marked = markRequest(request(long)).request.schema;
    assert.equal(strictSchemaProblem(marked.name, marked.schema), undefined);
    assert.match(
      JSON.stringify(marked.schema),
      /"required":\["verification","summary","rule_checks","findings","echo"\]/,
    );
  });
});

describe('promptSeen', () => {
  const marked = markRequest(request(long));
  const { first, last } = marked.marks;
  const sent = (marked.request.system.length + marked.request.user.length) / 3.5;
  const cases: readonly { name: string; echo: string; share: number | undefined; expect: string }[] = [
    { name: 'both marks', echo: `${first} ${last}`, share: undefined, expect: 'whole' },
    {
      name: 'both marks, and a server that counts only what was not cached',
      echo: `${first} ${last}`,
      share: 0.1,
      expect: 'whole',
    },
    { name: 'the last mark only', echo: last, share: undefined, expect: 'cut' },
    { name: 'the last mark only, and fewer tokens than were sent', echo: last, share: 0.7, expect: 'cut' },
    { name: 'the last mark only, and all tokens counted', echo: last, share: 1, expect: 'whole' },
    { name: 'the first mark only', echo: first, share: undefined, expect: 'cut' },
    { name: 'the first mark only, and all tokens counted', echo: first, share: 0.9, expect: 'whole' },
    { name: 'no mark', echo: '', share: undefined, expect: 'ignored' },
    { name: 'no mark, and all tokens counted', echo: 'ok', share: 0.9, expect: 'ignored' },
    { name: 'no mark, and far fewer tokens than were sent', echo: '', share: 0.4, expect: 'cut' },
  ];
  for (const { name, echo, share, expect } of cases) {
    it(`${name}: ${expect}`, () => {
      const usage = share && { prompt: Math.round(sent * share), cached: 0, completion: 1, reasoning: 0 };
      assert.equal(promptSeen(JSON.stringify({ findings: [], echo }), marked, usage || undefined), expect);
    });
  }
});
