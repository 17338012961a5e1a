// Cleans Markdown that nobody vouches for: model answers, rule texts, titles and names.
import type { PhrasingContent } from 'mdast';
import { cleanCharacters, cutText, oneLine } from './clean-characters.ts';
import { cleanPhrasing } from './clean-phrasing.ts';
import { cleanTree } from './clean-tree.ts';
import { defuseCode } from './defuse.ts';
import { parseLimit, parseLine, parseMarkdown, writeMarkdown } from './markdown-syntax.ts';

export interface CleanOptions {
  /** Hosts that may be linked: lower case, with a port where there is one. Any other link becomes plain text. */
  readonly linkHosts: readonly string[];
}

/** Longest line that `cleanLine` looks at, in UTF-16 units. */
const lineLimit = 1_000;
/** More containers than this at the start of one line are markers, not structure. */
const markers = /^((?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){8})(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t]))+/gm;

/**
 * Markdown of any number of blocks, safe to put into a comment: no mentions and no links that write themselves, no images,
 * no HTML, no headings, no foreign links, no macros, fences closed, nesting bounded. Cut at 6,000 characters.
 */
export function cleanBlock(markdown: string, options: CleanOptions): string {
  const text = cutText(cleanCharacters(markdown), parseLimit).replace(markers, '$1');
  return writeMarkdown(cleanTree(parseMarkdown(text), options.linkHosts));
}

/** The cleaned words and code spans of one line; nothing else is read as Markdown. Cut at 1,000 characters. */
export function cleanLine(text: string): PhrasingContent[] {
  const parsed = parseLine(cutText(oneLine(text), lineLimit));
  return cleanPhrasing(parsed, { linkHosts: [], within: [], inTable: false });
}

/** One line of words and code spans, safe in a sentence, between `**` or in a list item, but not in a table. */
export function cleanInline(text: string): string {
  return writeMarkdown({ type: 'paragraph', children: cleanLine(text) });
}

/** One line of words and code spans for a cell of a table: pipes are escaped. */
export function cleanCell(text: string): string {
  const parsed = parseLine(cutText(oneLine(text), lineLimit));
  const children = cleanPhrasing(parsed, { linkHosts: [], within: [], inTable: true });
  return writeMarkdown({ type: 'tableCell', children }).trim();
}

/** A name, path or pattern as a code span, on one line, exact but for hidden characters. */
export function codeSpan(text: string): string {
  const value = defuseCode(oneLine(text));
  return value === '' ? '(empty)' : writeMarkdown({ type: 'inlineCode', value });
}
