// The comment that opens a finding's thread: what, why, what to put instead, and who says so.
import type { Finding } from '../model/finding.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanBlock, cleanLine } from './clean-markdown.ts';
import { counted } from './counted.ts';
import { categoryNames, certaintyOf, severityNames, sourceOf } from './finding-words.ts';
import { writeMarkdown } from './markdown-syntax.ts';
import { type Replacement, replacementOf } from './replacement.ts';
import { shorten } from './shorten.ts';

export interface ThreadBodyContext {
  /** Hosts that may be linked: lower case, with a port where there is one. */
  readonly linkHosts: readonly string[];
  /** The model's name; `undefined` without one. */
  readonly model: string | undefined;
  /** Independent passes that the model was asked for. */
  readonly passes: number;
  /** The lines that the anchor covers, without line endings; `undefined` where they are not known. */
  readonly anchored: readonly string[] | undefined;
}

/** In UTF-16 units: what a person reads in ten seconds, with room for the odd longer one. */
const titleLimit = 200;
const failureLimit = 1_500;

/** Cleaned Markdown, at most some 25,000 characters; most bodies have under 600. No HTML. */
export function threadBody(finding: Finding, context: ThreadBodyContext): string {
  const blocks = [
    heading(finding),
    shorten(cleanBlock(finding.failure, context), failureLimit),
    offered(replacementOf(finding, context.anchored)),
    placement(finding),
    footer(finding, context),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function heading(finding: Finding): string {
  const title = cleanLine(cutText(oneLine(finding.title), titleLimit));
  const lead = `${severityNames[finding.severity]}${title.length === 0 ? '' : ' · '}`;
  return writeMarkdown({ type: 'strong', children: [{ type: 'text', value: lead }, ...title] });
}

function offered(replacement: Replacement): string {
  switch (replacement.kind) {
    case 'none':
      return '';
    case 'suggestion':
      return writeMarkdown({ type: 'code', lang: 'suggestion', value: replacement.text });
    case 'deletion':
      return `Suggested change: delete ${replacement.count === 1 ? 'this line' : `these ${counted(replacement.count, 'line')}`}.`;
    case 'by-hand':
      return `Suggested code, to be put in by hand:\n\n${writeMarkdown({ type: 'code', value: replacement.text })}`;
  }
}

function placement(finding: Finding): string {
  const hasClaim = finding.line !== undefined || finding.quote !== '';
  if (finding.anchor.kind !== 'file' || !hasClaim) return '';
  return 'Shown on the whole file, because the quoted code is not among the changed lines.';
}

function footer(finding: Finding, { model, passes }: ThreadBodyContext): string {
  const source = sourceOf(finding.source, model);
  const parts = [
    categoryNames[finding.category],
    source,
    certaintyOf(finding, passes),
    "set to Won't fix to silence it",
  ];
  return `*${parts.filter((part) => part !== '').join(' · ')}*`;
}
