// Untrusted Markdown comes out harmless and still readable.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanBlock, cleanCell, cleanInline, codeSpan } from '../../ReviewTask/publish/clean-markdown.ts';
import { dangersIn, nodesOf, proseOf, shown } from './markdown-parts.ts';

const options = { linkHosts: ['dev.azure.com'] };
const guid = '0a1b2c3d-0000-4000-8000-000000000001';

const blockCases = [
  { name: 'a name mention', given: 'ask @bob', expect: 'ask @¦bob' },
  { name: 'a stored mention', given: `ask @<${guid}>`, expect: `ask @¦<${guid}>` },
  { name: 'a stored mention in code', given: `\`@<${guid}>\``, expect: `\`@¦<${guid}>\`` },
  { name: 'a work item', given: 'see #12 and AB#34', expect: 'see #¦12 and AB#¦34' },
  { name: 'a pull request', given: 'as in !45', expect: 'as in !¦45' },
  { name: 'a work item put together by an image', given: '#![1](http://e.example/x)', expect: '\\#¦1' },
  { name: 'a work item put together by emphasis', given: '#*1*', expect: '\\#¦*1*' },
  { name: 'a work item behind a hidden character', given: '#\u200b12', expect: '\\#¦12' },
  { name: 'a mention behind a character reference', given: '&#64;bob', expect: '@¦bob' },
  { name: 'a colour in code', given: '`#123456`', expect: '`#123456`' },
  { name: 'an image', given: 'a ![kitten](https://e.example/t.png) b', expect: 'a kitten b' },
  { name: 'an image by reference', given: '![kitten][k]\n\n[k]: https://e.example/t.png', expect: 'kitten' },
  { name: 'a foreign link', given: '[docs](https://e.example/a)', expect: 'docs' },
  { name: 'a foreign link by reference', given: '[docs][d]\n\n[d]: https://e.example/a', expect: 'docs' },
  {
    name: 'a foreign link whose words are an address',
    given: '[https://good.example](https://bad.example)',
    expect: '`https://good.example`',
  },
  { name: 'a link with a user name before the host', given: '[x](https://dev.azure.com@e.example/)', expect: 'x' },
  { name: 'a script link', given: '[x](javascript:alert)', expect: 'x' },
  {
    name: 'a link to the own host',
    given: '[x](https://dev.azure.com/o/p "title")',
    expect: '[x](https://dev.azure.com/o/p)',
  },
  { name: 'a bare address', given: 'go to https://e.example/a?b.', expect: 'go to `https://e.example/a?b`.' },
  { name: 'an autolink', given: '<https://e.example/a>', expect: '`https://e.example/a`' },
  {
    name: 'an address without a scheme',
    given: 'see evil.com/x or www.e.example',
    expect: 'see `evil.com/x` or `www.e.example`',
  },
  { name: 'a mail address', given: 'a.b@example.org', expect: 'a.b@¦`example.org`' },
  { name: 'file names stay words', given: 'config.py and a.test.ts', expect: 'config.py and a.test.ts' },
  { name: 'code next to an address', given: '`a`https://e.example', expect: '`ahttps://e.example`' },
  { name: 'a tag in a line', given: 'List<string> and <b>x</b>', expect: 'List\\<string> and \\<b>x\\</b>' },
  { name: 'a hidden comment', given: '<!-- obey -->', expect: '```\n<!-- obey -->\n```' },
  { name: 'an encoded tag', given: '&lt;img src=x&gt;', expect: '\\<img src=x>' },
  { name: 'a heading', given: '# Loud\ntext', expect: '**Loud**\n\ntext' },
  { name: 'a bold heading', given: '## **Loud**', expect: '**Loud**' },
  { name: 'a rule', given: 'a\n\n---\n\nb', expect: 'a\n\nb' },
  { name: 'a footnote', given: 'a[^1]\n\n[^1]: note', expect: 'a\n\nnote' },
  { name: 'an open fence', given: '```js\nlet a', expect: '```js\nlet a\n```' },
  { name: 'a fence inside a fence', given: '~~~~\n```\n~~~~', expect: '````\n```\n````' },
  { name: 'a suggestion from outside', given: '```suggestion\nrm\n```', expect: '```\nrm\n```' },
  { name: 'a wiki macro', given: '[[_TOC_]]', expect: '\\[¦\\[*TOC*]]' },
  { name: 'a diagram macro', given: '::: mermaid\ng\n:::', expect: ':¦:: mermaid\ng\n:¦::' },
  { name: 'logging commands', given: '##vso[a]b\n\n`##[error]c`', expect: '\\#¦#vso\\[a]b\n\n`#¦#[error]c`' },
  { name: 'a formula', given: '$a$', expect: '\\$a\\$' },
  { name: 'a direction override', given: 'a\u202eb', expect: 'a‹U+202E›b' },
  { name: 'an encoded direction override', given: 'a&#x202e;b', expect: 'a‹U+202E›b' },
  { name: 'half a surrogate pair', given: 'a\ud83d', expect: 'a\ufffd' },
  {
    name: 'an emoji family and Persian keep their joiners',
    given: '👩\u200d💻 می\u200cخواهم',
    expect: '👩\u200d💻 می\u200cخواهم',
  },
  { name: 'a task list', given: '- [x] done', expect: '- done' },
  { name: 'a table', given: '|a|b|\n|-|-:|\n|`x\\|y`|2|', expect: '| a | b |\n| - | -: |\n| `x\\|y` | 2 |' },
  { name: 'quotes in quotes in quotes', given: `${'>'.repeat(40)} deep`, expect: '> > > > > deep' },
];

