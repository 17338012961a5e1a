// Every built-in rule speaks where it should and is silent elsewhere.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { reviewBuiltIn } from '../../../ReviewTask/reviewers/built-in/review.ts';
import { builtInRules } from '../../../ReviewTask/reviewers/built-in/rules.ts';
import { addedFile, fileWith } from './added-file.ts';
import { databaseTables, dataTables, infrastructureTables, mistakeTables } from './more-tables.ts';
import {
  hiddenTables,
  injectionTables,
  leftoverTables,
  type RuleTable,
  type Sample,
  tlsTables,
  webTables,
} from './tables.ts';

const tables: Readonly<Record<string, RuleTable>> = {
  ...leftoverTables,
  ...hiddenTables,
  ...tlsTables,
  ...injectionTables,
  ...webTables,
  ...dataTables,
  ...infrastructureTables,
  ...databaseTables,
  ...mistakeTables,
};

function firedBy(sample: Sample, table: RuleTable): readonly string[] {
  const [path, text] = typeof sample === 'string' ? [table.path, sample] : sample;
  const lines = text.replaceAll('§{', '$' + '{').split('\n');
  const findings = reviewBuiltIn([addedFile(path, lines)]);
  for (const { line, quote, columns, source } of findings) {
    assert.ok(line !== undefined && columns !== undefined && source.kind === 'built-in');
    assert.equal(quote, lines[line - 1]);
    assert.ok(
      columns.start >= 1 && columns.end > columns.start && columns.end <= quote.length + 1,
      JSON.stringify(columns),
    );
  }
  return findings.map(({ source }) => (source.kind === 'built-in' ? source.rule : source.kind));
}

describe('built-in rules', () => {
  it('have ids of their own, and a table each', () => {
    const ids = builtInRules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(Object.keys(tables).sort(), [...ids].sort());
  });

  for (const { id, title, failure, severity } of builtInRules) {
    const table = tables[id];
    if (table === undefined) continue;
    describe(id, () => {
      it('says in one line what is wrong, and then what to write instead', () => {
        assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
        assert.ok(title.length <= 90 && !title.includes('\n') && !title.endsWith('.'), title);
        assert.ok(failure.length >= 60 && failure.length <= 500 && failure.endsWith('.'), failure);
        assert.ok(severity !== 'blocker' || ['merge-conflict', 'bidirectional-control'].includes(id));
      });

      it('has at least three lines to speak on and five to be silent on', () => {
        assert.ok(table.fires.length >= 3 && table.silent.length >= 5);
      });

      for (const sample of table.fires) {
        it(`speaks on ${JSON.stringify(sample)}`, () => assert.ok(firedBy(sample, table).includes(id)));
      }
      for (const sample of table.silent) {
        it(`is silent on ${JSON.stringify(sample)}`, () => assert.ok(!firedBy(sample, table).includes(id)));
      }
    });
  }
});

describe('review of added lines', () => {
  it('leaves context lines alone', () => {
    const lines = ['debugger;', 'const a = 1;', 'debugger;'];
    const findings = reviewBuiltIn([fileWith('a.ts', lines, new Set([3]))]);
    assert.deepEqual(
      findings.map(({ line, endLine, columns }) => ({ line, endLine, columns })),
      [{ line: 3, endLine: 3, columns: { start: 1, end: 9 } }],
    );
  });

  it('knows a comment that began above the added lines', () => {
    assert.deepEqual(reviewBuiltIn([fileWith('a.ts', ['/*', 'debugger;', '*/'], new Set([2]))]), []);
  });

  it('gives the whole line back where only one answer is right', () => {
    const [finding] = reviewBuiltIn([addedFile('A.cs', ['catch (Exception ex) {', '  throw ex;', '}'])]);
    assert.equal(finding?.replacement, '  throw;');
  });

  it('passes over lines that no person wrote', () => {
    assert.deepEqual(reviewBuiltIn([addedFile('a.ts', [`debugger;${' '.repeat(2_000)}`])]), []);
  });
});

describe('odd and hostile files', () => {
  const paths = [
    'a.cs',
    'a.ts',
    'a.py',
    'a.java',
    'a.go',
    'a.ps1',
    'a.sql',
    'a.yml',
    'a.tf',
    'a.bicep',
    'Dockerfile',
    'a.cshtml',
    'a.json',
    'a.sh',
    'a',
  ];
  const piece = fc.constantFrom(
    '"',
    "'",
    '`',
    '${',
    '}',
    '{',
    '/*',
    '*/',
    '//',
    '#',
    '"""',
    '@"',
    '<#',
    '\\',
    '\n',
    'catch',
    'SELECT a FROM b',
    '/',
    '[',
    '(',
    ')',
    '<'.repeat(7),
    '='.repeat(7),
    '\u202E',
    '\u{E0041}',
    '\uD800',
    'DELETE FROM a',
    'yaml.load(',
    'assert (',
    'script: |',
    'curl -k ',
    'param p',
    '.innerHTML = ',
  );

  it('never throws, and every column is inside its line', () => {
    const text = fc
      .array(fc.oneof(piece, fc.string({ maxLength: 20 })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom(...paths), (content, path) => {
        for (const { quote, columns } of reviewBuiltIn([addedFile(path, content.split('\n'))])) {
          assert.ok(columns !== undefined && columns.start >= 1 && columns.end <= quote.length + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  const hostile = [
    'a',
    ' ',
    '(',
    '"',
    "'",
    '`',
    '`${',
    '/',
    '\\',
    '{',
    'catch (Exception e) {',
    'SELECT ',
    "SELECT a FROM b WHERE c = '",
    'curl ',
    'print(',
    'assert (',
    'yaml.load((',
    'password=',
    '_log.a,',
    'exec(`',
    'DELETE FROM a',
    'privileged: true',
    `${'<'.repeat(7)} a`,
    '\u{E0041}',
    'md5(',
    'variable "password" {',
    'source_address_prefix = "*" ',
    "document.write('",
    'Process.Start("cmd", "',
    'Debugger.Launch()',
    'TypeNameHandling = TypeNameHandling.All ',
    'throw e;',
    'param password string',
    '- script: $(Build.SourceVersionMessage) ',
  ];

  for (const unit of hostile) {
    it(`${JSON.stringify(unit)} over and over takes little time in any language`, () => {
      const line = unit.repeat(Math.ceil(1_990 / unit.length)).slice(0, 1_990);
      const started = performance.now();
      for (const path of paths)
        reviewBuiltIn([
          addedFile(path, [...Array.from({ length: 6 }, () => line), ...Array.from({ length: 60 }, () => unit)]),
        ]);
      assert.ok(performance.now() - started < 3_000, `${performance.now() - started} ms`);
    });
  }

  it('20,000 lines and one line of 1 MB take well under five seconds', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `  const value${index} = await compute(${index}, "text ${index}"); // note`,
    );
    const started = performance.now();
    reviewBuiltIn([addedFile('a.ts', lines), addedFile('b.ts', ['x("a");'.repeat(150_000)])]);
    assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
  });
});
