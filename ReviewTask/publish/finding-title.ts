// The title of a finding where it is not a link.
import type { Finding } from '../model/finding.ts';
import { cutText, oneLine } from './clean-characters.ts';
import { cleanInline } from './clean-markdown.ts';

/** Cleaned Markdown on one line; never empty. */
export function title(finding: Finding): string {
  return cleanInline(cutText(oneLine(finding.title), 200)) || 'Untitled';
}
