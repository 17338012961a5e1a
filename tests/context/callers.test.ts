// Who calls what changed: which functions count, which places are shown first, and what an effort pays for.
import assert from 'node:assert/strict';
import { sourceFiles } from '../../ReviewTask/context/context-of.ts';
import { changedContracts } from '../../ReviewTask/context/contracts.ts';
import { gatherContext } from '../../ReviewTask/context/gather.ts';
import type { DiffLine } from '../../ReviewTask/model/diff.ts';
import { silentLog } from '../fakes/log.ts';
import { aCodeBase } from '../fakes/model-review.ts';
import { changedFile, partsOf } from './changed-file.ts';

const price = [
  'export class Prices {',
  '  constructor(rates) {',
  '    this.rates = rates;',
  '  }',
  '',
  '  priceOf(order, currency) {',
  '    const amount = order.amount;',
  '    audit(order);',
  '    notify(order);',
  '    return amount * this.rates[currency];',
  '  }',
  '}',
];

describe('context/contracts', () => {
  const cases: readonly { name: string; added: readonly number[]; expect: readonly string[] }[] = [
    { name: 'a signature', added: [6], expect: ['priceOf'] },
    { name: 'a result', added: [10], expect: ['priceOf'] },
    { name: 'something inside', added: [8], expect: [] },
    { name: 'a constructor, under the name of its class', added: [2], expect: ['Prices'] },
    { name: 'a new function', added: [6, 7, 8, 9, 10, 11], expect: [] },
    { name: 'a line outside of functions', added: [1], expect: [] },
  ];
  for (const { name, added, expect } of cases) {
    it(`${name}: ${expect.join() || 'nobody need know'}`, () => {
      const file = changedFile('src/prices.js', price, added);
      const found = changedContracts(partsOf([file]), sourceFiles([file], new Map()));
      assert.deepEqual(
        found.map((one) => one.name),
        expect,
      );
    });
  }

  it('counts a result that is gone', () => {
    const file = changedFile('src/prices.js', price, []);
    const lines: readonly DiffLine[] = [
      { kind: 'context', left: 7, right: 7, text: price[6] ?? '' },
      { kind: 'removed', left: 8, text: '    if (!amount) return 0;' },
      { kind: 'context', left: 9, right: 8, text: price[7] ?? '' },
    ];
    const part = { path: file.path, originalPath: file.path, hunks: [{ lines }] };
    assert.equal(changedContracts([part], sourceFiles([file], new Map())).length, 1);
  });
});

describe('context/callers', () => {
  const texts = {
    'src/prices.js': price.join('\n'),
    'src/cart.js': [
      "import { priceOf } from './prices.js';",
      '',
      'function cart(order) {',
      '  log(order);',
      "  return priceOf(order, 'EUR');",
      '}',
    ].join('\n'),
    'lib/far/away/report.js': 'function report(all) {\n  // priceOf is slow\n  return all.map(priceOf);\n}',
    'tests/prices.test.js': "it('adds', () => {\n  equal(priceOf(gift, 'EUR'), 0);\n});",
    'src/Prices.cs': 'int x = priceOf(order);',
  };
  const file = changedFile('src/prices.js', price, [6]);
  const chunk = { parts: partsOf([file]), estimatedTokens: 1 };
  const contextWith = (effort: 'quick' | 'standard' | 'deep', code = aCodeBase(texts)) =>
    gatherContext([chunk], [file], { outliner: undefined, codeBase: code, log: silentLog }, effort);
  const callersIn = async (effort: 'quick' | 'standard' | 'deep', code = aCodeBase(texts)) =>
    (await contextWith(effort, code)).excerptsFor(chunk.parts).filter(({ kind }) => kind === 'caller');

  it('shows few lines around the best places to the finder', async () => {
    const found = await callersIn('standard');
    assert.deepEqual(
      found.map(({ path, startLine, lines, symbol }) => `${symbol} ${path}:${startLine} ${lines.length}`),
      ['priceOf src/cart.js:4 3', 'priceOf lib/far/away/report.js:2 3'],
    );
  });

  it('shows them with their signatures, tests last, where more is paid for', async () => {
    const found = await callersIn('deep');
    assert.deepEqual(
      found.map(({ path, startLine, lines }) => `${path}:${startLine} ${lines.length}`),
      ['src/cart.js:3 4', 'lib/far/away/report.js:1 4', 'tests/prices.test.js:1 3'],
    );
  });

  it('shows none with quick, and asks for none', async () => {
    const asked: string[] = [];
    const code = aCodeBase(texts);
    const search = (text: string, limit: number) => {
      asked.push(text);
      return code.search(text, limit);
    };
    assert.deepEqual(await callersIn('quick', { ...code, search }), []);
    assert.deepEqual(asked, []);
  });

  it('shows the verifier the rest of the function, then callers, then the test', async () => {
    const { evidenceFor } = await contextWith('standard');
    const seen = new Set(
      chunk.parts.flatMap(({ path, hunks }) =>
        hunks.flatMap(({ lines }) => lines.flatMap((one) => (one.kind === 'removed' ? [] : [`${path}:${one.right}`]))),
      ),
    );
    const found = await evidenceFor({ path: file.path, startLine: 6, endLine: 6, names: [], seen });
    assert.deepEqual(
      found.map(({ kind, path, startLine, lines }) => `${kind} ${path}:${startLine} ${lines.length}`),
      [
        'enclosing src/prices.js:1 1',
        'enclosing src/prices.js:10 2',
        'caller src/cart.js:3 4',
        'caller lib/far/away/report.js:1 4',
        'caller tests/prices.test.js:1 3',
      ],
    );
  });

  it('shows the verifier what the question names, and the types of the signature', async () => {
    const code = aCodeBase({
      'src/total.ts': 'export function total(order: Order) {\n  return sumOf(order.lines);\n}',
      'src/order.ts': 'export interface Order {\n  lines: readonly Line[];\n}',
      'src/sum.ts': 'export function sumOf(lines) {\n  return 0;\n}\n\nexport const emptyTotal = () => 1;',
    });
    const total = changedFile(
      'src/total.ts',
      ['export function total(order: Order) {', '  return sumOf(order.lines);', '}'],
      [2],
    );
    const one = { parts: partsOf([total]), estimatedTokens: 1 };
    const { evidenceFor } = await gatherContext(
      [one],
      [total],
      { outliner: undefined, codeBase: code, log: silentLog },
      'standard',
    );
    const found = await evidenceFor({
      path: 'src/total.ts',
      startLine: 2,
      endLine: 2,
      names: ['emptyTotal'],
      seen: new Set(),
    });
    assert.deepEqual(
      found.filter(({ kind }) => kind === 'definition').map(({ path, symbol }) => `${symbol} ${path}`),
      ['emptyTotal src/sum.ts', 'sumOf src/sum.ts', 'Order src/order.ts'],
    );
  });

  it('answers with nothing about a file that is not there', async () => {
    const { evidenceFor } = await contextWith('standard');
    assert.deepEqual(
      await evidenceFor({ path: 'gone.js', startLine: 4, endLine: 9, names: ['nothing'], seen: new Set() }),
      [],
    );
  });
});
