// Shows a suggested change as the small diff that applying it would make.
import type { Position } from '../../../ReviewTask/model/finding.ts';
import { escapeCode } from './escape.ts';
import { difference } from './line-difference.ts';

/** What a suggestion replaces: whole lines as they are, and the exact range within them. */
export interface SuggestionTarget {
  /** The lines from `start.line` to `end.line` without line endings. Never empty. */
  readonly lines: readonly string[];
  readonly start: Position;
  /** The offset is exclusive. */
  readonly end: Position;
}

interface SmallDiff {
  readonly before: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly after: readonly string[];
}

/** The lines after the change: Azure DevOps replaces exactly the range and keeps what is left and right of it. */
function linesAfter(suggested: readonly string[], target: SuggestionTarget): readonly string[] {
  const head = (target.lines[0] ?? '').slice(0, target.start.offset - 1);
  const tail = (target.lines.at(-1) ?? '').slice(target.end.offset - 1);
  return suggested.length === 0 && head === '' && tail === ''
    ? []
    : `${head}${suggested.join('\n')}${tail}`.split('\n');
}

function smallDiff(old: readonly string[], fresh: readonly string[]): SmallDiff {
  const shorter = Math.min(old.length, fresh.length);
  let same = 0;
  while (same < shorter && old[same] === fresh[same]) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && old.at(-1 - sameAtEnd) === fresh.at(-1 - sameAtEnd)) sameAtEnd += 1;
  return {
    before: old.slice(0, same),
    removed: old.slice(same, old.length - sameAtEnd),
    added: fresh.slice(same, fresh.length - sameAtEnd),
    after: old.slice(old.length - sameAtEnd),
  };
}

/** Indentation that all lines share, as a number of characters; it says nothing here and costs width. */
function sharedIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return indents.length === 0 ? 0 : Math.min(...indents);
}

function emphasised(line: string, from: number, to: number): string {
  const isWorthIt = from < to && to - from < line.trim().length * 0.6;
  if (!isWorthIt) return escapeCode(line);
  return `${escapeCode(line.slice(0, from))}<em>${escapeCode(line.slice(from, to))}</em>${escapeCode(line.slice(to))}`;
}

/** Removed and added lines as HTML; where they pair up, what differs in a pair is emphasised. */
function changedLines(removed: readonly string[], added: readonly string[]): { removed: string[]; added: string[] } {
  if (removed.length !== added.length) return { removed: removed.map(escapeCode), added: added.map(escapeCode) };
  const pairs = removed.map((old, index) => ({
    old,
    fresh: added[index] ?? '',
    ...difference(old, added[index] ?? ''),
  }));
  return {
    removed: pairs.map((pair) => emphasised(pair.old, pair.from, pair.oldTo)),
    added: pairs.map((pair) => emphasised(pair.fresh, pair.from, pair.freshTo)),
  };
}

/** A titled small diff; without a target only the new lines are shown. */
export function renderSuggestion(suggested: readonly string[], target: SuggestionTarget | undefined): string {
  const diff =
    target === undefined
      ? { before: [], removed: [], added: suggested, after: [] }
      : smallDiff(target.lines, linesAfter(suggested, target));
  const indent = sharedIndent([...diff.before, ...diff.removed, ...diff.added, ...diff.after]);
  const cut = (lines: readonly string[]) => lines.map((line) => line.slice(indent));
  const changed = changedLines(cut(diff.removed), cut(diff.added));
  const row = (kind: string, sign: string) => (html: string) =>
    `<span class="line ${kind}"><span class="sign">${sign}</span><span>${html || ' '}</span></span>`;
  const rows = [
    ...cut(diff.before).map(escapeCode).map(row('context', ' ')),
    ...changed.removed.map(row('removed', '−')),
    ...changed.added.map(row('added', '+')),
    ...cut(diff.after).map(escapeCode).map(row('context', ' ')),
  ];
  return `<figure class="suggestion"><figcaption>Suggested change</figcaption><pre><code>${rows.join('')}</code></pre></figure>`;
}
