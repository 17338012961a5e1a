// Gives every raw finding its anchor on the diff and its fingerprint.
import { anchoredText } from '../model/anchored-text.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { Anchor, PlacedFinding, RawFinding, Severity } from '../model/finding.ts';
import { isCut } from '../model/long-line.ts';
import { anchorFinding } from './anchor.ts';
import { identify, tellApart } from './identity.ts';

/** Every finding, with its place; none is lost, whatever its claims. */
export function place(raw: readonly RawFinding[], files: readonly ChangedFile[]): readonly PlacedFinding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const placed = raw.map((finding) => {
    const { path, anchor } = anchorFinding(finding, files);
    const replacement = replacementFor(finding, anchor, byPath.get(path));
    const fingerprint = identify(finding, byPath.get(path), anchor);
    return { ...finding, path, anchor, replacement, fingerprint, severity: supportedSeverity(finding, anchor) };
  });
  return tellApart(placed);
}

/** What a model says without a quote that stands on the change is a claim: it may be told, but it decides nothing. */
function supportedSeverity(finding: RawFinding, anchor: Anchor): Severity {
  if (finding.source.kind !== 'model' || anchor.kind === 'lines') return finding.severity;
  if (anchor.kind === 'pull-request') return 'suggestion';
  return finding.severity === 'blocker' ? 'warning' : finding.severity;
}

/**
 * A replacement is for the lines that were claimed: where the anchor covers more or fewer, or a line of which the model did
 * not see the end, it would destroy code.
 */
function replacementFor(finding: RawFinding, anchor: Anchor, file: ChangedFile | undefined): string | undefined {
  if (finding.replacement === undefined || anchor.kind !== 'lines' || anchor.side !== 'right') return undefined;
  if (file === undefined || anchoredText(file, anchor).some((text) => isCut({ text }))) return undefined;
  const claimed = (finding.endLine ?? finding.line ?? 0) - (finding.line ?? 0);
  return claimed === anchor.end.line - anchor.start.line ? finding.replacement : undefined;
}
