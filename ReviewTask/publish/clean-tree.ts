// Rebuilds a Markdown tree from the blocks that are allowed in a comment.
import type { BlockContent, Code, List, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast';
import { cleanCharacters } from './clean-characters.ts';
import { cleanPhrasing, type PhrasingContext } from './clean-phrasing.ts';
import { defuseCode } from './defuse.ts';

/** Lists and quotes inside each other at most; anything deeper is shown as its text. */
const maximumDepth = 5;
const languageName = /^[A-Za-z0-9+#._-]{1,20}$/;
/** Fences with these names do something: one offers a change at a click, the others draw. */
const actingLanguages = ['suggestion', 'mermaid', 'math'];

/** What surrounds a block. */
interface BlockContext {
  readonly linkHosts: readonly string[];
  readonly depth: number;
}

/** The same text in allowed nodes: paragraphs, lists, quotes, tables and code. */
export function cleanTree(tree: Root, linkHosts: readonly string[]): Root {
  return { type: 'root', children: cleanBlocks(tree.children, { linkHosts, depth: 0 }) };
}

function cleanBlocks(nodes: readonly RootContent[], context: BlockContext): BlockContent[] {
  return nodes.flatMap((node) => cleanBlockNode(node, context));
}

function cleanBlockNode(node: RootContent, context: BlockContext): BlockContent[] {
  switch (node.type) {
    case 'paragraph':
      return paragraph(node.children, context);
    case 'heading':
      return paragraph([{ type: 'strong', children: node.children }], context);
    case 'code':
      return [cleanCode(node)];
    case 'html':
      return [cleanCode({ type: 'code', value: node.value })];
    case 'blockquote':
    case 'list':
    case 'table':
      return context.depth < maximumDepth ? container(node, context) : flattened(node, context);
    case 'footnoteDefinition':
      return cleanBlocks(node.children, context);
    default:
      return [];
  }
}

function container(node: Extract<RootContent, { type: 'blockquote' | 'list' | 'table' }>, context: BlockContext) {
  const inner = { ...context, depth: context.depth + 1 };
  if (node.type === 'table') return cleanTable(node, context);
  if (node.type === 'list') return cleanList(node, inner);
  const children = cleanBlocks(node.children, inner);
  return children.length === 0 ? [] : [{ type: 'blockquote' as const, children }];
}

function cleanList(node: List, inner: BlockContext): BlockContent[] {
  const children = node.children
    .map((item) => ({
      type: 'listItem' as const,
      spread: item.spread ?? false,
      children: cleanBlocks(item.children, inner),
    }))
    .filter((item) => item.children.length > 0);
  const { ordered, start, spread } = node;
  return children.length === 0
    ? []
    : [{ type: 'list', ordered: ordered ?? false, start: start ?? null, spread: spread ?? false, children }];
}

function cleanTable(node: Table, context: BlockContext): BlockContent[] {
  const children = node.children.map((row) => ({
    type: 'tableRow' as const,
    children: row.children.map((cell) => ({
      type: 'tableCell' as const,
      children: cleanPhrasing(cell.children, phrasingContext(context, true)),
    })),
  }));
  return [{ type: 'table', align: node.align ?? null, children }];
}

function cleanCode(node: Code): Code {
  const value = defuseCode(cleanCharacters(node.value));
  const language = node.lang ?? '';
  const isKept = languageName.test(language) && !actingLanguages.includes(language.toLowerCase());
  return { type: 'code', lang: isKept ? language : null, value };
}

function paragraph(children: readonly PhrasingContent[], context: BlockContext): BlockContent[] {
  const trimmed = trimEnds(cleanPhrasing(children, phrasingContext(context, false)));
  return trimmed.length === 0 ? [] : [{ type: 'paragraph', children: trimmed }];
}

function phrasingContext({ linkHosts }: BlockContext, inTable: boolean): PhrasingContext {
  return { linkHosts, within: [], inTable };
}

/** White space and breaks at the ends, left behind by what was taken out, would be written as visible escapes. */
function trimEnds(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const trimmed = nodes.map((node, index) => {
    if (node.type !== 'text') return node;
    const start = index === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: index === nodes.length - 1 ? start.trimEnd() : start };
  });
  const isEmpty = (node: PhrasingContent) => node.type === 'break' || (node.type === 'text' && node.value === '');
  const first = trimmed.findIndex((node) => !isEmpty(node));
  const last = trimmed.findLastIndex((node) => !isEmpty(node));
  const kept = first === -1 ? [] : trimmed.slice(first, last + 1);
  return kept.length === nodes.length ? kept : trimEnds(kept);
}

function flattened(node: RootContent, context: BlockContext): BlockContent[] {
  return paragraph([{ type: 'text', value: plainText(node).replace(/\s+/gu, ' ') }], context);
}

/** All text below a node, in order; without recursion, because the nesting may be as deep as the text is long. */
function plainText(node: Nodes): string {
  const found: string[] = [];
  const waiting: Nodes[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) found.push(next.value);
    else if ('alt' in next && typeof next.alt === 'string') found.push(next.alt);
    if ('children' in next) waiting.push(...[...next.children].reverse());
  }
  return found.join(' ');
}
