// Comments and strings are blanked in every language, and nothing else is. `§{` stands for `${`.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskLines } from '../../../ReviewTask/reviewers/built-in/mask.ts';
import { syntaxOf } from '../../../ReviewTask/reviewers/built-in/syntax.ts';

const cases: readonly {
  name: string;
  path: string;
  given: readonly string[];
  code: readonly string[];
  bare: readonly string[];
}[] = [
  { name: 'a line comment', path: 'a.ts', given: ['a(); // b'], code: ['a();     '], bare: ['a();     '] },
  {
    name: 'a block comment over lines',
    path: 'a.cs',
    given: ['a /* b', 'c', 'd */ e'],
    code: ['a     ', ' ', '     e'],
    bare: ['a     ', ' ', '     e'],
  },
  { name: 'a string with a comment mark', path: 'a.java', given: ['"//" + b'], code: ['"//" + b'], bare: ['"  " + b'] },
  { name: 'an escaped quote', path: 'a.go', given: ['"\\"" + b'], code: ['"\\"" + b'], bare: ['"  " + b'] },
  {
    name: 'a string that is not closed ends with its line',
    path: 'a.ts',
    given: ["don't", 'b'],
    code: ["don't", 'b'],
    bare: ["don' ", 'b'],
  },
  {
    name: 'code in a template',
    path: 'a.ts',
    given: ['`a§{b({})}c` + d'],
    code: ['`a§{b({})}c` + d'],
    bare: ['` §{b({})} ` + d'],
  },
  {
    name: 'a template over lines',
    path: 'a.ts',
    given: ['`a', '// b` + c'],
    code: ['`a', '// b` + c'],
    bare: ['` ', '    ` + c'],
  },
  {
    name: 'a pattern with a quote and a slash',
    path: 'a.js',
    given: ['x = /["/]/.test(y) / 2'],
    code: ['x = /["/]/.test(y) / 2'],
    bare: ['x =       .test(y) / 2'],
  },
  { name: 'a verbatim string', path: 'a.cs', given: ['@"a\\" + "b"'], code: ['@"a\\" + "b"'], bare: ['@"  " + " "'] },
  { name: 'doubled quotes', path: 'a.sql', given: ["'it''s' -- x"], code: ["'it''s'     "], bare: ["'     '     "] },
  {
    name: 'a docstring',
    path: 'a.py',
    given: ['  """a', 'b"""', 'c = """d"""'],
    code: ['      ', '    ', 'c = """d"""'],
    bare: ['      ', '    ', 'c = """ """'],
  },
  { name: 'a hash inside a word', path: 'a.sh', given: ['a#b # c'], code: ['a#b    '], bare: ['a#b    '] },
  {
    name: 'a comment in PowerShell',
    path: 'a.ps1',
    given: ['<# a', 'b #> c'],
    code: ['    ', '     c'],
    bare: ['    ', '     c'],
  },
  { name: 'a comment in Razor', path: 'a.cshtml', given: ['@* a *@b'], code: ['       b'], bare: ['       b'] },
  { name: 'a file of an unknown kind', path: 'LICENSE', given: ['// a "b"'], code: ['// a "b"'], bare: ['// a "b"'] },
];

describe('masking', () => {
  for (const { name, path, given, code, bare } of cases) {
    const written = (lines: readonly string[]) => lines.map((line) => line.replaceAll('§{', '$' + '{'));
    it(name, () =>
      assert.deepEqual(maskLines(written(given), syntaxOf(path)), { code: written(code), bare: written(bare) }),
    );
  }

  it('keeps every line as long as it was, whatever it holds', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('"', "'", '`', '${', '}', '{', '/*', '*/', '//', '#', '"""', '\\', '/', '@"', '<#'),
    );
    const line = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('').replace(/\n/g, ' '));
    fc.assert(
      fc.property(
        fc.array(line),
        fc.constantFrom('a.cs', 'a.ts', 'a.py', 'a.ps1', 'a.sql', 'a.bicep', 'a.xml'),
        (lines, path) => {
          const { code, bare } = maskLines(lines, syntaxOf(path));
          for (const masked of [code, bare])
            assert.deepEqual(
              masked.map(({ length }) => length),
              lines.map(({ length }) => length),
            );
        },
      ),
    );
  });
});
