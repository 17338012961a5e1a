// Overlong lines: what is shown of them, what counts as sent, and that a quote of what was shown finds its line.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorFinding } from '../../ReviewTask/findings/anchor.ts';
import { place } from '../../ReviewTask/findings/place.ts';
import type { RawFinding } from '../../ReviewTask/model/finding.ts';
import { isMostlyCut, longestLine, shownText } from '../../ReviewTask/model/long-line.ts';
import { isTextFile } from '../../ReviewTask/model/plan.ts';
import { redactFiles } from '../../ReviewTask/reviewers/model/shown-lines.ts';
import { createRedactor } from '../../ReviewTask/reviewers/secrets/redact.ts';
import { aNewFile } from '../fakes/changes.ts';

const long = `const words = '${'lorem ipsum dolor '.repeat(700)}';`;
const file = aNewFile('src/words.ts', ['const a = 1;', long, 'export { a, words };', long.replace('words', 'other')]);

function aFinding(given: Partial<RawFinding>): RawFinding {
  return {
    ...{ path: 'src/words.ts', side: 'right', line: undefined, endLine: undefined, quote: '' },
    ...{ title: 'Too long', failure: 'It is.', severity: 'warning', category: 'bug', replacement: undefined },
    source: { kind: 'model', question: '', passes: [1] },
    ...given,
  };
}

describe('an overlong line', () => {
  it('is shown with its beginning and says how much is missing', () => {
    assert.equal(shownText('short'), 'short');
    const shown = shownText(long);
    assert.ok(long.startsWith(shown.slice(0, 1_000)));
    assert.match(shown, /… 11,617 characters left out$/);
  });

  it('never grows, never ends in half a character, never in half a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.integer({ min: 1, max: 900 }), (text, times) => {
        const whole = `${text}😀`.repeat(times);
        const shown = shownText(whole);
        assert.ok(shown.length <= Math.max(whole.length, longestLine));
        assert.doesNotThrow(() => encodeURIComponent(shown));
      }),
      { numRuns: 50 },
    );
    assert.doesNotMatch(shownText(`${'x'.repeat(990)}<redacted:github-token:1>${'y'.repeat(3_000)}`), /<redac/);
  });

  it('is redacted before it is cut, and is cut in what is shown', async () => {
    const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`;
    const given = aNewFile('a.ts', [`const k = '${secret}';${'x'.repeat(3_000)}`, 'const b = 1;']);
    const redactor = createRedactor();
    const shownLines = await redactFiles([given].filter(isTextFile), (path, lines) => redactor.redact(path, lines));
    const hunks = given.content.kind === 'text' ? given.content.hunks : [];
    const [first = '', second] = shownLines({ path: 'a.ts', originalPath: 'a.ts', hunks });
    assert.match(first, /^const k = '<redacted:github-token:1>';x+… [\d,]+ characters left out$/);
    assert.equal(second, 'const b = 1;');
  });

  const quotes: readonly { name: string; given: Partial<RawFinding>; expect: number }[] = [
    { name: 'all that was shown', given: { quote: shownText(long) }, expect: 2 },
    {
      name: 'all that was shown, and the next line',
      given: { quote: `${shownText(long)}\nexport { a, words };` },
      expect: 2,
    },
    { name: 'its beginning', given: { quote: long.slice(0, 40) }, expect: 2 },
    { name: 'a part that two lines have, with a number', given: { quote: 'lorem ipsum dolor', line: 4 }, expect: 4 },
    { name: 'no quote', given: { line: 2 }, expect: 2 },
  ];
  for (const { name, given, expect } of quotes) {
    it(`is found by ${name}`, () => {
      const { anchor } = anchorFinding(aFinding(given), [file]);
      assert.equal(anchor.kind === 'lines' ? anchor.start.line : anchor.kind, expect);
    });
  }

  it('is never replaced by one who did not see its end', () => {
    const given = { line: 2, endLine: 2, quote: shownText(long), replacement: "const words = '';" };
    assert.equal(place([aFinding(given)], [file])[0]?.replacement, undefined);
    const other = { line: 1, endLine: 1, quote: 'const a = 1;', replacement: 'const a = 2;' };
    assert.equal(place([aFinding(other)], [file])[0]?.replacement, 'const a = 2;');
  });

  it('makes a file unfit for a model where most lines are such', () => {
    const hunksOf = (lines: readonly string[]) => {
      const { content } = aNewFile('a.js', lines);
      return content.kind === 'text' ? content.hunks : [];
    };
    assert.equal(isMostlyCut(hunksOf([long])), true);
    assert.equal(isMostlyCut(hunksOf(['/* licence */', '', long])), true);
    assert.equal(isMostlyCut(hunksOf(['a', 'b', long])), false);
    assert.equal(isMostlyCut(hunksOf(['a'])), false);
  });
});
