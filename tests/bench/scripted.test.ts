// The scripted models: how they read a prompt, how they answer a schema, and that they are the same in every run.
import assert from 'node:assert/strict';
import { shapedBy } from '../../scripts/bench-review/answer-shape.ts';
import type { BenchCase } from '../../scripts/bench-review/bench-case.ts';
import { generous } from '../../scripts/bench-review/models/generous.ts';
import { oracle } from '../../scripts/bench-review/models/oracle.ts';
import { oracleNoisy } from '../../scripts/bench-review/models/oracle-noisy.ts';
import { readPrompt } from '../../scripts/bench-review/read-prompt.ts';
import { claimsIn } from '../../scripts/bench-review/verifier.ts';
import { expectedFinding } from './record.ts';

const prompt = [
  'mark-abc123',
  'BEGIN CHANGE',
  '=== src/a.ts (renamed from src/old.ts) ===',
  ' 8   function first(values) {',
  ' 9 - return values[0];',
  ' 9 + const a = values[0];',
  '10 + const a = b;',
  '11 +   return a.length;',
  '12',
  '13 +',
  '--- for reading only: definition of b ---',
  '40   const b = undefined;',
  'END CHANGE',
  '99 + not a row of the change',
  'Which defects? Read the files from first to last.',
  '',
].join('\n');

const bench: BenchCase = { name: 'case', note: '', base: {}, head: {}, expected: [expectedFinding()], folder: '' };

describe('the scripted models', () => {
  it('read numbered lines under their file', () => {
    const { rows, lastLine } = readPrompt(prompt);
    assert.equal(lastLine, 'Which defects? Read the files from first to last.');
    assert.deepEqual(
      rows.map(({ number, sign, text }) => `${number}${sign}${text}`),
      [
        '8 function first(values) {',
        '9-return values[0];',
        '9+const a = values[0];',
        '10+const a = b;',
        '11+  return a.length;',
        '12 ',
        '13+',
        '40 const b = undefined;',
      ],
    );
    assert.ok(rows.every(({ path }) => path === 'src/a.ts'));
  });

  it('say what they see with the lines they see', () => {
    const [claim] = oracle(bench)(readPrompt(prompt));
    assert.deepEqual([claim?.line, claim?.endLine, claim?.quote], [10, 11, 'const a = b;']);
    assert.deepEqual(oracle(bench)(readPrompt('BEGIN CHANGE\n=== src/b.ts ===\n10 + const a = b;')), []);
  });

  it('are the same in every run, and another in another pass', () => {
    const second = readPrompt(prompt.replace('first to last', 'last to first'));
    for (const model of [oracleNoisy, generous]) {
      assert.deepEqual(model(bench)(readPrompt(prompt)), model(bench)(readPrompt(prompt)));
      assert.notDeepEqual(model(bench)(readPrompt(prompt)), model(bench)(second));
    }
  });

  it('are noisy and generous: more is said than is expected', () => {
    const kinds = (model: typeof generous) => model(bench)(readPrompt(prompt)).map(({ origin }) => origin.kind);
    assert.ok(kinds(generous).filter((kind) => kind === 'weak').length >= 2);
    assert.ok(kinds(oracleNoisy).includes('invented'));
  });

  it('tell the longer title from the shorter one that it holds', () => {
    const [claim] = oracle(bench)(readPrompt(prompt));
    assert.ok(claim);
    const longer = { ...claim, title: `${claim.title} again` };
    const ledger = new Map([claim, longer].map((one) => [one.title, one]));
    assert.deepEqual(claimsIn(`Title: ${longer.title}`, ledger), [longer]);
    assert.deepEqual(claimsIn(`Title: ${claim.title}`, ledger), [claim]);
  });
});

describe('an answer by its schema', () => {
  const text = { type: 'string' };
  const table = [
    {
      name: 'fields that are not asked for are left out',
      schema: { type: 'object', properties: { a: text } },
      given: { a: 'x', b: 1 },
      expect: { a: 'x' },
    },
    {
      name: 'fields that are not known are empty',
      schema: { type: 'object', properties: { a: text, n: { type: 'integer' }, l: { type: 'array', items: text } } },
      given: {},
      expect: { a: '', n: 0, l: [] },
    },
    { name: 'null where it may be', schema: { anyOf: [text, { type: 'null' }] }, given: undefined, expect: null },
    { name: 'a text where it is given', schema: { anyOf: [{ type: 'null' }, text] }, given: 'x', expect: 'x' },
    { name: 'types as a list', schema: { type: ['string', 'null'] }, given: null, expect: null },
    {
      name: 'a word that is not in the list becomes the first',
      schema: { type: 'string', enum: ['x', 'y'] },
      given: 'z',
      expect: 'x',
    },
    {
      name: 'a reference',
      schema: { $defs: { t: text }, type: 'array', items: { $ref: '#/$defs/t' } },
      given: ['x'],
      expect: ['x'],
    },
  ];
  for (const { name, schema, given, expect } of table) {
    it(name, () => assert.deepEqual(shapedBy(schema, given), expect));
  }
});