const lineCases = [
  { name: 'words', given: 'Two  words\nand more', inline: 'Two words and more', cell: 'Two words and more' },
  { name: 'code with pipes', given: 'Use `a || b`', inline: 'Use `a || b`', cell: 'Use `a \\|\\| b`' },
  { name: 'a pipe', given: 'a | b', inline: 'a | b', cell: 'a \\| b' },
  { name: 'a backslash before a pipe in code', given: '`a\\|b`', inline: '`a\\|b`', cell: 'a\\\\\\|b' },
  {
    name: 'emphasis is not read',
    given: '__init__ *x*',
    inline: '\\_\\_init\\_\\_ \\*x\\*',
    cell: '\\_\\_init\\_\\_ \\*x\\*',
  },
  { name: 'a heading is not read', given: '# x', inline: '\\# x', cell: '# x' },
  { name: 'a list is not read', given: '1. x', inline: '1\\. x', cell: '1. x' },
  { name: 'an image is not read', given: '![a](b)', inline: '!\\[a]\\(b)', cell: '!\\[a]\\(b)' },
  { name: 'a tag is not read', given: '<b>', inline: '\\<b>', cell: '\\<b>' },
  { name: 'an open code span', given: 'a ` b', inline: 'a \\` b', cell: 'a \\` b' },
];

const fragments = [
  ...[
    '@',
    '<',
    '>',
    guid,
    '#',
    '!',
    '1',
    '[',
    ']',
    '(',
    ')',
    '`',
    '```',
    '~~~',
    '~~',
    '*',
    '**',
    '_',
    '$',
    '\\',
    '|',
    ':',
  ],
  ...[
    '\n',
    '\n\n',
    '    ',
    ' ',
    '\t',
    '- ',
    '1. ',
    '> ',
    '# ',
    '---',
    '===',
    '|-|-|',
    '&#x202e;',
    '&amp;',
    '\u202e',
    '\u200b',
  ],
  ...[
    '<b>',
    '</b>',
    '<!--',
    '-->',
    '<script>',
    'https://e.example/a',
    'www.e.example',
    'e.com',
    'a@b.example',
    'word',
    'é',
    '👩',
  ],
  ...[
    '![a](b)',
    '[a](b)',
    '[a](https://dev.azure.com/x)',
    '[^1]',
    '[^1]: ',
    '[a]: b',
    ':::',
    '[[_TOC_]]',
    '##vso[',
    'suggestion',
  ],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('cleaning Markdown', () => {
  for (const { name, given, expect } of blockCases) {
    it(`makes ${name} harmless`, () => assert.equal(shown(cleanBlock(given, options)), expect));
  }

  for (const { name, given, inline, cell } of lineCases) {
    it(`keeps a line a line: ${name}`, () => {
      assert.deepEqual({ inline: cleanInline(given), cell: cleanCell(given) }, { inline, cell });
    });
  }

  it('leaves nothing dangerous in any text', () => {
    fc.assert(
      fc.property(anyText, (text) => assert.deepEqual(dangersIn(cleanBlock(text, options), options.linkHosts), [])),
      { numRuns: 300 },
    );
  });

  it('changes nothing in what is clean', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanBlock(text, options);
        assert.equal(cleanBlock(once, options), once);
      }),
      { numRuns: 300 },
    );
  });

  it('makes one harmless paragraph of any line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `**Warning · ${cleanInline(text) || 'untitled'}** x`;
        const types = nodesOf(line).map((node) => node.type);
        assert.deepEqual(dangersIn(line, []), []);
        assert.equal(types.filter((type) => type === 'paragraph').length, 1);
        assert.equal(types.filter((type) => type === 'strong').length, 1);
        assert.ok(proseOf(line).startsWith('Warning · '));
        assert.equal(cleanInline(cleanInline(text)), cleanInline(text));
      }),
      { numRuns: 150 },
    );
  });

  it('never adds a cell to a table', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const table = `| a | b |\n| - | - |\n| ${cleanCell(text)} | end |\n`;
        const cells = nodesOf(table).filter((node) => node.type === 'tableCell');
        assert.equal(cells.length, 4);
        assert.equal(proseOf(table).trimEnd().endsWith('end'), true);
        assert.deepEqual(dangersIn(table, []), []);
      }),
      { numRuns: 150 },
    );
  });

  it('shows any name as one code span', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const types = nodesOf(`- ${codeSpan(text)} end`).map((node) => node.type);
        assert.equal(types.filter((type) => type === 'inlineCode').length, codeSpan(text) === '(empty)' ? 0 : 1);
        assert.deepEqual(dangersIn(codeSpan(text), []), []);
      }),
      { numRuns: 150 },
    );
  });

  it('takes hostile nesting in reasonable time', () => {
    for (const text of ['>'.repeat(9000), '- '.repeat(3000).concat('x'), '['.repeat(9000), '* + '.repeat(3000)]) {
      assert.deepEqual(dangersIn(cleanBlock(text, options), []), []);
    }
  }).timeout(10_000);
});
