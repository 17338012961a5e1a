// Gives every raw finding its anchor on the diff and its fingerprint.
import { anchoredText } from '../model/anchored-text.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { Anchor, PlacedFinding, RawFinding, Severity } from '../model/finding.ts';
import { fingerprintOf } from '../model/fingerprint.ts';
import { isCut } from '../model/long-line.ts';
import { anchorFinding } from './anchor.ts';

/** Every finding, with its place; none is lost, whatever its claims. */
export function place(raw: readonly RawFinding[], files: readonly ChangedFile[]): readonly PlacedFinding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return withNeighboursApart(
    raw.map((finding) => {
      const { path, anchor } = anchorFinding(finding, files);
      const replacement = replacementFor(finding, anchor, byPath.get(path));
      const fingerprint = identify(finding, byPath.get(path), anchor);
      return { ...finding, path, anchor, replacement, fingerprint, severity: supportedSeverity(finding, anchor) };
    }),
  );
}

/**
 * Two detectors may find something in the same code, or one of them twice (two secrets on a line): the first keeps the
 * fingerprint of the code, the others get one of their own, in the order of their columns, whatever the order of reports.
 */
function withNeighboursApart(placed: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const finding of placed.filter(isDetector)) {
    const key = `${finding.path}\n${finding.fingerprint}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const fresh = new Map<PlacedFinding, string>();
  for (const group of groups.values()) {
    const places = [...new Set(group.map(placeKey))].sort();
    for (const finding of group) {
      const index = places.indexOf(placeKey(finding));
      if (index > 0) fresh.set(finding, fingerprintOf(finding.category, [finding.fingerprint], index));
    }
  }
  return placed.map((finding) => ({ ...finding, fingerprint: fresh.get(finding) ?? finding.fingerprint }));
}

function isDetector({ source }: RawFinding): boolean {
  return source.kind === 'secrets' || source.kind === 'built-in';
}

/** Sorts by column, then by who found it; the same for one thing told twice. */
function placeKey({ anchor, source }: PlacedFinding): string {
  const offset = anchor.kind === 'lines' ? anchor.start.offset : 0;
  return `${String(offset).padStart(9, '0')} ${source.kind} ${'rule' in source ? source.rule : ''}`;
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

function identify(finding: RawFinding, file: ChangedFile | undefined, anchor: Anchor): string {
  const code = file === undefined ? [] : anchoredText(file, anchor);
  // Without lines there is only the wording to go by.
  if (file === undefined || code.length === 0) return fingerprintOf(finding.category, [finding.title], 0);
  return fingerprintOf(finding.category, code, earlierOccurrences(file, anchor, code));
}

/** How often the same lines stand further up in the file: tells equal code in several places apart. */
function earlierOccurrences(file: ChangedFile, anchor: Anchor, code: readonly string[]): number {
  if (anchor.kind !== 'lines' || file.content.kind !== 'text') return 0;
  const lines = file.content[anchor.side];
  const wanted = code.map(squeezed);
  let count = 0;
  for (let index = 0; index < anchor.start.line - 1; index++) {
    if (wanted.every((text, ahead) => squeezed(lines[index + ahead] ?? '') === text)) count += 1;
  }
  return count;
}

function squeezed(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}
