// Shortens Markdown to a limit without breaking it, and says so.
import type { Literal, Nodes, Root } from 'mdast';
import { cutPosition } from './clean-characters.ts';
import { parseMarkdown, writeMarkdown } from './markdown-syntax.ts';

const note = '*(shortened)*';

/**
 * `markdown` (cleaned) in at most `limit` UTF-16 units. What is cut off is cut from the end, between words, with fences,
 * lists and emphasis closed; a last line says that the text was shortened.
 */
export function shorten(markdown: string, limit: number): string {
  if (markdown.length <= limit) return markdown;
  const room = limit - note.length - 2;
  if (room < 1) return note.length <= limit ? note : '';
  const tree = parseMarkdown(markdown);
  let best = '';
  let low = 0;
  let high = markdown.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const written = writeMarkdown(firstCharacters(tree, middle));
    if (written.length <= room) {
      best = written;
      low = middle;
    } else high = middle - 1;
  }
  return best === '' ? note : `${best}\n\n${note}`;
}

/** The tree with only the first `count` characters of its text. */
function firstCharacters(tree: Root, count: number): Root {
  let left = count;
  const keep = <Node extends Nodes>(node: Node): Node | undefined => {
    if (left <= 0) return undefined;
    if ('value' in node) {
      if (node.value.length <= left) {
        left -= node.value.length;
        return node;
      }
      const value = cutValue(node, left);
      left = 0;
      return value === '' ? undefined : { ...node, value };
    }
    if (!('children' in node)) return node;
    const children = node.children.map((child) => keep(child)).filter((child) => child !== undefined);
    if (left <= 0) dropTrailingSpace(children);
    return children.length === 0 ? undefined : { ...node, children };
  };
  return keep(tree) ?? { type: 'root', children: [] };
}

/** White space and breaks before what was left out would be written as visible escapes. */
function dropTrailingSpace(nodes: Nodes[]): void {
  for (let last = nodes.pop(); last !== undefined; last = nodes.pop()) {
    if (last.type === 'break') continue;
    const value = last.type === 'text' ? last.value.trimEnd() : undefined;
    if (value === '') continue;
    nodes.push(last.type === 'text' && value !== undefined ? { ...last, value } : last);
    return;
  }
}

/** Code is cut after a whole line; in the middle of one only where that line alone is long. */
function cutValue(node: Literal, limit: number): string {
  const end = cutPosition(node.value, limit);
  // A short word is left out rather than cut.
  if (node.type !== 'code') return end < 40 && !/\s/.test(node.value.charAt(end)) ? '' : node.value.slice(0, end);
  const lines = node.value.lastIndexOf('\n', limit);
  if (lines > 0) return node.value.slice(0, lines);
  return limit < 80 ? '' : node.value.slice(0, end);
}
