// Gives findings the fingerprints by which later runs know them again.
import { anchoredText } from '../model/anchored-text.ts';
import type { ChangedFile } from '../model/diff.ts';
import type { Anchor, PlacedFinding, RawFinding } from '../model/finding.ts';
import { fingerprintOf } from '../model/fingerprint.ts';

/** The fingerprint of a finding by itself. A rule's id stands for the category, which the model may choose anew each time. */
export function identify(finding: RawFinding, file: ChangedFile | undefined, anchor: Anchor): string {
  const { source, category, title } = finding;
  const code = file === undefined ? [] : anchoredText(file, anchor);
  const ordinal = file === undefined || code.length === 0 ? 0 : earlierOccurrences(file, anchor, code);
  if (source.kind === 'rule') return fingerprintOf(`rule:${source.rule}`, code, ordinal);
  // Without lines there is only the wording to go by.
  return code.length === 0 ? fingerprintOf(category, [title], 0) : fingerprintOf(category, code, ordinal);
}

/** How often the same lines stand further up in the file: tells equal code in several places apart. */
function earlierOccurrences(file: ChangedFile, anchor: Anchor, code: readonly string[]): number {
  if (anchor.kind !== 'lines' || file.content.kind !== 'text') return 0;
  const lines = squeezedLines(file.content[anchor.side]);
  const wanted = code.map(squeezed);
  let count = 0;
  for (let index = 0; index < anchor.start.line - 1; index++) {
    if (wanted.every((text, ahead) => (lines[index + ahead] ?? '') === text)) count += 1;
  }
  return count;
}

/** A file may have thousands of lines, and hundreds of findings: it is prepared once. */
const prepared = new WeakMap<readonly string[], readonly string[]>();

function squeezedLines(lines: readonly string[]): readonly string[] {
  const known = prepared.get(lines);
  if (known !== undefined) return known;
  const squeezedOnes = lines.map(squeezed);
  prepared.set(lines, squeezedOnes);
  return squeezedOnes;
}

function squeezed(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}

/**
 * Two detectors on one line, or one of them twice, have two threads: setting one aside must not silence the other. They find
 * the same on the same line in every run, so all but the first of a line get a name of their own.
 */
export function tellApart(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const keys = new Map<string, string[]>();
  for (const finding of findings) {
    const key = detectionKey(finding);
    if (key === undefined) continue;
    const group = keys.get(lineKey(finding)) ?? [];
    if (!group.includes(key)) keys.set(lineKey(finding), [...group, key].sort());
  }
  return findings.map((finding) => {
    const key = detectionKey(finding);
    const index = key === undefined ? 0 : (keys.get(lineKey(finding))?.indexOf(key) ?? 0);
    return index === 0 ? finding : { ...finding, fingerprint: fingerprintOf(finding.fingerprint, [], index) };
  });
}

function lineKey({ path, fingerprint }: PlacedFinding): string {
  return `${fingerprint} ${path}`;
}

/** Sorts by rule and then by where it stands; `undefined` for what a model says. */
function detectionKey({ source, anchor }: PlacedFinding): string | undefined {
  if (source.kind !== 'secrets' && source.kind !== 'built-in') return undefined;
  const offset = anchor.kind === 'lines' ? anchor.start.offset : 0;
  return `${source.kind}:${source.rule}:${String(offset).padStart(9, '0')}`;
}
