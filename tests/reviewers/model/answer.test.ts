// Reading the model's answer: what is accepted, what is salvaged, and that nothing throws.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readAnswer } from '../../../ReviewTask/reviewers/model/answer.ts';
import { responseSchema } from '../../../ReviewTask/reviewers/model/response-schema.ts';

const finding = {
  path: 'src/a.ts',
  side: 'new',
  line: 3,
  end_line: 4,
  quote: 'let x = 1',
  failure: 'It fails.',
  question: 'Can it be empty?',
  title: 'Wrong',
  severity: 'warning',
  category: 'bug',
  replacement: null,
};
const text = (over: object = {}, outer: object = {}) =>
  JSON.stringify({ summary: 'Adds a thing.', findings: [{ ...finding, ...over }], ...outer });

describe('readAnswer', () => {
  for (const severity of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    it(`takes the severity "${severity}" for one that nobody knows`, () => {
      assert.equal(readAnswer(text({ severity }))?.findings[0]?.severity, 'warning');
    });
  }

  it('reads a complete answer', () => {
    const answer = readAnswer(text());
    assert.deepEqual(answer, {
      summary: 'Adds a thing.',
      unreadable: 0,
      ruleChecks: [],
      findings: [
        {
          path: 'src/a.ts',
          side: 'right',
          line: 3,
          endLine: 4,
          quote: 'let x = 1',
          title: 'Wrong',
          failure: 'It fails.',
          severity: 'warning',
          category: 'bug',
          replacement: undefined,
          source: { kind: 'model', question: 'Can it be empty?', passes: [1], position: 1 },
        },
      ],
    });
  });

  const accepted: readonly { name: string; given: string; expect: object }[] = [
    { name: 'a fence around it', given: `\`\`\`json\n${text()}\n\`\`\``, expect: {} },
    { name: 'words around it', given: `Here you are:\n${text()}\nThank you.`, expect: {} },
    { name: 'a byte order mark', given: `\uFEFF${text()}`, expect: {} },
    { name: 'line numbers as texts', given: text({ line: '3', end_line: '4' }), expect: { line: 3, endLine: 4 } },
    { name: 'no line', given: text({ line: null, end_line: null }), expect: { line: undefined, endLine: undefined } },
    { name: 'a last line before the first', given: text({ end_line: 1 }), expect: { line: 3, endLine: 3 } },
    { name: 'a negative line', given: text({ line: -3 }), expect: { line: undefined } },
    { name: 'the old side', given: text({ side: 'old' }), expect: { side: 'left' } },
    {
      name: 'another spelling of the category',
      given: text({ category: 'Error Handling' }),
      expect: { category: 'error-handling' },
    },
    {
      name: 'a severity it does not know: worth a look',
      given: text({ severity: 'catastrophic' }),
      expect: { severity: 'warning' },
    },
    {
      name: 'missing parts',
      given: JSON.stringify({ findings: [{ path: 'a', title: 't' }] }),
      expect: { path: 'a', quote: '', failure: '' },
    },
    { name: 'a replacement', given: text({ replacement: 'let x = 2' }), expect: { replacement: 'let x = 2' } },
  ];
  for (const { name, given, expect } of accepted) {
    it(`accepts ${name}`, () => {
      const [first] = readAnswer(given)?.findings ?? [];
      assert.ok(first !== undefined);
      assert.deepEqual({ ...first, ...expect }, first);
    });
  }

  it('keeps the readable findings and counts the others', () => {
    const answer = readAnswer(JSON.stringify({ summary: '', findings: [finding, 'nonsense', { title: 'no path' }] }));
    assert.equal(answer?.findings.length, 1);
    assert.equal(answer?.unreadable, 2);
  });

  for (const given of [
    '',
    'No problems found.',
    '{',
    '{"findings": 3}',
    '[]',
    '{"summary":"x"}',
    text().slice(0, -20),
  ]) {
    it(`does not take ${JSON.stringify(given.slice(0, 30))} for an answer`, () =>
      assert.equal(readAnswer(given), undefined));
  }

  it('does not choose between two lists of findings', () => {
    assert.equal(readAnswer(`${text().slice(0, -1)},"findings":[]}`), undefined);
    assert.ok(readAnswer(text({ title: '"findings":[],"findings":[]' })) !== undefined, 'words in a text are no keys');
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (given) => void readAnswer(given)));
    fc.assert(fc.property(fc.json(), (given) => void readAnswer(`{"findings":[${given}]}`)));
  });

  it('asks with a schema in the strict subset', () => {
    const schema = JSON.stringify(responseSchema({ isVerified: false, hasRules: false }).schema);
    for (const word of ['minimum', 'maximum', '$schema', 'pattern', 'oneOf'])
      assert.ok(!schema.includes(`"${word}"`), word);
    assert.equal(schema.match(/"additionalProperties":false/g)?.length, 2);
  });
});
