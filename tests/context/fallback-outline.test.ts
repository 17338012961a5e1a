// Reading structure without a parser: every language, and text that is no language at all.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fallbackOutline } from '../../ReviewTask/context/fallback-outline.ts';
import { assertGolden } from '../golden.ts';
import { languageExamples } from './language-examples.ts';
import { outlineText } from './outline-text.ts';

const paths = languageExamples.map((example) => example.path);

describe('context/fallback-outline', () => {
  it('finds functions, classes and blocks in every language', () => {
    const texts = languageExamples.map(({ path, text }) => {
      const outline = fallbackOutline(path, text.trimEnd().split('\n'));
      assert.equal(outline.by, 'indentation');
      assert.ok(outline.symbols.length > 0, path);
      return outlineText(path, outline);
    });
    assertGolden('context/golden/outlines-fallback.txt', `${texts.join('\n\n')}\n`);
  });

  it('stays inside of the file and keeps the order, whatever the text', () => {
    const piece = fc.constantFrom(
      'class A {',
      'def f():',
      '  }',
      '(',
      '<',
      ' ',
      '\t',
      'f(x)',
      'int f (',
      '- a:',
      'GO',
      'x',
    );
    const line = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' ')),
    );
    const given = fc.record({ path: fc.constantFrom(...paths, 'a.unknown', 'none'), lines: fc.array(line) });
    fc.assert(
      fc.property(given, ({ path, lines }) => {
        const { symbols, calls } = fallbackOutline(path, lines);
        for (const [index, symbol] of symbols.entries()) {
          assert.ok(1 <= symbol.startLine && symbol.startLine <= symbol.endLine && symbol.endLine <= lines.length);
          assert.ok((symbols[index - 1]?.startLine ?? 0) < symbol.startLine);
        }
        for (const call of calls) assert.ok(1 <= call.line && call.line <= lines.length && call.name !== '');
      }),
      { numRuns: 300 },
    );
  });

  const hostile: readonly { readonly name: string; readonly lines: readonly string[] }[] = [
    { name: 'one line of 200 KB', lines: ['a('.repeat(100_000)] },
    { name: 'lines just below the limit, all spaces and brackets', lines: Array(2_000).fill(`${'a '.repeat(149)}(`) },
    { name: 'ever deeper lines', lines: Array.from({ length: 5_000 }, (_, at) => `${' '.repeat(at % 200)}a${at}: {`) },
    { name: 'twenty thousand empty blocks', lines: Array(20_000).fill('  class A {') },
  ];
  for (const { name, lines } of hostile) {
    it(`does not hang on ${name}`, function () {
      this.timeout(20_000);
      const start = performance.now();
      for (const path of paths) fallbackOutline(path, lines);
      assert.ok(
        performance.now() - start < 15_000,
        `${Math.round(performance.now() - start)} ms for ${paths.length} languages`,
      );
    });
  }
});
