// The lines that an anchor covers.
import type { ChangedFile } from './diff.ts';
import type { Anchor } from './finding.ts';

/** The whole lines that an anchor covers, without line endings; none for an anchor without lines. */
export function anchoredText(file: ChangedFile, anchor: Anchor): readonly string[] {
  if (anchor.kind !== 'lines' || file.content.kind !== 'text') return [];
  return file.content[anchor.side].slice(anchor.start.line - 1, anchor.end.line);
}
