// What the tests of this room look for in rendered Markdown.
import type { Nodes } from 'mdast';
import { wordJoiner } from '../../ReviewTask/publish/clean-characters.ts';
import { parseMarkdown } from '../../ReviewTask/publish/markdown-syntax.ts';

/** Every node of a text, parents before children. */
export function nodesOf(markdown: string): Nodes[] {
  const found: Nodes[] = [];
  const visit = (node: Nodes): void => {
    found.push(node);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(parseMarkdown(markdown));
  return found;
}

/** The words a reader sees outside of code, as one string; blocks and code spans part them. */
export function proseOf(markdown: string): string {
  const read = (node: Nodes): string => {
    if (node.type === 'text') return node.value;
    if (node.type === 'inlineCode' || node.type === 'code' || node.type === 'break') return '\n';
    if (!('children' in node)) return '';
    const isBlock = ['paragraph', 'listItem', 'tableCell'].includes(node.type);
    return node.children.map(read).join('') + (isBlock ? '\n' : '');
  };
  return read(parseMarkdown(markdown));
}

const allowedTypes = new Set([
  ...['root', 'paragraph', 'text', 'inlineCode', 'code', 'strong', 'emphasis', 'delete', 'break', 'link'],
  ...['list', 'listItem', 'blockquote', 'table', 'tableRow', 'tableCell'],
]);

/** What is wrong with cleaned Markdown; empty when all is well. */
export function dangersIn(markdown: string, linkHosts: readonly string[]): string[] {
  const dangers: string[] = [];
  for (const node of nodesOf(markdown)) {
    if (!allowedTypes.has(node.type)) dangers.push(`node ${node.type}`);
    if (node.type === 'link' && !linkHosts.includes(new URL(node.url).host)) dangers.push(`link ${node.url}`);
    if (node.type === 'code' && node.lang === 'suggestion') dangers.push('suggestion fence');
    if (node.type === 'text' && /:\/\/\S|www\.\w/.test(node.value)) dangers.push(`address ${node.value}`);
  }
  const prose = proseOf(markdown);
  for (const form of [/@[\w<]/, /[#!]\d/, /\[\[/, /:::/]) {
    if (form.test(prose)) dangers.push(`${form} in ${prose}`);
  }
  if (/##(vso)?\[/i.test(markdown)) dangers.push('logging command');
  if (/@<[0-9A-Fa-f]{8}-/.test(markdown)) dangers.push('stored mention');
  if (/[\u202a-\u202e\u2066-\u2069\u200b]|\p{Surrogate}/u.test(markdown)) dangers.push('hidden character');
  return dangers;
}

/** The text with word joiners made visible, so that a table of cases can show them. */
export function shown(text: string): string {
  return text.replaceAll(wordJoiner, '¦');
}
