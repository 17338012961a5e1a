// Renders a comment's Markdown as HTML. Nothing a comment holds becomes a tag of its own making or a request.
import { micromark } from 'micromark';
import { gfm, gfmHtml, type HtmlExtension } from 'micromark-extension-gfm';
import { type CommentBlock, commentBlocks } from './comment-blocks.ts';
import { escapeHtml, visible } from './escape.ts';
import { renderSuggestion, type SuggestionTarget } from './suggestion.ts';

export interface MarkdownContext {
  /** A place on this page for an address, or `undefined` to keep the address. */
  readonly onThisPage: (address: string) => string | undefined;
  /** The lines a suggestion would replace; `undefined` where they are not on the page. */
  readonly target: SuggestionTarget | undefined;
  /** Keeps the ids of footnotes apart: unique for each comment of a page. */
  readonly idPrefix: string;
}

const formattingTag = /^<\/?(b|strong|i|em|sub|sup|kbd|code|span|div|p)(\s[^>]*)?>$/i;

/** HTML in a comment: a line break is one, comments and plain formatting tags vanish, everything else is shown as text. */
const htmlAsText: HtmlExtension = {
  enter: {
    htmlText(): undefined {
      this.buffer();
    },
  },
  exit: {
    htmlText(token): undefined {
      this.resume();
      const source = this.sliceSerialize(token);
      if (/^<br\s*\/?>$/i.test(source)) this.tag('<br>');
      else if (!source.startsWith('<!--') && !formattingTag.test(source)) this.raw(this.encode(source));
    },
  },
};

function plainMarkdown(source: string, context: MarkdownContext): string {
  const html = micromark(visible(source), {
    extensions: [gfm(), { disable: { null: ['htmlFlow'] } }],
    htmlExtensions: [gfmHtml({ clobberPrefix: context.idPrefix }), htmlAsText],
  });
  return tamed(html, context);
}

function decoded(attribute: string): string {
  return attribute.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A last paragraph in italics is the small print. Works on what micromark wrote, where every tag is its own: comments' own tags were made text before. */
function tamed(html: string, context: MarkdownContext): string {
  return html
    .replace(/<p><em>((?:(?!<\/?em>).)*)<\/em><\/p>$/, '<p class="closing">$1</p>')
    .replace(/<(\/?)h([1-6])>/g, (_, slash: string, level: string) => `<${slash}h${Math.min(Number(level) + 2, 6)}>`)
    .replace(
      /<img src="[^"]*" alt="([^"]*)"[^>]*>/g,
      (_, alt: string) => `<span class="image">${alt || 'image'}</span>`,
    )
    .replace(/<a href="([^"]*)"/g, (_, address: string) => {
      const here = context.onThisPage(decoded(address));
      return here === undefined ? `<a rel="noreferrer" href="${address}"` : `<a href="${escapeHtml(here)}"`;
    })
    .replaceAll('<table>', '<div class="table" role="group" aria-label="Table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

/** A summary is one line: its paragraph tags would break the fold's own line. */
function inlineMarkdown(source: string, context: MarkdownContext): string {
  return plainMarkdown(source.trim(), context).replace(/^<p>|<\/p>$/g, '');
}

function renderBlock(block: CommentBlock, context: MarkdownContext): string {
  if (block.kind === 'markdown') return plainMarkdown(block.text, context);
  if (block.kind === 'suggestion') return renderSuggestion(block.lines, context.target);
  const inside = block.blocks.map((inner) => renderBlock(inner, context)).join('\n');
  const summary = block.summary === '' ? 'Details' : inlineMarkdown(block.summary, context);
  return `<details class="fold"${block.isOpen ? ' open' : ''}><summary>${summary}</summary><div>${inside}</div></details>`;
}

/** HTML of a comment: Markdown with tables and task lists, folds, and suggested changes as a small diff. */
export function renderMarkdown(source: string, context: MarkdownContext): string {
  return commentBlocks(source)
    .map((block) => renderBlock(block, context))
    .join('\n');
}
