// Rebuilds the inside of a paragraph from what is allowed there: text, code, emphasis and links to known hosts.
import type { InlineCode, PhrasingContent } from 'mdast';
import { allowedUrl, splitAddresses } from './bare-links.ts';
import { cleanCharacters } from './clean-characters.ts';
import { defuseCode, defuseEnd, defuseText } from './defuse.ts';

/** Where a run of phrasing stands. */
export interface PhrasingContext {
  /** Hosts that may be linked: lower case, with a port where there is one. */
  readonly linkHosts: readonly string[];
  /** What already surrounds it; nothing is put into another of its kind. */
  readonly within: readonly PhrasingContent['type'][];
  readonly inTable: boolean;
}

/** Cleaned phrasing content. Images become their description, foreign links and HTML become plain text. */
export function cleanPhrasing(nodes: readonly PhrasingContent[], context: PhrasingContext): PhrasingContent[] {
  // Text that meets only because something between it went is joined first, or "#" and "1" would pass one by one.
  const joined = joinTexts(nodes.flatMap((node) => rebuild(node, context)));
  const cleaned = joined.flatMap((node, index) =>
    node.type === 'text' ? cleanText(node.value, index === joined.length - 1) : [node],
  );
  return joinCode(cleaned).map((node) => (context.inTable ? withoutEscapedPipe(node) : node));
}

/** Text nodes of the answer are still as they came; everything below another node is clean. */
function rebuild(node: PhrasingContent, context: PhrasingContext): PhrasingContent[] {
  switch (node.type) {
    case 'text':
    case 'html':
      return [{ type: 'text', value: cleanCharacters(node.value) }];
    case 'inlineCode':
      return inlineCode(node.value);
    case 'image':
    case 'imageReference':
      return [{ type: 'text', value: cleanCharacters(node.alt ?? '') }];
    case 'break':
      return [{ type: 'break' }];
    case 'strong':
    case 'emphasis':
    case 'delete':
      return wrap(node, context);
    case 'link': {
      const url = allowedUrl(node.url, context.linkHosts);
      return url === undefined ? hoist(node.children, context) : wrap({ ...node, url, title: null }, context);
    }
    case 'linkReference':
      return hoist(node.children, context);
    default:
      return [];
  }
}

type Wrapper = Extract<PhrasingContent, { type: 'strong' | 'emphasis' | 'delete' | 'link' }>;

function wrap(node: Wrapper, context: PhrasingContext): PhrasingContent[] {
  if (context.within.includes(node.type)) return hoist(node.children, context);
  const children = cleanPhrasing(node.children, { ...context, within: [...context.within, node.type] });
  return children.length === 0 ? [] : [{ ...node, children }];
}

function hoist(children: readonly PhrasingContent[], context: PhrasingContext): PhrasingContent[] {
  return children.flatMap((child) => rebuild(child, context));
}

function cleanText(text: string, isLast: boolean): PhrasingContent[] {
  const runs = splitAddresses(text);
  return runs.flatMap((run, index): PhrasingContent[] => {
    if (run.kind === 'address') return inlineCode(run.value);
    const prose = defuseText(run.value);
    return [{ type: 'text', value: isLast && index === runs.length - 1 ? prose : defuseEnd(prose) }];
  });
}

function inlineCode(value: string): InlineCode[] {
  const clean = cleanCharacters(value).replaceAll('\n', ' ');
  return clean.trim() === '' ? [] : [{ type: 'inlineCode', value: defuseCode(clean) }];
}

function joinTexts(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type !== 'text') joined.push(node);
    else if (last?.type === 'text') joined[joined.length - 1] = { type: 'text', value: last.value + node.value };
    else if (node.value !== '') joined.push(node);
  }
  return joined;
}

/** Two code spans that touch would be read as one longer fence. */
function joinCode(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'inlineCode' && last?.type === 'inlineCode') {
      joined[joined.length - 1] = { type: 'inlineCode', value: defuseCode(last.value + node.value) };
    } else joined.push(node);
  }
  return joined;
}

/** A table cannot hold a code span with a backslash before a pipe: the row would end there. */
function withoutEscapedPipe(node: PhrasingContent): PhrasingContent {
  return node.type === 'inlineCode' && /\\\|/.test(node.value) ? { type: 'text', value: node.value } : node;
}
