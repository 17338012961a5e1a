// Comments as HTML: folds, suggested changes, and what is not let through.
import assert from 'node:assert/strict';
import { type MarkdownContext, renderMarkdown } from '../../scripts/demo/page/markdown.ts';

const plain: MarkdownContext = { onThisPage: () => undefined, target: undefined, idPrefix: 'c-' };

const cases = [
  {
    name: 'a fold',
    given: '<details>\n<summary>Two `files`</summary>\n\nText.\n\n</details>',
    expect: '<details class="fold"><summary>Two <code>files</code></summary><div><p>Text.</p></div></details>',
  },
  {
    name: 'an open fold on one line with its summary',
    given: '<details open><summary>More</summary>\nText.\n</details>',
    expect: '<details class="fold" open><summary>More</summary><div><p>Text.</p></div></details>',
  },
  {
    name: 'folds in folds, and one that never closes',
    given: '<details><summary>a</summary>\n<details><summary>b</summary>\nText.',
    expect:
      '<details class="fold"><summary>a</summary><div><details class="fold"><summary>b</summary><div><p>Text.</p></div></details></div></details>',
  },
  {
    name: 'a fold in a code fence as code',
    given: '```\n<details>\n</details>\n```',
    expect: '<pre><code>&lt;details&gt;\n&lt;/details&gt;\n</code></pre>',
  },
  {
    name: 'an end of a fold that never began as text',
    given: '</details>',
    expect: '<p>&lt;/details&gt;</p>',
  },
  {
    name: 'attributes on a fold as text',
    given: '<details ontoggle="alert(1)">',
    expect: '<p>&lt;details ontoggle=&quot;alert(1)&quot;&gt;</p>',
  },
  {
    name: 'tags in a summary as text',
    given: '<details><summary><b>x</b><script>alert(1)</script></summary></details>',
    expect: '<details class="fold"><summary>x&lt;script&gt;alert(1)&lt;/script&gt;</summary><div></div></details>',
  },
  {
    name: 'HTML as text, a line break as one, comments not at all',
    given: '<!-- mark -->a<br>b <iframe src="x"></iframe>',
    expect: '<p>a<br>b &lt;iframe src=&quot;x&quot;&gt;&lt;/iframe&gt;</p>',
  },
  {
    name: 'dangerous addresses as none',
    given: '[x](javascript:alert(1))',
    expect: '<p><a rel="noreferrer" href="">x</a></p>',
  },
  {
    name: 'images as their words',
    given: '![a picture](https://elsewhere.example/pixel.png)',
    expect: '<p><span class="image">a picture</span></p>',
  },
  {
    name: 'a last line in italics as small print',
    given: 'A.\n\n*B `c`*',
    expect: '<p>A.</p>\n<p class="closing">B <code>c</code></p>',
  },
  {
    name: 'emphasis in a sentence as it is',
    given: '*Never* do *this*',
    expect: '<p><em>Never</em> do <em>this</em></p>',
  },
  { name: 'headings below those of the page', given: '# One\n\n##### Five', expect: '<h3>One</h3>\n<h6>Five</h6>' },
];

describe('a comment is drawn', () => {
  for (const { name, given, expect } of cases) {
    it(`with ${name}`, () => {
      assert.equal(renderMarkdown(given, plain).replaceAll('\n</div>', '</div>'), expect);
    });
  }

  it('without end where it is nothing but folds, and still comes to one', () => {
    const html = renderMarkdown('<details>\n'.repeat(1_000), plain);
    assert.equal(html.match(/<details/g)?.length, 8);
  });

  it('with links to this page where the page has the place', () => {
    const html = renderMarkdown('[x](https://a.example/?a=1&b=2)', {
      ...plain,
      onThisPage: (address) => (address === 'https://a.example/?a=1&b=2' ? '#thread-3' : undefined),
    });
    assert.equal(html, '<p><a href="#thread-3">x</a></p>');
  });
});

describe('a suggested change is drawn', () => {
  const whole = {
    lines: ['  first();', '  second();', '  third();'],
    start: { line: 4, offset: 1 },
    end: { line: 6, offset: 11 },
  };
  function linesOf(content: string, target: MarkdownContext['target']): readonly string[] {
    const html = renderMarkdown(content, { ...plain, target });
    assert.match(html, /<figcaption>Suggested change<\/figcaption>/);
    const line = /<span class="line \w+"><span class="sign">(.)<\/span><span>(.*?)<\/span><\/span>/g;
    return [...html.matchAll(line)].map(([, sign, text]) => `${sign}${text}`);
  }

  it('with what stays, what goes and what comes', () => {
    const content = '```suggestion\n  first();\n  await second();\n  third();\n```';
    assert.deepEqual(linesOf(content, whole), [' first();', '−second();', '+<em>await </em>second();', ' third();']);
  });

  it('as a removal where it is empty', () => {
    assert.deepEqual(linesOf('```suggestion\n```', whole), ['−first();', '−second();', '−third();']);
  });

  it('within the line where the range is a part of it', () => {
    const target = { lines: ['return a + b;'], start: { line: 1, offset: 8 }, end: { line: 1, offset: 13 } };
    assert.deepEqual(linesOf('~~~suggestion\na - b\n~~~', target), [
      '−return a <em>+</em> b;',
      '+return a <em>-</em> b;',
    ]);
  });

  it('with its new lines alone where the old ones are not known', () => {
    assert.deepEqual(linesOf('```suggestion\n<b>\n```', undefined), ['+&lt;b&gt;']);
  });
});
