// Reads and writes the dialect of Markdown that Azure DevOps and GitHub share.
import type { Nodes, PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';

/** Longest text that is parsed, in UTF-16 units: parsing hostile text takes time that grows with its square. */
export const parseLimit = 6_000;

/** Everything but code spans, escapes and character references is off: a line is words, whatever it looks like. */
const wordsOnly = {
  disable: {
    null: [
      'attention',
      'autolink',
      'blockQuote',
      'codeFenced',
      'codeIndented',
      'definition',
      'hardBreakEscape',
      'headingAtx',
      'htmlFlow',
      'htmlText',
      'labelEnd',
      'labelStartImage',
      'labelStartLink',
      'list',
      'setextUnderline',
      'thematicBreak',
    ],
  },
};

const style: Options = {
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  strong: '*',
  fence: '`',
  fences: true,
  listItemIndent: 'one',
  resourceLink: true,
  rule: '-',
  extensions: [
    gfmToMarkdown({ tablePipeAlign: false }),
    // Azure DevOps sets text between dollar signs as a formula.
    { unsafe: [{ character: '$', inConstruct: 'phrasing' }] },
  ],
};

const dialect = { extensions: [gfm({ singleTilde: false })], mdastExtensions: [gfmFromMarkdown()] };

/** The tree of a whole text, with tables, strikethrough, task lists, footnotes and bare links. */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, dialect);
}

/** The text and code spans of one line. */
export function parseLine(line: string): readonly PhrasingContent[] {
  return fromMarkdown(line, { extensions: [wordsOnly] }).children.flatMap((node) =>
    node.type === 'paragraph' ? node.children : [],
  );
}

/** Markdown for a tree, without a final newline. Everything in a text node is escaped. */
export function writeMarkdown(tree: Nodes): string {
  return toMarkdown(tree, style).replace(/\n+$/, '');
}
