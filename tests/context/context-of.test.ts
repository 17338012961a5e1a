// What is shown beside the hunks: the rest of the function, what is called, and never more than the budget.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextOf } from '../../ReviewTask/context/context-of.ts';
import type { Excerpt, Outline } from '../../ReviewTask/model/excerpt.ts';
import { changedFile, partsOf } from './changed-file.ts';

const plenty = { linesPerHunk: 100, linesPerChunk: 300 };
const none: ReadonlyMap<string, Outline> = new Map();

const store = `export class Store {
  private readonly orders = new Map();

  find(id) {
    const found = this.orders.get(id);
    if (!found) return undefined;
    const price = priceOf(found);
    const tax = taxOf(price);
    const total = price + tax;
    audit(id);
    log(total);
    notify(id);
    return total;
  }

  remove(id) {
    this.orders.delete(id);
  }
}`.split('\n');

const prices = `export function priceOf(order) {
  if (order.isGift) return 0;
  return order.amount * order.price;
}

export function taxOf(price) {
  return price * 0.19;
}`.split('\n');

const brief = (excerpts: readonly Excerpt[]) =>
  excerpts.map(
    ({ kind, path, startLine, lines, isCut, symbol }) =>
      `${kind} ${symbol} ${path}:${startLine}-${startLine + lines.length - 1}${isCut ? ' cut' : ''}`,
  );

describe('context/context-of', () => {
  it('shows the rest of the function, the head of its class, and nothing that the hunk shows', () => {
    const files = [changedFile('src/store.js', store, [11])];
    const found = contextOf(partsOf(files), files, none, plenty);
    assert.deepEqual(brief(found), ['enclosing Store src/store.js:1-1 cut', 'enclosing find src/store.js:4-7']);
    assert.deepEqual(found[1]?.lines, store.slice(3, 7));
  });

  it('shows the signature and the nearest lines of a function that is longer than the budget', () => {
    const lines = ['function long(a) {', ...Array.from({ length: 200 }, (_, at) => `  step${at}();`), '}'];
    const files = [changedFile('long.js', lines, [100])];
    const found = contextOf(partsOf(files), files, none, { linesPerHunk: 9, linesPerChunk: 300 });
    assert.deepEqual(brief(found), [
      'enclosing long long.js:1-1 cut',
      'enclosing long long.js:93-96 cut',
      'enclosing long long.js:104-107 cut',
    ]);
  });

  it('shows what added lines call, from other changed files, and not what only unchanged lines call', () => {
    const files = [changedFile('src/store.js', store, [7]), changedFile('src/prices.js', [...prices, '', '//'], [10])];
    const found = contextOf(partsOf(files), files, none, plenty);
    assert.deepEqual(
      brief(found).filter((one) => one.startsWith('definition')),
      ['definition priceOf src/prices.js:1-4'],
    );
  });

  it('shows neither the function itself that calls itself nor definitions of another language', () => {
    const lines = ['function again(n) {', '  return again(n - 1);', '}', ...Array(8).fill(''), 'x();'];
    const files = [changedFile('a.js', lines, [2]), changedFile('x.py', ['def again(n):', '    return 1'], [])];
    assert.deepEqual(contextOf(partsOf(files), files, none, plenty), []);
  });

  it('finds the function of a removed line', () => {
    const [file] = [changedFile('src/store.js', store, [])];
    const hunk = {
      lines: [
        { kind: 'context', left: 9, right: 9, text: store[8] ?? '' },
        { kind: 'removed', left: 10, text: '    check(id);' },
        { kind: 'context', left: 11, right: 10, text: store[9] ?? '' },
      ],
    } as const;
    const found = contextOf([{ path: file.path, originalPath: file.path, hunks: [hunk] }], [file], none, plenty);
    assert.deepEqual(brief(found).slice(1), ['enclosing find src/store.js:4-8', 'enclosing find src/store.js:11-14']);
  });

  it('shows a deleted and an added file nothing: the hunks have it all', () => {
    const added = changedFile(
      'src/store.js',
      store,
      store.map((_, index) => index + 1),
    );
    assert.deepEqual(contextOf(partsOf([added]), [added], none, plenty), []);
  });

  const files = fc
    .array(
      fc.record({
        path: fc.constantFrom('a.js', 'b.py', 'c.cs', 'd.yml', 'e.sql', 'f.txt'),
        lines: fc.array(
          fc.constantFrom(
            'class A {',
            'def f(x):',
            '  f(x)',
            '    g(f(x))',
            'function g() {',
            '}',
            '',
            '  - a:',
            '    b: 1',
            '  int h() {',
          ),
          { minLength: 1, maxLength: 60 },
        ),
        added: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((list) => [...new Map(list.map((one) => [one.path, changedFile(one.path, one.lines, one.added)])).values()]);
  const budget = fc.record({ linesPerHunk: fc.nat(30), linesPerChunk: fc.nat(60) });

  it('keeps the budget, repeats no line, shows no line of a hunk, and says the same twice', () => {
    fc.assert(
      fc.property(files, budget, (given, limits) => {
        const parts = partsOf(given);
        const found = contextOf(parts, given, none, limits);
        const shown = parts.flatMap((part) =>
          part.hunks.flatMap((hunk) =>
            hunk.lines.flatMap((line) => (line.kind === 'removed' ? [] : [`${part.path}:${line.right}`])),
          ),
        );
        const picked = found.flatMap((one) => one.lines.map((_, index) => `${one.path}:${one.startLine + index}`));
        assert.ok(picked.length <= limits.linesPerChunk);
        assert.equal(new Set([...shown, ...picked]).size, shown.length + picked.length);
        for (const one of found) {
          const file = given.find(({ path }) => path === one.path);
          assert.ok(file?.content.kind === 'text');
          assert.deepEqual(
            one.lines,
            file.content.right.slice(one.startLine - 1, one.startLine - 1 + one.lines.length),
          );
        }
        assert.deepEqual(contextOf(parts, given, none, limits), found);
      }),
      { numRuns: 300 },
    );
  });

  it('stays within the budget of each hunk', () => {
    fc.assert(
      fc.property(files, fc.nat(10), (given, linesPerHunk) => {
        const parts = partsOf(given);
        const hunks = parts.reduce((sum, part) => sum + part.hunks.length, 0);
        const found = contextOf(parts, given, none, { linesPerHunk, linesPerChunk: 1_000 });
        const around = found.filter((one) => one.kind === 'enclosing').reduce((sum, one) => sum + one.lines.length, 0);
        assert.ok(around <= hunks * linesPerHunk);
      }),
    );
  });

  it('takes no time worth naming for a hunk of ten thousand lines', function () {
    this.timeout(10_000);
    const lines = Array.from({ length: 10_000 }, (_, at) =>
      at % 10 === 0 ? `function f${at}() {` : at % 10 === 9 ? '}' : `  g${at}();`,
    );
    const file = changedFile('big.js', lines, []);
    const hunk = { lines: lines.map((text, at) => ({ kind: 'added', right: at + 1, text }) as const) };
    const start = performance.now();
    contextOf([{ path: 'big.js', originalPath: 'big.js', hunks: [hunk] }], [file], none, plenty);
    assert.ok(performance.now() - start < 4_000, `${performance.now() - start} ms`);
  });
});
