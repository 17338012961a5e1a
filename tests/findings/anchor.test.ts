// Anchors: which lines a finding gets for a quote, a claimed line, or both, and what it gets without proof.
import assert from 'node:assert/strict';
import { anchorFinding } from '../../ReviewTask/findings/anchor.ts';
import { anchoredText } from '../../ReviewTask/model/anchored-text.ts';
import type { ChangedFile } from '../../ReviewTask/model/diff.ts';
import type { RawFinding } from '../../ReviewTask/model/finding.ts';
import { changedFile, printAnchor, rawFinding } from './anchor-examples.ts';

const before = [
  'export function total(items) {', // 1
  '  let sum = 0;', // 2
  '  for (const item of items) {', // 3
  '    sum += item.price;', // 4
  '  }', // 5
  '  return sum;', // 6
  '}', // 7
  ...Array.from({ length: 30 }, (_, index) => `// note ${index + 8}`), // 8 to 37
  'export function count(items) {', // 38
  '  return items.length;', // 39
  '}', // 40
  '',
].join('\n');

const after = [
  'export function total(items, voucher) {', // 1
  '  let sum = 0;', // 2
  '  for (const item of items) {', // 3
  '    if (!item) continue;', // 4
  '    sum += item.price * item.count;', // 5
  '  }', // 6
  '  if (voucher) sum -= voucher.amount;', // 7
  '  return sum;', // 8
  '}', // 9
  ...Array.from({ length: 30 }, (_, index) => `// note ${index + 8}`), // 10 to 39
  'export function count(items) {', // 40
  '  if (!item) continue;', // 41
  '\treturn  items.size; // 😀 naïve', // 42
  '}', // 43
  '',
].join('\n');

const basket = changedFile('src/basket.ts', before, after);
const basketWithCrlf = changedFile('src/basket.ts', before.replaceAll('\n', '\r\n'), after.replaceAll('\n', '\r\n'));
const gone = changedFile('src/basket.ts', 'one();\ntwo();\nthree();\n', undefined);
const picture = changedFile('src/basket.ts', undefined, '\0');
const statements = changedFile(
  'src/basket.ts',
  undefined,
  'const a = compute(x) ?? 0;\nreturn null;\nelse return null;\n',
);
const extended = changedFile('src/basket.ts', 'const a = compute(x)\n', 'const a = compute(x) ?? 0\n');
const repeated = changedFile('src/basket.ts', 'return null;\nb\nc\n', 'return null;\nb\nreturn null;\n');
const secret = changedFile('src/basket.ts', undefined, 'const key = "abc123"; // dev\nconst key2 = "abc123";\n');
const minus = changedFile('src/basket.ts', undefined, '- name: build\n12 + 5\n"quoted";\n...rest,\n');

interface Case {
  readonly name: string;
  readonly given: Partial<RawFinding> & { readonly file?: ChangedFile };
  readonly expect: string;
}

const quoteAtLine: readonly Case[] = [
  {
    name: 'whole line',
    given: { line: 7, quote: '  if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 quote-at-line',
  },
  {
    name: 'other indentation',
    given: { line: 5, quote: 'sum += item.price * item.count;' },
    expect: 'right 5:1-5:36 quote-at-line',
  },
  {
    name: 'tabs and double spaces',
    given: { line: 42, quote: 'return items.size; // 😀 naïve' },
    expect: 'right 42:1-42:33 quote-at-line',
  },
  {
    name: 'a context line',
    given: { line: 3, quote: 'for (const item of items) {' },
    expect: 'right 3:1-3:30 quote-at-line',
  },
  {
    name: 'one of several occurrences',
    given: { line: 41, quote: 'if (!item) continue;' },
    expect: 'right 41:1-41:23 quote-at-line',
  },
  {
    name: 'a removed line',
    given: { side: 'left', line: 4, quote: '    sum += item.price;' },
    expect: 'left 4:1-4:23 quote-at-line',
  },
  { name: 'part of a line', given: { line: 7, quote: 'voucher.amount' }, expect: 'right 7:1-7:38 quote-at-line' },
  {
    name: 'two lines',
    given: { line: 7, quote: '  if (voucher) sum -= voucher.amount;\n  return sum;' },
    expect: 'right 7:1-8:14 quote-at-line',
  },
  {
    name: 'CRLF in the file and the quote',
    given: { file: basketWithCrlf, line: 7, quote: '  if (voucher) sum -= voucher.amount;\r\n  return sum;\r\n' },
    expect: 'right 7:1-8:14 quote-at-line',
  },
  {
    name: 'part of the claimed line, which a removed line equals',
    given: { file: extended, line: 1, quote: 'const a = compute(x)' },
    expect: 'right 1:1-1:26 quote-at-line',
  },
];

const quoteElsewhere: readonly Case[] = [
  {
    name: 'the only occurrence, line wrong by 6',
    given: { line: 1, quote: '  if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 unique-quote',
  },
  {
    name: 'the only occurrence, line wrong by 20',
    given: { line: 22, quote: 'return items.size; // 😀 naïve' },
    expect: 'right 42:1-42:33 unique-quote',
  },
  {
    name: 'the only occurrence, no line',
    given: { quote: 'sum += item.price * item.count;' },
    expect: 'right 5:1-5:36 unique-quote',
  },
  {
    name: 'the nearer of two, above',
    given: { line: 20, quote: 'if (!item) continue;' },
    expect: 'right 4:1-4:25 nearest-quote',
  },
  {
    name: 'the changed one of two at the same distance',
    given: { file: repeated, line: 2, quote: 'return null;' },
    expect: 'right 3:1-3:13 nearest-quote',
  },
  {
    name: 'the nearer of two, below',
    given: { line: 30, quote: 'if (!item) continue;' },
    expect: 'right 41:1-41:23 nearest-quote',
  },
  {
    name: 'the literal one of two that differ in indentation',
    given: { line: 20, quote: '  if (!item) continue;' },
    expect: 'right 41:1-41:23 unique-quote',
  },
  { name: 'two occurrences and no line', given: { quote: 'if (!item) continue;' }, expect: 'file' },
  {
    name: 'a removed line claimed on the right',
    given: { line: 4, quote: 'sum += item.price;' },
    expect: 'left 4:1-4:23 quote-at-line',
  },
  {
    name: 'an added line claimed on the left',
    given: { side: 'left', line: 2, quote: 'if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 unique-quote',
  },
  {
    name: 'a line of a deleted file claimed on the right',
    given: { file: gone, line: 9, quote: 'two();' },
    expect: 'left 2:1-2:7 unique-quote',
  },
  {
    name: 'a whole line rather than part of the claimed one',
    given: { file: statements, line: 3, quote: 'return null;' },
    expect: 'right 2:1-2:13 unique-quote',
  },
  {
    name: 'a piece over the end of a line',
    given: { line: 4, quote: 'continue;\n    sum += item.price' },
    expect: 'right 4:1-5:36 quote-at-line',
  },
  { name: 'a piece too short to prove anything', given: { line: 7, quote: 'voucher' }, expect: 'file' },
];

const copied: readonly Case[] = [
  {
    name: 'line number and sign',
    given: { line: 9, quote: ' 7 +   if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 unique-quote',
  },
  {
    name: 'line number of a context line',
    given: { line: 8, quote: '8     return sum;' },
    expect: 'right 8:1-8:14 quote-at-line',
  },
  {
    name: 'line number and bar',
    given: { line: 8, quote: '8 |   return sum;' },
    expect: 'right 8:1-8:14 quote-at-line',
  },
  {
    name: 'sign alone',
    given: { line: 7, quote: '+  if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 quote-at-line',
  },
  {
    name: 'removed and added lines, on the right',
    given: {
      line: 4,
      quote: '-    sum += item.price;\n+    if (!item) continue;\n+    sum += item.price * item.count;',
    },
    expect: 'right 4:1-5:36 quote-at-line',
  },
  {
    name: 'removed and added lines, on the left',
    given: { side: 'left', line: 4, quote: '4 -    sum += item.price;\n4 +    if (!item) continue;' },
    expect: 'left 4:1-4:23 quote-at-line',
  },
  { name: 'backticks', given: { line: 8, quote: '`return sum;`' }, expect: 'right 8:1-8:14 quote-at-line' },
  {
    name: 'a code fence',
    given: { line: 8, quote: '```ts\n  return sum;\n}\n```' },
    expect: 'right 8:1-9:2 quote-at-line',
  },
  {
    name: 'an ellipsis at the end',
    given: { line: 7, quote: 'if (voucher) sum -= …' },
    expect: 'right 7:1-7:38 quote-at-line',
  },
  {
    name: 'left-out lines in the middle',
    given: { line: 3, quote: '  for (const item of items) {\n    ...\n  return sum;' },
    expect: 'right 3:1-3:30 quote-at-line',
  },
  {
    name: 'blank lines around',
    given: { line: 8, quote: '\n\n  return sum;\n\n' },
    expect: 'right 8:1-8:14 quote-at-line',
  },
  {
    name: 'a secret taken out',
    given: { file: secret, line: 1, quote: 'const key = "<redacted:generic-key:1>"; // dev' },
    expect: 'right 1:1-1:29 quote-at-line',
  },
  {
    name: 'a secret taken out, with other text around',
    given: { file: secret, line: 1, quote: 'let key = "<redacted:generic-key:1>";' },
    expect: 'file',
  },
  {
    name: 'only a secret taken out',
    given: { file: secret, line: 1, quote: '<redacted:private-key:1>' },
    expect: 'file',
  },
  {
    name: 'a dash that is part of the line',
    given: { file: minus, line: 1, quote: '- name: build' },
    expect: 'right 1:1-1:14 quote-at-line',
  },
  {
    name: 'a number that is part of the line',
    given: { file: minus, line: 2, quote: '12 + 5' },
    expect: 'right 2:1-2:7 quote-at-line',
  },
  {
    name: 'quotation marks that are part of the line',
    given: { file: minus, line: 3, quote: '"quoted";' },
    expect: 'right 3:1-3:10 quote-at-line',
  },
  {
    name: 'dots that are part of the line',
    given: { file: minus, line: 4, quote: '...rest,' },
    expect: 'right 4:1-4:9 quote-at-line',
  },
];

const ranges: readonly Case[] = [
  {
    name: 'a longer claim is followed',
    given: { line: 4, endLine: 6, quote: '    if (!item) continue;' },
    expect: 'right 4:1-6:4 quote-at-line',
  },
  {
    name: 'a shorter claim does not cut the quote',
    given: { line: 7, endLine: 7, quote: '  if (voucher) sum -= voucher.amount;\n  return sum;' },
    expect: 'right 7:1-8:14 quote-at-line',
  },
  {
    name: 'a claim beyond the hunk ends with it',
    given: { line: 7, endLine: 41, quote: '  if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-10:10 quote-at-line',
  },
  {
    name: 'a claim on other lines is not followed',
    given: { line: 1, endLine: 4, quote: '  if (voucher) sum -= voucher.amount;' },
    expect: 'right 7:1-7:38 unique-quote',
  },
  {
    name: 'a claim on the other side is not followed',
    given: { line: 4, endLine: 6, quote: 'sum += item.price;' },
    expect: 'left 4:1-4:23 quote-at-line',
  },
  { name: 'an end before the start', given: { line: 7, endLine: 2, quote: '' }, expect: 'right 7:1-7:38 exact-line' },
];

const withoutQuote: readonly Case[] = [
  { name: 'an added line', given: { line: 7 }, expect: 'right 7:1-7:38 exact-line' },
  { name: 'columns', given: { line: 7, columns: { start: 7, end: 14 } }, expect: 'right 7:7-7:14 exact-line' },
  {
    name: 'columns behind a surrogate pair',
    given: { line: 42, columns: { start: 28, end: 33 } },
    expect: 'right 42:28-42:33 exact-line',
  },
  {
    name: 'columns beyond the line',
    given: { line: 7, columns: { start: 7, end: 99 } },
    expect: 'right 7:1-7:38 exact-line',
  },
  {
    name: 'columns of several lines',
    given: { line: 7, endLine: 8, columns: { start: 7, end: 14 } },
    expect: 'right 7:1-8:14 exact-line',
  },
  { name: 'a removed line', given: { side: 'left', line: 4 }, expect: 'left 4:1-4:23 exact-line' },
  { name: 'a line outside the hunks', given: { line: 20 }, expect: 'file' },
  { name: 'a line that the other side shows', given: { file: gone, line: 1 }, expect: 'file' },
  { name: 'no line', given: {}, expect: 'file' },
  { name: 'a blank quote is no quote', given: { line: 7, quote: ' \n ' }, expect: 'right 7:1-7:38 exact-line' },
  {
    name: 'an empty line',
    given: { file: changedFile('src/basket.ts', undefined, 'a\n\nb\n'), line: 2 },
    expect: 'right 2:1-2:1 exact-line',
  },
];

const unproven: readonly Case[] = [
  { name: 'a quote outside the hunks', given: { line: 7, quote: '// note 20' }, expect: 'file' },
  { name: 'a quote that is nowhere', given: { line: 7, quote: 'sum -= voucher.percentage;' }, expect: 'file' },
  {
    name: 'lines that do not follow each other',
    given: { line: 7, quote: '  if (voucher) sum -= voucher.amount;\n}' },
    expect: 'file',
  },
  { name: 'a file without lines', given: { file: picture, line: 1, quote: 'a' }, expect: 'file' },
  { name: 'a file that is not in the pull request', given: { path: 'src/other.ts', line: 7 }, expect: 'pull-request' },
];

const groups = { quoteAtLine, quoteElsewhere, copied, ranges, withoutQuote, unproven };

describe('anchorFinding', () => {
  for (const [group, cases] of Object.entries(groups)) {
    describe(group, () => {
      for (const { name, given, expect } of cases) {
        it(name, () => {
          const { file = basket, ...claims } = given;
          assert.equal(printAnchor(anchorFinding(rawFinding(claims), [file]).anchor), expect);
        });
      }
    });
  }

  it('gives the path that the pull request uses', () => {
    assert.equal(anchorFinding(rawFinding({ path: '/SRC\\basket.ts' }), [basket]).path, 'src/basket.ts');
  });

  it('keeps the claimed path where there is no such file', () => {
    assert.equal(anchorFinding(rawFinding({ path: 'src/other.ts' }), [basket]).path, 'src/other.ts');
  });

  it('finds a removed line of a renamed file by its old path', () => {
    const renamed = changedFile('src/new.ts', 'keep\nold line\n', 'keep\nnew line\n', 'src/old.ts');
    const finding = rawFinding({ path: 'src/old.ts', side: 'left', line: 2, quote: 'old line' });
    const { path, anchor } = anchorFinding(finding, [renamed]);
    assert.equal(path, 'src/new.ts');
    assert.equal(printAnchor(anchor), 'left 2:1-2:9 quote-at-line');
  });
});

describe('anchoredText', () => {
  it('gives the whole lines of the anchored side', () => {
    const { anchor } = anchorFinding(rawFinding({ line: 4, endLine: 5, columns: { start: 5, end: 7 } }), [basket]);
    assert.deepEqual(anchoredText(basket, anchor), ['    if (!item) continue;', '    sum += item.price * item.count;']);
  });

  it('gives removed lines', () => {
    const { anchor } = anchorFinding(rawFinding({ side: 'left', line: 4 }), [basket]);
    assert.deepEqual(anchoredText(basket, anchor), ['    sum += item.price;']);
  });

  it('gives nothing for an anchor without lines', () => {
    assert.deepEqual(anchoredText(basket, { kind: 'file' }), []);
    assert.deepEqual(anchoredText(picture, { kind: 'pull-request' }), []);
  });
});
